import { createReadStream } from 'node:fs';
import fs from 'node:fs';
import { mkdir, open, statfs } from 'node:fs/promises';
import path from 'node:path';
import { Refused } from '../../domain/model/refused.ts';
import { asDiskRefusal } from '../evidence/durable.ts';

/** A file of a folder, relative to it. */
export type Listed = { readonly name: string; readonly bytes: number };

/** Every file below a folder whose relative path fits, in order of name. */
export function filesBelow(folder: string, fits: (name: string) => boolean = () => true): readonly Listed[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => ({ name, stat: fs.statSync(path.join(folder, name)) }))
    .filter(({ name, stat }) => stat.isFile() && fits(name))
    .map(({ name, stat }) => ({ name, bytes: stat.size }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** Copies one file so that it is on disk when this returns; memory stays small. @throws Refused disk_full, file_exists */
export async function copyDurably(from: string, to: string): Promise<void> {
  try {
    await mkdir(path.dirname(to), { recursive: true, mode: 0o700 });
    const target = await open(to, 'wx', 0o600);
    try {
      for await (const bytes of createReadStream(from, { highWaterMark: 1024 * 1024 })) await target.write(bytes as Buffer);
      await target.sync();
    } finally {
      await target.close();
    }
  } catch (error) {
    throw asDiskRefusal(error, path.basename(to));
  }
}

/** @param folder must exist @throws Refused disk_full with what is needed and what is there, in bytes */
export async function needSpace(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const there = bavail * bsize;
  if (there < bytes) throw new Refused({ code: 'disk_full', at: path.basename(folder), args: { needed: bytes, free: there } });
}

/** A folder that does not exist or is empty can be written. @throws Refused file_exists */
export function refuseFilled(folder: string): void {
  if (fs.existsSync(folder) && (!fs.statSync(folder).isDirectory() || fs.readdirSync(folder).length > 0))
    throw new Refused({ code: 'file_exists', at: path.basename(folder) });
}
