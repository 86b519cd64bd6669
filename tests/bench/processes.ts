import { spawn } from 'node:child_process';
import fs from 'node:fs';

/** A process that has ended: wall time from its start to its exit, processor time where the system tells it. */
export type Ended = { readonly ms: number; readonly cpu: number | null; readonly stdout: string };

/** The shell says at the end what its children used. */
const counting = 'set -- "$@"; "$@"; code=$?; times >&2; exit $code';
const hasShell = process.platform !== 'win32';

/** @param times what `times` printed: the last line is of the children, as `1m2.34s 0m0.56s` */
function childrenMs(times: string): number | null {
  const last = times.trimEnd().split('\n').at(-1) ?? '';
  const parts = [...last.matchAll(/(\d+)m([\d.]+)s/g)].map((m) => Number(m[1]) * 60_000 + Number(m[2]) * 1000);
  return parts.length === 2 ? (parts[0] ?? 0) + (parts[1] ?? 0) : null;
}

/** Runs a program to its end. @throws with what it said on stderr when it does not end with 0 */
export function timed(command: string, args: readonly string[], input = ''): Promise<Ended> {
  const [program, given] = hasShell ? ['sh', ['-c', counting, 'sh', command, ...args]] : [command, args];
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(program, given, { stdio: ['pipe', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code) => {
      const ms = performance.now() - started;
      if (code === 0) resolve({ ms, cpu: hasShell ? childrenMs(stderr) : null, stdout });
      else reject(new Error(`${command} ended with ${code}: ${stderr.trim().slice(-2_000)}`));
    });
    child.stdin.on('error', () => undefined).end(input);
  });
}

/** Runs a file of this folder on this Node and reads the one JSON value that it prints. @param flags of Node */
export async function runChild<T>(
  file: string,
  args: readonly string[],
  flags: readonly string[] = [],
): Promise<{ readonly ended: Ended; readonly said: T }> {
  const ended = await timed(process.execPath, [...flags, file, ...args]);
  return { ended, said: JSON.parse(ended.stdout) as T };
}

const procFile = (pid: number, name: string): string | null => {
  try {
    return fs.readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return null;
  }
};

/** A process and the processes that it started. Only itself outside Linux. */
export function family(pid: number): readonly number[] {
  const threads = fs.existsSync(`/proc/${pid}/task`) ? fs.readdirSync(`/proc/${pid}/task`) : [];
  const started = threads.flatMap((thread) => (procFile(pid, `task/${thread}/children`) ?? '').split(' ').filter((id) => id !== ''));
  return [pid, ...started.map(Number)];
}

/** Largest resident memory of a living process since its start, MiB; null outside Linux. */
export function peakMiB(pid: number): number | null {
  const kib = /^VmHWM:\s+(\d+) kB/m.exec(procFile(pid, 'status') ?? '')?.[1];
  return kib === undefined ? null : Number(kib) / 1024;
}

/** A tick of /proc is 10 ms on every Linux that Node runs on. */
const tickMs = 10;

/** Processor time of a living process and of those that it started, living and ended, ms; null outside Linux. */
export function cpuMs(pid: number): number | null {
  const times = family(pid).map(ownCpuMs);
  return times[0] === null ? null : times.reduce<number>((sum, time) => sum + (time ?? 0), 0);
}

function ownCpuMs(pid: number): number | null {
  const stat = procFile(pid, 'stat');
  if (stat === null) return null;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return tickMs * fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
}
