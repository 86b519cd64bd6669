import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createBackend } from '../../backend/actions/index.ts';
import type { Backend } from '../../backend/actions/index.ts';
import type { AssayEvent } from '../../contract/events/index.ts';
import type { AssayCalls, Method } from '../../contract/rpc/index.ts';
import type { Input, Output } from '../../contract/rpc/call.ts';
import type { Day, Instant } from '../../domain/model/scalars.ts';

export const passphrase = 'five grey herons on a wire';

export type Desk = {
  readonly dir: string;
  readonly vaultDir: string;
  readonly events: AssayEvent[];
  readonly call: <M extends Method>(method: M, input: Input<AssayCalls[M]>, signal?: AbortSignal) => Promise<Output<AssayCalls[M]>>;
  readonly file: (name: string, text: string) => string;
  /** closes the backend and opens another on the same folder, as after a restart */
  readonly restart: () => Promise<void>;
  readonly leave: () => Promise<void>;
};

/** A backend over a real vault folder of its own, called as the window calls it. @param today moves the legal day */
export function desk(options: { today?: string } = {}): Desk {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-desk-'));
  process.env['ASSAY_CONFIG_DIR'] = path.join(dir, 'config');
  const events: AssayEvent[] = [];
  const vaultDir = path.join(dir, 'vault');
  const open = (): Backend =>
    createBackend({
      vaultDir,
      now: () => new Date().toISOString() as Instant,
      ...(options.today === undefined ? {} : { today: options.today as Day }),
      emit: (event) => events.push(event),
      app: 'test',
    });
  let backend = open();
  const context = { signal: new AbortController().signal, progress: () => undefined };
  const call: Desk['call'] = async (method, input, signal) => {
    const handler = backend.handlers[method] as unknown as (session: undefined, input: unknown, context: unknown) => unknown;
    return (await handler(undefined, input, signal === undefined ? context : { ...context, signal })) as Awaited<
      ReturnType<Desk['call']>
    > as never;
  };
  return {
    dir,
    vaultDir,
    events,
    call,
    file: (name, text) => {
      const at = path.join(dir, name);
      fs.writeFileSync(at, text);
      return at;
    },
    restart: async () => {
      await backend.close();
      backend = open();
    },
    leave: async () => {
      await backend.close();
      fs.rmSync(dir, { recursive: true, force: true });
    },
  };
}
