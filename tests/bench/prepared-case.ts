import path from 'node:path';
import { startBackend } from './backend-child.ts';
import type { BackendChild } from './backend-child.ts';

/** A vault on disk with one case; nobody has it open. */
export type PreparedCase = { readonly vaultDir: string; readonly configDir: string; readonly caseId: string };

export const passphrase = 'десять тысяч проводок 1';

/** Makes a vault with an empty case and leaves it open. */
export async function newCase(vaultDir: string, configDir: string): Promise<{ backend: BackendChild; made: PreparedCase }> {
  const backend = await startBackend(vaultDir, configDir);
  await backend.call('vault.create', { name: 'Bench', passphrase });
  const { caseId } = await backend.call('case.create', {
    kind: 'onsite',
    trader: 'ТОО «Бенчмарк»',
    taxid: '980140001231',
    from: '2023-01-01',
    to: '2025-12-31',
    pack: 'kz',
  });
  return { backend, made: { vaultDir, configDir, caseId } };
}

/** Opens a prepared case. */
export async function openPrepared(prepared: PreparedCase): Promise<BackendChild> {
  const backend = await startBackend(prepared.vaultDir, prepared.configDir);
  await backend.call('vault.unlock', { passphrase });
  return backend;
}

/** A case with a ledger and declarations. */
export async function prepareCase(dir: string, files: { readonly ledger: string; readonly declarations: string }): Promise<PreparedCase> {
  const { backend, made } = await newCase(path.join(dir, 'prepared'), path.join(dir, 'config'));
  const { caseId } = made;
  await backend.call('import.commit', { caseId, path: files.ledger, table: 'ledger' });
  await backend.call('import.commit', { caseId, path: files.declarations, table: 'declarations' });
  await backend.end();
  return made;
}
