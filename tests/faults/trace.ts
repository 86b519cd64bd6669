import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';

/** A system call that succeeded. Begun and ended: places in the order of everything that the traced processes asked of the system. */
export type Call = {
  readonly begun: number;
  readonly ended: number;
  readonly name: string;
  /** as strace prints them: strings and paths in hexadecimal */
  readonly args: string;
  readonly result: number;
  /** path of the file that was opened */
  readonly opened: string;
};

/** Everything that changes a file, gives it a name or puts it on the disk, and what programs may use instead one day. */
const watched =
  'openat,open,creat,write,pwrite64,writev,pwritev,pwritev2,lseek,fsync,fdatasync,sync_file_range,rename,renameat,renameat2,unlink,unlinkat,rmdir,ftruncate,truncate,fallocate,mkdir,mkdirat,link,linkat,symlink,copy_file_range,sendfile';

/** Why no call can be recorded here, or null. */
export function whyNoTrace(): string | null {
  if (process.platform !== 'linux') return 'only Linux has strace';
  const tried = spawnSync('strace', ['-f', '-qq', '-e', 'trace=none', 'true']);
  if (tried.error !== undefined) return 'strace is not installed';
  return tried.status === 0 ? null : 'this machine lets no process look at another (ptrace)';
}

/** Runs a program under strace and its children with it. @param to where the recording goes @returns its exit code and stdout */
export function record(to: string, command: readonly string[]): { readonly code: number | null; readonly stdout: string } {
  // long enough for the largest block that is written at once
  const how = ['-f', '-qq', '--seccomp-bpf', '-y', '-xx', '-s', String(4 * 2 ** 20), '-e', `trace=${watched}`, '-o', to];
  // rings of the kernel would go past the calls that are watched
  const env = { ...process.env, UV_USE_IO_URING: '0' };
  const { status, stdout } = spawnSync('strace', [...how, ...command], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], env });
  return { code: status, stdout };
}

/** A disk or a stick that fails: which calls on which files give which error, from the nth on. */
export type Failure = { readonly files: readonly string[]; readonly calls: string; readonly error: string; readonly from: number };

/** Runs a program whose system fails it. @returns its exit code and stdout */
export function failing(
  { files, calls, error, from }: Failure,
  command: readonly string[],
): { readonly code: number | null; readonly stdout: string } {
  const on = files.flatMap((file) => ['-P', file]);
  const how = [
    '-f',
    '-qqq',
    '--seccomp-bpf',
    ...on,
    '-e',
    `trace=${calls}`,
    '-e',
    `inject=${calls}:error=${error}:when=${from}+`,
    '-o',
    os.devNull,
  ];
  // strace counts the calls of each thread for itself
  const env = { ...process.env, UV_USE_IO_URING: '0', UV_THREADPOOL_SIZE: '1' };
  const { status, stdout } = spawnSync('strace', [...how, ...command], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env });
  return { code: status, stdout };
}

const whole = /^(\w+)\((.*)\)\s+= (-?\d+)(?:<([^>]*)>)?/s;

/** Text that strace wrote with `-xx`. */
export const bytesOf = (escaped: string): Buffer => Buffer.from(escaped.replaceAll('\\x', ''), 'hex');
export const textOf = (escaped: string): string => bytesOf(escaped).toString('utf8');

function* linesOf(file: string): Generator<string> {
  let rest = '';
  const handle = fs.openSync(file, 'r');
  const block = Buffer.alloc(8 * 2 ** 20);
  try {
    for (let read = 1; read > 0; ) {
      read = fs.readSync(handle, block);
      const lines = (rest + block.toString('latin1', 0, read)).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } finally {
    fs.closeSync(handle);
  }
}

/** The successful calls of a recording in the order in which they ended. */
export function* callsOf(file: string): Generator<Call> {
  const under = new Map<string, { readonly begun: number; readonly text: string }>();
  let at = 0;
  for (const line of linesOf(file)) {
    at += 1;
    const gap = line.indexOf(' ');
    const [thread, said] = [line.slice(0, gap), line.slice(gap).trimStart()];
    if (said.endsWith('<unfinished ...>')) {
      under.set(thread, { begun: at, text: said.slice(0, -'<unfinished ...>'.length) });
      continue;
    }
    const resumed = /^<\.\.\. \w+ resumed>/.exec(said);
    const before = under.get(thread);
    const text = resumed === null ? said : `${before?.text ?? ''}${said.slice(resumed[0].length)}`;
    const parts = whole.exec(text);
    if (parts === null) continue;
    const [, name = '', args = '', result = '-1', opened = ''] = parts;
    if (Number(result) < 0) continue;
    yield { begun: resumed === null ? at : (before?.begun ?? at), ended: at, name, args, result: Number(result), opened: textOf(opened) };
  }
}
