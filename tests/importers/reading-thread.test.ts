import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { packedCells, packRows, rowUnpacker } from '../../backend/importers/packed-rows.ts';
import { readFile } from '../../backend/importers/read-file.ts';
import type { FileTask } from '../../backend/importers/read-file.ts';
import { readyFile } from '../../backend/importers/preview.ts';
import { readInThread } from '../../backend/importers/reading-thread.ts';
import { columnOf } from '../../domain/model/books.ts';
import type { Column } from '../../domain/model/books.ts';
import type { Value } from '../../domain/model/readers/row-reader.ts';
import { caseFiles, params, reading } from './case-files.ts';

const made: ReturnType<typeof caseFiles>[] = [];
afterAll(() => {
  for (const files of made) files.close();
});
const newFiles = (): ReturnType<typeof caseFiles> => {
  const files = caseFiles();
  made.push(files);
  return files;
};

const header = 'txn_id,posting_date,account,debit,credit,counterparty,description\n';
const line = (i: number): string =>
  `T${i},${i % 17 === 0 ? '31.02.2025' : `2025-0${(i % 9) + 1}-1${i % 9}`},${1310 + (i % 5)},${i % 2 === 0 ? `-${i}.25` : ''},0,"ТОО «${i % 7}»",${i % 3 === 0 ? '' : `"Оплата, № ${i}"`}\n`;
const ledger = (n: number): string => header + Array.from({ length: n }, (_, i) => line(i + 1)).join('');

async function taskOf(files: ReturnType<typeof caseFiles>, file: string, part: string): Promise<FileTask> {
  const { sample, profile } = await readyFile({ path: file, table: 'ledger', saved: [], params });
  const about = { name: sample.fileName, bytes: sample.bytes, modified: sample.modified, headers: sample.headers };
  // the thread wipes its copy of the key, the reader here uses the test's own
  return { path: file, table: 'ledger', file: about, profile, reading, evidence: files.evidence, part };
}

const columns = ['txn_id', 'posting_date', 'debit_minor', 'line_no'].map((name) => columnOf('ledger', name) as Column);

describe('packed rows', () => {
  test('come out as they went in', () => {
    const whole = fc.option(fc.maxSafeInteger(), { nil: null });
    const text = fc.option(
      fc.string({ minLength: 1 }).filter((s) => !s.includes('\u001f')),
      { nil: null },
    );
    const row = fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat(), text, text, whole, whole);
    const unpack = rowUnpacker(columns);
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), (rows) => {
        const cells: Value[] = rows.flat().map((cell) => (Object.is(cell, -0) ? 0 : cell));
        const parts = packedCells(packRows(cells));
        const out: Value[] = Array.from({ length: cells.length }, () => null);
        unpack(parts, 0, out);
        expect([out, parts.length]).toEqual([cells, cells.length + 1]);
      }),
    );
  });
});

describe('a file read in a thread of its own', () => {
  test('gives the rows, problems, sums, digest and evidence that reading it here gives', { timeout: 60_000 }, async () => {
    const files = newFiles();
    const file = files.file('l.csv', ledger(50_000));
    const [here, there]: [string[], string[]] = [[], []];
    const done: number[] = [];
    const direct = await readFile(await taskOf(files, file, 'here'), {
      insert: (cells) => void here.push(JSON.stringify(cells)),
      afterBlock: async () => undefined,
    });
    const threaded = await readInThread(await taskOf(files, file, 'there'), {
      insert: (cells) => void there.push(JSON.stringify(cells)),
      afterBlock: (n) => void done.push(n),
    });
    expect(threaded).toEqual(direct);
    expect(threaded.imported.rejectedCount).toBe(Math.floor(50_000 / 17));
    const flat = (batches: string[]): unknown[] => batches.flatMap((batch) => JSON.parse(batch) as unknown[]);
    expect(flat(there)).toEqual(flat(here));
    expect(done.at(-1)).toBe(fs.statSync(file).size);
    expect(fs.readdirSync(files.evidence.folder).toSorted()).toEqual(['here.part', 'there.part']);
  });

  test.each([
    ['file_unclosed_quote', (text: string) => `${text}T,2025-01-01,1310,1.00,,"never closed,\n`],
    ['file_mixed_encoding', (text: string) => Buffer.concat([Buffer.from(text), Buffer.from([0xcf, 0xf0, 0xe8, 0x0a])])],
  ] as const)('refuses with %s what reading it here refuses, and leaves no part', { timeout: 60_000 }, async (code, spoil) => {
    const files = newFiles();
    const file = files.file('l.csv', spoil(ledger(60_000)));
    await expect(files.import(file, { table: 'ledger' })).rejects.toMatchObject({ code });
    expect(fs.existsSync(path.join(files.dir, 'evidence')) ? fs.readdirSync(path.join(files.dir, 'evidence')) : []).toEqual([]);
  });

  test('stops when whoever takes the rows throws', async () => {
    const files = newFiles();
    const task = await taskOf(files, files.file('l.csv', ledger(50_000)), 'stopped');
    const insert = (): void => {
      throw new RangeError('enough');
    };
    await expect(readInThread(task, { insert, afterBlock: () => undefined })).rejects.toThrow('enough');
  });
});
