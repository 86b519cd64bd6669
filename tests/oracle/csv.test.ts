import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decoderOf, markLength } from '../../backend/importers/csv/encodings.ts';
import { csvTokenizer } from '../../backend/importers/csv/tokenizer.ts';
import { totalsOf } from '../../backend/importers/totals.ts';
import type { Encoding } from '../../contract/rpc/books.ts';
import { caseFiles, params } from '../importers/case-files.ts';
import { hasShared, sharedDir } from '../helpers/shared.ts';
import { bytesOf, delimiters, encodings, head, ledgerRows, lineEnds, textOf } from './dialects.ts';
import type { Dialect } from './dialects.ts';
import { byPython, duck, hasPython, lettersByPython } from './outside-readers.ts';
import type { Duck, Found } from './outside-readers.ts';

if (!hasPython) process.stderr.write('Python is not installed: tables are held against DuckDB only\n');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-oracle-'));
const files = caseFiles();
let db: Duck;
beforeAll(async () => {
  db = await duck();
});
afterAll(() => {
  db.close();
  files.close();
  fs.rmSync(dir, { recursive: true, force: true });
});

const [debit, credit, day] = [3, 4, 1];
let n = 0;
const put = (bytes: Uint8Array): string => {
  const file = path.join(dir, `${(n += 1)}.csv`);
  fs.writeFileSync(file, bytes);
  return file;
};

const minorOf = (cell: string): bigint => (cell === '' ? 0n : BigInt(cell.replace(/[.,]/, '')));

/** What our tokenizer finds, fed with blocks of a size. */
function ours(bytes: Buffer, dialect: Dialect, block: number): Found {
  const skip = markLength(bytes, dialect.encoding);
  const tokenizer = csvTokenizer({ delimiter: dialect.delimiter, encoding: dialect.encoding, skip, file: 'f.csv' });
  const digest = createHash('sha256');
  const records: string[][] = [];
  const take = ({ cells }: { cells: string[] }): void => void (digest.update(`${cells.join('\u001f')}\u001e`), records.push(cells));
  for (let at = skip; at < bytes.length; at += block) tokenizer.feed(bytes.subarray(at, at + block), take);
  tokenizer.end(take);
  const body = records.slice(1);
  const days = body.map((cells) => cells[day] ?? '').sort();
  const sums = [debit, credit].map((at) => String(body.reduce((sum, cells) => sum + minorOf(cells[at] ?? ''), 0n)));
  return { rows: body.length, sums, first: days[0] ?? '', last: days.at(-1) ?? '', sha256: digest.digest('hex') };
}

/** Every encoding with and without its mark, delimiter, way of quoting and end of line. */
const matrix: readonly Dialect[] = encodings.flatMap((encoding) =>
  (encoding.startsWith('utf') ? [true, false] : [false]).flatMap((mark) =>
    delimiters.flatMap((delimiter) =>
      (['all', 'needed', 'none'] as const).flatMap((quotes) => lineEnds.map((end) => ({ encoding, mark, delimiter, quotes, end }))),
    ),
  ),
);

const blocks = [1, 2, 3, 7, 64 * 1024] as const;
const nameOf = ({ encoding, mark, delimiter, quotes, end }: Dialect): string => JSON.stringify([encoding, mark, delimiter, quotes, end]);

describe('the same table, read by others', () => {
  const made = matrix.map((dialect, i) => {
    const rows = ledgerRows(40, dialect, i + 1);
    const bytes = bytesOf(rows, dialect);
    return { dialect, rows, bytes, path: put(bytes), delimiter: dialect.delimiter, amounts: [debit, credit], day };
  });

  test.skipIf(!hasPython)(`Python's csv finds the same in ${matrix.length} dialects, whatever the size of a block`, () => {
    const theirs = byPython(
      made.map(({ dialect, path: file, delimiter, amounts }) => ({ ...dialect, path: file, delimiter, amounts, day })),
    );
    for (const [i, { dialect, bytes }] of made.entries())
      for (const block of blocks)
        expect([nameOf(dialect), block, ours(bytes, dialect, block)]).toEqual([nameOf(dialect), block, theirs[i]]);
  });

  test('DuckDB finds the same once the text is in UTF-8', async () => {
    for (const { dialect, rows, bytes } of made) {
      const file = put(Buffer.from(textOf(rows, dialect)));
      const found = await db.read({
        path: file,
        delimiter: dialect.delimiter,
        amounts: [debit, credit],
        day,
        columns: head,
      });
      expect([nameOf(dialect), ours(bytes, dialect, 64 * 1024)]).toEqual([nameOf(dialect), found]);
    }
  });

  test.skipIf(!hasPython)("every byte of an 8-bit set is the letter of Python's tables, or refused where they have none", () => {
    for (const [encoding, letters] of lettersByPython()) {
      for (const [byte, letter] of letters.entries()) {
        if (byte === 0) continue;
        const read = (): string => decoderOf(encoding, 'f').decode(Buffer.from([byte]), 1);
        if (letter === '\ufffd') expect(read, `${encoding} ${byte}`).toThrow();
        else expect([encoding, byte, read()]).toEqual([encoding, byte, letter]);
      }
    }
  });
});

