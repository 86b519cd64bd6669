import { afterAll, describe, expect, test } from 'vitest';
import { bestTable } from '../../backend/importers/found-plan.ts';
import { headerNames } from '../../backend/importers/header-names.ts';
import { previewImport } from '../../backend/importers/preview.ts';
import type { ImportSource } from '../../backend/importers/preview.ts';
import { chooseProfile } from '../../backend/importers/profiles.ts';
import { suggestColumns } from '../../backend/importers/suggest.ts';
import type { Profile, StatedRepair } from '../../contract/rpc/books.ts';
import type { TableName } from '../../domain/model/books.ts';
import { contentsOf } from '../../domain/model/readers/contents.ts';
import { packFromBytes } from '../../backend/packs/load-pack.ts';
import { taxIdProblem } from '../../domain/packs/tax-id.ts';
import fs from 'node:fs';
import path from 'node:path';
import { caseFiles, params } from './case-files.ts';

const files = caseFiles();
afterAll(() => files.close());

const bytes = fs.readFileSync(path.join(import.meta.dirname, '..', '..', 'assets', 'packs', 'kz.json'));
const { pack } = packFromBytes(bytes);
const codes = {
  isCurrency: (code: string) => params.currencyDigits(code) !== null,
  isTaxId: (text: string) => taxIdProblem(pack, text) === null,
  hsLength: 10,
};
const kindOf = (...texts: string[]): string | undefined => contentsOf(texts, codes)?.kind;

const previewOf = (text: string, table: TableName, more: Partial<ImportSource> = {}) =>
  previewImport({ path: files.file(`p${Math.random()}.csv`, text), table, saved: [], params, codes, ...more });

describe('what a column holds is seen', () => {
  test('by its values, whatever its header says', () => {
    expect(kindOf('05.01.2026', '16.02.2026')).toBe('day');
    expect(kindOf('980140001231', '980140001231')).toBe('taxid');
    expect(kindOf('980140001232')).not.toBe('taxid');
    expect(kindOf('8518309500', '0101210000')).toBe('hs');
    expect(kindOf('USD', 'KZT', 'EUR')).toBe('currency');
    expect(kindOf('CN', 'KZ', 'DE')).toBe('country');
    expect(kindOf('55301/010126/0000001')).toBe('declaration');
    expect(kindOf('KZ86125KZT5004100100')).toBe('iban');
    expect(kindOf('3310', '1030.1')).toBe('account');
    expect(kindOf('12%', '0 %')).toBe('percent');
    expect(kindOf('Д', 'К')).toBe('mark');
    expect(contentsOf(['1 000,50', '-2,10'], codes)).toMatchObject({ kind: 'amount', sign: true });
    expect(contentsOf(['', ' '], codes)).toBeNull();
  });

  test('an identifier with a wrong check digit among right ones of a tenth or more is none', () => {
    expect(kindOf('980140001231', '980140001232', '980140001233')).not.toBe('taxid');
  });
});

describe('the table that headers name', () => {
  test('of a journal of postings is the ledger, though Дт alone is a declaration', () => {
    const journal = ['Дата', 'Документ', 'Дт', 'Кт', 'Сумма', 'Валюта', 'Содержание'];
    const found = bestTable(journal, []);
    expect(found?.table).toBe('ledger');
    expect(found?.columns).toMatchObject({ account: { header: 'Дт' }, contra_account: { header: 'Кт' }, debit_minor: { header: 'Сумма' } });
    expect(bestTable(['ДТ', 'Дата', 'Получатель'], [])?.table).toBe('register');
  });

  test('is none where only two of them say anything: lists of codes have such names too', () => {
    expect(bestTable(['Код', 'Наименование'], [])).toBeNull();
    expect(bestTable(['Счет', 'Дата'], [])).toBeNull();
    expect(bestTable(['Счет', 'Дата', 'Дебет', 'Кредит'], [])?.table).toBe('ledger');
  });
});

describe('names of columns', () => {
  test('are each there once; repeated and empty ones are told apart', () => {
    expect(headerNames(['Сумма', 'сумма', '', 'Сумма 2', 'Сумма'])).toEqual({
      headers: ['Сумма', 'сумма 3', '3', 'Сумма 2', 'Сумма 4'],
      repeated: ['Сумма'],
    });
  });

  test('of a header with ten thousand columns of one name are made at once', () => {
    const from = performance.now();
    const { headers } = headerNames(Array.from({ length: 10_000 }, () => 'x'));
    expect(new Set(headers).size).toBe(10_000);
    expect(performance.now() - from).toBeLessThan(2_000);
  });

  test('hold no marks of byte order and no controls, and are composed', () => {
    expect(headerNames(['\ufeffДата', 'И\u0306од', 'a\u0000b']).headers).toEqual(['Дата', 'Йод', 'a b']);
  });
});

