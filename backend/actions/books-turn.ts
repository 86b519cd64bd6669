import type { CaseId } from '../../domain/model/ids.ts';
import type { Session } from './session.ts';

const turns = new WeakMap<Session, Map<CaseId, Promise<unknown>>>();

/**
 * Writing to the books of a case goes one after the other: an import holds them for as long as it loads, and whoever came meanwhile
 * waits here, without holding up anything else.
 */
export async function inTurn<T>(session: Session, caseId: CaseId, write: () => Promise<T> | T): Promise<T> {
  const queues = turns.get(session) ?? new Map<CaseId, Promise<unknown>>();
  turns.set(session, queues);
  const before = queues.get(caseId) ?? Promise.resolve();
  const mine = before.then(write, write);
  const settled = mine.catch(() => undefined);
  queues.set(caseId, settled);
  try {
    return await mine;
  } finally {
    if (queues.get(caseId) === settled) queues.delete(caseId);
  }
}
