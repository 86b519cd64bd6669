import { useRef } from 'react';
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
import type { LayoutPage } from '../../../../../contract/rpc/pdf.ts';
import { useSpeech } from '../../../../parts/words.tsx';
import { moveEdge, moveEnd } from './draft.ts';
import type { Draft } from './draft.ts';

type SheetProps = { readonly page: LayoutPage; readonly draft: Draft; readonly onDraft: (draft: Draft) => void };

const whole = 10_000;
/** Width of the picture in its own units; its height follows from the page. */
const wide = 1_000;
const [fine, coarse] = [20, 200];

/** A page with its words, the borders of columns as lines that can be dragged or moved by arrow keys. */
export function PageSheet({ page, draft, onDraft }: SheetProps): ReactNode {
  const { say } = useSpeech();
  const sheet = useRef<SVGSVGElement>(null);
  const tall = wide / page.ratio;
  const x = (at: number): number => (at / whole) * wide;
  const y = (at: number): number => (at / whole) * tall;
  return (
    <svg ref={sheet} className="pdf-sheet" viewBox={`0 0 ${wide} ${tall}`} role="group" aria-label={say('pdf.page', { page: page.page })}>
      <rect className="pdf-paper" width={wide} height={tall} />
      <g aria-hidden>
        {page.words.map((word, i) => (
          <text
            key={i}
            className="pdf-word"
            x={x(word.left)}
            y={y(word.top + word.height * 0.8)}
            fontSize={Math.max(1, y(word.height) * 0.85)}
            textLength={Math.max(1, x(word.width))}
            lengthAdjust="spacingAndGlyphs"
          >
            {word.text}
          </text>
        ))}
      </g>
      <rect className="pdf-beyond" width={wide} height={y(draft.top)} />
      <rect className="pdf-beyond" y={y(draft.bottom)} width={wide} height={tall - y(draft.bottom)} />
      {draft.edges.map((at, i) => (
        <Border
          key={i}
          label={say('pdf.border', { n: i + 1 })}
          at={at}
          line={[x(at), y(draft.top), x(at), y(draft.bottom)]}
          sheet={sheet}
          across
          onMove={(to) => onDraft(moveEdge(draft, i, to))}
        />
      ))}
      {(['top', 'bottom'] as const).map((end) => (
        <Border
          key={end}
          label={say(`pdf.${end}`)}
          at={draft[end]}
          line={[0, y(draft[end]), wide, y(draft[end])]}
          sheet={sheet}
          across={false}
          onMove={(to) => onDraft(moveEnd(draft, end, to))}
        />
      ))}
    </svg>
  );
}

type BorderProps = {
  readonly label: string;
  readonly at: number;
  readonly line: readonly [x1: number, y1: number, x2: number, y2: number];
  readonly sheet: { readonly current: SVGSVGElement | null };
  /** moves from left to right; else from top to bottom */
  readonly across: boolean;
  readonly onMove: (to: number) => void;
};

/** One line that can be taken hold of: dragged, or moved by arrows, faster with Shift. */
function Border({ label, at, line: [x1, y1, x2, y2], sheet, across, onMove }: BorderProps): ReactNode {
  const [back, on] = across ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
  const press = (event: KeyboardEvent): void => {
    const size = event.shiftKey ? coarse : fine;
    const by = event.key === back ? -size : event.key === on ? size : 0;
    if (by === 0) return;
    event.preventDefault();
    onMove(at + by);
  };
  const drag = (event: PointerEvent): void => {
    const box = sheet.current?.getBoundingClientRect();
    if (event.buttons !== 1 || box === undefined || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    onMove(across ? ((event.clientX - box.left) / box.width) * whole : ((event.clientY - box.top) / box.height) * whole);
  };
  return (
    <g
      className={`pdf-border ${across ? 'across' : 'down'}`}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-orientation={across ? 'horizontal' : 'vertical'}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(at / 100)}
      onKeyDown={press}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
    >
      <line className="pdf-border-reach" x1={x1} y1={y1} x2={x2} y2={y2} />
      <line className="pdf-border-line" x1={x1} y1={y1} x2={x2} y2={y2} />
    </g>
  );
}
