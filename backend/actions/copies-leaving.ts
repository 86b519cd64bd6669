import path from 'node:path';
import type { Change, Fields } from '../../domain/caselog/operation.ts';
import type { CaseId, Sha256 } from '../../domain/model/ids.ts';
import { writeCopy } from '../evidence/write-copy.ts';
import type { WrittenCopy } from '../evidence/write-copy.ts';
import { outsideVault } from '../files/outside-vault.ts';
import { beginCopy } from './copies-under-way.ts';
import { clean } from './evidence-text.ts';
import type { Session } from './session.ts';

export type Leaving = {
  readonly caseId: CaseId;
  readonly to: string;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** what the operation says beside the file's name and hash: kind, format, class … */
  readonly about: Fields & { readonly kind: string; readonly format: string };
  /** looked at when the copy is on disk and nameless; what it throws leaves neither copy nor operation */
  readonly check?: (copy: WrittenCopy) => void;
  /** changes of the same act */
  readonly also?: readonly Change[];
};

/**
 * Writes a copy that leaves the vault. The operation that says so stands before the file has its name: no copy leaves unrecorded, and a
 * refused one leaves neither file nor operation; of one that cannot have its name the log says that it did not leave.
 * @throws Refused target_in_vault, disk_full, file_unwritable; what `bytes` and `check` throw
 */
export async function letLeave(session: Session, of: Leaving): Promise<{ sha256: Sha256; bytes: number }> {
  const target = outsideVault(session.vaultDir, of.to);
  const { temporary, leave, end } = beginCopy(session, { caseId: of.caseId, target });
  try {
    const copy = await writeCopy({ target, temporary }, of.bytes);
    of.check?.(copy);
    const set = { ...of.about, fileName: clean(path.basename(target)), sha256: copy.sha256 };
    await leave(set, of.also);
    return { sha256: copy.sha256 as Sha256, bytes: copy.bytes };
  } finally {
    end();
  }
}

/** Bytes that are in memory already, as something that is read. */
export async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
