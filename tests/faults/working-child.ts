import fs from 'node:fs';
import { bookHandlers } from '../../backend/actions/handlers/books.ts';
import { changeHandlers } from '../../backend/actions/handlers/changes.ts';
import { evidenceHandlers } from '../../backend/actions/handlers/evidence.ts';
import { vaultHandlers } from '../../backend/actions/handlers/vault.ts';
import { openSession } from '../../backend/actions/session.ts';
import { close } from '../../backend/actions/vault.ts';
import type { Input, Output } from '../../contract/rpc/call.ts';
import type { AssayCalls, Method } from '../../contract/rpc/index.ts';
import { connect } from '../../db/connect.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { Instant } from '../../domain/model/scalars.ts';
import { passphrase } from '../actions/backend.ts';
import { acknowledged, refusedAs } from './steps.ts';
import type { Step } from './steps.ts';

// `working-child.ts VAULT CASE STEPS`: the first step that is refused ends it, and it says by what name. It does the steps one after the other and says on stdout when each was answered, as the window would
// be told: from then on a person counts on it.
const [vaultDir = '', caseId = '', steps = '[]'] = process.argv.slice(2);
const session = openSession({ vaultDir, now: () => new Date().toISOString() as Instant, emit: () => undefined, app: 'test' });
const handlers = { ...vaultHandlers(session), ...bookHandlers(session), ...changeHandlers(session), ...evidenceHandlers(session) };
const context = { signal: new AbortController().signal, progress: () => undefined };

const call = async <M extends Method & keyof typeof handlers>(method: M, input: Input<AssayCalls[M]>): Promise<Output<AssayCalls[M]>> => {
  const handler = handlers[method] as unknown as (session: undefined, input: unknown, context: unknown) => unknown;
  return (await handler(undefined, input, context)) as Output<AssayCalls[M]>;
};

const readers: (ReturnType<typeof readerOf> | null)[] = [];
const imports = new Map<string, string>();

/** A long question to the books, as a test or a list asks it in another process: it sees what was there when it began. */
function readerOf(): { readonly end: () => void } {
  session.vault().books(caseId as CaseId);
  const { file, key } = session.vault().booksAccess(caseId as CaseId);
  const db = connect(file, key, { readonly: true });
  db.exec('BEGIN');
  db.prepare('SELECT count(*) FROM declarations').get();
  return { end: () => void db.close() };
}

async function take(step: Step): Promise<void> {
  switch (step.does) {
    case 'import': {
      const reader = step.beside === true ? readerOf() : null;
      const { parts } = await call('import.commit', { caseId, path: step.file, table: step.table });
      readers.push(reader);
      return void imports.set(step.file, parts[0]?.importId ?? '');
    }
    case 'add':
      return void (await call('evidence.add', { caseId, paths: [...step.files], origin: 'file', meta: {} }));
    case 'withdraw':
      return void (await call('import.withdraw', { caseId, importId: imports.get(step.file) ?? '', reason: 'проверка' }));
    case 'restore':
      return void (await call('import.restore', { caseId, importId: imports.get(step.file) ?? '' }));
    default:
      step satisfies never;
  }
}

try {
  await call('vault.unlock', { passphrase });
  for (const [i, step] of (JSON.parse(steps) as readonly Step[]).entries()) {
    await take(step);
    fs.writeSync(1, acknowledged(i));
  }
} catch (error) {
  if (!(error instanceof Refused)) throw error;
  fs.writeSync(1, refusedAs(error.code));
}
for (const reader of readers) reader?.end();
close(session);
