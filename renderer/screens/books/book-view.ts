import { useCallback, useMemo } from 'react';
import type { TableName } from '../../../domain/model/books.ts';
import { noLayout } from '../../parts/grid/index.ts';
import type { GridSetup } from '../../parts/grid/index.ts';
import { useRemembered } from '../../parts/remembered.tsx';

/** Where a person is in a book: search, filters, order, place. Columns are arranged once for all cases. */
export type BookView = GridSetup & {
  readonly search: string;
  readonly place: { readonly row: number; readonly col: number; readonly top: number };
};

type CaseView = Pick<BookView, 'sort' | 'filters' | 'search' | 'place'>;

const start: CaseView = { sort: [], filters: [], search: '', place: { row: 0, col: 0, top: 0 } };

export const viewKey = (caseId: string, table: TableName): string => `case.${caseId}.${table}`;

/** By which columns a row is found again, the first ones that it has. */
const naming: Record<TableName, readonly (readonly string[])[]> = {
  declarations: [['reg_no', 'item_no']],
  ledger: [['txn_id', 'line_no'], ['txn_id'], ['source_doc_ref'], ['posting_date', 'account']],
  accounts: [['account']],
  invoices: [['invoice_no', 'line_no'], ['invoice_no']],
  payments: [['bank_ref'], ['booking_date', 'amount_minor']],
  stock: [['doc_no', 'article'], ['movement_date', 'article']],
  products: [['product_code']],
  parties: [['party_id']],
  value_components: [['reg_no', 'item_no', 'box'], ['reg_no', 'box']],
  item_documents: [['reg_no', 'doc_no'], ['reg_no']],
  contracts: [['contract_no']],
  freight: [['doc_type', 'doc_no']],
  production: [['order_no', 'material_code']],
  rates: [['currency', 'rate_date']],
};

type Row = { readonly table: TableName; readonly cells: Readonly<Record<string, unknown>> };

/** A view that shows one row, with those that bear the same number. */
export function viewOfRow(row: Row): CaseView {
  const present = (column: string): boolean => row.cells[column] !== null && row.cells[column] !== undefined;
  const columns = naming[row.table].find((names) => names.every(present)) ?? [];
  return { ...start, filters: columns.map((column) => ({ column, op: '=', value: String(row.cells[column]) })) };
}

/** @returns what was remembered of this book, whether it has been read, and its setter */
export function useBookView(caseId: string, table: TableName) {
  const [layout, setLayout, layoutRead] = useRemembered(`grid.${table}`, noLayout);
  const [own, setOwn, ownRead] = useRemembered(viewKey(caseId, table), start);
  const view = useMemo<BookView>(() => ({ ...start, ...own, layout: { ...noLayout, ...layout } }), [own, layout]);
  const setView = useCallback(
    (next: BookView) => {
      const asked = next.sort !== own.sort || next.filters !== own.filters || next.search !== own.search;
      // another order begins at its first row, in the column where the person was; whoever was in the header stays there
      const place = asked ? { row: Math.min(0, next.place.row), col: next.place.col, top: 0 } : next.place;
      setOwn({ sort: next.sort, filters: next.filters, search: next.search, place });
      if (next.layout !== view.layout) setLayout(next.layout);
    },
    [own, view.layout, setOwn, setLayout],
  );
  return { view, setView, ready: layoutRead && ownRead };
}