describe('a suggestion', () => {
  const text = 'Column1;Column2;Column3;Column4\n05.01.2026;3310;1 000,50;-\n16.01.2026;1030;250,00;-\n';

  test('is made from values where headers say nothing, says why, and gives no target twice', async () => {
    const shown = await previewOf(text, 'ledger');
    const by = Object.fromEntries(shown.suggestions.map((one) => [one.header, one]));
    expect(by['Column1']).toMatchObject({ column: 'posting_date', why: 'content', kind: 'day' });
    expect(by['Column2']).toMatchObject({ column: 'account', why: 'content', kind: 'account' });
    expect(shown.known).toBe(false);
    expect(shown.missing).toEqual([]);
    const columns = shown.suggestions.map((one) => one.column);
    expect(new Set(columns).size).toBe(columns.length);
  });

  test('by a known word that the values contradict is not sure', () => {
    const found = suggestColumns({ headers: ['Дата'], records: [['abc'], ['xyz']] }, 'ledger', codes);
    expect(found).toEqual([{ column: 'posting_date', header: 'Дата', why: 'word', sure: 'low', kind: 'text' }]);
  });

  test('never maps a file by itself: what is only suggested is not imported', async () => {
    await expect(files.import(files.file('mute.csv', text), { table: 'ledger' })).rejects.toMatchObject({ code: 'file_headers_unknown' });
  });

  test('of two columns of one name leaves the choice to a person', async () => {
    const twice = 'Дата;Счет;Дебет;Дебет\n05.01.2026;3310;1,50;2,50\n';
    const shown = await previewOf(twice, 'ledger');
    expect([shown.known, shown.headers]).toEqual([false, ['Дата', 'Счет', 'Дебет', 'Дебет 2']]);
    const file = files.file('twice.csv', twice);
    await expect(files.import(file, { table: 'ledger' })).rejects.toMatchObject({ code: 'file_duplicate_headers' });
    const columns = { posting_date: { header: 'Дата' }, account: { header: 'Счет' }, debit_minor: { header: 'Дебет 2' } };
    const done = await files.import(file, { table: 'ledger', profile: { v: 1, name: 'second', table: 'ledger', columns, repairs: [] } });
    expect(done.result.sums['debit_minor']).toBe('2.50');
  });
});

test('a file without a line of headers keeps its first row', async () => {
  const text = '05.01.2026;3310;10,00\n06.01.2026;1030;20,00\n07.01.2026;1030;30,00\n';
  const shown = await previewOf(text, 'ledger');
  expect([shown.headers, shown.profile.header, shown.checked.rows]).toEqual([['1', '2', '3'], false, 3]);
  const columns = { posting_date: { header: '1' }, account: { header: '2' }, debit_minor: { header: '3' } };
  const profile: Profile = { v: 1, name: 'bare', table: 'ledger', header: false, columns, repairs: [] };
  const done = await files.import(files.file('bare.csv', text), { table: 'ledger', profile });
  expect([done.result.rows, done.result.sums['debit_minor']]).toEqual([3, '60.00']);
});

