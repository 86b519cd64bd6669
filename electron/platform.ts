import { app, Menu, nativeTheme, powerMonitor } from 'electron';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import os from 'node:os';
import { linuxDiskSafety } from './disk-safety.ts';
import type { DiskSafety } from './disk-safety.ts';

/** Everything that differs between operating systems stands in this file. */

/** No core file of that process: it would hold what is open in it. */
export function noCoreDumps(pid: number): void {
  if (process.platform !== 'linux') return;
  spawn('prlimit', ['--core=0:0', `--pid=${pid}`], { stdio: 'ignore' }).on('error', () => undefined);
}

/** Starts Node with a message channel; on POSIX systems without core files from its first instruction on. */
export function startNode(node: string, args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  const options = { env, serialization: 'advanced', stdio: ['ignore', 'ignore', 'pipe', 'ipc'], windowsHide: true } as const;
  if (process.platform === 'win32') return spawn(node, [...args], { ...options, stdio: [...options.stdio] });
  // Its own process group, so that its children can be ended with it.
  const shell = ['-c', 'ulimit -c 0; exec "$0" "$@"', node, ...args];
  return spawn('/bin/sh', shell, { ...options, stdio: [...options.stdio], detached: true });
}

/** Ends a process of our own at once; one that has ended already is no error. */
export function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone: that is what is wanted.
  }
}

/** Ends what a process started by `startNode` has left behind. On Windows its children end with their message channels. */
export function killLeftovers(pid: number): void {
  if (process.platform !== 'win32') endProcess(-pid);
}

const passedOn = new Set([
  'PATH',
  'HOME',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'XDG_CONFIG_HOME',
  'XDG_RUNTIME_DIR',
  'SystemRoot',
  'windir',
  'TEMP',
  'TMP',
  'APPDATA',
  'LOCALAPPDATA',
  'USERPROFILE',
  'HOMEDRIVE',
  'HOMEPATH',
  'COMPUTERNAME',
]);

/** What the backend may know of the environment: no NODE_OPTIONS, no secrets of other programs. */
export function backendEnvironment(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => passedOn.has(name));
  return { ...Object.fromEntries(kept), ...more };
}

/** Copy and paste work without a menu, except on macOS, where they are the menu. */
export function setMenu(): void {
  if (process.platform !== 'darwin') return Menu.setApplicationMenu(null);
  Menu.setApplicationMenu(Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }]));
}

export function setTheme(theme: 'system' | 'light' | 'dark'): void {
  nativeTheme.themeSource = theme;
}

/** Calls back when the machine goes to sleep, its screen is locked or its user changes. */
export function onLeaving(listener: () => void): void {
  powerMonitor.on('suspend', listener);
  powerMonitor.on('lock-screen', listener);
  powerMonitor.on('user-did-resign-active', listener);
}

/** Seconds since the last key or mouse move anywhere on the machine. */
export const idleSeconds = (): number => powerMonitor.getSystemIdleTime();

/** Whether the disk under the vault and the swap are encrypted. On Windows and macOS an ordinary user cannot see that: it is not guessed. */
export const diskSafety = (vaultDir: string): DiskSafety =>
  process.platform === 'linux' ? linuxDiskSafety(vaultDir) : { disk: 'unknown', swap: 'unknown' };

/** Name of the person at the machine as the system knows it; empty when it knows none. */
export function personAtMachine(): string {
  try {
    return os.userInfo().username;
  } catch {
    return '';
  }
}

/** The Chromium sandbox for every renderer. In development it may be switched off on the command line (root has none). */
export function requireSandbox(): boolean {
  const off = !app.isPackaged && app.commandLine.hasSwitch('no-sandbox');
  if (!off) app.enableSandbox();
  return !off;
}
