import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Path below the backend's folder, with forward slashes -> lower-case hex SHA-256. `node` stands for the Node program. */
export type Hashes = Readonly<Record<string, string>>;

/** Reads the list that the build wrote into the app's archive. */
export async function readHashes(file: string): Promise<Hashes> {
  return JSON.parse(await fs.readFile(file, 'utf8')) as Hashes;
}

/**
 * Compares every file that the backend may load with the list.
 * @returns the first name that is missing, changed or not on the list; null when all is as built
 */
export async function changedFile(folder: string, node: string, hashes: Hashes): Promise<string | null> {
  const there = await filesBelow(folder);
  const stranger = there.find((name) => !Object.hasOwn(hashes, name));
  if (stranger !== undefined) return stranger;
  const checks = Object.entries(hashes).map(async ([name, expected]) => {
    const actual = await sha256(name === 'node' ? node : path.join(folder, name));
    return actual === expected ? null : name;
  });
  return (await Promise.all(checks)).find((name) => name !== null) ?? null;
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await fs.readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
}

async function sha256(file: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  } catch {
    return null;
  }
  return hash.digest('hex');
}
