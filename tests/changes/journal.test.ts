import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Desk } from '../actions/backend.ts';
import { sheet } from '../importers/workbook/report-sheet.ts';
import { workbookOf } from '../importers/workbook/xlsx-writer.ts';
import { caseDesk } from './books.ts';

let at: Desk;
let caseId = '';

beforeEach(async () => {
  ({ at, caseId } = await caseDesk());
});
afterEach(() => at.leave());

type Line = readonly [day: string, document: string, debit: string, credit: string, amount: number];
const lines: readonly Line[] = [
  ['05.01.2024', 'Поступление 00001 от 05.01.2024', '1330', '3310', 50_250.5],
  ['06.01.2024', 'Реализация 00002 от 06.01.2024', '7010', '1330', 20_000],
  ['07.01.2024', 'Платёж 00004 от 07.01.2024', '3310', '1030', 50_250.5],
];

async function imported(name: string, all: readonly Line[]) {
  const rows = [['Дата', 'Документ', 'Счет Дт', 'Счет Кт', 'Сумма'], ...all.map((line) => [...line])];
  const file = path.join(at.dir, name);
  fs.writeFileSync(file, workbookOf({ sheets: [sheet(rows)], names: ['Лист'] }));
  return at.call('import.commit', { caseId, path: file, table: null });
}
const rowsOf = async () => {
  const { viewId, columns } = await at.call('rows.open', { caseId, table: 'ledger', sort: [], filters: [], search: '' });
  const { names, rows } = await at.call('rows.window', { viewId, at: 0, limit: 100 });
  const place = (name: string): number => columns.findIndex((column) => column.name === name);
  return rows.map((cells, i) => ({
    name: names[i] ?? '',
    account: cells[place('account')],
    debit: cells[place('debit_minor')],
    credit: cells[place('credit_minor')],
  }));
};

test('a journal shows the turnover of every account on both of its sides, and comes back as it was', async () => {
  const { importId, sums, checks } = await imported('журнал.xlsx', lines);
  expect(sums).toMatchObject({ debit_minor: '120501.00', credit_minor: '120501.00' });
  expect(checks.every((check) => check.agrees)).toBe(true);
  const before = await rowsOf();
  const turnover = (account: string) =>
    before.filter((row) => row.account === account).map((row) => [row.debit ?? null, row.credit ?? null]);
  expect(turnover('3310')).toEqual([
    [null, 5_025_050n],
    [5_025_050n, null],
  ]);
  expect(turnover('1330')).toEqual([
    [5_025_050n, null],
    [null, 2_000_000n],
  ]);
  await at.call('import.withdraw', { caseId, importId, reason: 'проба' });
  expect(await rowsOf()).toEqual([]);
  await at.call('import.restore', { caseId, importId });
  expect(await rowsOf()).toEqual(before);
});

test('both postings of a line lead to it, and each is corrected by itself', async () => {
  await imported('журнал.xlsx', lines);
  const [debit, credit] = await rowsOf();
  const places = await Promise.all([debit, credit].map((row) => at.call('rows.get', { caseId, name: row?.name ?? '' })));
  expect(places.map(({ source }) => [source.place, source.line])).toEqual([
    ['Лист!2', 2],
    ['Лист!2.2', 2],
  ]);
  await at.call('row.override', { caseId, row: credit?.name ?? '', column: 'account', value: '3390', reason: 'по акту сверки' });
  expect((await rowsOf()).slice(0, 2).map((row) => row.account)).toEqual(['1330', '3390']);
  expect((await at.call('case.verify', { caseId })).ok).toBe(true);
});

test('a newer journal tells what was added, changed and vanished by its postings', async () => {
  const older = await imported('январь.xlsx', lines);
  const [first, second, third] = lines;
  if (first === undefined || second === undefined || third === undefined) throw new Error('no lines');
  const changed: Line = [second[0], second[1], second[2], second[3], 20_500];
  const newer = await imported('январь-2.xlsx', [first, changed, ['08.01.2024', 'Платёж 00005 от 08.01.2024', '3310', '1030', 10]]);
  const { difference } = await at.call('import.compare', { caseId, older: older.importId, newer: newer.importId });
  expect(difference).toMatchObject({ same: 2, changed: 2, added: 2, vanished: 2 });
});

test('the catalogue finds a document that is missing and an entry that stands twice once for each account', async () => {
  const first = lines[0];
  if (first === undefined) throw new Error('no lines');
  await imported('журнал.xlsx', [...lines, first]);
  const gaps = await at.call('tests.run', { caseId, test: 'D03', params: { column: 'ledger.source_doc_ref' } });
  const missing = await at.call('runs.hits', { caseId, runId: gaps.run.runId, after: -1, limit: 10 });
  expect(missing.hits.map((hit) => hit.measures['from'])).toEqual(['3']);
  const twice = await at.call('tests.run', { caseId, test: 'D01', params: { keySet: 'ledger' } });
  const { hits } = await at.call('runs.hits', { caseId, runId: twice.run.runId, after: -1, limit: 10 });
  expect(hits.map((hit) => hit.keys.length)).toEqual([2, 2]);
});
