import type { ReactNode } from 'react';
import { useSpeech } from '../../../parts/words.tsx';
import { shareOf, tableOf } from './shapes.ts';
import type { Side, Summary } from './shapes.ts';

/** How much of a side is matched: a bar, its share in percent, and the rows. */
export function SideBar({ summary, side }: { readonly summary: Summary; readonly side: Side }): ReactNode {
  const { say, count, percent } = useSpeech();
  const { rows, matched } = summary[side];
  const share = shareOf(summary[side]);
  return (
    <span className="match-side-bar">
      <span className="match-side-name">{say(`table.${tableOf(summary.kind, side)}`)}</span>
      <span className="match-bar-ground" aria-hidden>
        <span className="match-bar-fill" style={{ width: `${share}%` }} />
      </span>
      <span className="number">{rows === 0 ? '–' : percent(String(share))}</span>
      <span className="quiet number match-of">{say('matchScreen.of', { matched: count(matched), rows: count(rows) })}</span>
    </span>
  );
}

type FigureProps = { readonly text: string; readonly label: string; readonly on: boolean; readonly press: () => void };

/** A figure that leads to its list. */
export function Figure({ text, label, on, press }: FigureProps): ReactNode {
  if (!on) return <span className="match-figure quiet">{text}</span>;
  return (
    <button
      type="button"
      className="match-figure"
      aria-label={label}
      title={label}
      onClick={(event) => {
        event.stopPropagation();
        press();
      }}
    >
      {text}
    </button>
  );
}
