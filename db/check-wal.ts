import fs from 'node:fs';
import { basename } from 'node:path';
import { Refused } from '../domain/model/refused.ts';
import { connect, pageSize } from './connect.ts';

const headerBytes = 32;
const frameHeaderBytes = 24;

/** What stands in the clear in a write-ahead log: who its frames belong to, and which of them end a transaction. */
type Frame = { readonly salt: string; readonly commits: boolean };
type Log = { readonly salt: string; readonly headerWhole: boolean; readonly frames: readonly Frame[] };

/**
 * Looks for transactions that a damaged write-ahead log would lose without a word: SQLite stops at the first frame that does not check
 * and takes the rest for a write that a power cut interrupted. Under `synchronous=FULL` that can be true of the last transaction only,
 * because each is on disk before the next begins: two ends of transactions behind the stop mean damage. The last one cannot be told.
 * Call it before the database is opened for writing; nothing is changed. @source sqlite.org/walformat.html
 * @throws Refused vault_damaged
 */
export function checkWal(file: string, key: Uint8Array): void {
  const log = readLog(`${file}-wal`);
  if (log === null || log.frames.length === 0) return;
  const salt = log.headerWhole ? log.salt : log.frames[0]?.salt;
  const valid = validFrames(file, key);
  const lost = log.frames.slice(valid).filter((frame) => frame.commits && frame.salt === salt).length;
  if (lost >= (log.headerWhole ? 2 : 1)) throw new Refused({ code: 'vault_damaged', at: `${basename(file)}-wal` });
}

/** How far SQLite itself would go. */
function validFrames(file: string, key: Uint8Array): number {
  const db = connect(file, key, { readonly: true });
  try {
    const [state] = db.pragma('wal_checkpoint(NOOP)') as readonly { readonly log: number }[];
    return Math.max(0, state?.log ?? 0);
  } finally {
    db.close();
  }
}

function readLog(file: string): Log | null {
  if (!fs.existsSync(file)) return null;
  const bytes = fs.readFileSync(file);
  if (bytes.length < headerBytes + frameHeaderBytes) return null;
  const frames: Frame[] = [];
  const step = frameHeaderBytes + pageSize;
  for (let at = headerBytes; at + step <= bytes.length; at += step)
    frames.push({ salt: bytes.toString('hex', at + 8, at + 16), commits: bytes.readUInt32BE(at + 4) !== 0 });
  return { salt: bytes.toString('hex', 16, 24), headerWhole: headerChecks(bytes), frames };
}

/** The header's own checksum: two running sums over its first six words, in the byte order that the magic number says. */
function headerChecks(bytes: Buffer): boolean {
  const magic = bytes.readUInt32BE(0);
  if (magic !== 0x377f0682 && magic !== 0x377f0683) return false;
  const word = (at: number): number => (magic === 0x377f0683 ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at));
  let [a, b] = [0, 0];
  for (let at = 0; at < 24; at += 8) {
    a = (a + word(at) + b) >>> 0;
    b = (b + word(at + 4) + a) >>> 0;
  }
  return a === bytes.readUInt32BE(24) && b === bytes.readUInt32BE(28);
}