describe('a whole import, against others', () => {
  const counted = (): Found & { readonly nulls: number } => {
    const sql =
      'SELECT count(*) AS rows, coalesce(sum(debit_minor), 0) AS debit, coalesce(sum(credit_minor), 0) AS credit, min(posting_date) AS first, max(posting_date) AS last FROM ledger WHERE import_no = (SELECT max(import_no) FROM book_import)';
    type Row = { rows: bigint; debit: bigint; credit: bigint; first: string; last: string };
    const row = files.books.read((read) => read.prepare<Row>(sql).safeIntegers().get());
    const sums = [String(row?.debit), String(row?.credit)];
    return { rows: Number(row?.rows), sums, first: row?.first ?? '', last: row?.last ?? '', sha256: '', nulls: 0 };
  };

  test.each(encodings.map((encoding, i) => [encoding, i] as const))(
    'in %s: as many rows, the same sums to the last unit, the same days',
    async (encoding, i) => {
      const mark = encoding.startsWith('utf-16');
      const dialect: Dialect = { encoding, mark, delimiter: delimiters[i % 4] ?? ',', quotes: 'needed', end: lineEnds[i % 2] ?? '\n' };
      const rows = ledgerRows(3_000, dialect, 100 + i);
      const file = put(bytesOf(rows, dialect));
      const { result } = await files.import(file, { table: 'ledger', encoding });
      const plain = put(Buffer.from(textOf(rows, dialect)));
      const theirs = await db.read({
        path: plain,
        delimiter: dialect.delimiter,
        amounts: [debit, credit],
        day,
        columns: head,
      });
      const { rows: count, sums, first, last } = counted();
      expect({ rows: count, sums, first, last, rejected: result.rejectedCount }).toEqual({
        rows: theirs.rows,
        sums: theirs.sums,
        first: theirs.first,
        last: theirs.last,
        rejected: 0,
      });
      if (!hasPython) return;
      const [python] = byPython([{ ...dialect, path: file, amounts: [debit, credit], day }]);
      expect(python).toMatchObject({ rows: count, sums, first, last });
    },
  );

  test.skipIf(!hasShared)(
    'the Korean declarations: as many rows as DuckDB finds, and its sum of prices rounded to two digits',
    async () => {
      const train = path.join(sharedDir, 'data', 'korea-declarations', 'train.csv');
      const columns = (fs.readFileSync(train, 'utf8').split('\n', 1)[0] ?? '')
        .trim()
        .split(',')
        .map((name) => name.replace(/\W/g, '_'));
      const found = await db.read({ path: train, delimiter: ',', amounts: [19], day: 1, columns });
      const { result } = await files.import(train);
      expect([result.rows, result.rejectedCount]).toEqual([found.rows, 0]);
      expect([result.sums['item_price_minor']?.replace('.', '')]).toEqual(found.sums);
    },
  );
});

describe('books that nobody thought of', () => {
  const cell = fc.array(fc.constantFrom(...'aЖқ1 .,;|\t"\'\n\r=-\\😀'), { maxLength: 12 }).map((letters) => letters.join(''));
  const amount = fc.oneof(
    fc.constant(''),
    fc.integer({ min: -99_999_999_999, max: 99_999_999_999 }).map((minor) => (minor / 100).toFixed(2)),
  );
  const date = fc
    .date({ min: new Date('1990-01-01'), max: new Date('2035-12-31'), noInvalidDate: true })
    .map((at) => at.toISOString().slice(0, 10));
  const row = fc.tuple(date, amount, amount, cell, cell);
  const dialects = fc.record({
    encoding: fc.constantFrom<Encoding>('utf-8', 'utf-16le', 'utf-16be'),
    mark: fc.boolean(),
    delimiter: fc.constantFrom(...delimiters),
    quotes: fc.constantFrom('all' as const, 'needed' as const),
    end: fc.constantFrom(...lineEnds),
  });

  test('are read as DuckDB reads them, in blocks of any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 12 }),
        dialects,
        fc.integer({ min: 1, max: 40 }),
        async (body, dialect, block) => {
          const rows = [[...head], ...body.map(([at, d, c, who, what], i) => [`T${i}`, at, '1310', d, c, who, what])];
          const bytes = bytesOf(rows, dialect);
          const plain = put(Buffer.from(textOf(rows, dialect)));
          const found = await db.read({
            path: plain,
            delimiter: dialect.delimiter,
            amounts: [debit, credit],
            day,
            columns: head,
          });
          fs.rmSync(plain);
          expect(ours(bytes, dialect, block)).toEqual(found);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('have the sums of their certificate, each counted by hand', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -(2 ** 50), max: 2 ** 50 }), { maxLength: 40 }), (amounts) => {
        const totals = totalsOf([{ name: 'debit_minor', type: 'money', currency: 'national' }], params);
        for (const one of amounts) totals.add([one], 0);
        const sum = amounts.reduce((all, one) => all + BigInt(one), 0n);
        const text = String(sum < 0n ? -sum : sum).padStart(3, '0');
        const shown = `${sum < 0n ? '-' : ''}${text.slice(0, -2)}.${text.slice(-2)}`;
        expect(totals.sums()).toEqual({ debit_minor: shown });
      }),
    );
  });
});
