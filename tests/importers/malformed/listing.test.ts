import fs from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { importFound } from '../../../backend/importers/import-found.ts';
import { readerOf } from '../../../backend/importers/reading/readers.ts';
import { newId } from '../../../backend/vault/new-id.ts';
import { tableNames } from '../../../domain/model/books.ts';
import { Refused, refusalCodes } from '../../../domain/model/refused.ts';
import { family, peakMiB } from '../../bench/processes.ts';
import { caseFiles, reading } from '../case-files.ts';
import { readAll } from '../reading-helpers.ts';
import { otherFiles } from './other-files.ts';
import { malformed, printed } from './listing.ts';
import type { Malformed } from './listing.ts';

// the whole listing by `ASSAY_FAULTS=1 npm run unit -- tests/importers/malformed`; otherwise how many there are of each format
const isWhole = process.env['ASSAY_FAULTS'] !== undefined;
const listing = printed(malformed);
process.stderr.write(
  `${
    isWhole
      ? listing
      : listing
          .split('\n')
          .filter((line) => !line.startsWith('  '))
          .join('; ')
  }\n`,
);

const files = caseFiles();
afterAll(() => files.close());

const rowsIn = (): number =>
  files.books.read((db) => tableNames.reduce((sum, table) => sum + Number(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()), 0));
const notes = (): number => files.books.read((db) => Number(db.prepare('SELECT count(*) FROM book_pending').pluck().get()));
const kept = (): readonly string[] => {
  const folder = path.join(files.dir, 'evidence');
  return fs.existsSync(folder) ? fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.length > 10) : [];
};

/** Imports as the product does: formats but CSV in a process of their own. @returns its largest memory, MiB */
async function imported(one: Malformed, file: string): Promise<number> {
  if (one.format === 'csv') {
    await files.import(file);
    return 0;
  }
  let peak = 0;
  const watch = setInterval(() => {
    for (const pid of family(process.pid).slice(1)) peak = Math.max(peak, peakMiB(pid) ?? 0);
  }, 10);
  const task = { path: file, table: null, saved: [], reading, books: files.books, place: files.place, evidence: files.evidence, there: [] };
  try {
    const never = new AbortController().signal;
    await importFound({ ...task, importId: newId(), signal: never, progress: () => undefined }, readerOf(one.format));
    return peak;
  } catch (error) {
    if (error instanceof Refused) throw Object.assign(error, { peak });
    throw error;
  } finally {
    clearInterval(watch);
  }
}

describe('the listing of malformed files', () => {
  test('has at least 150 of them, each with a name that the product knows', () => {
    expect(malformed.length).toBeGreaterThanOrEqual(150);
    expect(new Set(malformed.map((one) => `${one.format} ${one.what}`)).size).toBe(malformed.length);
    for (const one of malformed.filter((file) => file.rows === 'none')) expect(refusalCodes, one.what).toContain(one.named);
  });

  test('the readers refuse those by name that no other test gives them', async () => {
    for (const [format, what, named, bytes] of otherFiles.filter(([of]) => of !== 'csv')) {
      const error = await readAll(readerOf(format), 'hostile', bytes()).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      expect([format, what, error instanceof Refused ? error.code : error]).toEqual([format, what, named]);
    }
  });
});

/** In the suite some of those that need a process, and all others; a whole run takes a minute. */
const tried = malformed.filter((one, i) => isWhole || one.format === 'csv' || i % 20 === 0);

describe('an import of a malformed file leaves nothing', () => {
  test.each(tried.map((one) => [one.format, one.what, one.named, one] as const))('%s, %s: %s', async (_format, _what, named, one) => {
    const before = [rowsIn(), files.importIds().size, kept().length];
    const file = files.file(`${newId()}.${one.format}`, one.bytes());
    if (one.rows === 'others') {
      const { result } = await files.import(file);
      expect(result).toMatchObject({ rows: 2, rejectedCount: 1, rejected: [{ line: 3, problem: { key: named } }] });
      return;
    }
    const error = await imported(one, file).then(
      () => null,
      (thrown: unknown) => thrown as Refused & { readonly peak?: number },
    );
    expect(error).toMatchObject({ code: named });
    expect(error?.peak ?? 0).toBeLessThan(400);
    expect([rowsIn(), files.importIds().size, kept().length, notes()]).toEqual([...before, 0]);
  });
});
