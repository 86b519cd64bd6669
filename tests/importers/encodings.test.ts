import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { detectEncoding, refuseOtherFiles } from '../../backend/importers/csv/detect-encoding.ts';
import { decoderOf } from '../../backend/importers/csv/encodings.ts';
import { detectDelimiter } from '../../backend/importers/csv/detect-delimiter.ts';
import type { Encoding } from '../../contract/rpc/books.ts';
import { loadMessages } from '../../backend/words/locales.ts';
import { encode } from './encode.ts';

const russian = [
  'Дата;Счет;Контрагент;Сумма\n01.02.2025;1310;ООО «Ромашка»;1 234,56\n',
  'reg_no,description\n1,"Наушники беспроводные, цвет чёрный"\n2,Лампа светодиодная 9 Вт\n',
  'КОД ТН ВЭД;ТАМОЖЕННАЯ СТОИМОСТЬ;ПОЛУЧАТЕЛЬ\n8518309500;100;ТОО МЕГАТЕХНИКА\n',
  'id;text\n1;Оплата по договору № 15 от 12.03.2025\n',
  'a,b\n1,роялти\n2,лицензионный платёж\n',
];
/** Letters that the DOS and KOI8 sets have. */
const writable = (text: string, encoding: Encoding): string =>
  encoding === 'ibm866' || encoding === 'koi8-r' ? text.replace(/[«»]/g, "'").replaceAll('№', 'N') : text;
/** A text as people read it: one form of a plural, not all of them one after the other. */
const asRead = (text: string): string => text.replace(/\{\w+, plural,(?:[^{}]|\{[^{}]*\})*other \{([^{}]*)\}\}/g, '$1');
const guessed = (bytes: Buffer): string => detectEncoding(bytes, bytes, 'f.csv')[0].encoding;

describe('detection of the encoding', () => {
  test.each(['windows-1251', 'ibm866', 'koi8-r', 'utf-8', 'utf-16le', 'utf-16be'] as const)('knows Russian tables in %s', (encoding) => {
    for (const text of russian.map((t) => writable(t, encoding))) expect([guessed(encode(text, encoding)), text]).toEqual([encoding, text]);
  });

  test.each(['windows-1251', 'ibm866', 'koi8-r'] as const)('knows %s from any 25 letters of the Russian texts of Assay', (encoding) => {
    const sentences = Object.values(loadMessages('ru'))
      .map(asRead)
      .filter((t) => /[а-я].*[а-я].*[а-я]/i.test(t));
    const wrong: string[] = [];
    for (let i = 0; i + 1 < sentences.length; i += 2) {
      const text = writable(`${sentences[i]},${sentences[i + 1]}\n`, encoding).replace(/[^\x00-\x7fа-яё№«»]/giu, ''); // oxlint-disable-line no-control-regex
      const letters = text.match(/[а-яё]/gi)?.length ?? 0;
      if (letters >= 25 && guessed(encode(text, encoding)) !== encoding) wrong.push(text);
    }
    expect(wrong).toEqual([]);
  });

  test('a mark decides before anything else', () => {
    for (const encoding of ['utf-8', 'utf-16le', 'utf-16be'] as const) {
      expect(detectEncoding(encode(`\ufeffa,b\n1,2\n`, encoding), Buffer.alloc(0), 'f')).toEqual([{ encoding, certain: true }]);
    }
  });

  test('plain ASCII is UTF-8', () => {
    expect(guessed(Buffer.from('a,b\n1,2\n'))).toBe('utf-8');
  });

  test('KZ-1048 is offered as a guess where Kazakh letters stand, never as certain', () => {
    const kazakh = encode('Күні;Мазмұны\n01.02.2025;Құжат бойынша төлем, қызмет көрсету\n', 'kz-1048');
    const guesses = detectEncoding(kazakh, kazakh, 'f');
    expect(guesses.slice(0, 2)).toEqual([
      { encoding: 'kz-1048', certain: false },
      { encoding: 'windows-1251', certain: false },
    ]);
    const plain = encode(russian[1] ?? '', 'windows-1251');
    expect(detectEncoding(plain, plain, 'f').map((g) => g.encoding)).toContain('kz-1048');
  });

  test('NUL bytes that are no UTF-16 refuse the file', () => {
    expect(() => guessed(Buffer.from('a,b\n1,2\0\n'))).toThrow(expect.objectContaining({ code: 'file_nul_bytes' }));
  });

  test.each([
    ['PDF', '%PDF-1.7\n'],
    ['ZIP', 'PK\x03\x04\x14'],
    ['XLS', '\xd0\xcf\x11\xe0\xa1\xb1'],
    ['HTML', '<html><table>'],
    ['XML', '\xef\xbb\xbf<?xml version="1.0"?>'],
  ])('a %s file is no table, whatever its name', (kind, start) => {
    expect(() => refuseOtherFiles(Buffer.from(start, 'latin1'), 'x.csv')).toThrow(
      expect.objectContaining({ code: 'file_not_text', args: { kind } }),
    );
  });
});

