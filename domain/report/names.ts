import { columnOf, tableNames } from '../model/books.ts';
import { words } from '../model/words.ts';
import type { Words } from '../model/words.ts';

const taxes = ['duty', 'excise', 'vat', 'fee', 'ad'];
const components = ['customs_value', 'hs_code', 'origin', 'qty', 'duty_rate', 'excise_rate', 'vat_rate', 'relief'];
const columns = [
  'total_invoice_minor',
  'item_price_minor',
  'customs_value_minor',
  'stat_value_usd_minor',
  'duty_base_minor',
  'duty_amount_minor',
  'ad_amount_minor',
  'excise_base_minor',
  'excise_amount_minor',
  'vat_base_minor',
  'vat_amount_minor',
  'fee_amount_minor',
  'debit_minor',
  'credit_minor',
  'currency_minor',
  'gross_g',
  'net_g',
  'qty_e6',
  'supp_qty_e6',
];
const repairs = ['left-pad-hs', 'round-decimals', 'absolute-credit'];

/** A name that the document knows in three languages; an unknown one is printed as it stands. */
const named = (kind: string, known: readonly string[], name: string): Words =>
  known.includes(name) ? words(`report.${kind}.${name}`) : words('report.verbatim', { text: name });

export const taxName = (tax: string): Words => named('tax', taxes, tax);
/** For narrow columns. */
export const taxShortName = (tax: string): Words => named('taxShort', taxes, tax);
export const componentName = (component: string): Words => named('component', components, component);
export const tableName = (table: string): Words => named('table', tableNames, table);
/** Place of a column in a declaration or a ledger; unknown ones come last. */
export const columnPlace = (column: string): number => (columns.includes(column) ? columns.indexOf(column) : columns.length);
/** The paper's own name, else the one that the table's column has everywhere. */
export const columnName = (column: string): Words =>
  !columns.includes(column) && tableNames.some((table) => columnOf(table, column) !== undefined)
    ? words(`column.${column}`)
    : named('column', columns, column);
/** @param repair `left-pad-hs` or `round-decimals:item_price_minor` */
export function repairName(repair: string): Words {
  const [kind = '', column] = repair.split(':');
  if (column === undefined) return named('repair', repairs, kind);
  return words('report.repairOf', { repair: { words: named('repair', repairs, kind) }, column: { words: columnName(column) } });
}
