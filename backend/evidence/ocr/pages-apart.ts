import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { CancelSignal } from '../../../contract/rpc/call.ts';
import { toRefused } from '../../../contract/rpc/errors.ts';
import { Refused } from '../../../domain/model/refused.ts';
import { ocrLimits } from './limits.ts';
import { fromPages } from './messages.ts';
import type { FoundPage, PageTask, ToPages } from './messages.ts';

export type PagesOptions = {
  readonly signal: CancelSignal;
  /** of how many pages one is done, and how far the next one is, in hundredths */
  readonly progress: (page: number, pages: number, hundredths: number) => void;
  /** how many pages the file has */
  readonly count?: (pages: number) => void;
  /** a page as soon as it is found; the next ones wait for it */
  readonly page: (page: FoundPage) => Promise<void> | void;
};

/** In the sources: the project, whose packages it loads; in the package: the folder of the built backend. */
function program(): { readonly entry: string; readonly readable: string } {
  const here = import.meta.dirname;
  if (import.meta.filename.endsWith('.js')) return { entry: path.join(here, 'pages-child.js'), readable: here };
  const root = path.resolve(here, '../../..');
  return { entry: path.join(root, 'backend', 'host', 'pages-child.ts'), readable: root };
}

/**
 * Flags of the process: it may look into its own program and these models, write nothing, start no process, load nothing native. The
 * recogniser needs a thread. @param models their files
 */
export function pagesFlags(models: readonly string[]): readonly string[] {
  const { readable } = program();
  const packages = path.join(readable, 'node_modules');
  const places = new Set([readable, ...models, ...(fs.existsSync(packages) ? [fs.realpathSync(packages)] : [])]);
  const reads = [...places].map((place) => `--allow-fs-read=${fs.realpathSync(place)}`);
  return ['--permission', '--allow-worker', ...reads, `--max-old-space-size=${ocrLimits.heapMiB}`, '--disable-proto=delete'];
}

function startPages(models: readonly string[]): ChildProcess {
  const kept = ['SystemRoot', 'TEMP', 'TMP', 'TMPDIR'];
  const env = Object.fromEntries(kept.flatMap((key) => (process.env[key] === undefined ? [] : [[key, process.env[key]]])));
  const stdio = ['ignore', 'ignore', 'ignore', 'ipc'] as const;
  return fork(program().entry, [], { serialization: 'advanced', stdio: [...stdio], execArgv: [...pagesFlags(models)], env });
}

const realModels = (task: PageTask): PageTask => ({
  ...task,
  models: task.models.map((model) => ({ ...model, file: fs.realpathSync(model.file) })),
});

/** Sends the bytes piece by piece, each when the one before has left. */
async function send(child: ChildProcess, task: PageTask, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const tell = (message: ToPages): Promise<void> =>
    new Promise((resolve, reject) => {
      child.send(message, (error) => (error === null ? resolve() : reject(error)));
    });
  await tell({ kind: 'task', task });
  for await (const piece of bytes) await tell({ kind: 'bytes', bytes: piece });
  await tell({ kind: 'end' });
}

/**
 * Looks at the pages of a hostile file in a process without keys (security.md): no network, no other file, bounded memory; it is killed
 * when it is cancelled, falls silent, takes too long over a page, or says what it should not.
 * @param bytes of the whole file, in order
 * @throws Refused as `lookAtPages`; file_reader_failed, cancelled; what `options.page` or `bytes` throws
 */
export async function pagesApart(task: PageTask, bytes: AsyncIterable<Uint8Array>, options: PagesOptions): Promise<void> {
  if (options.signal.aborted) throw new Refused({ code: 'cancelled', at: task.name });
  const asked = realModels(task);
  const child = startPages(asked.models.map((model) => model.file));
  const timers: { silent?: NodeJS.Timeout; page?: NodeJS.Timeout } = {};
  try {
    await new Promise<void>((resolve, reject) => {
      const failed = (): void => reject(new Refused({ code: 'file_reader_failed', at: task.name }));
      const cancel = (): void => reject(new Refused({ code: 'cancelled', at: task.name }));
      const again = (which: 'silent' | 'page', ms: number): void => {
        clearTimeout(timers[which]);
        timers[which] = setTimeout(failed, ms);
      };
      let [pages, looked, work] = [1, 0, Promise.resolve()];
      const take = (page: FoundPage): void => {
        again('page', ocrLimits.pageMs);
        work = work.then(() => options.page(page)).then(() => options.progress(page.page, pages, 100));
        work.catch(reject);
      };
      options.signal.addEventListener('abort', cancel, { once: true });
      child.once('error', failed);
      child.once('exit', failed);
      child.on('message', (message) => {
        again('silent', ocrLimits.silentMs);
        const said = fromPages.safeParse(message).data;
        if (said === undefined) return failed();
        if (said.kind === 'failed')
          return reject(
            said.failure.code === 'internal' ? new Refused({ code: 'file_reader_failed', at: task.name }) : toRefused(said.failure),
          );
        if (said.kind === 'pages') {
          pages = said.pages;
          options.count?.(pages);
        } else if (said.kind === 'progress') options.progress(said.page - 1, pages, said.hundredths);
        else if (said.kind === 'page' && (looked += 1) <= pages) take(said.page);
        else if (said.kind === 'done') void work.then(resolve, reject);
        else failed();
      });
      again('silent', ocrLimits.silentMs);
      again('page', ocrLimits.pageMs);
      send(child, asked, bytes).catch(reject);
    });
  } finally {
    clearTimeout(timers.silent);
    clearTimeout(timers.page);
    child.removeAllListeners();
    child.on('error', () => undefined);
    child.kill('SIGKILL');
  }
}
