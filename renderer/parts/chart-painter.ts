import type { use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

type Install = Exclude<Extract<Parameters<typeof use>[0], (...given: never[]) => unknown>, readonly unknown[]>;
type Registers = Parameters<Install>[0];

/** The part of the library's painter that empties elements through markup, which Trusted Types forbid. */
type Painter = {
  new (...given: never[]): { root: Element | null; _svgDom: Element | null; dispose(): void; clear(): void };
};

function withoutMarkup(Base: Painter): Painter {
  return class extends Base {
    override dispose(): void {
      this.root?.replaceChildren();
      this.root = null;
      super.dispose();
    }

    override clear(): void {
      const dom = this._svgDom;
      dom?.replaceChildren();
      this._svgDom = null;
      super.clear();
      this._svgDom = dom;
    }
  };
}

/** The SVG renderer of the chart library, emptied node by node. */
export function SafeSvgRenderer(registers: Registers): void {
  const registerPainter = (name: string, painter: unknown): void =>
    registers.registerPainter(name, withoutMarkup(painter as Painter) as never);
  (SVGRenderer as unknown as Install)({ ...registers, registerPainter } as Registers);
}
