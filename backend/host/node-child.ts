import { parseArgs } from 'node:util';
import { calls } from '../../contract/rpc/index.ts';
import { toBackend } from '../../contract/rpc/wire.ts';
import type { FromBackend } from '../../contract/rpc/wire.ts';
import { isDay } from '../../domain/model/scalars.ts';
import type { Instant } from '../../domain/model/scalars.ts';
import { createBackend } from '../actions/index.ts';
import { appVersion } from '../actions/version.ts';
import { createServer } from '../rpc/server.ts';

/**
 * The backend as a child process of the window's shell: `node node-child.js --vault DIR [--today DAY]`.
 * Speaks contract/rpc/wire.ts over the process's message channel and ends when the channel closes:
 * nobody may keep keys in memory for a window that is gone.
 */
const { values } = parseArgs({ options: { vault: { type: 'string' }, today: { type: 'string' } } });

/** Sends unless the other side is gone; a broken pipe at quit is not an error. */
const post = (message: FromBackend): void => {
  if (process.connected) process.send?.(message, () => undefined);
};

/** Codes and stack frames only: a message may quote what was in a file. */
const logUnexpected = (where: string, error: unknown): void => {
  const name = error instanceof Error ? error.name : typeof error;
  const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
  process.stderr.write(`${JSON.stringify({ where, error: name, frames: frames.slice(0, 8).map((line) => line.trim()) })}\n`);
};

const backend = createBackend({
  vaultDir: values.vault ?? '',
  now: () => new Date().toISOString() as Instant,
  ...(values.today !== undefined && isDay(values.today) ? { today: values.today } : {}),
  emit: (event) => post({ kind: 'event', event }),
  app: appVersion(),
});
const server = createServer({ calls, handlers: backend.handlers, post, onUnexpected: logUnexpected });

let ending = false;
async function end(code: number): Promise<void> {
  if (ending) return;
  ending = true;
  server.abortAll();
  await backend.close().catch((error: unknown) => logUnexpected('close', error));
  process.exit(code);
}

process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);
process.on('message', (message) => {
  const known = toBackend.safeParse(message);
  if (known.success) server.receive(known.data);
});
process.on('disconnect', () => void end(0));
process.on('SIGTERM', () => void end(0));
process.on('SIGINT', () => undefined);
process.on('uncaughtException', (error) => {
  logUnexpected('uncaught', error);
  void end(70);
});
process.on('unhandledRejection', (error) => {
  logUnexpected('unhandled', error);
  void end(70);
});
post({ kind: 'ready' });
