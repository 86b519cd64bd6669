import type { TableName } from '../model/books.ts';

/**
 * The day by which a record belongs to a month. Master data, balances, contracts and what hangs on a declaration (value components, its
 * documents) belong to no month: their rows are counted as undated.
 */
const dayColumns: Readonly<Partial<Record<TableName, string>>> = {
  declarations: 'reg_date',
  ledger: 'posting_date',
  invoices: 'invoice_date',
  payments: 'booking_date',
  stock: 'movement_date',
  freight: 'doc_date',
  production: 'order_date',
  rates: 'rate_date',
  register: 'reg_date',
};

/** @returns null for a table whose records belong to no month */
export const dayColumnOf = (table: TableName): string | null => dayColumns[table] ?? null;

/**
 * The tables whose records are counted by their document number, each once: the register lists declarations, some of its lists without
 * goods items, so that only declarations can be held against declarations. Everything else is counted in rows.
 */
const numberColumns: Readonly<Partial<Record<TableName, string>>> = { declarations: 'reg_no', register: 'reg_no' };

/** @returns null where every row is a record */
export const numberColumnOf = (table: TableName): string | null => numberColumns[table] ?? null;
