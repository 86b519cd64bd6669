import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Desk } from '../actions/backend.ts';
import { hasShared, sharedDir } from '../helpers/shared.ts';
import { caseDesk, declarations } from './books.ts';

let at: Desk;
let caseId = '';
beforeEach(async () => {
  ({ at, caseId } = await caseDesk());
  return () => at.leave();
});

const reg = (n: number): string => `55301/050124/000000${n}`;
const invoices = `invoice_no,invoice_date,issuer,total_minor,currency\n${[1, 2, 3].map((n) => `СФ-${n},2024-03-0${n},ТОО,1000.50,USD`).join('\n')}\n`;

type Imported = { readonly importId: string; readonly evidence: string; readonly rows: readonly string[] };

async function take(name: string, text: string, table: 'declarations' | 'invoices'): Promise<Imported> {
  const { importId, evidence } = await at.call('import.commit', { caseId, path: at.file(name, text), table });
  const { viewId } = await at.call('rows.open', { caseId, table, sort: [], filters: [], search: '' });
  const { names } = await at.call('rows.window', { viewId, at: 0, limit: 100 });
  return { importId, evidence: evidence.sha256, rows: names.filter((row) => row.startsWith(evidence.sha256)) };
}

/** A value, a mark, a note, a piece of evidence and a confirmed match on a row. */
async function load(row: string, partner: string, evidence: string): Promise<void> {
  await at.call('row.override', { caseId, row, column: 'origin_country', value: 'CN', reason: 'по счёту' });
  await at.call('mark.set', { caseId, rows: [row], label: 'A' });
  await at.call('note.add', { caseId, target: row, text: 'спросить бухгалтера' });
  await at.call('link.add', { caseId, evidence, regionId: null, target: `row:${row}`, note: '' });
  const links = [{ left: row, right: partner, amount: '1.00', currency: 'USD' }];
  await at.call('match.link', { caseId, kind: 'declaration-invoice', links, note: '' });
}

/** What stands on a row, each kind of thing as often as it stands there. */
async function on(row: string) {
  const [overrides, marks, notes, links, matches] = await Promise.all([
    at.call('row.overrides', { caseId, row }),
    at.call('mark.list', { caseId, table: 'declarations' }),
    at.call('note.list', { caseId, target: row }),
    at.call('link.of', { caseId, target: `row:${row}` }),
    at.call('match.list', { caseId, kind: 'declaration-invoice', state: 'confirmed', at: 0, limit: 100 }),
  ]);
  return {
    override: overrides.overrides.length,
    mark: marks.marks.filter((one) => one.row === row).length,
    note: notes.notes.length,
    evidenceLink: links.links.length,
    match: matches.matches.filter((one) => one.links.some((link) => link.left === row)).length,
  };
}

const all = { override: 1, mark: 1, note: 1, evidenceLink: 1, match: 1 };
const none = { override: 0, mark: 0, note: 0, evidenceLink: 0, match: 0 };

