import fs from 'node:fs';
import path from 'node:path';
import { desk, passphrase } from '../actions/backend.ts';
import type { Desk } from '../actions/backend.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { RefusalCode } from '../../domain/model/refused.ts';

export type EvidenceDesk = Desk & {
  readonly caseId: string;
  /** a file of these bytes, in the folder of the test */
  readonly bytes: (name: string, bytes: Uint8Array) => string;
  /** files that are being written or were never named, and blobs */
  readonly stored: () => { readonly parts: readonly string[]; readonly blobs: number };
  readonly operations: () => Promise<number>;
};

/** A vault with one case of the Kazakhstan pack, called as the window calls it. */
export async function evidenceDesk(options: { today?: string; pack?: 'kz' | 'wco-generic' } = {}): Promise<EvidenceDesk> {
  const at = desk(options.today === undefined ? {} : { today: options.today });
  await at.call('vault.create', { name: 'Айгүл Сәрсенова', passphrase });
  const { caseId } = await at.call('case.create', {
    kind: 'onsite',
    trader: 'ТОО «Проба»',
    taxid: '980140001231',
    from: '2026-01-01',
    to: '2026-12-31',
    pack: options.pack ?? 'kz',
  });
  const folder = path.join(at.vaultDir, 'evidence');
  return {
    ...at,
    caseId,
    bytes: (name, bytes) => {
      const file = path.join(at.dir, name);
      fs.writeFileSync(file, bytes);
      return file;
    },
    stored: () => {
      const all = fs.existsSync(folder) ? fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
      const files = all.filter((name) => fs.statSync(path.join(folder, name)).isFile());
      return { parts: files.filter((name) => name.endsWith('.part')), blobs: files.filter((name) => !name.endsWith('.part')).length };
    },
    operations: async () => (await at.call('case.get', { caseId })).operations,
  };
}

/** Code, place and arguments of what is refused; fails when nothing is. */
export async function refused(run: () => unknown): Promise<{ code: RefusalCode; at: string; args: Refused['args'] }> {
  try {
    await run();
  } catch (error) {
    if (error instanceof Refused) return { code: error.code, at: error.at, args: error.args };
    throw error;
  }
  throw new Error('nothing was refused');
}
