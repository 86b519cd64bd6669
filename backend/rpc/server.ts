import type { Calls, HandlerContext, Handlers, Progress } from '../../contract/rpc/call.ts';
import { Refused, toFailure } from '../../contract/rpc/errors.ts';
import { partWindow } from '../../contract/rpc/wire.ts';
import type { FromBackend, ToBackend } from '../../contract/rpc/wire.ts';
import { splitAnswer } from './parts.ts';

type Open = { readonly abort: AbortController; unseen: number; wake: () => void };

export type ServerOptions<C extends Calls> = {
  readonly calls: C;
  readonly handlers: Handlers<C, void>;
  readonly post: (message: FromBackend) => void;
  /** the one place that hears of errors nobody expected; the caller only gets `internal` */
  readonly onUnexpected: (method: string, error: unknown) => void;
};

export type Server = {
  /** Takes one message from a window. Never throws. */
  readonly receive: (message: ToBackend) => void;
  /** Cancels everything that is still running. */
  readonly abortAll: () => void;
};

const progressEveryMs = 50;

/** Answers calls: input checked by its schema, failures by their code, large answers in acknowledged parts. */
export function createServer<C extends Calls>(options: ServerOptions<C>): Server {
  const open = new Map<number, Open>();

  const receive = (message: ToBackend): void => {
    const call = open.get(message.id);
    switch (message.kind) {
      case 'request':
        if (call === undefined) void answer(options, open, message);
        return;
      case 'abort':
        call?.abort.abort();
        call?.wake();
        return;
      case 'partSeen':
        if (call !== undefined) call.unseen = Math.max(0, call.unseen - 1);
        call?.wake();
        return;
      default:
        return message satisfies never;
    }
  };

  return {
    receive,
    abortAll: () => {
      for (const call of open.values()) {
        call.abort.abort();
        call.wake();
      }
    },
  };
}

type Request = Extract<ToBackend, { kind: 'request' }>;

async function answer<C extends Calls>(options: ServerOptions<C>, open: Map<number, Open>, request: Request): Promise<void> {
  const { id, method } = request;
  const call: Open = { abort: new AbortController(), unseen: 0, wake: () => undefined };
  open.set(id, call);
  try {
    const output = await perform(options, request, call.abort.signal);
    const { rest, pieces } = splitAnswer(output);
    for (const piece of pieces) {
      await room(call);
      call.unseen += 1;
      options.post({ kind: 'part', id, ...piece });
    }
    options.post({ kind: 'answer', id, output: rest });
  } catch (error) {
    const aborted = call.abort.signal.aborted && !(error instanceof Refused);
    const known = aborted ? new Refused({ code: 'cancelled', at: method }) : error;
    if (!(known instanceof Refused)) options.onUnexpected(method, error);
    options.post({ kind: 'failed', id, failure: toFailure(known) });
  } finally {
    open.delete(id);
  }
}

async function perform<C extends Calls>(options: ServerOptions<C>, request: Request, signal: AbortSignal): Promise<unknown> {
  const { calls, handlers } = options;
  const { id, method } = request;
  if (!Object.hasOwn(calls, method) || !Object.hasOwn(handlers, method)) throw new Refused({ code: 'call_unknown', at: method });
  const checked = calls[method]?.input.safeParse(request.input);
  if (checked === undefined || !checked.success) {
    const where = checked?.error.issues[0]?.path.map(String).join('.') ?? '';
    throw new Refused({ code: 'input_invalid', at: method, args: { field: where } });
  }
  const context: HandlerContext = { signal, progress: thinned((progress) => options.post({ kind: 'progress', id, ...progress })) };
  const handler = handlers[method] as (session: void, input: unknown, context: HandlerContext) => unknown;
  return await handler(undefined, checked.data, context);
}

/** Not more than one report per 50 ms and stage, but always the last one. */
function thinned(post: (progress: Progress) => void): (progress: Progress) => void {
  let [lastStage, lastAt] = ['', 0];
  return (progress) => {
    const now = performance.now();
    if (progress.stage === lastStage && progress.done < progress.total && now - lastAt < progressEveryMs) return;
    [lastStage, lastAt] = [progress.stage, now];
    post({ stage: progress.stage, done: progress.done, total: progress.total });
  };
}

/** Waits until fewer than `partWindow` parts are unacknowledged. @throws cancelled */
async function room(call: Open): Promise<void> {
  while (call.unseen >= partWindow && !call.abort.signal.aborted) {
    await new Promise<void>((resolve) => {
      call.wake = resolve;
    });
  }
  call.abort.signal.throwIfAborted();
}
