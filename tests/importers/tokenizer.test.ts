import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvTokenizer, longestRecord } from '../../backend/importers/csv/tokenizer.ts';
import type { CsvRecord } from '../../backend/importers/csv/tokenizer.ts';
import type { Encoding } from '../../contract/rpc/books.ts';

function tokens(bytes: Buffer, options: { chunk?: number; delimiter?: string; encoding?: Encoding } = {}): CsvRecord[] {
  const found: CsvRecord[] = [];
  const tokenizer = csvTokenizer({ delimiter: options.delimiter ?? ',', encoding: options.encoding ?? 'utf-8', skip: 0, file: 'f.csv' });
  const size = options.chunk ?? bytes.length;
  for (let at = 0; at < bytes.length; at += size) tokenizer.feed(Buffer.from(bytes.subarray(at, at + size)), (r) => found.push(r));
  tokenizer.end((r) => found.push(r));
  return found;
}

const cellsOf = (text: string, delimiter = ','): string[][] => tokens(Buffer.from(text), { delimiter }).map((r) => r.cells);

/** Independent of the tokenizer: one character at a time, no blocks. */
function simpleParse(text: string): string[][] {
  const records: string[][] = [];
  let cells: string[] = [];
  let cell = '';
  let state: 'start' | 'plain' | 'quoted' | 'closed' = 'start';
  let ink = false;
  const endRecord = (): void => {
    if (ink) records.push([...cells, cell]);
    [cells, cell, state, ink] = [[], '', 'start', false];
  };
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i] ?? '';
    if (state === 'quoted') {
      if (c === '"' && text[i + 1] === '"') {
        cell += '"';
        i += 1;
      } else if (c === '"') state = 'closed';
      else cell += c;
    } else if (c === '\n' || c === '\r') {
      if (c === '\r' && text[i + 1] === '\n') i += 1;
      endRecord();
    } else if (c === ',') {
      cells.push(cell);
      [cell, state, ink] = ['', 'start', true];
    } else if (c === '"' && state === 'start') [state, ink] = ['quoted', true];
    else {
      cell += c;
      state = 'plain';
      ink = true;
    }
  }
  endRecord();
  return records;
}

const piece = fc.constantFrom('a', 'ж', 'қ', '😀', ',', '"', '""', '\n', '\r\n', '\r', ' ', '1', '"a,b"', '"x\ny"', '"x\r\ny"', ',,');
/** texts whose last quote closes: the others are refused, which is tested by itself */
const csvText = fc.array(piece, { maxLength: 60 }).map((parts) => parts.join(''));
const closes = (text: string): boolean => {
  try {
    tokens(Buffer.from(text));
    return true;
  } catch {
    return false;
  }
};

describe('tokenizer', () => {
  test('gives what an independent parser gives', () => {
    fc.assert(
      fc.property(csvText.filter(closes), (text) => {
        expect(cellsOf(text)).toEqual(simpleParse(text));
      }),
      { numRuns: 2000 },
    );
  });

  test('gives the same records with the same places at every block size', () => {
    fc.assert(
      fc.property(csvText.filter(closes), (text) => {
        const bytes = Buffer.from(text);
        const whole = tokens(bytes);
        for (let chunk = 1; chunk <= Math.min(bytes.length, 24); chunk += 1) expect(tokens(bytes, { chunk })).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });

  test('offset and length cut the record out of the file, in every encoding', () => {
    const text = 'дата,счёт\r\n01.02.2025,"13\n10"\r\n\r\nабв,1\n';
    const inUtf16 = Buffer.from(text, 'utf16le');
    for (const [encoding, bytes, decode] of [
      ['utf-8', Buffer.from(text), 'utf8'],
      ['utf-16le', inUtf16, 'utf16le'],
    ] as const) {
      const cut = tokens(bytes, { encoding, chunk: 3 }).map((r) => bytes.subarray(r.offset, r.offset + r.length).toString(decode));
      expect(cut).toEqual(['дата,счёт', '01.02.2025,"13\n10"', 'абв,1']);
    }
  });

  test('the line is the physical one, whatever ends it', () => {
    expect(tokens(Buffer.from('a\n"b\nc"\n\nd\re\r\nf')).map((r) => [r.cells[0], r.line])).toEqual([
      ['a', 1],
      ['b\nc', 2],
      ['d', 5],
      ['e', 6],
      ['f', 7],
    ]);
  });

  test('a quote that never closes refuses the file with the line it opens on', () => {
    expect(() => tokens(Buffer.from('a,b\n1,"2\n3,4\n'), { chunk: 4 })).toThrow(
      expect.objectContaining({ code: 'file_unclosed_quote', args: { line: 2 } }),
    );
  });

  test('a record over 1 MiB refuses the file, one of exactly 1 MiB does not', () => {
    const long = (n: number): Buffer => Buffer.from(`a\n${'x'.repeat(n)}\nb\n`);
    expect(tokens(long(longestRecord), { chunk: 65_536 })).toHaveLength(3);
    expect(() => tokens(long(longestRecord + 1), { chunk: 65_536 })).toThrow(expect.objectContaining({ code: 'file_record_too_long' }));
    expect(() => tokens(Buffer.from(`a\n"${'x\n'.repeat(longestRecord)}"\n`), { chunk: 65_536 })).toThrow(
      expect.objectContaining({ code: 'file_record_too_long', args: { line: 2 } }),
    );
  });

  test('a byte order mark and the DOS end of file belong to no cell', () => {
    expect(cellsOf('a,b\r\n1,2\r\n\u001a')).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  const python = spawnSync('python3', ['-c', 'import csv']).status === 0;
  test.skipIf(!python)("agrees with Python's csv on texts with quotes and line breaks (needs python3)", () => {
    const texts = fc.sample(csvText.filter(closes), { numRuns: 300, seed: 7 });
    const script =
      'import csv,io,json,sys\nprint(json.dumps([[r for r in csv.reader(io.StringIO(t,newline="")) if r] for t in json.load(sys.stdin)]))';
    const said = spawnSync('python3', ['-c', script], { input: JSON.stringify(texts), encoding: 'utf8' });
    const theirs = JSON.parse(said.stdout) as string[][][];
    texts.forEach((text, i) => expect(cellsOf(text), JSON.stringify(text)).toEqual(theirs[i]));
  });
});
