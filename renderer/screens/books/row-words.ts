import { rowText, shownText } from '../../parts/grid/cells.ts';
import type { TableName } from '../../../domain/model/books.ts';
import type { Cell, CellColumn, Money, Writer } from '../../parts/grid/cells.ts';
import { namingOf } from './row-naming.ts';
import type { Speak } from '../../parts/words.tsx';

type Row = { readonly table: TableName; readonly cells: Readonly<Record<string, Cell>>; readonly source: { readonly line: number } };

function namesOf({ table, cells }: Row): readonly Cell[] {
  return namingOf({ table, cells }).map((column) => cells[column] ?? '');
}

/** A row as people name it: item and declaration, the posting, or its table and numbers. */
export function rowTitle(row: Row, say: Speak): string {
  const { cells } = row;
  if (row.table === 'declarations') {
    return say('row.title.declarations', { item: String(cells['item_no'] ?? ''), declaration: String(cells['reg_no'] ?? '') });
  }
  if (row.table !== 'ledger') {
    const named = namesOf(row).map(String).join(' / ');
    return say('row.title.other', { table: say(`table.${row.table}`), name: named === '' ? String(row.source.line) : named });
  }
  return say('row.title.ledger', {
    document: String(cells['txn_id'] ?? cells['source_doc_ref'] ?? row.source.line),
    account: String(cells['account'] ?? ''),
  });
}

/** A row in a column of a table: declaration / item, or the posting. */
export function rowShort(row: Row, say: Speak): string {
  if (row.table !== 'declarations') return rowTitle(row, say);
  return say('row.short', { item: String(row.cells['item_no'] ?? ''), declaration: String(row.cells['reg_no'] ?? '') });
}

/** A cell as the language writes it, an amount with its currency. */
export function cellShown(row: Row, column: CellColumn, money: Money, writer: Writer): string {
  const valueOf = (name: string): Cell | undefined => row.cells[name];
  const text = rowText(row.cells[column.name] ?? null, column, money, valueOf);
  return shownText(text, column, writer);
}