describe('decoding', () => {
  const letters: Readonly<Record<Encoding, string>> = {
    'utf-8': 'aжқ😀',
    'utf-16le': 'aжқ😀',
    'utf-16be': 'aжқ😀',
    'windows-1251': 'aжЯё№«»',
    ibm866: 'aжЯё№',
    'koi8-r': 'aжЯё',
    'kz-1048': 'aжЯёәғқңөұүһіӘҒҚҢӨҰҮҺІ№',
  };
  test.each(Object.keys(letters) as Encoding[])('%s comes back as it was written', (encoding) => {
    const text = fc.array(fc.constantFrom(...letters[encoding], '\n', ','), { maxLength: 200 }).map((parts) => parts.join(''));
    fc.assert(fc.property(text, (written) => void expect(decoderOf(encoding, 'f').decode(encode(written, encoding), 1)).toBe(written)));
  });

  const refusal = (encoding: Encoding, bytes: Buffer): unknown => {
    try {
      return decoderOf(encoding, 'f').decode(bytes, 1);
    } catch (error) {
      return error;
    }
  };

  test('windows-1251 inside UTF-8 is mixed, with its line', () => {
    const bytes = Buffer.concat([Buffer.from('a;товар\nb;товар\n'), encode('c;товар\n', 'windows-1251')]);
    expect(refusal('utf-8', bytes)).toMatchObject({ code: 'file_mixed_encoding', args: { line: 3 } });
  });

  test('UTF-8 inside windows-1251 is mixed, with its line', () => {
    const bytes = Buffer.concat([encode('a;товар\n', 'windows-1251'), Buffer.from('b;товар\n')]);
    expect(refusal('windows-1251', bytes)).toMatchObject({ code: 'file_mixed_encoding', args: { line: 2 } });
  });

  test('a byte without a letter, half a character and a NUL refuse the file', () => {
    expect(refusal('windows-1251', Buffer.from([0x61, 10, 0x98]))).toMatchObject({ code: 'file_undecodable', args: { line: 2 } });
    expect(refusal('utf-8', Buffer.from([0x61, 0xd0]))).toMatchObject({ code: 'file_undecodable' });
    expect(refusal('utf-16le', Buffer.from([0x61, 0, 0x00, 0xd8]))).toMatchObject({ code: 'file_undecodable' });
    expect(refusal('utf-8', Buffer.from('a\n\0'))).toMatchObject({ code: 'file_nul_bytes', args: { line: 2 } });
  });
});

describe('detection of the delimiter', () => {
  test.each([
    [',', 'a,b,c\n1,2,3\n4,5,6\n'],
    [';', 'a;b;c\n1,5;2;3\n4,5;5;6,7\n'],
    ['\t', 'a\tb\n1,2\t3\n1,2\t3,5\n'],
    ['|', 'a|b|c\n1|2,3|4\n'],
    [';', 'Дата;Сумма;Текст\n01.01.2025;1,00;"а, б, в"\n02.01.2025;2,00;"г; д"\n'],
  ])('%j', (delimiter, text) => {
    expect(detectDelimiter(text)).toBe(delimiter);
  });
});
