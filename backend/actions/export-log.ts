import { logLines } from '../../domain/caselog/log-file.ts';
import { operationCount, readOperations } from '../../db/repositories/log.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { outsideVault } from '../files/outside-vault.ts';
import { writeWhole } from '../files/write-whole.ts';
import { sha256 } from './session.ts';
import type { Session } from './session.ts';

/** Writes the case's log as NDJSON; the file is there whole or not at all. @throws Refused disk_full, file_unwritable, target_in_vault */
export function exportLog(session: Session, caseId: CaseId, to: string): { operations: number } {
  return session.vault().assay.read((db) => {
    const lines = [...logLines(caseId, () => readOperations(db, caseId), sha256)];
    writeWhole(outsideVault(session.vaultDir, to), Buffer.from(`${lines.join('\n')}\n`, 'utf8'));
    return { operations: operationCount(db, caseId) };
  });
}
