import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { Refused } from '../../domain/model/refused.ts';

/** Rows, indexes and words take about 2.5 times the file, the write-ahead log as much again until it is folded in, the evidence once. */
const timesTheFile = 6;
const reserve = 64 * 1024 * 1024;

/** @param dir a folder on the vault's disk @param free given by tests @throws Refused disk_full */
export async function requireDisk(dir: string, bytes: number, free?: number): Promise<void> {
  const { bavail, bsize } = await statfs(dir);
  const needed = bytes * timesTheFile + reserve;
  if ((free ?? bavail * bsize) < needed) throw new Refused({ code: 'disk_full', at: path.basename(dir), args: { needed } });
}
