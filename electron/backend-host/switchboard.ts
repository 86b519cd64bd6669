import type { AssayEvent } from '../../contract/events/index.ts';
import { createRpcClient } from '../../contract/rpc/client.ts';
import type { RpcClient } from '../../contract/rpc/client.ts';
import type { RefusalCode } from '../../contract/rpc/errors.ts';
import type { FromBackend, ToBackend } from '../../contract/rpc/wire.ts';

/** One that calls: a window, or main itself. */
export type Caller = { readonly post: (message: FromBackend) => void };

type Route = { readonly caller: Caller; readonly callerId: number; readonly method: string };

export type Switchboard = {
  /** Takes what a caller sends; ids are the caller's own. */
  readonly fromCaller: (caller: Caller, message: ToBackend) => void;
  readonly fromBackend: (message: FromBackend) => void;
  readonly addListener: (caller: Caller) => void;
  /** Tells every window. */
  readonly tell: (event: AssayEvent) => void;
  /** Every open call fails with this code. */
  readonly failAll: (code: RefusalCode) => void;
  /** Cancels the calls of a caller that is gone (a page that was loaded again). */
  readonly drop: (caller: Caller) => void;
  /** Main's own calls. */
  readonly own: RpcClient;
};

/** Routes calls of several callers to one backend and the answers back; knows what is open when the backend dies. */
export function createSwitchboard(send: (message: ToBackend) => boolean): Switchboard {
  const routes = new Map<number, Route>();
  const listeners = new Set<Caller>();
  let lastId = 0;

  const idOf = (caller: Caller, callerId: number): number | undefined => {
    for (const [id, route] of routes) if (route.caller === caller && route.callerId === callerId) return id;
    return undefined;
  };

  const fail = (id: number, code: RefusalCode): void => {
    const route = routes.get(id);
    routes.delete(id);
    route?.caller.post({ kind: 'failed', id: route.callerId, failure: { code, at: route.method, args: {} } });
  };

  const fromCaller: Switchboard['fromCaller'] = (caller, message) => {
    if (message.kind !== 'request') {
      const id = idOf(caller, message.id);
      if (id !== undefined) send({ ...message, id });
      return;
    }
    const id = (lastId += 1);
    routes.set(id, { caller, callerId: message.id, method: message.method });
    if (!send({ ...message, id })) fail(id, 'backend_gone');
  };

  const tell = (event: AssayEvent): void => {
    for (const caller of listeners) caller.post({ kind: 'event', event });
  };

  const fromBackend = (message: FromBackend): void => {
    if (message.kind === 'ready') return;
    if (message.kind === 'event') return tell(message.event);
    const route = routes.get(message.id);
    if (message.kind === 'answer' || message.kind === 'failed') routes.delete(message.id);
    route?.caller.post({ ...message, id: route.callerId });
  };

  const ownCaller: Caller = { post: (message) => own.receive(message) };
  const own = createRpcClient((message) => fromCaller(ownCaller, message));

  return {
    fromCaller,
    fromBackend,
    tell,
    own,
    addListener: (caller) => void listeners.add(caller),
    failAll: (code) => [...routes.keys()].forEach((id) => fail(id, code)),
    drop: (caller) => {
      listeners.delete(caller);
      for (const [id, route] of routes) {
        if (route.caller !== caller) continue;
        routes.delete(id);
        send({ kind: 'abort', id });
      }
    },
  };
}
