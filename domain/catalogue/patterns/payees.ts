import type { ParamSpec, Params, Population, PopulationSpec } from '../audit-test.ts';
import { accountPrefix, bookColumn } from '../book-column.ts';
import type { BookColumn } from '../book-column.ts';
import { paramText } from '../params.ts';
import { numberCells, textCells } from '../row-reading.ts';

/** Columns of national money, and where the other side of each stands. */
const sides: Readonly<Record<string, readonly string[]>> = {
  ledger: ['counterparty', 'supplier_id'],
  payments: ['counterparty', 'counterparty_id'],
  declarations: ['seller', 'consignor'],
};

/** Which amounts are looked at. */
export const amountParams: readonly ParamSpec[] = [
  {
    name: 'column',
    type: 'choice',
    value: 'ledger.debit_minor',
    choices: ['ledger.debit_minor', 'ledger.credit_minor', 'payments.national_minor', 'declarations.customs_value_minor'],
  },
  { name: 'account', type: 'text', value: '' },
];

export const amountColumn = (params: Params): BookColumn => bookColumn(paramText(params, 'column'));

export function amountSpec(params: Params): PopulationSpec {
  const { table, column } = amountColumn(params);
  return { table, columns: [column.name, ...(sides[table] ?? [])], ...accountPrefix(table, paramText(params, 'account')) };
}

/** Amounts without their signs, null for none or nought; and the other side of each row, '' where nobody is named. */
export function amountsOf(
  rows: Population,
  params: Params,
): { readonly amount: (i: number) => number | null; readonly payee: (i: number) => string } {
  const { table, column } = amountColumn(params);
  const values = numberCells(rows, column.name);
  const [name = '', id = ''] = sides[table] ?? [];
  const [names, ids] = [textCells(rows, name), textCells(rows, id)];
  return { amount: (i) => Math.abs(values(i) ?? 0) || null, payee: (i) => names(i) ?? ids(i) ?? '' };
}
