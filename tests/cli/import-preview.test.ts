import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasShared, sharedDir } from '../helpers/shared.ts';
import { encode } from '../importers/encode.ts';
import { dbfOf } from '../importers/workbook/dbf-writer.ts';
import { sheet } from '../importers/workbook/report-sheet.ts';
import { workbookOf } from '../importers/workbook/xlsx-writer.ts';
import { bench } from './command-line.ts';
import type { Bench, Json } from './command-line.ts';

let at: Bench;
let inCase: readonly string[] = [];
beforeAll(async () => {
  at = bench();
  await at.assay('vault', 'create', '--vault', at.vault, '--name', 'V');
  const person = ['--trader', 'Первая', '--taxid', '980140001231', '--from', '2024-01-01', '--to', '2026-12-31', '--pack', 'kz'];
  const made = await at.assay('case', 'new', '--vault', at.vault, '--kind', 'onsite', ...person);
  inCase = ['--vault', at.vault, '--case', made.json.caseId];
});
afterAll(() => at.leave());

const preview = async (file: string, ...more: string[]): Promise<Json> =>
  (await at.assay('import', 'preview', ...inCase, ...(more.length === 0 ? ['--as', 'auto'] : more), file)).json;

describe('import preview', () => {
  const rows = [
    ['Дата', 'Счет', 'Дебет', 'Кредит'],
    ['05.01.2025', '1310', '1 000,50', null],
    ['05.01.2025', '3310', null, '1 000,50'],
    ['нет', '3310', null, '1,00'],
  ];

  it('of a workbook shows its rows, sums and problems, as the window does', async () => {
    const file = at.file('a.xlsx', workbookOf({ sheets: [sheet(rows)], names: ['Лист'] }));
    const shown = await preview(file);
    expect(shown).toMatchObject({ format: 'xlsx', scope: 'Лист', known: true, profile: { table: 'ledger' } });
    expect(shown.checked).toMatchObject({ rows: 2, rejected: 1, sums: { debit_minor: '1000.50', credit_minor: '1000.50' } });
    expect(shown.problems).toMatchObject([{ line: 4, problem: { key: 'problem.day_unreadable' } }]);
    const { out } = await at.plain('import', 'preview', ...inCase, '--as', 'ledger', file);
    expect(out.join('\n')).toMatch(/"table": "ledger"[\s\S]*\n4: /);
  });

  it('of a DBF, of a text under a title, of a CSV', async () => {
    const columns = [
      { name: 'DATE', type: 'D', length: 8 },
      { name: 'ACCOUNT', type: 'C', length: 6 },
      { name: 'DEBIT', type: 'N', length: 12, decimals: 2 },
    ];
    const dbf = at.file('a.dbf', dbfOf({ columns, rows: [['20250105', '1310', '1000.50']] }));
    expect(await preview(dbf, '--as', 'ledger')).toMatchObject({ format: 'dbf', checked: { rows: 1 } });
    const titled = `ТОО «Проба»;;;\nДата;Счет;Дебет;Кредит\n05.01.2025;1310;1000,50;\n05.01.2025;3310;;1000,50\n`;
    const text = at.file('t.csv', encode(titled, 'windows-1251'));
    expect(await preview(text)).toMatchObject({ format: 'text-workbook', checked: { rows: 2, rejected: 0 } });
    const csv = at.file('c.csv', 'Дата;Счет;Дебет;Кредит\n05.01.2025;1310;1000,50;\n');
    expect(await preview(csv)).toMatchObject({ format: 'csv', checked: { rows: 1 } });
  });

  it('of a file that holds no table is refused by name', async () => {
    const { exit, json } = await at.assay('import', 'preview', ...inCase, '--as', 'auto', at.file('n.csv', 'Код;Имя\n1;а\n'));
    expect([exit, json.code]).toEqual([1, 'file_no_table']);
  });

  it.skipIf(!hasShared)('of an XML takes its first part that has a table, or the one that is asked for', async () => {
    const saft = path.join(sharedDir, 'data', 'saft-no', 'example-888888888.xml');
    expect(await preview(saft)).toMatchObject({ format: 'saft', profile: { table: 'accounts' }, checked: { rows: 22 } });
    const asked = await preview(saft, '--as', 'auto', '--scope', 'GeneralLedgerEntries');
    expect(asked).toMatchObject({ profile: { table: 'ledger' }, checked: { rows: 170, sums: { debit_minor: '9487049.35' } } });
  });
});
