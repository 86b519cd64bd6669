import { certainItems, strataOf } from './design.ts';
import type { SampleDesign, SampleParams, Scale } from './design.ts';
import type { FrameItem } from './frame.ts';
import { drawMus } from './mus.ts';
import { drawingOrder } from './random.ts';
import type { Chance } from './random.ts';

/** An item that is examined. @property why all of its kind are, or it was drawn @property at the monetary unit that was hit */
export type DrawnItem = FrameItem & { readonly why: 'certain' | 'drawn'; readonly at: string | null };

const drawn = (item: FrameItem, at: string | null = null): DrawnItem => ({ ...item, why: 'drawn', at });
const certain = (item: FrameItem): DrawnItem => ({ ...item, why: 'certain', at: null });

export type Drawing = { readonly params: SampleParams; readonly design: SampleDesign; readonly scale: Scale; readonly chance: Chance };

/** Items by the order of the seed, as many as asked. */
function firstOf(items: readonly FrameItem[], n: number, chance: Chance): readonly DrawnItem[] {
  const byKey = new Map(items.map((item) => [item.key, item]));
  return drawingOrder([...byKey.keys()], chance)
    .slice(0, n)
    .flatMap((key) => {
      const item = byKey.get(key);
      return item === undefined ? [] : [drawn(item)];
    });
}

/**
 * What is examined: the items that are certain, in the order of the frame, then the drawn ones in the order in which they are drawn. With
 * more items of an order by seed the list begins as before: a sample is extended, never drawn anew. A monetary-unit sample has one interval
 * and cannot be extended; a further one is a new sample.
 * @param items in the order of the frame @param n drawn items; null = as designed. Strata take more in the proportion of their design
 */
export function drawSample(items: readonly FrameItem[], of: Drawing, n: number | null = null): readonly DrawnItem[] {
  const { params, design, scale, chance } = of;
  const always = certainItems(items, params, scale);
  const keys = new Set(always.map(({ key }) => key));
  const rest = items.filter(({ key }) => !keys.has(key));
  const first = always.map(certain);
  if (design.n === 0) return first;
  if (params.method === 'mus') return [...first, ...byUnits(rest, design, chance)];
  if (params.method === 'stratified') return [...first, ...byStrata(rest, of, n)];
  return [...first, ...firstOf(rest, n ?? design.n, chance)];
}

function byUnits(rest: readonly FrameItem[], design: SampleDesign, chance: Chance): readonly DrawnItem[] {
  const byKey = new Map(rest.map((item) => [item.key, item]));
  const sized = rest.map(({ key, size }) => ({ key, size: size ?? 0n }));
  const { top, hits } = drawMus(sized, BigInt(design.interval ?? '1'), chance);
  const itemOf = (key: string): readonly FrameItem[] => {
    const item = byKey.get(key);
    return item === undefined ? [] : [item];
  };
  return [...top.flatMap(itemOf).map(certain), ...hits.flatMap(({ key, at }) => itemOf(key).map((item) => drawn(item, String(at))))];
}

function byStrata(rest: readonly FrameItem[], { design, chance }: Drawing, n: number | null): readonly DrawnItem[] {
  const strata = strataOf(rest);
  const more = n === null || design.n === 0 ? 1 : n / design.n;
  return design.strata.flatMap((one) => {
    const items = strata.get(one.stratum) ?? [];
    return firstOf(items, Math.min(items.length, Math.ceil(one.n * more)), chance);
  });
}
