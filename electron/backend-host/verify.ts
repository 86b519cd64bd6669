import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Path below the backend's folder, with forward slashes -> lower-case hex SHA-256. `node` stands for the Node program. */
export type Hashes = Readonly<Record<string, string>>;

/** Reads the list that the build wrote into the app's archive. */
export async function readHashes(file: string): Promise<Hashes> {
  return JSON.parse(await fs.readFile(file, 'utf8')) as Hashes;
}

/** Files looked at in one turn of the event loop: a few milliseconds. */
const filesPerTurn = 24;

/**
 * Compares every file that the backend may load with the list. The window opens meanwhile, so the Node program is read as a stream; the
 * many small files are read whole, which takes a quarter of the time of a stream each.
 * @returns the first name that is missing, changed or not on the list; null when all is as built
 */
export async function changedFile(folder: string, node: string, hashes: Hashes): Promise<string | null> {
  const there = await filesBelow(folder);
  const stranger = there.find((name) => !Object.hasOwn(hashes, name));
  if (stranger !== undefined) return stranger;
  const program = sha256OfStream(node);
  const files = Object.entries(hashes).filter(([name]) => name !== 'node');
  for (const [i, [name, expected]] of files.entries()) {
    if (sha256(path.join(folder, name)) !== expected) return name;
    if (i % filesPerTurn === 0) await nextTurn();
  }
  return Object.hasOwn(hashes, 'node') && (await program) !== hashes['node'] ? 'node' : null;
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await fs.readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
}

function sha256(file: string): string | null {
  try {
    return createHash('sha256').update(readFileSync(file)).digest('hex');
  } catch {
    return null;
  }
}

/** @returns null when the file cannot be read */
async function sha256OfStream(file: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  } catch {
    return null;
  }
  return hash.digest('hex');
}
