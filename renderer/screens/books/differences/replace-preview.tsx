import type { ReactNode } from 'react';
import type { Output } from '../../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../../contract/rpc/index.ts';
import { useSpeech } from '../../../parts/words.tsx';

type Replacing = Output<AssayCalls['import.replacing']>;

/** A dialog names so many one by one; the command line lists them all. */
const mostShown = 200;

/** The place of a row in its file, without the hash of the file. */
const placeOf = (row: string): string => row.slice(65);

/** What would move along with a newer export, and onto what; what would stay; what nothing replaces. */
export function ReplacePreview({ told }: { readonly told: Replacing }): ReactNode {
  const { say, count } = useSpeech();
  const { moves, changed, left, alone } = told;
  const moved = Object.values(moves).reduce((n, one) => n + one, 0);
  return (
    <>
      {moved + left.length === 0 ? <p>{say('changes.replacing.nothing')}</p> : null}
      {moved === 0 ? null : <p>{say('changes.replacing.moves', moves)}</p>}
      {changed.length === 0 ? null : (
        <>
          <p>{say('changes.replacing.changed', { n: changed.length })}</p>
          <Named
            all={changed.map(({ row, ent, columns }) => ({
              row,
              text: say('changes.replacing.changed.one', {
                thing: say(`changes.replacing.thing.${ent}`),
                columns: columns.map((column) => say(`column.${column}`)).join(', '),
              }),
            }))}
          />
        </>
      )}
      <StayingThings left={left} ahead />
      {alone.map(({ table, scope, rows }) => (
        <p key={`${table} ${scope}`} className="say-so amber">
          {say('changes.replacing.alone', { table: say(`table.${table}`), rows: count(rows) })}
        </p>
      ))}
    </>
  );
}

/** What stays with the older file, and why. @param ahead it has not happened yet */
export function StayingThings(props: { readonly left: Replacing['left']; readonly ahead?: boolean }): ReactNode {
  const { left, ahead = false } = props;
  const { say } = useSpeech();
  if (left.length === 0) return null;
  return (
    <>
      <p className={ahead ? 'say-so amber' : undefined}>
        {say(ahead ? 'changes.replacing.left' : 'changes.replace.left', { n: left.length })}
      </p>
      <Named all={left.map(({ row, why }) => ({ row, text: say(`changes.left.${why}`) }))} />
    </>
  );
}

function Named({ all }: { readonly all: readonly { readonly row: string; readonly text: string }[] }): ReactNode {
  const { say } = useSpeech();
  const rest = all.length - mostShown;
  return (
    <>
      <ul className="plain-list named-things">
        {all.slice(0, mostShown).map(({ row, text }, i) => (
          <li key={`${row} ${text} ${i}`} className="wrap-anywhere">
            {text}: <span className="mono meta">{placeOf(row)}</span>
          </li>
        ))}
      </ul>
      {rest <= 0 ? null : <p className="quiet">{say('changes.replacing.more', { n: rest })}</p>}
    </>
  );
}
