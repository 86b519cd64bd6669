import fs from 'node:fs';
import { createBackend } from '../../backend/actions/index.ts';
import type { Instant } from '../../domain/model/scalars.ts';
import { passphrase } from '../actions/backend.ts';

/**
 * Saves a copy in a process that kills itself when the first bytes are written: `node saving-child.ts VAULT CASE EVIDENCE TO`; with `named`
 * behind it when the file would get its name.
 */
const [vaultDir = '', caseId = '', evidenceId = '', to = '', when = 'written'] = process.argv.slice(2);
const backend = createBackend({ vaultDir, now: () => new Date().toISOString() as Instant, emit: () => undefined, app: 'test' });
let blocks = 0;
const rename = fs.renameSync;
fs.renameSync = (from, place) => (when === 'named' && place === to ? process.kill(process.pid, 'SIGKILL') : rename(from, place));
const context = {
  signal: new AbortController().signal,
  progress: () => {
    blocks += 1;
    if (when === 'written' && blocks > 20) process.kill(process.pid, 'SIGKILL');
  },
};
await backend.handlers['vault.unlock'](undefined, { passphrase }, context);
await backend.handlers['evidence.save'](undefined, { caseId, evidenceId, to, original: true }, context);
