import fs from 'node:fs';

/** Processes by /proc; Linux only. */
export type Process = { readonly pid: number; readonly parent: number; readonly command: string };

export function allProcesses(): Process[] {
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = fs.readFileSync(`/proc/${name}/stat`, 'utf8');
        const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        if (state === 'Z') return [];
        return [
          { pid: Number(name), parent: Number(parent), command: fs.readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ') },
        ];
      } catch {
        return [];
      }
    });
}

/** The process and everything it started, and they started. */
export function family(pid: number): Process[] {
  const all = allProcesses();
  const grow = (parents: readonly number[]): Process[] => {
    const children = all.filter((one) => parents.includes(one.parent));
    return children.length === 0 ? [] : [...children, ...grow(children.map((one) => one.pid))];
  };
  return [...all.filter((one) => one.pid === pid), ...grow([pid])];
}

/** @returns the backend process of that window, or undefined while there is none */
export const backendOf = (windowPid: number): number | undefined =>
  family(windowPid).find((one) => one.command.includes('node-child.js') && !one.command.startsWith('/bin/sh'))?.pid;

export const isAlive = (pid: number): boolean => allProcesses().some((one) => one.pid === pid);
