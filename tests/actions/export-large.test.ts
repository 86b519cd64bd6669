import fs from 'node:fs';
import path from 'node:path';
import xlsx from '@e965/xlsx';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBackend } from '../../backend/actions/index.ts';
import type { Output, Progress } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import type { Instant } from '../../domain/model/scalars.ts';
import { header, ledgerRows } from '../books/ledger-rows.ts';
import type { LongWords } from '../../backend/files/long-texts.ts';
import { xlsxOf } from '../../backend/files/xlsx-writer.ts';
import type { Workbook } from '../../backend/files/xlsx-writer.ts';
import type { SheetRow } from '../../backend/files/sheet.ts';
import { desk, passphrase } from './backend.ts';

const at = desk();
const rows = 30_000;
let caseId = '';
const file = ledgerRows(rows);

beforeAll(async () => {
  await at.call('vault.create', { name: 'Проба', passphrase });
  const made = { kind: 'desk', trader: 'ТОО «Проба»', taxid: '980140001231', from: '2024-01-01', to: '2026-12-31', pack: 'kz' } as const;
  caseId = (await at.call('case.create', made)).caseId;
  await at.call('import.commit', { caseId, path: at.file('l.csv', header + file.join('\n')), table: 'ledger' });
  await at.restart();
}, 60_000);
afterAll(() => at.leave());

/** A backend of this vault whose calls can be cancelled and tell how far they are. */
async function withBackend<T>(work: (handlers: ReturnType<typeof createBackend>['handlers']) => Promise<T>): Promise<T> {
  const backend = createBackend({
    vaultDir: at.vaultDir,
    now: () => new Date().toISOString() as Instant,
    emit: () => undefined,
    app: 'test',
  });
  try {
    await backend.handlers['vault.unlock'](undefined, { passphrase }, { signal: new AbortController().signal, progress: () => undefined });
    return await work(backend.handlers);
  } finally {
    await backend.close();
  }
}

const asked = (to: string): Output<{ input: AssayCalls['rows.export']['output']; output: AssayCalls['rows.export']['input'] }> => ({
  caseId,
  table: 'ledger',
  filters: [],
  search: '',
  sort: [],
  columns: [],
  groups: [],
  aggregates: [],
  format: 'csv',
  lang: 'en',
  to,
});

test('a large book is grouped and copied in processes of their own; a copy that is cancelled leaves neither file nor record', async () => {
  await withBackend(async (handlers) => {
    const never = new AbortController().signal;
    const groups = await handlers['rows.group'](
      undefined,
      {
        caseId,
        table: 'ledger',
        filters: [],
        search: '',
        groups: [{ column: 'account', by: 'value' }],
        aggregates: [{ of: 'sum', column: 'debit_minor' }],
        order: { by: 'group', descending: false },
        limit: 100,
      },
      { signal: never, progress: () => undefined },
    );
    expect([groups.rows, groups.total]).toEqual([rows, 7]);
    const cents = file.map((line) => line.split(',')).filter((cells) => cells[3] === '1310' && cells[4] !== '');
    const sum = cents.reduce((n, cells) => n + BigInt((cells[4] ?? '').replace('.', '')), 0n);
    expect(groups.groups.find((one) => one.values[0] === '1310')?.figures).toEqual([sum]);

    const folder = path.join(at.dir, 'copies');
    fs.mkdirSync(folder);
    const abort = new AbortController();
    const seen: Progress[] = [];
    const progress = (one: Progress): void => {
      seen.push(one);
      if (one.stage === 'export' && one.done > 2_000) abort.abort();
    };
    const copy = handlers['rows.export'](undefined, asked(path.join(folder, 'a.csv')), { signal: abort.signal, progress });
    await expect(copy).rejects.toMatchObject({ code: 'cancelled' });
    expect(seen.at(-1)?.done).toBeLessThan(rows);
    expect(fs.readdirSync(folder)).toEqual([]);
    const exported = async (): Promise<number> => {
      const { entries } = await handlers['case.history'](undefined, { caseId, limit: 50 }, { signal: never, progress: () => undefined });
      return entries.filter((entry) => entry.ent === 'export').length;
    };
    expect(await exported()).toBe(0);

    const whole = await handlers['rows.export'](undefined, asked(path.join(folder, 'b.csv')), { signal: never, progress: () => undefined });
    expect(whole.rows).toBe(rows);
    expect(fs.readFileSync(path.join(folder, 'b.csv'), 'utf8').trimEnd().split('\r\n')).toHaveLength(rows + 1);
    expect(fs.readdirSync(folder)).toEqual(['b.csv']);
    expect(await exported()).toBe(1);
  });
}, 60_000);

