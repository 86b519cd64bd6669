import path from 'node:path';
import { bytesOf, textOf } from './trace.ts';
import type { Call } from './trace.ts';

/** When something was asked and when the system answered. */
type Span = { readonly begun: number; readonly ended: number };
type Change = Span & ({ readonly at: number; readonly bytes: Buffer } | { readonly size: number });
type Node = { readonly changes: Change[]; readonly syncs: Span[]; position: number };
/** Names of a folder change one after the other. A target of null takes the name away. */
type Naming = Span & { readonly names: readonly { readonly name: string; readonly to: Node | Folder | null }[] };
type Folder = { readonly namings: Naming[]; readonly syncs: Span[] };

/** Calls that change files in ways that no part of the product uses so far. */
const unknown: ReadonlySet<string> = new Set(
  'open creat truncate renameat renameat2 unlinkat mkdirat link linkat symlink copy_file_range sendfile'.split(' '),
);

const isFolder = (one: Node | Folder): one is Folder => 'namings' in one;
const always: Span = { begun: 0, ended: 0 };

/** Which of the things that were asked and never put on the disk got there all the same. */
export type Luck = {
  /** of the changes of a file that need not be there */
  readonly keeps: () => boolean;
  /** of a write that is kept: how much of it, from its beginning */
  readonly part: (length: number) => number;
  /** of the names of a folder that need not be there: how many, from the oldest */
  readonly names: (count: number) => number;
};

export const nothingMore: Luck = { keeps: () => false, part: (length) => length, names: () => 0 };
export const everything: Luck = { keeps: () => true, part: (length) => length, names: (count) => count };

/** The same luck for the same seed: a sector of 512 bytes is written whole or not at all. */
export function luckOf(seed: number): Luck {
  let state = seed * 2654435761 + 1;
  const next = (): number => {
    state = (Math.imul(state ^ (state >>> 15), 2246822519) + 374761393) | 0;
    return (state >>> 0) / 2 ** 32;
  };
  next();
  const share = next();
  return {
    keeps: () => next() < share,
    part: (length) => (next() < 0.3 ? Math.floor((next() * length) / 512) * 512 : length),
    names: (count) => Math.floor(next() * (count + 1)),
  };
}

/** Files as they may stand on the disk: path below the folder that was recorded, and content. */
export type Image = { readonly folders: readonly string[]; readonly files: ReadonlyMap<string, Buffer> };

/**
 * A disk that forgets: everything that the recorded processes asked of the files below one folder, so that it can be told what may be
 * left when the power goes at any moment. What was written is on the disk when the same file was synced after it, a name when its folder
 * was; everything else may be there or not. That is less than any file system of today keeps, and all that POSIX promises.
 */
export class ForgetfulDisk {
  readonly #root: string;
  readonly #top: Folder = { namings: [], syncs: [] };
  readonly #moments: { syncs: number[]; changes: number[] } = { syncs: [], changes: [] };

  /** @param before what was there at the beginning, all of it on the disk @param root full path without links */
  constructor(root: string, before: Image) {
    this.#root = root;
    for (const folder of before.folders) this.#put(folder, { namings: [], syncs: [] }, always);
    for (const [name, bytes] of before.files) {
      const changes: Change[] = [{ ...always, at: 0, bytes }];
      this.#put(name, { changes, syncs: [always], position: 0 }, always);
    }
    this.#everySync(this.#top);
  }

