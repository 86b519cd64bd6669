import { afterAll, describe, expect, test } from 'vitest';
import { fixedLayout } from '../../../backend/importers/fixed-layout.ts';
import { importFound } from '../../../backend/importers/import-found.ts';
import { previewFound } from '../../../backend/importers/preview-found.ts';
import { fixed } from '../../../backend/importers/reading/text/fixed.ts';
import { newId } from '../../../backend/vault/new-id.ts';
import type { FixedTemplate, Profile } from '../../../contract/rpc/books.ts';
import { edgesOf, namesAt, shifted, templateAt, toggled } from '../../../renderer/screens/books/import/fixed-edges.ts';
import { caseFiles, params, reading } from '../case-files.ts';
import { encode } from '../encode.ts';

const files = caseFiles();
afterAll(() => files.close());

const header = 'Дата      СчетСумма     Текст';
const report = [
  'Журнал проводок',
  header,
  '05.01.20263310   1000,50Оплата',
  '06.01.20261030    250,00Возврат',
  'Итого по листу   1250,50',
  'Лист 1',
  header,
  '07.01.20263310     99,99Оплата',
  'Всего            1350,49',
  '',
].join('\r\n');

const template: FixedTemplate = {
  v: 1,
  header,
  columns: [
    { name: 'Дата', from: 0, to: 10 },
    { name: 'Счет', from: 10, to: 14 },
    { name: 'Сумма', from: 14, to: 24 },
    { name: 'Текст', from: 24, to: 60 },
  ],
};
const profile: Profile = {
  v: 1,
  name: 'журнал',
  table: 'ledger',
  fixed: template,
  columns: {
    posting_date: { header: 'Дата' },
    account: { header: 'Счет' },
    debit_minor: { header: 'Сумма' },
    description: { header: 'Текст' },
  },
  repairs: [],
};

describe('a printed report in columns that touch', () => {
  test('is cut by marked columns; headers, page numbers and lines of sums are no rows, and the sums agree', async () => {
    const file = files.file('журнал.txt', encode(report, 'ibm866'));
    const never = new AbortController().signal;
    const common = { path: file, saved: [profile], reading, books: files.books, place: files.place, evidence: files.evidence };
    const task = { ...common, importId: newId(), table: null, there: [], signal: never, progress: () => undefined };
    const { result, pins } = await importFound(task, fixed);
    expect(result.parts.map(({ table, rows, sums }) => [table, rows, sums['debit_minor']])).toEqual([['ledger', 3, '1350.49']]);
    expect(result.checks.map(({ key, declared, counted, agrees }) => [key, declared, counted, agrees])).toEqual([
      ['text_total', '1250.50', '1250.50', true],
      ['text_total', '1350.49', '1350.49', true],
    ]);
    const facts = Object.fromEntries(result.facts.map(({ name, value }) => [name, value]));
    expect(facts).toMatchObject({ fixed_template: 'журнал', profile_saved: 'журнал', page_lines: '4', total_lines: '2' });
    expect(pins[0]?.profile).toMatchObject({ fixed: template, decimal: ',', date: 'DD.MM.YYYY' });
  });

  test('is shown before it is imported, by the same marks', async () => {
    const file = files.file('показ.txt', encode(report, 'windows-1251'));
    const bare: Profile = { ...profile, columns: {} };
    const shown = await previewFound({ path: file, table: 'ledger', profile: bare, saved: [], params, format: 'fixed' });
    expect(shown.headers).toEqual(['Дата', 'Счет', 'Сумма', 'Текст']);
    expect(shown.profile.columns).toMatchObject({ posting_date: { header: 'Дата' }, account: { header: 'Счет' } });
    expect([shown.format, shown.checked.rows, shown.checked.rejected]).toEqual(['fixed', 3, 0]);
  });
});

test('a layout is proposed from the blanks that all lines share', async () => {
  const text = 'Дата       Сумма\n05.01.2026  10,00\n06.01.2026  20,00\n07.01.2026  30,00\n';
  const { lines, proposal } = await fixedLayout(files.file('blanks.txt', text));
  expect(lines).toHaveLength(4);
  expect(proposal?.columns.map(({ name, from }) => [name, from])).toEqual([
    ['Дата', 0],
    ['Сумма', 11],
  ]);
});

test('edges are set, taken away and moved; the beginning of the line is always one', () => {
  const edges = edgesOf(template);
  expect(edges).toEqual([0, 10, 14, 24]);
  expect(toggled(toggled(edges, 5), 5)).toEqual(edges);
  expect(toggled(edges, 0)).toBe(edges);
  expect(shifted(edges, 10, 1)).toEqual([0, 11, 14, 24]);
  expect(shifted([0, 1], 1, -1)).toEqual([0, 1]);
  const made = templateAt(edges, namesAt(edges, header), header);
  expect(made.columns.map(({ name, from }) => [name, from])).toEqual(template.columns.map(({ name, from }) => [name, from]));
});