describe('a newer export in which one record is equal, one has another amount and one is gone', () => {
  let older: Imported;
  let newer: Imported;
  beforeEach(async () => {
    const line = (n: number, text: string, value?: string) => ({ reg: reg(n), item: 1, text, ...(value === undefined ? {} : { value }) });
    older = await take('март.csv', declarations([line(1, 'равная'), line(2, 'другая'), line(3, 'исчезнет')]), 'declarations');
    const partners = await take('счета.csv', invoices, 'invoices');
    for (const [i, row] of older.rows.entries()) await load(row, partners.rows[i] ?? '', partners.evidence);
    newer = await take('апрель.csv', declarations([line(2, 'другая', '2000.50'), line(1, 'равная'), line(4, 'новая')]), 'declarations');
  });
  const pair = () => ({ caseId, older: older.importId, newer: newer.importId });

  test('what would move and what would stay is told before anybody decides, and nothing is done', async () => {
    const [, changed, vanished] = older.rows;
    const told = await at.call('import.replacing', pair());
    expect(told).toMatchObject({ findings: [], alone: [], moves: { override: 2, mark: 2, note: 2, evidenceLink: 2, match: 1 } });
    expect(told.changed).toEqual(
      ['override', 'mark', 'note', 'evidenceLink'].map((ent) => ({
        row: changed,
        newer: newer.rows[0],
        ent,
        columns: ['customs_value_minor'],
      })),
    );
    expect(told.left).toEqual([
      { row: vanished, why: 'override.vanished' },
      { row: vanished, why: 'mark.vanished' },
      { row: vanished, why: 'note.vanished' },
      { row: vanished, why: 'evidenceLink.vanished' },
      { row: changed, why: 'match.changed' },
      { row: vanished, why: 'match.vanished' },
    ]);
    expect(await Promise.all(older.rows.map(on))).toEqual([all, all, all]);
    const rests = await at.call('import.rests', { caseId, importId: older.importId });
    expect(rests).toMatchObject({ overrides: 3, marks: 3, notes: 3, links: 3, matches: 3 });
    expect((await at.call('import.withdrawn', { caseId })).imports).toEqual([]);
  });

  test('does what was told: each thing is on the newer row or still on the older one, none on both, none on neither', async () => {
    const told = await at.call('import.replacing', pair());
    const done = await at.call('import.replace', pair());
    expect(done).toEqual({ moved: Object.values(told.moves).reduce((n, one) => n + one, 0), left: told.left });
    const [changed, equal] = newer.rows;
    expect(await on(equal ?? '')).toEqual(all);
    expect(await on(changed ?? '')).toEqual({ ...all, match: 0 });
    expect(await Promise.all(older.rows.map(on))).toEqual([none, { ...none, match: 1 }, all]);
    await at.call('import.restore', { caseId, importId: older.importId });
    expect(await on(older.rows[2] ?? '')).toEqual(all);
  });

  test('the value that moved is seen over the newer row, also after a restart', async () => {
    await at.call('import.replace', pair());
    await at.restart();
    await at.call('vault.unlock', { passphrase: 'five grey herons on a wire' });
    for (const row of newer.rows.slice(0, 2)) expect((await at.call('rows.get', { caseId, name: row })).cells['origin_country']).toBe('CN');
  });
});

describe.skipIf(!hasShared)('a file with several tables', () => {
  test('takes the place of none of its own parts, and only a part of the same table can take the place of one', async () => {
    const file = path.join(sharedDir, 'data/saft-no/example-888888888.xml');
    const made = await at.call('import.commit', { caseId, path: file, table: null });
    const [ledger = '', other = ''] = [
      made.parts.find((one) => one.table === 'ledger')?.importId,
      made.parts.find((one) => one.table !== 'ledger')?.importId,
    ];
    for (const call of ['import.replacing', 'import.replace'] as const)
      await expect(at.call(call, { caseId, older: ledger, newer: other })).rejects.toMatchObject({ code: 'imports_not_comparable' });
    expect((await at.call('import.withdrawn', { caseId })).imports).toEqual([]);
  });

  test('whose newer export holds one of them leaves whole; the tables that nothing replaces are named before', async () => {
    const file = path.join(sharedDir, 'data/saft-no/example-888888888.xml');
    const made = await at.call('import.commit', { caseId, path: file, table: null });
    const older = made.parts.find((one) => one.table === 'ledger')?.importId ?? '';
    const text = 'txn_id,posting_date,account,debit,credit\nT1,2024-01-10,1310,10.00,\n';
    const { importId: newer } = await at.call('import.commit', { caseId, path: at.file('новая.csv', text), table: 'ledger' });
    const told = await at.call('import.replacing', { caseId, older, newer });
    const others = made.parts.filter((one) => one.table !== 'ledger' && one.rows > 0);
    expect(others.length).toBeGreaterThan(0);
    expect(told.alone.toSorted((a, b) => (a.table < b.table ? -1 : 1))).toEqual(
      others.map(({ table, scope, rows }) => ({ table, scope, rows })).toSorted((a, b) => (a.table < b.table ? -1 : 1)),
    );
    await at.call('import.replace', { caseId, older, newer });
    expect((await at.call('case.get', { caseId })).imports.map((one) => one.importId)).toEqual([newer]);
  });
});
