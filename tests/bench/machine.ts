import { execFileSync } from 'node:child_process';
import os from 'node:os';

/** What the figures were measured on. */
export const machine = () => ({
  cpu: os.cpus()[0]?.model.trim() ?? 'unknown',
  cores: os.availableParallelism(),
  memoryGiB: Math.round(os.totalmem() / 2 ** 30),
  system: `${os.type()} ${os.release()} ${os.arch()}`,
  node: process.version,
  sqlite3: versionOf('sqlite3'),
  date: new Date().toISOString(),
  /** average number of programs that wanted a core in the last minute, before the first row */
  load: Math.round((os.loadavg()[0] ?? 0) * 10) / 10,
});
export type Machine = ReturnType<typeof machine>;

function versionOf(program: string): string | null {
  try {
    return execFileSync(program, ['--version'], { encoding: 'utf8' }).split(' ')[0] ?? null;
  } catch {
    return null;
  }
}
