import { useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useSpeech } from '../../../parts/words.tsx';
import { useOpenRow } from '../open-row.ts';
import { linkedSum, pairings, tableOf } from './shapes.ts';
import type { Kind, MatchLink, MatchRow, Pairing, Side } from './shapes.ts';

/** So many lines are drawn; a match of more is read in its books. */
const linesAtMost = 200;

type PairProps = {
  readonly caseId: string;
  readonly kind: Kind;
  readonly rows: readonly MatchRow[];
  readonly links: readonly MatchLink[];
  readonly picked: string | undefined;
  readonly onPick: (row: string) => void;
  /** Esc: one step out, to the list */
  readonly onLeave: () => void;
};

/** Where an arrow leads from one card to another. */
function nextCard(from: HTMLElement, key: string, all: readonly HTMLElement[]): HTMLElement | undefined {
  const side = from.dataset['side'];
  const own = all.filter((card) => card.dataset['side'] === side);
  if (key === 'ArrowDown' || key === 'ArrowUp') return own[own.indexOf(from) + (key === 'ArrowDown' ? 1 : -1)];
  const across = key === 'ArrowRight' ? 'right' : key === 'ArrowLeft' ? 'left' : side;
  if (across === side) return undefined;
  const line = Number(from.dataset['line']);
  const others = all.filter((card) => card.dataset['side'] === across);
  return others.findLast((card) => Number(card.dataset['line']) <= line) ?? others[0];
}

/** The rows of a match side by side, and between them what belongs together. Arrows walk the rows, Enter opens one in its book. */
export function PairView(props: PairProps): ReactNode {
  const { say } = useSpeech();
  const place = useRef<HTMLDivElement>(null);
  const open = useOpenRow(props.caseId);
  const lines = pairings(props.rows, props.links, tableOf(props.kind, 'right'));
  const press = (event: KeyboardEvent): void => {
    const card = (event.target as HTMLElement).closest<HTMLElement>('.match-card');
    if (card === null || event.ctrlKey || event.altKey || event.metaKey) return;
    const all = [...(place.current?.querySelectorAll<HTMLElement>('.match-card') ?? [])];
    const next = nextCard(card, event.key, all);
    if (next !== undefined) next.focus();
    else if (event.key === 'Enter') open(card.dataset['row'] ?? '');
    else if (event.key === 'Escape') props.onLeave();
    else if (!event.key.startsWith('Arrow')) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div ref={place} className="match-pairs" role="group" aria-label={say('matchScreen.pairs')} onKeyDown={press}>
      <h3>{say(`table.${tableOf(props.kind, 'left')}`)}</h3>
      <h3 className="number">{say('matchScreen.linked')}</h3>
      <h3>{say(`table.${tableOf(props.kind, 'right')}`)}</h3>
      {lines.slice(0, linesAtMost).map((line, i) => (
        <Line key={`${line.left?.name ?? ''} ${line.right?.name ?? ''} ${i}`} line={line} at={i} pair={props} open={open} />
      ))}
      <LinkedTotal links={props.links} />
      {lines.length > linesAtMost ? (
        <p className="quiet match-more">{say('matchScreen.moreLines', { n: lines.length - linesAtMost })}</p>
      ) : null}
    </div>
  );
}

type LineProps = { readonly line: Pairing; readonly at: number; readonly pair: PairProps; readonly open: (row: string) => void };

function Line({ line, at, pair, open }: LineProps): ReactNode {
  const { money } = useSpeech();
  const card = (side: Side): ReactNode => {
    const row = line[side];
    return row === null ? (
      <span className={`match-again${line.linked ? ' linked' : ''}`} />
    ) : (
      <Card row={row} side={side} at={at} pair={pair} open={open} />
    );
  };
  return (
    <>
      {card('left')}
      <span className={`match-link number${line.linked ? ' linked' : ''}`}>
        {line.amount === null ? (line.linked ? '·' : '') : money(line.amount, line.currency)}
      </span>
      {card('right')}
    </>
  );
}

type CardProps = {
  readonly row: MatchRow;
  readonly side: Side;
  readonly at: number;
  readonly pair: PairProps;
  readonly open: (row: string) => void;
};

function Card({ row, side, at, pair, open }: CardProps): ReactNode {
  const { say, day, money } = useSpeech();
  const shownDay = row.day === '' ? '' : day(row.day);
  return (
    <button
      type="button"
      className={`match-card${row.name === pair.picked ? ' picked' : ''}`}
      data-side={side}
      data-line={at}
      data-row={row.name}
      aria-pressed={row.name === pair.picked}
      onFocus={() => pair.onPick(row.name)}
      onClick={() => pair.onPick(row.name)}
      onDoubleClick={() => open(row.name)}
    >
      <span className="match-card-head">
        <b>{row.label === '' ? say('matchScreen.noNumber') : row.label}</b>
        <span className="number">{row.amount === null ? '' : money(row.amount, row.currency)}</span>
      </span>
      <span className="quiet">{[shownDay, row.party].filter((part) => part !== '').join(' · ')}</span>
      {row.text === '' ? null : (
        <span className="quiet match-card-text" title={row.text}>
          {row.text}
        </span>
      )}
    </button>
  );
}

function LinkedTotal({ links }: { readonly links: readonly MatchLink[] }): ReactNode {
  const { say, money } = useSpeech();
  const sum = links.length > 1 ? linkedSum(links) : null;
  if (sum === null) return null;
  return (
    <>
      <span />
      <span className="match-sum number" title={say('matchScreen.linkedSum')}>
        {money(sum.amount, sum.currency)}
      </span>
      <span />
    </>
  );
}
