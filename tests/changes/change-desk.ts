import { bookHandlers } from '../../backend/actions/handlers/books.ts';
import { caseHandlers } from '../../backend/actions/handlers/cases.ts';
import { changeHandlers } from '../../backend/actions/handlers/changes.ts';
import { evidenceHandlers } from '../../backend/actions/handlers/evidence.ts';
import { exploreHandlers } from '../../backend/actions/handlers/explore.ts';
import { matchHandlers } from '../../backend/actions/handlers/matching.ts';
import { vaultHandlers } from '../../backend/actions/handlers/vault.ts';
import { openSession } from '../../backend/actions/session.ts';
import type { Session } from '../../backend/actions/session.ts';
import { close } from '../../backend/actions/vault.ts';
import type { Input, Output } from '../../contract/rpc/call.ts';
import type { AssayCalls, Method } from '../../contract/rpc/index.ts';
import { listBookImports } from '../../db/repositories/books-imports.ts';
import { originalCells } from '../../db/repositories/books-originals.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import type { Instant } from '../../domain/model/scalars.ts';
import { passphrase } from '../actions/backend.ts';

type Call = <M extends Method>(method: M, input: Input<AssayCalls[M]>) => Promise<Output<AssayCalls[M]>>;
export type ChangeDesk = { readonly session: Session; readonly call: Call; readonly close: () => void };

/** The part of the backend that changes books: it starts in half the time of the whole. */
export async function changeDesk(vaultDir: string): Promise<ChangeDesk> {
  const session = openSession({ vaultDir, now: () => new Date().toISOString() as Instant, emit: () => undefined, app: 'test' });
  const handlers = {
    ...vaultHandlers(session),
    ...caseHandlers(session),
    ...bookHandlers(session),
    ...changeHandlers(session),
    ...evidenceHandlers(session),
    ...exploreHandlers(session),
    ...matchHandlers(session),
  };
  const context = { signal: new AbortController().signal, progress: () => undefined };
  const call: Call = async (method, input) => {
    const handler = handlers[method as keyof typeof handlers] as unknown as (
      session: undefined,
      input: unknown,
      context: unknown,
    ) => unknown;
    return (await handler(undefined, input, context)) as never;
  };
  await call('vault.unlock', { passphrase });
  return { session, call, close: () => close(session) };
}

/** Everything of a case that a withdrawal, a return or a replacement could halve. */
export async function wholeState({ session, call }: ChangeDesk, caseId: string): Promise<unknown> {
  const { imports } = await call('case.get', { caseId });
  const rows = await Promise.all(
    [...new Set(imports.map((one) => one.table))].sort().map(async (table) => {
      const { viewId, total } = await call('rows.open', { caseId, table, sort: [], filters: [], search: '' });
      const page = await call('rows.window', { viewId, at: 0, limit: 100 });
      const cells = await Promise.all(page.names.map(async (name) => [name, (await call('rows.get', { caseId, name })).cells] as const));
      const named = [...new Set(cells.flatMap(([name]) => name))];
      const links = await Promise.all(named.map(async (name) => (await call('link.of', { caseId, target: `row:${name}` })).links.length));
      return {
        table,
        total,
        cells: cells.toSorted(([a], [b]) => (a < b ? -1 : 1)),
        links: named.map((name, i) => `${name} ${links[i]}`).sort(),
      };
    }),
  );
  const [{ overrides }, { notes }, { matches }, { imports: withdrawn }, found, verdict] = await Promise.all([
    call('row.overrides', { caseId, row: null }),
    call('note.list', { caseId, target: null }),
    call('match.list', { caseId, kind: null, state: null, at: 0, limit: 100 }),
    call('import.withdrawn', { caseId }),
    call('rows.everywhere', { caseId, search: 'палас', limit: 50 }),
    call('case.verify', { caseId }),
  ]);
  const marks = await Promise.all((['ledger', 'invoices', 'payments'] as const).map((table) => call('mark.list', { caseId, table })));
  const books = session.vault().books(caseId as CaseId);
  return {
    imports: imports.map((one) => one.importId).sort(),
    rows,
    found,
    overrides: overrides.map(({ overrideId, row, column, was, is }) => ({ overrideId, row, column, was, is })),
    notes: notes.filter((one) => !one.target.startsWith('import:')).map(({ target, text }) => ({ target, text })),
    matches: matches.map(({ matchId, state, links }) => ({ matchId, state, links })),
    marks: marks.map((one) => one.marks),
    withdrawn: withdrawn.map((one) => one.importId).sort(),
    ok: verdict.ok,
    // nothing stays behind where nobody sees it
    inBooks: books.read((db) => listBookImports(db).map((one) => one.importId)).toSorted(),
    kept: books.read((db) => originalCells(db).map(({ overrideId, column, value }) => ({ overrideId, column, value }))),
  };
}
