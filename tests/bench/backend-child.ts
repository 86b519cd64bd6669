import { fork } from 'node:child_process';
import path from 'node:path';
import { createRpcClient } from '../../contract/rpc/client.ts';
import type { AssayCalls, Method } from '../../contract/rpc/index.ts';
import type { CallOptions, Input, Output } from '../../contract/rpc/call.ts';
import type { FromBackend } from '../../contract/rpc/wire.ts';

/** The backend as the window runs it: a process of its own, spoken to over its message channel. */
export type BackendChild = {
  readonly pid: number;
  readonly call: <M extends Method>(method: M, input: Input<AssayCalls[M]>, options?: CallOptions) => Promise<Output<AssayCalls[M]>>;
  readonly end: () => Promise<void>;
};

const file = path.join(import.meta.dirname, '..', '..', 'backend', 'host', 'node-child.ts');

/** @param configDir where the install id goes: a benchmark leaves nothing in the user's folders */
export function startBackend(vaultDir: string, configDir: string, args: readonly string[] = []): Promise<BackendChild> {
  return new Promise((resolve, reject) => {
    const child = fork(file, ['--vault', vaultDir], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: [...args],
      env: { ...process.env, ASSAY_CONFIG_DIR: configDir },
    });
    const gone = new Promise<void>((done) => child.once('exit', () => done()));
    const client = createRpcClient((message) => child.send(message));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the backend ended with ${code}`)));
    child.on('message', (message) => {
      const told = message as FromBackend;
      client.receive(told);
      if (told.kind !== 'ready') return;
      resolve({
        pid: child.pid ?? 0,
        call: (method, input, options) => client.call(method, input, options) as Promise<never>,
        end: () => {
          child.disconnect();
          return gone;
        },
      });
    });
  });
}
