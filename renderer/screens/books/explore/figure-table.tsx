import type { ReactNode } from 'react';
import { Button } from '../../../parts/button.tsx';
import type { Slice } from './slices.ts';

type TableProps = {
  readonly label: string;
  readonly heads: readonly string[];
  readonly slices: readonly Slice[];
  readonly onPick: (index: number) => void;
};

/** The bars as figures; each leads to its rows as its bar does. */
export function FigureTable({ label, heads, slices, onPick }: TableProps): ReactNode {
  return (
    <section className="look-chart look-figures" aria-label={label} tabIndex={0}>
      <table className="plain-table">
        <thead>
          <tr>
            {heads.map((head, i) => (
              <th key={head} scope="col" className={i === 0 ? undefined : 'number'}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {slices.map((slice, i) => (
            <tr key={slice.key}>
              <td title={slice.said}>{slice.name}</td>
              <td className="number">
                <Button kind="figure" onPress={() => onPick(i)} label={slice.said}>
                  {slice.figure}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
