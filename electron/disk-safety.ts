import fs from 'node:fs';
import path from 'node:path';

/** Whether what is written to a disk is encrypted below us. `plain`: the system encrypts nothing there; `unknown`: it cannot be seen. */
export type Encrypted = 'encrypted' | 'plain' | 'unknown';

export type DiskSafety = { readonly disk: Encrypted; readonly swap: Encrypted | 'none' };

/** Where Linux tells about its disks; others in tests. */
export type SystemFolders = { readonly sys: string; readonly proc: string };

const linuxFolders: SystemFolders = { sys: '/sys', proc: '/proc' };

/** Linux: looks whether dm-crypt lies under the folder's file system and under the swap. A disk that encrypts by itself is not seen. */
export function linuxDiskSafety(folder: string, system: SystemFolders = linuxFolders): DiskSafety {
  return { disk: ofFolder(folder, system), swap: ofSwap(system) };
}

function ofFolder(folder: string, system: SystemFolders): Encrypted {
  const there = nearest(folder);
  return unknownOnError(() => ofFileSystem(deviceName(fs.statSync(there, { bigint: true }).dev), system));
}

/** @returns the folder, or the first one above it that exists: a vault that is about to be made has none yet */
function nearest(folder: string): string {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) if (fs.existsSync(at) || at === path.dirname(at)) return at;
}

/** @param dev as stat gives it @returns `major:minor` */
export const deviceName = (dev: bigint): string => {
  const major = ((dev >> 8n) & 0xfffn) | ((dev >> 32n) & 0xfffff000n);
  const minor = (dev & 0xffn) | ((dev >> 12n) & 0xffffff00n);
  return `${major}:${minor}`;
};

/** Some file systems (btrfs, overlays) have a number of their own; the list of mounts names the device below. */
function ofFileSystem(device: string, system: SystemFolders): Encrypted {
  if (fs.existsSync(path.join(system.sys, 'dev', 'block', device))) return ofDevice(device, system);
  const mount = fs
    .readFileSync(path.join(system.proc, 'self', 'mountinfo'), 'utf8')
    .split('\n')
    .map((line) => line.split(' '))
    .find((fields) => fields[2] === device);
  const [type = '', source = ''] = mount?.slice(mount.indexOf('-') + 1) ?? [];
  if (type === 'ecryptfs' || type === 'fuse.gocryptfs') return 'encrypted';
  return source.startsWith('/dev/') ? ofDevice(deviceName(fs.statSync(source, { bigint: true }).rdev), system) : 'unknown';
}

/** Follows a device down to what it stands on: it is encrypted when every way down passes dm-crypt. */
function ofDevice(device: string, system: SystemFolders): Encrypted {
  return ofBlock(fs.realpathSync(path.join(system.sys, 'dev', 'block', device)));
}

function ofBlock(block: string): Encrypted {
  if (textOf(path.join(block, 'dm', 'uuid')).startsWith('CRYPT-')) return 'encrypted';
  if (fs.existsSync(path.join(block, 'partition'))) return ofBlock(path.dirname(block));
  const below = fs.existsSync(path.join(block, 'slaves')) ? fs.readdirSync(path.join(block, 'slaves')) : [];
  if (below.length > 0) return weakest(below.map((name) => ofBlock(fs.realpathSync(path.join(block, 'slaves', name)))));
  // A file that is mounted as a disk: what lies under the file is not followed.
  return fs.existsSync(path.join(block, 'loop', 'backing_file')) ? 'unknown' : 'plain';
}

function ofSwap(system: SystemFolders): DiskSafety['swap'] {
  return unknownOnError(() => {
    const places = fs
      .readFileSync(path.join(system.proc, 'swaps'), 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.split(/\s+/))
      // zram is memory, not a disk
      .filter(([file = '']) => file !== '' && !/^\/dev\/zram\d+$/.test(file));
    if (places.length === 0) return 'none';
    return weakest(places.map(([file = '', kind]) => unknownOnError(() => ofSwapPlace(file, kind === 'file', system))));
  });
}

function ofSwapPlace(file: string, isFile: boolean, system: SystemFolders): Encrypted {
  const { dev, rdev } = fs.statSync(file, { bigint: true });
  return isFile ? ofFileSystem(deviceName(dev), system) : ofDevice(deviceName(rdev), system);
}

function weakest(all: readonly Encrypted[]): Encrypted {
  if (all.includes('plain')) return 'plain';
  return all.includes('unknown') ? 'unknown' : 'encrypted';
}

function textOf(file: string): string {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
}

/** What cannot be read is not known; it is never guessed. */
function unknownOnError<T>(look: () => T): T | 'unknown' {
  try {
    return look();
  } catch {
    return 'unknown';
  }
}
