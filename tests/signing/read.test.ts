import { describe, expect, test } from 'vitest';
import { Reader } from '../../backend/signing/pdf/read.ts';
import { readPdf } from '../../backend/signing/pdf/revisions.ts';
import { PdfFault, array, dict, integer, name, ref, same, stringText, textString } from '../../backend/signing/pdf/values.ts';
import type { PdfValue } from '../../backend/signing/pdf/values.ts';
import { written } from '../../backend/signing/pdf/write.ts';
import { verifyPdf } from '../../backend/signing/verify/verify-pdf.ts';
import { DerFault, derLength, isSortedSet } from '../../backend/signing/verify/der.ts';
import { fixture } from './signed.ts';

const read = (text: string): PdfValue => new Reader(Buffer.from(text, 'latin1')).value();
const why = (text: string): string => {
  try {
    read(text);
  } catch (error) {
    return error instanceof PdfFault ? error.why : 'other';
  }
  return 'read';
};

describe('a PDF value', () => {
  test('is read back as it was written', () => {
    const value = dict({
      'A B': array([integer(-3), ref(7), name('x#y/z'), { t: 'bool', value: true }, { t: 'null' }]),
      Text: textString('a(b)\\c\r\n'),
      Kazakh: textString('Әлия ₸'),
      Half: { t: 'number', value: 0.5, integer: false },
    });
    expect(same(read(written(value)), value)).toBe(true);
  });
  test('a name with escapes is the name that it means', () => {
    expect(read('/Byte#52ange')).toEqual({ t: 'name', name: 'ByteRange' });
    expect(read('/A#20B')).toEqual({ t: 'name', name: 'A B' });
  });
  test('strings keep nested brackets, escapes and octal digits', () => {
    const value = read('(a(b)c\\(\\051\\101\\n)');
    expect(value.t === 'string' && stringText(value)).toBe('a(b)c()A\n');
  });
  test.each([
    ['<</A 1 /A 2>>', 'duplicate_key'],
    ['<</A 1 /#41 2>>', 'duplicate_key'],
    ['<</A 1', 'end_of_file'],
    ['[1 2', 'end_of_file'],
    ['(open', 'end_of_file'],
    ['<4G>', 'bad_hex'],
    ['<414>', 'bad_hex'],
    ['%comment', 'bad_token'],
    ['1e5', 'bad_token'],
    ['/A#G1', 'bad_name'],
    ['[1 % hidden\n 2]', 'bad_token'],
    ['5 1 R', 'generation'],
    [`${'['.repeat(60)}`, 'too_deep'],
  ])('%s is refused: %s', (text, reason) => {
    expect(why(text)).toBe(reason);
  });
});

describe('a file', () => {
  const withText = async (from: string | RegExp, to: string): Promise<string> => {
    const { one } = await fixture();
    const changed = Buffer.from(Buffer.from(one).toString('latin1').replace(from, to), 'latin1');
    const [problem] = verifyPdf(changed).problems;
    return problem?.key === 'verify.structure' ? String(problem.args['why']) : (problem?.key ?? '');
  };

  test('is read to its last byte', async () => {
    const { two } = await fixture();
    const file = readPdf(two);
    expect(file.revisions).toHaveLength(3);
    expect(file.revisions.at(-1)?.to).toBe(two.length);
    expect(file.rest).toBe(0);
  });
  test('with a cross-reference that points elsewhere is refused', async () => {
    expect(await withText(/\n0000000(\d)(\d\d) 00000 n/, '\n0000000$100 00000 n')).toBe('xref_offset');
  });
  test('with a comment between objects is refused', async () => {
    expect(await withText('endobj\n', 'endob%\n')).toBe('expected_endobj');
  });
  test('with a cross-reference stream instead of a table is refused', async () => {
    expect(await withText('\nxref\n', '\nxraf\n')).not.toBe('');
  });
  test('that is encrypted is refused', async () => {
    expect(await withText('/Info ', '/Encrypt 1 0 R/Info ')).toMatch(/trailer|structure|startxref|xref/);
  });
  test('that is no PDF fails with this as its problem', () => {
    for (const bytes of ['', 'MZ', 'PK\u0003\u0004', '<html>']) {
      const verdict = verifyPdf(Buffer.from(bytes));
      expect([verdict.ok, verdict.integrity, verdict.problems.map((p) => p.key)]).toEqual([false, false, ['verify.not_pdf']]);
    }
  });
  test('of nothing but a header is truncated', () => {
    expect(verifyPdf(Buffer.from('%PDF-1.7\n')).problems.map((p) => p.key)).toEqual(['verify.truncated']);
  });
});

describe('DER', () => {
  const der = (hex: string): number => derLength(Buffer.from(hex, 'hex'));
  test('tells its own length', () => {
    expect(der('3003020105')).toBe(5);
    expect(der('30030201050000')).toBe(5);
  });
  test.each([
    ['30800201050000', 'indefinite_length'],
    ['3081030201 05', 'length_not_minimal'],
    ['300402020005', 'integer_not_minimal'],
    ['30020200', 'empty_integer'],
    ['3003010101', 'boolean'],
    ['30050201050000', 'end_of_contents'],
    ['3005240302 0105', 'constructed_string'],
    ['3010020105', 'too_short'],
  ])('%s is refused: %s', (hex, reason) => {
    expect(() => der(hex.replace(/ /g, ''))).toThrow(new DerFault(reason));
  });
  test('a set is sorted by its bytes', () => {
    expect(isSortedSet(Buffer.from('3106020101020102', 'hex'))).toBe(true);
    expect(isSortedSet(Buffer.from('3106020102020101', 'hex'))).toBe(false);
  });
});