  #everySync(folder: Folder): void {
    folder.syncs.push(always);
    for (const { names } of folder.namings) for (const { to } of names) if (to !== null && isFolder(to)) this.#everySync(to);
  }

  /** Path below the root, or null for a file elsewhere and for the index of a write-ahead log, which is memory and made anew. */
  #inside(full: string): string | null {
    const below = path.relative(this.#root, full);
    return below.startsWith('..') || path.isAbsolute(below) || below.endsWith('-shm') ? null : below;
  }

  #find(below: string): Node | Folder | null {
    let here: Node | Folder | null = this.#top;
    for (const name of below.split('/').filter((part) => part !== '')) {
      if (here === null || !isFolder(here)) return null;
      here = latest(here, name);
    }
    return here;
  }

  #folderOf(below: string): Folder {
    const parent = path.dirname(below);
    const found = this.#find(parent === '.' ? '' : parent);
    if (found === null || !isFolder(found)) throw new Error(`no folder for ${below}`);
    return found;
  }

  #put(below: string, to: Node | Folder | null, { begun, ended }: Span): void {
    if (ended > 0) this.#moments.changes.push(ended);
    this.#folderOf(below).namings.push({ begun, ended, names: [{ name: path.basename(below), to }] });
  }

  /** After which calls the power may go: those that put something on the disk, and those that ask for a change. */
  get moments(): { readonly syncs: readonly number[]; readonly changes: readonly number[] } {
    return this.#moments;
  }

  /** @throws on a call that this model does not know how to follow */
  take(call: Call): void {
    const { name, args } = call;
    if (unknown.has(name) && [...args.matchAll(/"([^"]*)"/g)].some((m) => this.#inside(textOf(m[1] ?? '')) !== null))
      throw new Error(`nobody followed ${name} yet`);
    if (name === 'openat') return this.#open(call);
    if (name === 'mkdir' || name === 'unlink' || name === 'rmdir' || name === 'rename') return this.#names(call);
    const held = /^\d+<([^>]*)>/.exec(args)?.[1];
    const full = held === undefined ? '' : textOf(held);
    const below = held === undefined || full.includes('(deleted)') ? null : this.#inside(full);
    const node = below === null ? null : this.#find(below);
    if (node === null) return;
    if (name === 'fsync' || name === 'fdatasync') {
      this.#moments.syncs.push(call.ended);
      return void node.syncs.push({ begun: call.begun, ended: call.ended });
    }
    if (isFolder(node)) throw new Error(`${name} of a folder`);
    this.#change(node, call);
  }

  #open(call: Call): void {
    if (!/O_(WRONLY|RDWR)/.test(call.args)) return;
    const below = this.#inside(call.opened);
    if (below === null) return;
    if (/O_APPEND|O_SYNC|O_DSYNC|O_TMPFILE/.test(call.args)) throw new Error(`open with ${call.args.slice(-80)}`);
    const there = this.#find(below);
    if (there === null) return this.#put(below, { changes: [], syncs: [], position: 0 }, call);
    if (isFolder(there)) return;
    there.position = 0;
    if (/O_TRUNC/.test(call.args)) there.changes.push({ begun: call.begun, ended: call.ended, size: 0 });
  }

  #names(call: Call): void {
    const { begun, ended } = call;
    const paths = [...call.args.matchAll(/"([^"]*)"/g)].map((m) => this.#inside(textOf(m[1] ?? '')));
    const [from = null, to = null] = paths;
    if (call.name === 'rename') {
      if (from === null && to === null) return;
      this.#moments.changes.push(ended);
      if (from === null || to === null) throw new Error('a rename over the border of the folder');
      const node = this.#find(from);
      const [old, taken] = [
        { name: path.basename(from), to: null },
        { name: path.basename(to), to: node },
      ];
      const [left, entered] = [this.#folderOf(from), this.#folderOf(to)];
      if (left === entered) return void left.namings.push({ begun, ended, names: [old, taken] });
      entered.namings.push({ begun, ended, names: [taken] });
      return void left.namings.push({ begun, ended, names: [old] });
    }
    if (from === null) return;
    this.#put(from, call.name === 'mkdir' ? { namings: [], syncs: [] } : null, call);
  }

  #change(node: Node, { name, args, begun, ended, result }: Call): void {
    const numbers = args.slice(args.lastIndexOf('"') + 1).split(',');
    if (name === 'ftruncate') return void node.changes.push({ begun, ended, size: Number(/, (\d+)$/.exec(args)?.[1]) });
    if (name === 'lseek') return void (node.position = result);
    this.#moments.changes.push(ended);
    if (!['write', 'pwrite64', 'writev', 'pwritev'].includes(name)) throw new Error(`nobody followed ${name} yet`);
    const texts = name.endsWith('v') ? [...args.matchAll(/iov_base="([^"]*)"/g)] : [...args.matchAll(/"([^"]*)"/g)];
    const bytes = Buffer.concat(texts.map((m) => bytesOf(m[1] ?? ''))).subarray(0, result);
    if (bytes.length !== result) throw new Error(`a write of ${result} bytes was recorded with ${bytes.length}`);
    const at = name.startsWith('p') ? Number(numbers.at(-1)) : node.position;
    if (!name.startsWith('p')) node.position += result;
    node.changes.push({ begun, ended, at, bytes });
  }

  /** What is found after the power went at a moment. */
  after(moment: number, luck: Luck): Image {
    const [folders, files]: [string[], Map<string, Buffer>] = [[], new Map()];
    const walk = (folder: Folder, below: string): void => {
      for (const [name, to] of namesAfter(folder, moment, luck)) {
        const full = below === '' ? name : `${below}/${name}`;
        if (!isFolder(to)) files.set(full, contentAfter(to, moment, luck));
        else {
          folders.push(full);
          walk(to, full);
        }
      }
    };
    walk(this.#top, '');
    return { folders, files };
  }
}

function latest(folder: Folder, name: string): Node | Folder | null {
  for (const { names } of folder.namings.toReversed()) for (const one of names.toReversed()) if (one.name === name) return one.to;
  return null;
}

/** A sync that ended before the moment puts on the disk what had ended before it began. */
const lasting = (syncs: readonly Span[], moment: number): number =>
  Math.max(-1, ...syncs.filter((sync) => sync.ended <= moment).map((sync) => sync.begun));

function namesAfter(folder: Folder, moment: number, luck: Luck): ReadonlyMap<string, Node | Folder> {
  const sure = lasting(folder.syncs, moment);
  const kept = folder.namings.filter((one) => one.ended <= sure);
  const open = folder.namings.filter((one) => one.ended > sure && one.begun <= moment);
  const found = new Map<string, Node | Folder>();
  for (const { names } of [...kept, ...open.slice(0, luck.names(open.length))])
    for (const { name, to } of names) {
      if (to === null) found.delete(name);
      else found.set(name, to);
    }
  return found;
}

function contentAfter({ changes, syncs }: Node, moment: number, luck: Luck): Buffer {
  const sure = lasting(syncs, moment);
  const room = Buffer.alloc(Math.max(0, ...changes.map((one) => ('size' in one ? one.size : one.at + one.bytes.length))));
  let size = 0;
  for (const change of changes) {
    if (change.begun > moment) break;
    const open = change.ended > sure;
    if (open && !luck.keeps()) continue;
    if ('size' in change) {
      if (change.size < size) room.fill(0, change.size, size);
      size = change.size;
    } else {
      const length = open ? luck.part(change.bytes.length) : change.bytes.length;
      change.bytes.copy(room, change.at, 0, length);
      size = Math.max(size, length === 0 ? 0 : change.at + length);
    }
  }
  return room.subarray(0, size);
}
