import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smallBook, viewProcess } from '../../backend/processes/view-process.ts';
import type { ViewBooks } from '../../backend/processes/view-process.ts';
import { sumOfView } from '../../db/repositories/books-sum.ts';
import { openView } from '../../db/repositories/books-view.ts';
import type { BookView, ViewQuery } from '../../db/repositories/books-view.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { desk, passphrase } from '../actions/backend.ts';
import { caseFiles } from '../importers/case-files.ts';

const rows = 60_000;
const ledger = (from: number, n: number): string => {
  const goods = ['насосы', 'Ойыншық', 'ёлка', 'елка', 'әйнек'];
  const lines = Array.from({ length: n }, (_, i) => {
    const no = ((from + i) * 7919) % rows;
    return `T${from + i},2025-01-${String((no % 28) + 1).padStart(2, '0')},1310,${no % 1000}.05,${goods[no % 5]} № ${no}`;
  });
  return `txn_id,posting_date,account,debit,description\n${lines.join('\n')}`;
};

describe('lists of a large book', () => {
  const files = caseFiles();
  const views = viewProcess();
  const caseId = 'a-case' as CaseId;
  const books: ViewBooks = { caseId, store: files.books, access: () => ({ ...files.place, key: Buffer.from(files.place.key) }) };
  afterAll(() => {
    views.end();
    files.close();
  });
  beforeAll(async () => {
    await files.import(files.file('a.csv', ledger(0, rows)), { table: 'ledger' });
  }, 60_000);

  const money = { national: 'KZT', digits: { KZT: 2 } };
  const query = (some: Partial<ViewQuery>): ViewQuery => ({
    table: 'ledger',
    sort: [],
    filters: [],
    search: '',
    money,
    known: files.importIds(),
    ...some,
  });
  const byText = (): ViewQuery => query({ sort: [{ column: 'description', descending: false }] });
  const never = new AbortController().signal;
  const list = (asked: ViewQuery, signal: AbortSignal = never): Promise<BookView> => views.list(books, asked, { rows, signal });

  test('are those that the backend itself would make, and so are their sums', async () => {
    for (const asked of [
      byText(),
      query({ search: 'елка' }),
      query({ filters: [{ column: 'debit_minor', op: '<', value: '10' }], sort: [{ column: 'debit_minor', descending: true }] }),
    ]) {
      const made = await list(asked);
      expect(made).toEqual(files.books.read((db) => openView(db, asked)));
      const sum = await views.sum(books, made, { column: 'debit_minor', signal: never });
      expect(sum).toEqual(files.books.read((db) => sumOfView(db, made, 'debit_minor')));
    }
  });

  test('leave the backend free meanwhile', async () => {
    let longest = 0;
    let last = performance.now();
    const ticking = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 2);
    await list(query({ sort: [{ column: 'description', descending: true }] }));
    clearInterval(ticking);
    const started = performance.now();
    files.books.read((db) => openView(db, byText()));
    expect(longest).toBeLessThan(Math.max(50, (performance.now() - started) / 2));
  });

  test('that are given up cost the next one nothing, and a wrong one is refused by name', async () => {
    const letters = ['е', 'ел', 'елк', 'елка'].map((search) => {
      const abort = new AbortController();
      return { abort, made: list(query({ search }), abort.signal).catch((error: unknown) => error) };
    });
    for (const { abort } of letters.slice(0, 3)) abort.abort();
    expect(await letters[3]?.made).toEqual(files.books.read((db) => openView(db, query({ search: 'елка' }))));
    await Promise.all(letters.map(({ made }) => made));
    const wrong = query({ sort: [{ column: 'nonsense', descending: false }] });
    await expect(list(wrong)).rejects.toMatchObject({ code: 'column_unknown', at: 'nonsense' });
  });

  test('that run too long are ended with their process, and the next one starts another', async () => {
    const slow = Array.from({ length: 60 }, () => ({ column: 'description', op: 'contains' as const, value: '№' }));
    const abort = new AbortController();
    const started = performance.now();
    const given = list(query({ filters: slow }), abort.signal);
    setTimeout(() => abort.abort(), 50);
    await expect(given).rejects.toMatchObject({ code: 'cancelled' });
    expect(performance.now() - started).toBeLessThan(1000);
    expect((await list(byText())).total).toBe(rows);
  });

  test('have the rows of a new import when it is known, and not before', async () => {
    const before = query({ search: 'әйнек' });
    await files.import(files.file('b.csv', ledger(rows, 5)), { table: 'ledger' });
    expect((await list(before)).total).toBe(rows / 5);
    expect((await list(query({ search: 'әйнек' }))).total).toBe(rows / 5 + 1);
  });
});

describe('the grid of a case', () => {
  const at = desk();
  afterAll(() => at.leave());

  test('keeps each list until the vault is locked, whichever others are made, and opens them again after it', async () => {
    await at.call('vault.create', { name: 'A', passphrase });
    const { caseId } = await at.call('case.create', {
      kind: 'onsite',
      trader: 'ТОО «Ёлка»',
      taxid: '980140001231',
      from: '2024-01-01',
      to: '2025-12-31',
      pack: 'kz',
    });
    await at.call('import.commit', { caseId, path: at.file('l.csv', ledger(0, smallBook * 2)), table: 'ledger' });
    const open = (descending: boolean) =>
      at.call('rows.open', { caseId, table: 'ledger', sort: [{ column: 'description', descending }], filters: [], search: '' });
    const [up, down] = await Promise.all([open(false), open(true)]);
    const names = async (viewId: string, place: number) => (await at.call('rows.window', { viewId, at: place, limit: 20 })).names;
    expect(await names(up.viewId, 0)).toEqual((await names(down.viewId, up.total - 20)).toReversed());
    expect(await at.call('rows.sum', { viewId: up.viewId, column: 'debit_minor' })).toEqual(
      await at.call('rows.sum', { viewId: down.viewId, column: 'debit_minor' }),
    );
    const first = await names(up.viewId, 0);

    const find = (search: string) => at.call('rows.find', { caseId, table: 'ledger', filters: [], search, limit: 5 });
    const sought = await at.call('rows.open', { caseId, table: 'ledger', sort: [], filters: [], search: 'елка' });
    const found = await Promise.all(Array.from({ length: 12 }, () => find('елка')));
    expect(found[0]?.names).toEqual((await names(sought.viewId, 0)).slice(0, 5));
    expect(new Set(found.map((one) => JSON.stringify(one.names))).size).toBe(1);
    expect((await find('')).names).toHaveLength(5);
    expect((await find('такого нет')).names).toEqual([]);
    // finding takes no place among the lists that grids look through
    expect(await names(up.viewId, 0)).toEqual(first);

    await at.call('vault.lock', {});
    await at.call('vault.unlock', { passphrase });
    await expect(names(up.viewId, 0)).rejects.toMatchObject({ code: 'view_gone' });
    expect(await names((await open(false)).viewId, 0)).toEqual(first);
  }, 60_000);
});
