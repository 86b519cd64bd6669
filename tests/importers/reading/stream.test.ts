import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FoundRecord } from '../../../backend/importers/reading/format-reader.ts';
import { streamReader, streamWriter } from '../../../backend/importers/reading/stream.ts';
import type { StreamTaker } from '../../../backend/importers/reading/stream.ts';
import { Refused } from '../../../domain/model/refused.ts';

/** Everything that was taken, in order. */
function collecting(): StreamTaker & { readonly taken: unknown[] } {
  const taken: unknown[] = [];
  return {
    taken,
    table: (table) => void taken.push(['table', table]),
    record: (table, record) => void taken.push(['record', table, record]),
    problem: (table, line, problem) => void taken.push(['problem', table, line, problem]),
    check: (check) => void taken.push(['check', check]),
    fact: (name, value) => void taken.push(['fact', name, value]),
    bytes: (read) => void taken.push(['bytes', read]),
    end: (sha256) => void taken.push(['end', sha256]),
  };
}

const record = fc.record({
  cells: fc.array(
    fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('\u001b[', '\u001e', '\u001f\u001f', '\u001b\u001b^', 'қазақ')),
    { maxLength: 6 },
  ),
  ordinal: fc.nat(),
  locator: fc.oneof(fc.constant(null), fc.constantFrom('Лист 1!7', '1.5.2', 'a\u001fb')),
  line: fc.nat(),
  offset: fc.nat(),
  length: fc.nat(),
  odd: fc.boolean(),
}) as fc.Arbitrary<FoundRecord>;

/** Cuts bytes into pieces of the given lengths, over and over. */
function* pieces(bytes: Buffer, lengths: readonly number[]): Iterable<Buffer> {
  for (let [at, i] = [0, 0]; at < bytes.length; i += 1) {
    const length = lengths[i % lengths.length] ?? 1;
    yield bytes.subarray(at, at + length);
    at += length;
  }
}

describe('what a reader finds', () => {
  it('arrives as it was given, in pieces of any length', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { maxLength: 20 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        async (records, lengths) => {
          const written: string[] = [];
          const writer = streamWriter(async (text) => void written.push(text));
          const given = { scope: 'Лист "1"', table: null, headers: ['a\u001e', 'b'], canonical: false };
          writer.table(given);
          for (const one of records) writer.record(0, one);
          writer.problem(0, 7, { key: 'problem.number', args: { text: '1\u001f2' } });
          writer.check({ key: 'entries', at: '', declared: '53', counted: '53', agrees: true });
          writer.fact('software', '1С:Предприятие');
          await writer.breathe(1234);
          await writer.end('ab');
          const to = collecting();
          const take = streamReader(to);
          for (const piece of pieces(Buffer.from(written.join(''), 'utf8'), lengths)) take(piece);
          expect(to.taken).toEqual([
            ['table', given],
            ...records.map((one) => ['record', 0, one]),
            ['problem', 0, 7, { key: 'problem.number', args: { text: '1\u001f2' } }],
            ['check', { key: 'entries', at: '', declared: '53', counted: '53', agrees: true }],
            ['fact', 'software', '1С:Предприятие'],
            ['bytes', 1234],
            ['end', 'ab'],
          ]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('a refusal of the reader is the refusal of the reading', async () => {
    const written: string[] = [];
    await streamWriter(async (text) => void written.push(text)).fail(new Refused({ code: 'file_empty', at: 'x.xml' }));
    expect(() => streamReader(collecting())(Buffer.from(written.join('')))).toThrow(
      expect.objectContaining({ code: 'file_empty', at: 'x.xml' }),
    );
  });

  it.each(['?\u001e', 'hello\u001e', '\u001e'])('%j is not what a reader writes', (text) => {
    expect(() => streamReader(collecting())(Buffer.from(text))).toThrow(expect.objectContaining({ code: 'file_reader_failed' }));
  });
});
