import { fork } from 'node:child_process';
import fs from 'node:fs';
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

const root = path.join(import.meta.dirname, '..', '..');

/** The built backend that the window runs, out of the folder that `useBuilt` was given; without one the sources. */
let file = path.join(root, 'backend', 'host', 'node-child.ts');

/**
 * Takes the built backend from now on, as a copy: a build that runs meanwhile must not change what is measured.
 * @returns false when it was not built
 */
export function useBuilt(copyTo: string): boolean {
  const built = path.join(root, 'dist', 'backend');
  if (!fs.existsSync(path.join(built, 'node-child.js'))) return false;
  fs.cpSync(built, copyTo, { recursive: true });
  file = path.join(copyTo, 'node-child.js');
  return true;
}

/** @param configDir where the install id goes: a benchmark leaves nothing in the user's folders */
export function startBackend(vaultDir: string, configDir: string): Promise<BackendChild> {
  return new Promise((resolve, reject) => {
    const child = fork(file, ['--vault', vaultDir], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, ASSAY_CONFIG_DIR: configDir, ASSAY_ASSETS: path.join(root, 'assets') },
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
