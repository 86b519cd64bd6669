import { profile as profileShape } from '../../contract/rpc/books.ts';
import type { HandlerContext, Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { cellsByName, rowByName } from '../../db/repositories/books-rows.ts';
import { readWindow } from '../../db/repositories/books-view.ts';
import type { BookView, ViewQuery } from '../../db/repositories/books-view.ts';
import { importRecord, listImports } from '../../db/repositories/imports.ts';
import { tables } from '../../domain/model/books.ts';
import { parseRowName } from '../../domain/model/ids.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import { recordText, rowSource } from '../importers/row-source.ts';
import { smallBook } from '../processes/view-process.ts';
import type { ViewBooks } from '../processes/view-process.ts';
import { newId } from '../vault/new-id.ts';
import { casePack } from './case-pack.ts';
import { viewsOf } from './children.ts';
import { withLog } from './log-filters.ts';
import type { Session } from './session.ts';

type Held = { readonly caseId: CaseId; readonly view: BookView };
type Sought = Pick<ViewQuery, 'table' | 'filters' | 'search'> & { readonly caseId: CaseId; readonly limit: number };
type Asked = Pick<ViewQuery, 'table' | 'sort' | 'filters' | 'search'> & { readonly caseId: CaseId };

/** How many lists are kept: a million rows take 4 MB. */
const keptViews = 8;

const forgetters = new WeakMap<Session, (caseId: CaseId) => void>();

/** Rows left the books of a case: lists made before may point at others. Whoever looks through one is told that it is gone. */
export const forgetViews = (session: Session, caseId: CaseId): void => forgetters.get(session)?.(caseId);

/** The imports whose operation stands, and how many rows they have. */
export function visible(session: Session, caseId: CaseId): { readonly known: ReadonlySet<string>; readonly rows: number } {
  const imports = session.vault().assay.read((db) => listImports(db, caseId));
  const known = new Set<string>(imports.map((one) => one.importId));
  return { known, rows: imports.reduce((sum, one) => sum + one.rows, 0) };
}

export function moneyOf(session: Session, caseId: CaseId): BookView['money'] {
  const { pack } = casePack(session, caseId);
  return { national: pack.nationalCurrency, digits: Object.fromEntries(pack.currencies.map((c) => [c.code, c.digits])) };
}

/**
 * A list as the books are asked for it: what is asked of marks and notes turned into rows.
 * @throws Refused filter_invalid, column_unknown
 */
export function listQuery(session: Session, caseId: CaseId, asked: Omit<Asked, 'caseId'>): ViewQuery {
  const { table, search } = asked;
  const { known } = visible(session, caseId);
  return { table, search, known, money: moneyOf(session, caseId), ...withLog(session, caseId, { ...asked, known }) };
}

/** The books of a case for what looks through many rows. */
export function viewBooks(session: Session, caseId: CaseId): ViewBooks {
  const vault = session.vault();
  return { caseId, store: vault.books(caseId), access: () => vault.booksAccess(caseId) };
}

export type Rows = {
  readonly open: (asked: Asked, context: HandlerContext) => Promise<Output<AssayCalls['rows.open']>>;
  readonly window: (of: { viewId: string; at: number; limit: number }) => Output<AssayCalls['rows.window']>;
  readonly find: (asked: Sought, context: HandlerContext) => Promise<Output<AssayCalls['rows.find']>>;
  readonly sum: (of: { viewId: string; column: string }, context: HandlerContext) => Promise<Output<AssayCalls['rows.sum']>>;
};

/** Whoever looks through a large book sorts or searches soon: the process for it is started when the first rows are there. */
const warmAfterMs = 200;

/** The lists themselves, the one looked at last at the end. */
function heldViews(session: Session): { readonly find: (viewId: string) => Held; readonly hold: (one: Held) => string } {
  const held = new Map<string, Held>();
  session.onLock(() => held.clear());
  forgetters.set(session, (caseId) => {
    for (const [viewId, one] of held) if (one.caseId === caseId) held.delete(viewId);
  });
  return {
    find: (viewId) => {
      const found = held.get(viewId);
      if (found === undefined) throw new Refused({ code: 'view_gone', at: viewId });
      held.delete(viewId);
      held.set(viewId, found);
      return found;
    },
    hold: (one) => {
      const viewId = newId();
      held.set(viewId, one);
      const [oldest] = held.keys();
      if (held.size > keptViews && oldest !== undefined) held.delete(oldest);
      return viewId;
    },
  };
}

/**
 * The lists that grids look through; they live until eight newer ones exist or the vault is locked. Lists are made in a process of
 * their own and lie here, so that rows come at once while another list is being made, and a list that was given up takes no other along.
 */
export function rowsOf(session: Session): Rows {
  const views = viewsOf(session);
  const { find, hold } = heldViews(session);
  const booksOf = (caseId: CaseId): ViewBooks => viewBooks(session, caseId);
  const warmSoon = (caseId: CaseId): void => {
    setTimeout(() => (session.unlocked() ? views.warm(booksOf(caseId)) : undefined), warmAfterMs).unref();
  };
  return {
    open: async ({ caseId, ...asked }, context) => {
      const { rows } = visible(session, caseId);
      const query = listQuery(session, caseId, asked);
      const { money } = query;
      context.progress({ stage: 'view', done: 0, total: 1 });
      const view = await views.list(booksOf(caseId), query, { rows, signal: context.signal });
      // a list that nobody waits for must not push out one that is looked at
      if (context.signal.aborted) throw new Refused({ code: 'cancelled', at: 'rows.open' });
      if (view.ids === null && rows > smallBook) warmSoon(caseId);
      const columns = tables[asked.table].map((column) => ({ ...column }));
      return { viewId: hold({ caseId, view }), total: view.total, columns, national: money.national, digits: { ...money.digits } };
    },
    find: async ({ caseId, limit, ...asked }, { signal }) => {
      const { rows } = visible(session, caseId);
      const query = listQuery(session, caseId, { ...asked, sort: [] });
      // who asks for nothing yet is about to: the palette, when it is opened
      if (rows > smallBook && query.search.trim() === '' && query.filters.length === 0) views.warm(booksOf(caseId));
      const found = await views.find(booksOf(caseId), query, { rows, limit, signal });
      const columns = tables[asked.table].map((column) => ({ ...column }));
      return { columns, names: found.map((row) => row.name), rows: found.map((row) => [...row.cells]) };
    },
    window: ({ viewId, at, limit }) => {
      const { caseId, view } = find(viewId);
      const { rows } = session
        .vault()
        .books(caseId)
        .read((db) => readWindow(db, view, at, limit));
      return { at, names: rows.map((r) => r.name), lines: rows.map((r) => r.line), rows: rows.map((r) => [...r.cells]) };
    },
    sum: async ({ viewId, column }, context) => {
      const { caseId, view } = find(viewId);
      const found = await views.sum(booksOf(caseId), view, { column, signal: context.signal });
      return { sum: found.mixed ? null : found.sum, count: found.count };
    },
  };
}

/** A row with its record in the trader's file. @throws Refused row_missing, vault_damaged */
export async function rowDetail(session: Session, caseId: CaseId, name: string): Promise<Output<AssayCalls['rows.get']>> {
  const vault = session.vault();
  const { known } = visible(session, caseId);
  const row = vault.books(caseId).read((db) => rowByName(db, name, known));
  const { evidence, importId } = row.import;
  const pinned = vault.assay.read((db) => importRecord(db, caseId, importId));
  const blobs = vault.blobs(caseId);
  const at = { offset: row.offset, length: row.length, evidence };
  const { raw, spans } =
    pinned.format === 'csv'
      ? await rowSource(blobs, at, profileShape.parse(pinned.profile))
      : { raw: await recordText(blobs, at, pinned.encoding), spans: {} };
  const marks = Object.fromEntries(Object.entries(spans).map(([column, [from, to]]): [string, [number, number]] => [column, [from, to]]));
  const place = parseRowName(name)?.locator ?? '';
  const source = { fileName: pinned.fileName, evidence, line: row.line, place, raw, importedAt: pinned.at, spans: marks };
  return { name, table: row.table, cells: cellsByName(row.table, row.cells), source };
}
