import { listCases } from '../../db/repositories/cases.ts';
import { lastCheckpoint } from '../../db/repositories/checkpoints.ts';
import { currentHead, operationCount } from '../../db/repositories/log.ts';
import { checkpointBytes } from '../../domain/caselog/checkpoints.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { newId } from '../vault/new-id.ts';
import { casePack } from './case-pack.ts';
import { deviceKey } from './device-key.ts';
import { record } from './record.ts';
import { sha256 } from './session.ts';
import { legalToday } from './today.ts';
import type { Session } from './session.ts';

type Due = 'always' | 'daily';

function dueFor(session: Session, caseId: CaseId, due: Due): { head: string; operations: number; day: string } | null {
  return session.vault().assay.read((db) => {
    const operations = operationCount(db, caseId);
    const last = lastCheckpoint(db, caseId);
    if (last !== null && operations <= last.operations + 1) return null;
    const day = legalToday(session, casePack(session, caseId).pack);
    if (due === 'daily' && last?.day === day) return null;
    return { head: currentHead(db, caseId, sha256), operations, day };
  });
}

/** Signs a checkpoint of every case that has grown since its last one: at lock always, otherwise once a day. @returns how many */
export function checkpointCases(session: Session, due: Due): number {
  const all = session.vault().assay.read(listCases);
  let made = 0;
  for (const { caseId } of all) {
    const point = dueFor(session, caseId, due);
    if (point === null) continue;
    const key = deviceKey(session);
    const signature = key.signCheckpoint(checkpointBytes({ case: caseId, ...point }));
    record(session, caseId, [{ kind: 'put', ent: 'checkpoint', id: newId(), set: { ...point, signature, device: key.id } }]);
    made += 1;
  }
  return made;
}
