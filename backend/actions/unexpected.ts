import { logError } from '../../db/repositories/settings.ts';
import type { Handlers } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { Session } from './session.ts';

/** Frames only: a message may quote what stands in a file. */
const framesOf = (error: unknown): string =>
  error instanceof Error
    ? (error.stack ?? '')
        .split('\n')
        .filter((line) => /^\s+at /.test(line))
        .slice(0, 12)
        .map((line) => line.trim())
        .join('\n')
    : '';

function note(session: Session, method: string, error: unknown): void {
  if (error instanceof Refused || !session.unlocked()) return;
  const code = error instanceof Error ? error.name : typeof error;
  session.vault().assay.write((db) => logError(db, { at: session.now(), code, thing: method, stack: framesOf(error) }));
}

/** What nobody expected is written into the vault's encrypted error log, once, and rises on. */
export function loggingUnexpected(session: Session, handlers: Handlers<AssayCalls, void>): Handlers<AssayCalls, void> {
  const wrap = (method: string, handler: (...given: never[]) => unknown) => {
    return async (...given: never[]): Promise<unknown> => {
      try {
        return await handler(...given);
      } catch (error) {
        note(session, method, error);
        throw error;
      }
    };
  };
  const wrapped = Object.entries(handlers).map(([method, handler]) => [method, wrap(method, handler as (...given: never[]) => unknown)]);
  return Object.fromEntries(wrapped) as Handlers<AssayCalls, void>;
}
