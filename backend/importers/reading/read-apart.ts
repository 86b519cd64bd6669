import { spawn } from 'node:child_process';
import type { ChildProcess, StdioOptions } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import fs from 'node:fs';
import path from 'node:path';
import type { CancelSignal } from '../../../contract/rpc/call.ts';
import { Refused } from '../../../domain/model/refused.ts';
import { serveBytes, servedPath } from './served-file.ts';
import type { ServedBytes } from './served-file.ts';
import { settingsDescriptor, settingsVariable, tellSettings } from './told-settings.ts';
import { streamReader } from './stream.ts';
import type { StreamTaker } from './stream.ts';

/** A second file that the first one points into, handed over in the same way as the first. */
export type ApartBeside = {
  readonly path: string | ServedBytes;
  readonly name: string;
  /** of the bytes that were kept; '' where nothing is kept yet */
  readonly sha256: string;
};

/** What a reading in a process of its own needs to know. */
export type ApartTask = {
  readonly format: string;
  /** of the file, or the bytes themselves where they are on disk only encrypted */
  readonly path: string | ServedBytes;
  readonly name: string;
  /** what the reader is told beside the file; '' or absent: nothing */
  readonly settings?: string;
  readonly beside?: ApartBeside | undefined;
  readonly signal?: CancelSignal;
};

/** Enough for the shared strings of the largest workbook that is taken; a file that needs more is refused. */
const heapMiB = 1024;
/** A reader that says nothing for so long is stuck in a file made to hold it. */
const silentMs = 60_000;

/** In the sources: the project, whose packages the reader loads; in the package: the folder of the built backend. */
function program(): { readonly entry: string; readonly readable: string } {
  const here = import.meta.dirname;
  if (import.meta.filename.endsWith('.js')) return { entry: path.join(here, 'reader-child.js'), readable: here };
  const root = path.resolve(here, '../../..');
  return { entry: path.join(root, 'backend', 'host', 'reader-child.ts'), readable: root };
}

/**
 * Flags of the reader's process: it may look into its own program and the files it is to read, write nothing, start nothing, load
 * nothing native. A linked folder is named by where it really lies. @param files their real paths; none: it is handed the bytes
 */
export function readerFlags(...files: readonly string[]): readonly string[] {
  const { readable } = program();
  const packages = path.join(readable, 'node_modules');
  const places = new Set([readable, ...files, ...(fs.existsSync(packages) ? [fs.realpathSync(packages)] : [])]);
  const reads = [...places].map((place) => `--allow-fs-read=${place}`);
  return ['--permission', ...reads, `--max-old-space-size=${heapMiB}`, '--disable-proto=delete'];
}

/** How the reader's command line names a file: by where it really lies, or by how many bytes will be handed over. */
function namedTo(file: string | ServedBytes, name: string): readonly [string, string, string] {
  return typeof file === 'string' ? [fs.realpathSync(file), name, '0'] : [servedPath, name, String(file.bytes)];
}

function startReader({ format, path: file, name, settings = '', beside }: ApartTask): ChildProcess {
  const given = [...namedTo(file, name), ...(beside === undefined ? [] : namedTo(beside.path, beside.name))];
  const real = [given[0], given[3]].flatMap((place) => (place === undefined || place === servedPath ? [] : [place]));
  const kept = ['SystemRoot', 'TEMP', 'TMP', 'TMPDIR'];
  const env = Object.fromEntries(kept.flatMap((key) => (process.env[key] === undefined ? [] : [[key, process.env[key]]])));
  const stdio: StdioOptions = typeof file === 'string' ? ['ignore', 'pipe', 'ignore', 'ignore'] : ['pipe', 'pipe', 'ignore', 'pipe'];
  const child = spawn(process.execPath, [...readerFlags(...real), program().entry, format, ...given], {
    stdio: [...stdio, settings === '' ? 'ignore' : 'pipe'],
    env: settings === '' ? env : { ...env, [settingsVariable]: 'given' },
    windowsHide: true,
  });
  if (settings !== '') tellSettings(child.stdio[settingsDescriptor] as Writable, settings);
  return child;
}

const servedBy = (file: ServedBytes, beside: ApartBeside | undefined): readonly ServedBytes[] =>
  beside === undefined || typeof beside.path === 'string' ? [file] : [file, beside.path];

/**
 * Reads a hostile format in a process without keys (security.md): it may read its program and the files of its task, write nothing, start
 * nothing, and has a bounded heap; it is killed when it is cancelled, falls silent or says what no reader says.
 * @returns SHA-256 of the bytes that it read @throws Refused file_*, file_changed when the file beside is not the one that was kept,
 * file_reader_failed, cancelled
 */
export function readApart(task: ApartTask, to: Omit<StreamTaker, 'end'>): Promise<string> {
  if (task.signal?.aborted === true) return Promise.reject(new Refused({ code: 'cancelled', at: task.name }));
  for (const one of [task, task.beside])
    if (typeof one?.path === 'string' && !fs.existsSync(one.path))
      return Promise.reject(new Refused({ code: 'file_unreadable', at: one.name }));
  return new Promise((resolve, reject) => {
    const child = startReader(task);
    let [over, silent]: [boolean, NodeJS.Timeout | undefined] = [false, undefined];
    const finish = (then: () => void): void => {
      if (over) return;
      over = true;
      clearTimeout(silent);
      task.signal?.removeEventListener('abort', cancel);
      child.kill('SIGKILL');
      then();
    };
    const fail = (error: unknown): void =>
      finish(() => reject(error instanceof Refused ? error : new Refused({ code: 'file_reader_failed', at: task.name })));
    const cancel = (): void => fail(new Refused({ code: 'cancelled', at: task.name }));
    const heard = (): void => {
      clearTimeout(silent);
      silent = setTimeout(() => fail(null), silentMs);
    };
    const take = streamReader({
      ...to,
      end: (sha256, beside) => {
        const kept = task.beside?.sha256 ?? '';
        if (kept !== '' && kept !== beside) fail(new Refused({ code: 'file_changed', at: task.beside?.name ?? '' }));
        else finish(() => resolve(sha256));
      },
    });
    task.signal?.addEventListener('abort', cancel, { once: true });
    if (typeof task.path !== 'string' && child.stdin !== null)
      serveBytes({ ask: child.stdio[3] as Readable, answer: child.stdin }, servedBy(task.path, task.beside), fail);
    child.once('error', fail);
    child.once('close', () => fail(null));
    child.stdout?.on('data', (bytes: Buffer) => {
      heard();
      if (over) return;
      try {
        take(bytes);
      } catch (error) {
        fail(error);
      }
    });
    heard();
  });
}
