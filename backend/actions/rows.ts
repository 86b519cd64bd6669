import { profile as profileShape } from '../../contract/rpc/books.ts';
import type { HandlerContext, Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { sourcedRow } from '../../db/repositories/books-source.ts';
import { openView, viewSum, viewWindow } from '../../db/repositories/books-view.ts';
import type { BooksView, ViewQuery } from '../../db/repositories/books-view.ts';
import type { Currencies } from '../../db/repositories/books-filter.ts';
import { importRecord } from '../../db/repositories/imports.ts';
import { columnOf, tables } from '../../domain/model/books.ts';
import type { Column } from '../../domain/model/books.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import { scaledToDecimal } from '../../domain/money/decimal.ts';
import { sourceRecord } from '../importers/csv/source-record.ts';
import { newId } from '../vault/new-id.ts';
import { casePack } from './case-pack.ts';
import { visibleImports } from './declared-lines.ts';
import type { Session } from './session.ts';

type Held = { readonly caseId: CaseId; readonly view: BooksView; readonly currencies: Currencies };
type Opened = Output<AssayCalls['rows.open']>;

/** How many lists are kept: a million rows take 4 MB. */
const keptViews = 8;

function currenciesOf(session: Session, caseId: CaseId): Currencies {
  const { pack } = casePack(session, caseId);
  return { national: pack.nationalCurrency, digits: Object.fromEntries(pack.currencies.map((c) => [c.code, c.digits])) };
}

const isScaled = (column: Column): boolean => column.type === 'money' || column.type === 'quantity' || column.type === 'rate';

function digitsOfSum(column: Column, currency: string, { national, digits }: Currencies): number {
  if (column.type === 'quantity') return 6;
  if (column.type === 'rate') return 8;
  if (column.type !== 'money') return 0;
  const code = column.currency === 'national' || column.currency === undefined ? national : currency === '' ? column.currency : currency;
  return digits[code] ?? 2;
}

export type Rows = {
  readonly open: (query: ViewQuery & { readonly caseId: CaseId }, context: HandlerContext) => Opened;
  readonly window: (of: { viewId: string; at: number; limit: number }) => Output<AssayCalls['rows.window']>;
  readonly sum: (of: { viewId: string; column: string }) => Output<AssayCalls['rows.sum']>;
  readonly get: (caseId: CaseId, name: string) => Promise<Output<AssayCalls['rows.get']>>;
};

/** The lists that grids look through; they live until eight newer ones exist or the vault is locked. */
export function rowsOf(session: Session): Rows {
  const held = new Map<string, Held>();
  session.onLock(() => held.clear());
  const find = (viewId: string): Held => {
    const found = held.get(viewId);
    if (found === undefined) throw new Refused({ code: 'view_gone', at: viewId });
    held.delete(viewId);
    held.set(viewId, found);
    return found;
  };
  return {
    open: (query, context) => {
      const { caseId } = query;
      const currencies = currenciesOf(session, caseId);
      const imports = visibleImports(session, caseId);
      context.progress({ stage: 'view', done: 0, total: 1 });
      const books = session.vault().books(caseId);
      const view = books.read((db) => openView(db, query, { imports, currencies }));
      const viewId = newId();
      held.set(viewId, { caseId, view, currencies });
      const [oldest] = held.keys();
      if (held.size > keptViews && oldest !== undefined) held.delete(oldest);
      return {
        viewId,
        total: view.total,
        columns: tables[query.table].map((c) => ({ ...c })),
        national: currencies.national,
        digits: { ...currencies.digits },
      };
    },
    window: ({ viewId, at, limit }) => {
      const { caseId, view } = find(viewId);
      const window = session
        .vault()
        .books(caseId)
        .read((db) => viewWindow(db, view, at, limit));
      return { at, names: [...window.names], lines: [...window.lines], rows: window.rows.map((row) => [...row]) };
    },
    sum: ({ viewId, column: name }) => {
      const { caseId, view, currencies } = find(viewId);
      const column = columnOf(view.table, name);
      if (column === undefined || !(isScaled(column) || column.type === 'weight' || column.type === 'count'))
        throw new Refused({ code: 'column_unknown', at: name });
      const { sums, count } = session
        .vault()
        .books(caseId)
        .read((db) => viewSum(db, view, column));
      const [only, second] = sums;
      if (second !== undefined) return { sum: null, count };
      return { sum: scaledToDecimal(only?.[1] ?? 0n, digitsOfSum(column, only?.[0] ?? '', currencies)), count };
    },
    get: (caseId, name) => rowDetail(session, caseId, name),
  };
}

/** A row with its record in the trader's file. @throws Refused row_missing, vault_damaged */
async function rowDetail(session: Session, caseId: CaseId, name: string): Promise<Output<AssayCalls['rows.get']>> {
  const vault = session.vault();
  const visible = visibleImports(session, caseId);
  const row = visible.length === 0 ? null : vault.books(caseId).read((db) => sourcedRow(db, name, visible));
  if (row === null) throw new Refused({ code: 'row_missing', at: name });
  const pinned = vault.assay.read((db) => importRecord(db, caseId, row.importId));
  const { evidence, place } = row;
  const source = await sourceRecord(vault.blobs(caseId), { evidence, ...place }, profileShape.parse(pinned.profile));
  const spans = Object.fromEntries(
    Object.entries(source.spans).map(([column, [from, to]]): [string, [number, number]] => [column, [from, to]]),
  );
  const cells = Object.fromEntries(
    tables[row.table].map((column) => {
      const value = row.cells[column.name] ?? null;
      return [column.name, typeof value === 'bigint' && !isScaled(column) ? Number(value) : value];
    }),
  );
  const { fileName, at: importedAt } = pinned;
  return { name, table: row.table, cells, source: { fileName, evidence, line: place.line, raw: source.raw, importedAt, spans } };
}
