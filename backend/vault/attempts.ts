import fs from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Refused } from '../../domain/model/refused.ts';
import { replaceFile } from '../evidence/durable.ts';

/** Wrong passphrases since the last right one, and when the last try began. Kept beside vault.json, so that a restart forgets nothing. */
export type Attempts = { readonly failed: number; readonly at: number };

const none: Attempts = { failed: 0, at: 0 };
const fileOf = (dir: string): string => path.join(dir, 'attempts.json');

/** Two slips are free, then 2 s, 4 s, 8 s … at most 15 minutes. Guessing offline is what scrypt is for; this is for a hand at the keyboard. */
export function delayMs(failed: number): number {
  return failed < 3 ? 0 : Math.min(1000 * 2 ** (failed - 2), 15 * 60 * 1000);
}

/** An unreadable file counts as the first delayed try: it was written by a person, or the disk is failing. */
export function readAttempts(dir: string, now: number): Attempts {
  let text: string;
  try {
    text = fs.readFileSync(fileOf(dir), 'utf8');
  } catch {
    return none;
  }
  const form = /^\{"failed":(\d{1,6}),"at":(\d{1,15})\}\n$/.exec(text);
  return form === null ? { failed: 3, at: now } : { failed: Number(form[1]), at: Number(form[2]) };
}

/** @param now milliseconds @returns milliseconds until the next try; a clock that was set back starts the wait anew, never shortens it */
export function waitMs(attempts: Attempts, now: number): number {
  const delay = delayMs(attempts.failed);
  return now < attempts.at ? delay : Math.max(0, attempts.at + delay - now);
}

/**
 * Counted before the passphrase is tried: ending the process in the middle wins nothing. A full disk must not keep anybody from reading:
 * there an old count is written over in its place, and where there is none, the try itself waits as long as a third one would. Whoever
 * fills the disk to guess faster is slowed all the same, and the vault's lock keeps a second guess out meanwhile.
 * @throws Refused file_unwritable where nobody may write at all
 */
export async function countAttempt(dir: string, before: Attempts, now: number): Promise<Attempts> {
  const attempts = { failed: before.failed + 1, at: now };
  const text = `{"failed":${attempts.failed},"at":${attempts.at}}\n`;
  try {
    replaceFile(fileOf(dir), text);
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== 'disk_full') throw error;
    if (!overwrite(fileOf(dir), text)) await setTimeout(delayMs(Math.max(3, attempts.failed)));
  }
  return attempts;
}

/** Writes into the space that the file has already. @returns false when there is no file or no space */
function overwrite(file: string, text: string): boolean {
  if (!fs.existsSync(file)) return false;
  const handle = fs.openSync(file, 'r+');
  try {
    fs.writeSync(handle, text, 0);
    fs.ftruncateSync(handle, Buffer.byteLength(text));
    fs.fsyncSync(handle);
    return true;
  } catch {
    return false;
  } finally {
    fs.closeSync(handle);
  }
}

export function clearAttempts(dir: string): void {
  fs.rmSync(fileOf(dir), { force: true });
}
