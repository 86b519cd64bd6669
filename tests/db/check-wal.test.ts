import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openAssay } from '../../db/open.ts';
import { readSettings, saveSetting } from '../../db/repositories/settings.ts';
import { flip, refusal, temporaryFolder } from '../vault/helpers.ts';

const key = randomBytes(32);
const frame = 24 + 8192;

/** A database with six committed transactions in its write-ahead log, as a killed process leaves it. */
function killed(): string {
  const file = path.join(temporaryFolder(), 'assay.db');
  const store = openAssay(file, key, { create: true });
  store.checkpoint();
  for (let i = 0; i < 6; i += 1) store.write((db) => saveSetting(db, `k${i}`, 'значение '.repeat(1200)));
  const left = path.join(temporaryFolder(), 'assay.db');
  for (const ending of ['', '-wal']) fs.copyFileSync(file + ending, left + ending);
  store.close();
  return left;
}

const settingsOf = (file: string): number => {
  const store = openAssay(file, key);
  const { size } = store.read(readSettings);
  store.close();
  return size;
};

/** Frames that end a transaction, from 0. */
const commits = (file: string): number[] => {
  const bytes = fs.readFileSync(`${file}-wal`);
  return Array.from({ length: Math.floor((bytes.length - 32) / frame) }, (_, i) => i).filter(
    (i) => bytes.readUInt32BE(32 + i * frame + 4) !== 0,
  );
};

describe('a write-ahead log that a killed process left', () => {
  it('is taken in whole', () => {
    expect(settingsOf(killed())).toBe(6);
  });

  it('with a flipped bit anywhere before its last transaction is vault_damaged, and neither file is written over', async () => {
    const file = killed();
    const ends = commits(file);
    expect(ends.length).toBeGreaterThanOrEqual(6);
    const last = (ends.at(-2) ?? 0) + 1;
    const offsets = [
      0,
      9,
      17,
      23,
      24,
      31,
      32,
      36,
      42,
      50,
      60,
      32 + (last - 1) * frame + 100,
      ...Array.from({ length: 20 }, () => Math.floor(Math.random() * (32 + last * frame))),
    ];
    for (const offset of offsets) {
      flip(`${file}-wal`, offset, offset % 8);
      const before = ['', '-wal'].map((ending) => fs.readFileSync(file + ending));
      const refused = await refusal(() => openAssay(file, key));
      expect([refused.code, refused.at], `offset ${offset}`).toEqual(['vault_damaged', 'assay.db-wal']);
      expect(['', '-wal'].map((ending, i) => before[i]?.equals(fs.readFileSync(file + ending)))).toEqual([true, true]);
      flip(`${file}-wal`, offset, offset % 8);
    }
    expect(settingsOf(file)).toBe(6);
  });

  it('cut anywhere in its last transaction opens with the transactions before it', () => {
    const file = killed();
    const ends = commits(file);
    const bytes = fs.readFileSync(`${file}-wal`);
    fs.writeFileSync(`${file}-wal`, bytes.subarray(0, 32 + ((ends.at(-2) ?? 0) + 1) * frame + 500));
    expect(settingsOf(file)).toBe(5);
  });

  it('with frames of an older round behind the new ones is sound', () => {
    const file = path.join(temporaryFolder(), 'assay.db');
    const store = openAssay(file, key, { create: true });
    for (let i = 0; i < 6; i += 1) store.write((db) => saveSetting(db, `k${i}`, 'значение '.repeat(1200)));
    store.pragma('wal_checkpoint(RESTART)');
    store.write((db) => saveSetting(db, 'new', 'x'));
    const left = path.join(temporaryFolder(), 'assay.db');
    for (const ending of ['', '-wal']) fs.copyFileSync(file + ending, left + ending);
    store.close();
    expect(settingsOf(left)).toBe(7);
  });
});
