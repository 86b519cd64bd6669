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

async function sumsOfBox({ grid, box, columns, windows }: FooterProps): Promise<readonly Sum[] | null> {
  const column = columns[box.right];
  if (column === undefined || !isSummable(column)) return [];
  const whole = box.top === 0 && box.bottom === grid.total - 1;
  if (whole && (column.currency === undefined || column.currency === 'national')) {
    const { sum } = await grid.sumOf(column.name);
    return sum === null ? [] : [{ value: sum, currency: column.type === 'money' ? grid.money.national : '' }];
  }
  if (box.bottom - box.top + 1 > sumAtMost) return null;
  return sumsOf(await windows.take(box.top, box.bottom + 1), column, grid.columns, grid.money);
}

/** How many rows there are, what is chosen, and what it adds up to. */
export function Footer(props: FooterProps): ReactNode {
  const speech = useSpeech();
  const { say, count } = speech;
  const { box, grid } = props;
  const sums = useSums(props);
  const cells = cellsIn(box);
  const column = props.columns[box.right];
  return (
    <div className="grid-foot" role="status">
      <span>{say('grid.total', { rows: grid.total })}</span>
      {cells > 1 ? <span>{say('grid.chosen', { cells: count(cells) })}</span> : null}
      {sums === null ? <span className="amber">{say('grid.sumTooMuch')}</span> : null}
      {(sums ?? []).map((sum) => (
        <span key={sum.currency}>
          {say('grid.sum', {
            column: column?.title ?? '',
            value: sum.currency === '' ? speech.decimal(sum.value) : speech.money(sum.value, sum.currency),
          })}
        </span>
      ))}
    </div>
  );
}

function useSums(props: FooterProps): readonly Sum[] | null {
  const [sums, setSums] = useState<readonly Sum[] | null>([]);
  const { windows } = props;
  const { top, bottom, right } = props.box;
  const column = props.columns[right]?.name;
  const ask = useStable(() => sumsOfBox(props));
  useEffect(() => {
    let stale = false;
    const set = (next: readonly Sum[] | null): void => {
      if (!stale) setSums(next);
    };
    const timer = setTimeout(() => {
      // A view that is gone is opened again by the grid; its sum then comes with it.
      if (bottom > top) ask().then(set, () => set([]));
      else set([]);
    }, 120);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [top, bottom, column, windows, ask]);
  return sums;
}