describe('a repair', () => {
  const base = { posting_date: { header: 'Дата' }, account: { header: 'Счет' } };
  const profileOf = (columns: Profile['columns'], repairs: StatedRepair[]): Profile => ({
    v: 1,
    name: 'mine',
    table: 'ledger',
    columns: { ...base, ...columns },
    repairs,
  });
  const both = { debit_minor: { header: 'Сумма' }, credit_minor: { header: 'Сумма' } };
  let n = 0;
  const load = async (text: string, profile: Profile) => {
    const { result } = await files.import(files.file(`r${(n += 1)}.csv`, text), { table: 'ledger', profile });
    return { sums: result.sums, repaired: result.repaired, rejected: result.rejected.map((one) => one.problem.key) };
  };

  test('tells debit and credit by the mark beside the amount; an unknown mark is a problem', async () => {
    const text = 'Дата;Счет;Сумма;ДК\n05.01.2026;3310;10,00;Д\n05.01.2026;3310;4,00;К\n05.01.2026;3310;1,00;?\n';
    const repairs = ['debit_minor', 'credit_minor'].map((column): StatedRepair => ({ repair: 'split-mark', column, by: 'ДК' }));
    const done = await load(text, profileOf(both, repairs));
    expect(done.sums).toEqual({ debit_minor: '10.00', credit_minor: '4.00' });
    expect(done.repaired).toEqual({ 'split-mark:debit_minor': 1, 'split-mark:credit_minor': 1 });
    expect(done.rejected).toEqual(['problem.mark_unknown']);
  });

  test('tells them by the sign of one column', async () => {
    const text = 'Дата;Счет;Сумма\n05.01.2026;3310;10,00\n05.01.2026;3310;-4,00\n05.01.2026;3310;0\n';
    const repairs = ['debit_minor', 'credit_minor'].map((column): StatedRepair => ({ repair: 'split-sign', column }));
    const done = await load(text, profileOf(both, repairs));
    expect(done.sums).toEqual({ debit_minor: '10.00', credit_minor: '4.00' });
    expect(done.repaired['split-sign:credit_minor']).toBe(1);
  });

  test('multiplies thousands out exactly', async () => {
    const text = 'Дата;Счет;Дебет\n05.01.2026;3310;1,23456\n05.01.2026;3310;0,000001\n';
    const done = await load(text, profileOf({ debit_minor: { header: 'Дебет' } }, [{ repair: 'thousands', column: 'debit_minor' }]));
    expect([done.sums['debit_minor'], done.repaired, done.rejected]).toEqual([
      '1234.56',
      { 'thousands:debit_minor': 1 },
      ['problem.number_decimals'],
    ]);
  });

  test('brings a rate to one unit, by a fixed number or by a column; no other number of units is taken', async () => {
    const rate = { fx_e8: { header: 'Курс' } };
    const text = 'Дата;Счет;Курс;Кратность\n05.01.2026;3310;45,83;100\n05.01.2026;3310;5,5;1\n05.01.2026;3310;7;3\n';
    const by = await load(text, profileOf(rate, [{ repair: 'rate-unit', column: 'fx_e8', by: 'Кратность' }]));
    expect([by.repaired, by.rejected]).toEqual([{ 'rate-unit:fx_e8': 1 }, ['problem.rate_unit_unknown']]);
    const fixed = await load(`${text} `, profileOf(rate, [{ repair: 'rate-unit', column: 'fx_e8', unit: 100 }]));
    expect(fixed.repaired).toEqual({ 'rate-unit:fx_e8': 3 });
  });

  test('is offered with what it would change, and changes nothing until it is stated', async () => {
    const text = 'Дата;Счет;Сумма;ДК\n05.01.2026;3310;10,00;Д\n05.01.2026;3310;4,00;К\n';
    const profile = profileOf({}, []);
    const shown = await previewOf(text, 'ledger', { profile });
    const sides = shown.repairs.filter((one) => one.repair === 'split-mark');
    expect(sides.map(({ column, by, header, stated, count }) => ({ column, by, header, stated, count }))).toEqual([
      { column: 'debit_minor', by: 'ДК', header: 'Сумма', stated: false, count: 1 },
      { column: 'credit_minor', by: 'ДК', header: 'Сумма', stated: false, count: 1 },
    ]);
    expect(sides[1]?.examples).toEqual([{ line: 3, before: '4,00', after: '4.00' }]);
    expect(shown.checked.sums).toEqual({});
  });

  test('of another kind of column is refused by name', async () => {
    const wrong = profileOf({}, [{ repair: 'thousands', column: 'posting_date' }]);
    await expect(previewOf('Дата;Счет\n05.01.2026;3310\n', 'ledger', { profile: wrong })).rejects.toMatchObject({
      code: 'profile_invalid',
    });
  });
});

test("a payment's direction is told by the sign of its amount", async () => {
  const columns = { booking_date: { header: 'Дата' }, amount_minor: { header: 'Сумма' }, direction: { header: 'Сумма' } };
  const repairs: StatedRepair[] = [
    { repair: 'split-sign', column: 'direction' },
    { repair: 'absolute-credit', column: 'amount_minor' },
  ];
  const file = files.file('bank.csv', 'Дата;Сумма\n05.01.2026;-10,00\n06.01.2026;3,00\n');
  const { result } = await files.import(file, { table: 'payments', profile: { v: 1, name: 'bank', table: 'payments', columns, repairs } });
  expect([result.rows, result.sums['amount_minor'], result.rejected]).toEqual([2, '13.00', []]);
});

describe('a saved mapping', () => {
  const of = (name: string, more: Partial<Profile>): Profile => ({
    v: 1,
    name,
    table: 'ledger',
    columns: { posting_date: { header: 'A' }, account: { header: 'B' } },
    repairs: [],
    ...more,
  });
  const saved = [
    of('any', {}),
    of('program', { software: '1С:Бухгалтерия' }),
    of('own', { taxid: '980140001231' }),
    of('other', { taxid: '1' }),
  ];
  const chosen = (taxid: string, software: string) => {
    const { profile, origin } = chooseProfile(['A', 'B'], 'ledger', saved, { taxid, software });
    return [profile.name, origin];
  };

  test('of the trader goes first, then of the program, then any, and never one of another trader before those', () => {
    expect(chosen('980140001231', '1С:Бухгалтерия 3.0')).toEqual(['own', 'trader']);
    expect(chosen('2', '1С:Бухгалтерия 3.0')).toEqual(['program', 'software']);
    expect(chosen('2', '')).toEqual(['any', 'saved']);
  });

  test('that was used by itself is named in the facts of the import, and so is a chosen one', async () => {
    const file = files.file('facts.csv', 'A;B\n05.01.2026;3310\n06.01.2026;3310\n');
    const auto = await files.import(file, { table: 'ledger', saved, taxid: '980140001231' });
    expect(auto.result.facts).toEqual([{ name: 'profile_trader', value: 'own' }]);
    const again = files.file('facts2.csv', 'A;B\n05.01.2026;3311\n06.01.2026;3310\n');
    const given = await files.import(again, { table: 'ledger', profile: of('any', {}) });
    expect(given.result.facts).toEqual([{ name: 'profile_chosen', value: 'any' }]);
  });
});
