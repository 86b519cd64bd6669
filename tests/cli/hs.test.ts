import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasShared, sharedDir } from '../helpers/shared.ts';
import { bench, newCase } from './command-line.ts';
import type { Bench } from './command-line.ts';

let at: Bench;
beforeAll(async () => {
  at = bench();
  await at.assay('vault', 'create', '--vault', at.vault, '--name', 'Проба');
});
afterAll(() => at.leave());

const tariff = [
  'Код ТН ВЭД;Наименование позиции;Доп. ед. изм.;Ставка ввозной таможенной пошлины;Действует с;Действует по',
  '8418;Холодильники, морозильники и прочее холодильное оборудование;;;01.01.2022;',
  '8418 10 200 1;– холодильники-морозильники бытовые, ёмкостью более 340 л;шт;10;01.01.2022;31.12.2024',
  '8418 10 200 1;– холодильники-морозильники бытовые, ёмкостью более 340 л;шт;15, но не менее 0,13 евро за 1 л;01.01.2025;',
  'Раздел XVI;Машины;;;01.01.2022;',
].join('\n');

describe('a national tariff', () => {
  test('is taken in with its rates and days; a line that is no code is named', async () => {
    const { exit, json } = await at.assay('hs', 'import', '--vault', at.vault, '--name', 'kz', at.file('tariff.csv', tariff));
    expect([exit, json.list]).toMatchObject([0, { name: 'kz', lang: 'ru', entries: 3, rated: true, validFrom: '2022-01-01' }]);
    expect(json.rejected).toMatchObject([{ line: 5, problem: 'problem.hs_unreadable' }]);
    const again = await at.assay('hs', 'import', '--vault', at.vault, '--name', 'kz', at.file('tariff.csv', tariff));
    expect(again.json.code).toBe('file_already_imported');
  });

  const found = async (...asked: string[]) => (await at.assay('hs', 'search', '--vault', at.vault, ...asked)).json.found;

  test('is found by its code with and without points, by words in any order, ё as е', async () => {
    for (const asked of ['8418.10', '841810', '8418 10 200 1']) {
      expect((await found(asked, '--on', '2025-03-01')).map((one: { code: string }) => one.code)).toEqual(['8418102001']);
    }
    expect(await found('морозильник', 'емкост', '--on', '2024-03-01')).toMatchObject([
      { code: '8418102001', dutyRate: '10%', suppUnit: 'шт' },
    ]);
    expect(await found('8418', 'бытов', '--on', '2025-03-01')).toMatchObject([{ dutyRate: '15, но не менее 0,13 евро за 1 л' }]);
    expect(await found('Бытовые', '--on', '2021-12-31')).toEqual([]);
    expect(await found('"*', '(')).toEqual([]);
  });

  test('is taken over into a case as evidence and as rows of its tariff', async () => {
    const caseId = await newCase(at);
    const { exit, json } = await at.assay('hs', 'take', '--vault', at.vault, '--case', caseId, '1');
    expect([exit, json.rows, json.rejectedCount]).toEqual([0, 3, 0]);
    const { rows } = (await at.assay('rows', '--vault', at.vault, '--case', caseId, '--table', 'tariff', '--sort', 'hs_code')).json;
    expect(rows).toHaveLength(3);
    const twice = await at.assay('hs', 'take', '--vault', at.vault, '--case', caseId, '1');
    expect(twice.json.code).toBe('file_already_imported');
  });

  test('without a day for its rates is refused, and taken with one that is said', async () => {
    const undated = at.file('undated.csv', 'code;description;duty rate\n010121;Horses;5\n010129;Other horses;0\n');
    const refused = await at.assay('hs', 'import', '--vault', at.vault, '--name', 'other', undated);
    expect([refused.exit, refused.json.code, refused.json.at]).toEqual([1, 'field_missing', 'valid_from']);
    const said = await at.assay('hs', 'import', '--vault', at.vault, '--name', 'other', '--from', '2026-01-01', undated);
    expect(said.json.list).toMatchObject({ validFrom: '2026-01-01', entries: 2 });
    const { json } = await at.assay('hs', 'lists', '--vault', at.vault);
    expect(json.lists.map((one: { name: string }) => one.name)).toEqual(['kz', 'other']);
    expect((await at.assay('hs', 'remove', '--vault', at.vault, '2')).json).toEqual({ removed: 2 });
    expect((await at.assay('hs', 'remove', '--vault', at.vault, '2')).json.code).toBe('entity_missing');
    expect(await found('horses')).toEqual([]);
  });

  test('that is none is refused by name', async () => {
    const other = at.file('other.csv', 'a,b\n1,2\n');
    expect((await at.assay('hs', 'import', '--vault', at.vault, other)).json.code).toBe('file_no_table');
  });
});

describe.skipIf(!hasShared)('the harmonised system', () => {
  test('is taken in whole and gives the entries most like a description with the words that agree', async () => {
    const file = path.join(sharedDir, 'data', 'hs', 'harmonized-system.csv');
    const { exit, json } = await at.assay('hs', 'import', '--vault', at.vault, file);
    expect([exit, json.list.entries, json.rejectedCount, json.list.lang, json.list.validFrom]).toEqual([0, 6939, 1, 'en', null]);
    const { json: shirts } = await at.assay('hs', 'advise', '--vault', at.vault, '--description', "men's cotton shirts, knitted");
    expect(shirts.nomenclature[0]).toMatchObject({ code: '610510', fit: 1 });
    expect(shirts.nomenclature[0].matched).toContain('cotton');
    const twice = await at.assay('hs', 'advise', '--vault', at.vault, '--description', "men's cotton shirts, knitted");
    expect(twice.json).toEqual(shirts);
    const { json: none } = await at.assay('hs', 'advise', '--vault', at.vault, '--description', 'қыңққ');
    expect([none.nomenclature, none.unknown]).toEqual([[], ['қыңққ']]);
  });
});
