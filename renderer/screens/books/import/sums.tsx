import type { ReactNode } from 'react';
import { columnOf } from '../../../../domain/model/books.ts';
import type { TableName } from '../../../../domain/model/books.ts';
import { Fact, Facts } from '../../../parts/detail.tsx';
import { useSpeech } from '../../../parts/words.tsx';

type SumsProps = { readonly table: TableName; readonly sums: Readonly<Record<string, string>> };

/** The rows of such a column may each be in another currency: its total only says that nothing was lost on the way. */
const isMixed = (table: TableName, column: string): boolean => {
  const { currency } = columnOf(table, column) ?? {};
  return currency !== undefined && columnOf(table, currency) !== undefined;
};

/** Control totals by column. @param props.sums decimal texts */
export function Sums(props: SumsProps): ReactNode {
  const { say, amount } = useSpeech();
  const sums = Object.entries(props.sums);
  if (sums.length === 0) return null;
  return (
    <Facts title={say('import.sums')}>
      {sums.map(([column, sum]) => (
        <Fact
          key={column}
          name={say(isMixed(props.table, column) ? 'import.sums.mixed' : 'import.sums.one', { name: say(`column.${column}`) })}
        >
          {amount(sum)}
        </Fact>
      ))}
    </Facts>
  );
}
