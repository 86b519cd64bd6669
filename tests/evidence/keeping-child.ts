import { createBackend } from '../../backend/actions/index.ts';
import type { Instant } from '../../domain/model/scalars.ts';
import { passphrase } from '../actions/backend.ts';

/** Adds a file in a process that the test kills: `node keeping-child.ts VAULT CASE FILE`; says `begun` when the first bytes are kept. */
const [vaultDir = '', caseId = '', file = ''] = process.argv.slice(2);
const backend = createBackend({ vaultDir, now: () => new Date().toISOString() as Instant, emit: () => undefined, app: 'test' });
const context = {
  signal: new AbortController().signal,
  progress: () => {
    process.stdout.write('begun\n');
  },
};
await backend.handlers['vault.unlock'](undefined, { passphrase }, context);
await backend.handlers['evidence.add'](undefined, { caseId, paths: [file], origin: 'file', meta: {} }, context);
process.stdout.write('added\n');
await backend.close();
