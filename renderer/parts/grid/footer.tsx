import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { isSummable } from './cells.ts';
import type { GridProps, PlacedColumn } from './model.ts';
import { cellsIn } from './selection.ts';
import type { Box } from './selection.ts';
import { sumsOf } from './sum.ts';
import type { Sum } from './sum.ts';
import type { Windows } from './windows.ts';
import { useStable } from '../latest.ts';
import { useSpeech } from '../words.tsx';

/** Above this a selection's sum is asked from the backend for the whole column only. */
const sumAtMost = 50_000;

type FooterProps = {
  readonly grid: GridProps;
  readonly box: Box;
  readonly columns: readonly PlacedColumn[];
  readonly windows: Windows;
};

/** The sums of the first columns, each named: more of them nobody reads in a line. */
const columnsAtMost = 4;

type ColumnSum = Sum & { readonly title: string };
/** @property more there are sums that were not made: too many rows for them */
type Sums = { readonly made: readonly ColumnSum[]; readonly more: boolean };

const none: Sums = { made: [], more: false };

async function sumsOfBox({ grid, box, columns, windows }: FooterProps): Promise<Sums> {
  const chosen = columns.slice(box.left, box.right + 1).filter(isSummable);
  const summed = chosen.slice(0, columnsAtMost);
  const isWhole = box.top === 0 && box.bottom === grid.total - 1;
  const byBackend = summed.filter((one) => isWhole && (one.currency === undefined || one.currency === 'national'));
  const tooMany = box.bottom - box.top + 1 > sumAtMost;
  const byRows = tooMany ? [] : summed.filter((one) => !byBackend.includes(one));
  const rows = byRows.length === 0 ? [] : await windows.take(box.top, box.bottom + 1);
  const made: ColumnSum[] = [];
  for (const column of summed) {
    const { title } = column;
    if (byBackend.includes(column)) {
      const { sum } = await grid.sumOf(column.name);
      if (sum !== null) made.push({ title, value: sum, currency: column.type === 'money' ? grid.money.national : '' });
    } else if (!tooMany) made.push(...sumsOf(rows, column, grid.columns, grid.money).map((sum) => ({ title, ...sum })));
  }
  return { made, more: tooMany && summed.length > byBackend.length };
}

/** How many rows there are, what is chosen, and what it adds up to. */
export function Footer(props: FooterProps): ReactNode {
  const speech = useSpeech();
  const { say, count } = speech;
  const { box, grid } = props;
  const sums = useSums(props);
  const cells = cellsIn(box);
  return (
    <div className="grid-foot" role="status">
      <span>{say('grid.total', { rows: grid.total })}</span>
      {cells > 1 ? <span>{say('grid.chosen', { cells: count(cells) })}</span> : null}
      {sums.made.map(({ title, value, currency }) => (
        <span key={`${title} ${currency}`}>
          {say('grid.sum', { column: title, value: currency === '' ? speech.decimal(value) : speech.money(value, currency) })}
        </span>
      ))}
      {sums.more ? <span className="amber">{say('grid.sumTooMuch')}</span> : null}
    </div>
  );
}

function useSums(props: FooterProps): Sums {
  const [sums, setSums] = useState<Sums>(none);
  const { windows } = props;
  const { top, bottom, left, right } = props.box;
  const columns = props.columns
    .slice(left, right + 1)
    .map((column) => column.name)
    .join();
  const ask = useStable(() => sumsOfBox(props));
  useEffect(() => {
    let stale = false;
    const set = (next: Sums): void => {
      if (!stale) setSums(next);
    };
    const timer = setTimeout(() => {
      // A view that is gone is opened again by the grid; its sum then comes with it.
      if (bottom > top || right > left) ask().then(set, () => set(none));
      else set(none);
    }, 120);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [top, bottom, left, right, columns, windows, ask]);
  return sums;
}
