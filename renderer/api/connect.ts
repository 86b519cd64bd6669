import './before-schemas.ts';
import type { AssayEvent } from '../../contract/events/index.ts';
import { createRpcClient } from '../../contract/rpc/client.ts';
import { calls } from '../../contract/rpc/index.ts';
import type { AuditApi } from '../../contract/rpc/index.ts';
import { shellCalls } from '../../contract/rpc/shell.ts';
import type { FromBackend } from '../../contract/rpc/wire.ts';

/** What the preload script puts on the window. */
type Bridge = {
  readonly send: (message: unknown) => void;
  readonly listen: (listener: (message: unknown) => void) => void;
  readonly pathOf: (file: object) => string;
};

/** Connects the page with the backend and the window's shell. Call once per page. */
export function connect(bridge: Bridge = (globalThis as unknown as { readonly assay: Bridge }).assay): AuditApi {
  const listeners = new Set<(event: AssayEvent) => void>();
  const client = createRpcClient((message) => bridge.send(message));
  bridge.listen((message) => {
    const known = message as FromBackend;
    if (known.kind === 'event') for (const listener of listeners) listener(known.event);
    else client.receive(known);
  });
  const methods = [...Object.keys(calls), ...Object.keys(shellCalls)];
  const call = Object.fromEntries(
    methods.map((method) => [method, (input: unknown, options?: object) => client.call(method, input, options)]),
  );
  return {
    call: call as unknown as AuditApi['call'],
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    pathOf: (file) => bridge.pathOf(file),
  };
}
