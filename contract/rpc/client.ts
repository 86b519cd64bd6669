import type { CallOptions } from './call.ts';
import { Refused, toRefused } from './errors.ts';
import type { FromBackend, ToBackend } from './wire.ts';

type Waiting = {
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: Refused) => void;
  readonly onProgress: CallOptions['onProgress'];
  readonly parts: Map<string, (unknown[] | Uint8Array)[]>;
  readonly unlisten: () => void;
};

export type RpcClient = {
  /** @throws Refused with the code that came back; `cancelled` as soon as the signal says so */
  readonly call: (method: string, input: unknown, options?: CallOptions) => Promise<unknown>;
  /** Takes a message of the other side; events and `ready` are not its business. */
  readonly receive: (message: FromBackend) => void;
};

/** The caller's half of contract/rpc/wire.ts: ids, progress, cancelling, putting parts together again. */
export function createRpcClient(post: (message: ToBackend) => void): RpcClient {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;

  const settle = (id: number): Waiting | undefined => {
    const call = waiting.get(id);
    waiting.delete(id);
    call?.unlisten();
    return call;
  };

  const call: RpcClient['call'] = (method, input, options = {}) => {
    const { signal, onProgress } = options;
    if (signal?.aborted === true) return Promise.reject(new Refused({ code: 'cancelled', at: method }));
    const id = (lastId += 1);
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        post({ kind: 'abort', id });
        settle(id)?.reject(new Refused({ code: 'cancelled', at: method }));
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      const unlisten = (): void => signal?.removeEventListener('abort', onAbort);
      waiting.set(id, { resolve, reject, onProgress, parts: new Map(), unlisten });
      post({ kind: 'request', id, method, input });
    });
  };

  const receive = (message: FromBackend): void => {
    switch (message.kind) {
      case 'progress':
        return waiting.get(message.id)?.onProgress?.({ stage: message.stage, done: message.done, total: message.total });
      case 'part': {
        const parts = waiting.get(message.id)?.parts;
        parts?.set(message.field, [...(parts.get(message.field) ?? []), message.piece]);
        return post({ kind: 'partSeen', id: message.id });
      }
      case 'answer': {
        const done = settle(message.id);
        return done?.resolve(whole(message.output, done.parts));
      }
      case 'failed':
        return settle(message.id)?.reject(toRefused(message.failure));
      case 'event':
      case 'ready':
        return;
      default:
        return message satisfies never;
    }
  };

  return { call, receive };
}

/** Puts the parts back where they were taken out. */
function whole(output: unknown, parts: ReadonlyMap<string, readonly (unknown[] | Uint8Array)[]>): unknown {
  if (parts.size === 0) return output;
  return { ...(output as object), ...Object.fromEntries([...parts].map(([field, pieces]) => [field, joined(pieces)])) };
}

function joined(pieces: readonly (unknown[] | Uint8Array)[]): unknown[] | Uint8Array {
  if (!(pieces[0] instanceof Uint8Array)) return pieces.flatMap((piece) => [...piece]);
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece as Uint8Array, at);
    at += piece.length;
  }
  return bytes;
}
