import type { ReactNode } from 'react';
import { Fact, Facts } from '../../../parts/detail.tsx';
import { useSpeech } from '../../../parts/words.tsx';

/** Control totals by column. @param props.sums decimal texts */
export function Sums(props: { readonly sums: Readonly<Record<string, string>> }): ReactNode {
  const { say, amount } = useSpeech();
  const sums = Object.entries(props.sums);
  if (sums.length === 0) return null;
  return (
    <Facts title={say('import.sums')}>
      {sums.map(([column, sum]) => (
        <Fact key={column} name={say(`column.${column}`)}>
          {amount(sum)}
        </Fact>
      ))}
    </Facts>
  );
}
