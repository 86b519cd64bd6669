import type { ReactNode } from 'react';
import { decimalToScaled, scaledToDecimal } from '../../../../domain/money/decimal.ts';
import { useSpeech } from '../../../parts/words.tsx';
import type { Difference } from './use-comparison.ts';

type SumsProps = { readonly caseId: string; readonly difference: Difference };

const digitsIn = (text: string): number => text.split('.')[1]?.length ?? 0;

/** newer − older, with the digits of the finer one. */
export function changeOf({ older, newer }: Pick<Difference['sums'][number], 'older' | 'newer'>): string {
  const digits = Math.max(digitsIn(older), digitsIn(newer));
  return scaledToDecimal((decimalToScaled(newer, digits) ?? 0n) - (decimalToScaled(older, digits) ?? 0n), digits);
}

/** Sums of the amount columns as both files were imported, those that are not nought in both. */
export function DifferenceSums({ difference }: SumsProps): ReactNode {
  const { say, amount } = useSpeech();
  const sums = difference.sums.filter((one) => /[1-9]/.test(one.older + one.newer));
  if (sums.length === 0) return null;
  return (
    <table className="compare-sums">
      <thead>
        <tr>
          <th scope="col">{say('changes.compare.sums')}</th>
          <th scope="col">{say('changes.compare.sum.older')}</th>
          <th scope="col">{say('changes.compare.sum.newer')}</th>
          <th scope="col">{say('changes.compare.sum.difference')}</th>
        </tr>
      </thead>
      <tbody>
        {sums.map((one) => (
          <tr key={one.column}>
            <th scope="row">{say(`column.${one.column}`)}</th>
            <td>{amount(one.older)}</td>
            <td>{amount(one.newer)}</td>
            <td>{amount(changeOf(one))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
