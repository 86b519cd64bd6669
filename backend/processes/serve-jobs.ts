import type { HandlerContext } from '../../contract/rpc/call.ts';
import { toFailure } from '../../contract/rpc/errors.ts';
import type { FromChild, Jobs, ToChild } from './wire.ts';

/** The child's side: a missing job or a wrong field does not compile. */
export type JobHandlers<J extends Jobs> = {
  readonly [N in keyof J]: (input: J[N]['input'], context: HandlerContext) => J[N]['output'] | Promise<J[N]['output']>;
};

type Handler = (input: unknown, context: HandlerContext) => unknown;

const post = (message: FromChild): void => {
  if (process.connected) process.send?.(message, () => undefined);
};

/** A message may quote what stands in a file; its frames do not. */
const framesOf = (error: unknown): string =>
  (error instanceof Error ? (error.stack ?? '') : '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .join('\n');

/** Answers the parent's jobs until the parent is gone: nobody may keep keys in memory for a backend that has ended. */
export function serveJobs<J extends Jobs>(handlers: JobHandlers<J>): void {
  const open = new Map<number, AbortController>();
  const byName = new Map<string, Handler>(Object.entries(handlers) as [string, Handler][]);
  const perform = async ({ id, job, input }: Extract<ToChild, { kind: 'ask' }>): Promise<void> => {
    const abort = new AbortController();
    open.set(id, abort);
    const context: HandlerContext = { signal: abort.signal, progress: (progress) => post({ kind: 'progress', id, ...progress }) };
    try {
      const handler = byName.get(job);
      if (handler === undefined) throw new RangeError(`no job ${job}`);
      post({ kind: 'answer', id, output: await handler(input, context) });
    } catch (error) {
      const failure = toFailure(error);
      post({ kind: 'failed', id, failure, frames: failure.code === 'internal' ? framesOf(error) : '' });
    } finally {
      open.delete(id);
    }
  };
  process.on('disconnect', () => process.exit(0));
  process.on('message', (message) => {
    const said = message as ToChild;
    if (said.kind === 'ask') void perform(said);
    else open.get(said.id)?.abort();
  });
}
