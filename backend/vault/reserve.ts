import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { replaceFile } from '../evidence/durable.ts';

/** What opening a vault and reading a case takes: an index of the write-ahead log for each database, and the count of tries. */
const reservedBytes = 256 * 1024;
/** With less free space than this the reserve is given back, with more than that one is kept. */
const scarce = 1024 * 1024;
const plenty = 16 * 1024 * 1024;

const fileOf = (dir: string): string => path.join(dir, 'vault.reserve');

function freeBytes(dir: string): number {
  const { bavail, bsize } = fs.statfsSync(dir);
  return bavail * bsize;
}

/**
 * Keeps some space of the disk for the day on which it is full, and gives it back on that day: a full disk keeps nobody from looking into
 * a vault, nor from backing it up elsewhere. The file holds nothing.
 */
export function tendReserve(dir: string): void {
  const free = freeBytes(dir);
  if (free < scarce) fs.rmSync(fileOf(dir), { force: true });
  // chance, because a file system may keep zeros without taking space
  else if (free > plenty && !fs.existsSync(fileOf(dir))) replaceFile(fileOf(dir), randomBytes(reservedBytes));
}