const longWords: LongWords = {
  name: 'Long texts',
  titles: ['Sheet', 'Cell', 'Piece', 'Text'],
  cut: '… (see “Long texts”)',
  said: (n) => ['Long texts', `${n} cells`],
};

async function written(book: Workbook): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of book.bytes) parts.push(part);
  return Buffer.concat(parts);
}

test('a text that no cell holds stands whole in a sheet of its own, piece by piece, no letter cut in half', async () => {
  const long = `${'ш'.repeat(32_766)}😀${'ъ'.repeat(40_000)}`;
  const whole = 'щ'.repeat(32_767);
  const rows: readonly SheetRow[] = [
    ['a', 'short'],
    ['b', long],
    ['c', whole],
  ];
  async function* pieces(): AsyncGenerator<readonly SheetRow[]> {
    yield rows.slice(0, 1);
    yield rows.slice(1);
  }
  const columns = [
    { title: 'no', kind: 'text' as const },
    { title: 'text', kind: 'text' as const },
  ];
  const making = { name: 'Ledger', made: new Date(0), words: longWords };
  const made = xlsxOf({ columns, total: 3, rows: pieces(), rowAt: async (i) => rows[i] ?? [] }, { name: 'About', lines: [] }, making);
  const book = xlsx.read(await written(made));
  expect(made.cut()).toBe(1);
  expect(book.SheetNames).toEqual(['Ledger', 'Long texts', 'About']);
  const cells = (name: string) => xlsx.utils.sheet_to_json<string[]>(book.Sheets[name] ?? {}, { header: 1 });
  const [, , cut, kept] = cells('Ledger');
  expect(kept?.[1]).toBe(whole);
  expect(cut?.[1]?.length).toBeLessThanOrEqual(32_767);
  expect(cut?.[1]?.endsWith(longWords.cut)).toBe(true);
  const texts = cells('Long texts').slice(1);
  expect(texts.map((row) => row.slice(0, 3))).toEqual([
    ['Ledger', 'B3', '1/3'],
    ['Ledger', 'B3', '2/3'],
    ['Ledger', 'B3', '3/3'],
  ]);
  expect(texts.map((row) => row[3]).join('')).toBe(long);
  expect(cells('About')).toEqual([['Long texts', '1 cells']]);
});

test('a workbook goes on in another sheet where one is full', async () => {
  const total = 1_048_575 + 3;
  async function* pieces(): AsyncGenerator<readonly SheetRow[]> {
    for (let from = 0; from < total; from += 50_000) {
      yield Array.from({ length: Math.min(50_000, total - from) }, (_, i) => [String(from + i)]);
    }
  }
  const rowAt = async (index: number): Promise<SheetRow> => [String(index)];
  const sheet = { columns: [{ title: 'n', kind: 'number' as const }], total, rows: pieces(), rowAt };
  const made = await written(xlsxOf(sheet, { name: 'About', lines: [] }, { name: 'Ledger', made: new Date(0), words: longWords }));
  const book = xlsx.read(made, { sheets: ['Ledger 2'], sheetStubs: false });
  expect(book.SheetNames).toEqual(['Ledger', 'Ledger 2', 'About']);
  expect(xlsx.utils.sheet_to_json(book.Sheets['Ledger 2'] ?? {}, { header: 1 })).toEqual([['n'], [1_048_575], [1_048_576], [1_048_577]]);
}, 60_000);
