import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { columnOf, tables } from '../../../../domain/model/books.ts';
import type { Column, TableName } from '../../../../domain/model/books.ts';
import { useApi } from '../../../parts/api.tsx';
import { Refusal } from '../../../parts/failure.tsx';
import { asked } from '../../../parts/grid/filters.ts';
import { useSettled } from '../../../parts/latest.ts';
import { useLong } from '../../../parts/use-long.ts';
import { useSpeech } from '../../../parts/words.tsx';
import { aggregatesAtMost } from './grouping.ts';
import type { BookQuery } from './query.ts';
import { summed, totalsOf } from './totals.ts';
import type { Total } from './totals.ts';

type TotalsProps = {
  readonly caseId: string;
  readonly table: TableName;
  readonly query: BookQuery;
  /** of the whole book */
  readonly rows: number;
  /** the list whose rows are added up */
  readonly viewId: string;
  readonly national: string;
  /** names of the shown columns, in their order */
  readonly shown: readonly string[];
  /** shows how a column's sum comes about */
  readonly onLook: (column: string) => void;
};

const currenciesAtMost = 60;
/** Whoever types words or goes through conditions wants the rows first. */
const settleMs = 500;

/** Rows are gathered by the column that names the currency; null: every amount is in the case's own. */
function currencyColumn(table: TableName): string | null {
  const named = tables[table].find((column) => column.type === 'money' && columnOf(table, column.currency ?? '') !== undefined);
  return named?.currency ?? null;
}

/** The sums of all listed rows in one question. */
function useTotals({ caseId, table, query, viewId, national, rows }: TotalsProps, columns: readonly Column[]) {
  const { say } = useSpeech();
  const api = useApi();
  const key = currencyColumn(table);
  const { filters, search } = useSettled(query, settleMs);
  const waits = filters !== query.filters || search !== query.search;
  const grouped = useLong(
    'rows.group',
    {
      caseId,
      table,
      filters: asked(filters),
      search,
      groups: [{ column: key ?? '', by: 'value' }],
      aggregates: columns.map(({ name }) => ({ of: 'sum' as const, column: name })),
      order: { by: 'count', descending: true },
      limit: currenciesAtMost,
    },
    say('explore.totals.doing'),
    { enabled: key !== null && columns.length > 0, of: rows },
  );
  const single = useQuery<readonly Total[]>({
    queryKey: ['rows.sums', viewId, columns.map(({ name }) => name)],
    queryFn: async ({ signal }) => {
      const totals: Total[] = [];
      for (const column of columns) {
        const { sum } = await api.call['rows.sum']({ viewId, column: column.name }, { signal });
        if (sum !== null) totals.push({ column: column.name, currency: column.type === 'money' ? national : '', value: sum });
      }
      return totals;
    },
    enabled: key === null && columns.length > 0,
    retry: false,
  });
  if (key === null) return { totals: single.data, whole: true, error: single.error, busy: single.isFetching };
  const { data } = grouped;
  const totals = data === undefined ? undefined : totalsOf(data, columns, { national: data.national, digits: data.digits });
  return {
    totals,
    whole: data === undefined || data.groups.length === data.total,
    error: grouped.error,
    busy: grouped.isFetching || waits,
  };
}

/** The sums of the listed rows, each column's by currency. */
export function TotalsLine(props: TotalsProps): ReactNode {
  const { table, shown, onLook } = props;
  const speech = useSpeech();
  const { say } = speech;
  const columns = useMemo(() => {
    const known = shown.flatMap((name): Column[] => {
      const column = columnOf(table, name);
      return column === undefined ? [] : [column];
    });
    return summed(known, aggregatesAtMost);
  }, [shown, table]);
  const { totals, whole, error, busy } = useTotals(props, columns);
  if (columns.length === 0) return null;
  if (error !== null) return <Refusal error={error} />;
  if (totals === undefined) return <div className="totals-line meta">{say('explore.totals.doing')}</div>;
  return (
    <div className="totals-line" role="group" aria-label={say('explore.totals')} aria-busy={busy}>
      {columns.map(({ name }) => {
        const of = totals.filter((total) => total.column === name);
        if (of.length === 0) return null;
        return (
          <button key={name} type="button" className="total-part" onClick={() => onLook(name)}>
            <span className="quiet">{say(`column.${name}`)}</span>
            {of.map((total) => (
              <b key={total.currency}>{total.currency === '' ? speech.decimal(total.value) : speech.money(total.value, total.currency)}</b>
            ))}
          </button>
        );
      })}
      {whole ? null : <span className="amber">{say('explore.totals.part')}</span>}
    </div>
  );
}
