import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { nameTyped } from '../../domain/evidence/typed-names.ts';
import { samePerson } from '../../domain/evidence/people.ts';
import { evidenceDesk, refused } from './evidence-desk.ts';
import type { EvidenceDesk } from './evidence-desk.ts';
import { jpegWith } from './pictures.ts';

let at: EvidenceDesk;
let evidence = '';
let evidenceId = '';
const regions: string[] = [];
const shape = (page: number, top: number) => ({ page, left: 500, top, width: 9_000, height: 400 });

beforeAll(async () => {
  at = await evidenceDesk();
  const { added } = await at.call('evidence.add', {
    caseId: at.caseId,
    paths: [at.bytes('скан.jpg', jpegWith({}))],
    origin: 'scan',
    meta: {},
  });
  [evidence, evidenceId] = [added[0]?.sha256 ?? '', added[0]?.evidenceId ?? ''];
  // the second mark stands above the first on the page
  for (const top of [2_000, 1_000]) {
    const made = await at.call('region.add', { caseId: at.caseId, evidence, shape: shape(1, top), title: '', text: '' });
    regions.push(made.regionId);
  }
});
afterAll(() => at.leave());

const payment = (amount: string, more: Record<string, string> = {}): Record<string, string> => ({
  booking_date: '2026-03-05',
  direction: 'out',
  amount_minor: amount,
  currency: 'KZT',
  ...more,
});
const type = async (cells: Record<string, string>, region = 0) =>
  (await at.call('transcript.add', { caseId: at.caseId, evidence, regionId: regions[region] ?? '', table: 'payments', cells }))
    .transcriptId;
const check = (transcriptId: string, checkedBy: string) => at.call('transcript.check', { caseId: at.caseId, transcriptId, checkedBy });
const commit = () => at.call('transcript.commit', { caseId: at.caseId, evidence, table: 'payments' });
const listed = async () => (await at.call('transcript.list', { caseId: at.caseId, evidence })).rows;
const books = async () => {
  const view = await at.call('rows.open', { caseId: at.caseId, table: 'payments', sort: [], filters: [], search: '' });
  return at.call('rows.window', { viewId: view.viewId, at: 0, limit: 100 });
};

describe('typing rows from a scan', () => {
  it.each([
    [{ amount_minor: '1 234,50' }, 'amount_minor', 'number_unreadable'],
    [{ booking_date: '05.03.2026' }, 'booking_date', 'day_other_form'],
    [{ booking_date: '2026-02-30' }, 'booking_date', 'day_impossible'],
    [{ amount_minor: '1.555' }, 'amount_minor', 'number_decimals'],
    [{ currency: 'XYZ' }, 'amount_minor', 'currency_unknown'],
    [{ direction: '' }, 'direction', 'required_empty'],
  ])('a cell that the table’s reader does not read is refused at its column: %j', async (cells, column, problem) => {
    const before = await at.operations();
    expect(await refused(() => type({ ...payment('1.50'), ...cells }))).toMatchObject({
      code: 'value_invalid',
      at: column,
      args: { problem },
    });
    expect(await at.operations()).toBe(before);
  });

  it('a column that the table does not have, and a region of another page, are refused', async () => {
    expect(await refused(() => type({ ...payment('1'), colour: 'red' }))).toMatchObject({ code: 'column_unknown', at: 'colour' });
    const regionId = '019aa000-0000-7000-8000-000000000000';
    const asked = { caseId: at.caseId, evidence, regionId, table: 'payments' as const, cells: payment('1') };
    expect(await refused(() => at.call('transcript.add', asked))).toMatchObject({ code: 'entity_missing' });
  });

  it('who typed a row cannot check it, under whatever spelling of the name', async () => {
    const id = await type(payment('10.00'));
    for (const name of ['Айгүл Сәрсенова', 'сәрсенова  АЙГҮЛ', 'Cәрсенoва, Айгүл'])
      expect(await refused(() => check(id, name))).toMatchObject({ code: 'second_person_needed', at: 'Айгүл Сәрсенова' });
    expect(await refused(() => check(id, '..'))).toMatchObject({ code: 'field_invalid' });
    await at.call('transcript.remove', { caseId: at.caseId, transcriptId: id });
  });

  it('a row that is typed anew is checked anew', async () => {
    const transcriptId = await type(payment('10.00'));
    await check(transcriptId, 'Ерлан Омаров');
    expect(await listed()).toMatchObject([{ checkedBy: 'Ерлан Омаров', typedBy: 'Айгүл Сәрсенова', importId: null }]);
    await at.call('transcript.change', { caseId: at.caseId, transcriptId, cells: payment('11.00') });
    expect(await listed()).toMatchObject([{ checkedBy: null, checkedAt: null, cells: { amount_minor: '11.00' } }]);
    await at.call('transcript.remove', { caseId: at.caseId, transcriptId });
    expect(await listed()).toEqual([]);
  });

  it('nothing typed, and rows that nobody checked, do not go into the books', async () => {
    expect(await refused(commit)).toMatchObject({ code: 'transcripts_none', at: 'скан.jpg' });
    const id = await type(payment('1.00'));
    expect(await refused(commit)).toMatchObject({ code: 'transcripts_unchecked', args: { n: 1 } });
    await at.call('transcript.remove', { caseId: at.caseId, transcriptId: id });
  });
});

describe('typed rows in the books', () => {
  const ids: string[] = [];
  let importId = '';

  it('go in together, named by page and number from the top of the page', async () => {
    ids.push(await type(payment('100.25', { counterparty: 'ТОО «Ақ»' }), 0), await type(payment('200.50'), 1));
    for (const id of ids) await check(id, 'Ерлан Омаров');
    const result = await commit();
    importId = result.importId;
    expect(result).toMatchObject({ rows: 2, rejectedCount: 0, format: 'transcript', sums: { amount_minor: '300.75' } });
    const { names, rows } = await books();
    expect(names).toEqual([`${evidence}:payments:t1.1`, `${evidence}:payments:t1.2`]);
    expect(rows.map((cells) => cells[4])).toEqual([20_050n, 10_025n]);
  });

  it('the certificate says who typed and who checked them', async () => {
    const { certificates } = await at.call('import.certificates', { caseId: at.caseId });
    expect(certificates[0]).toMatchObject({
      format: 'transcript',
      importer: 'transcript-1',
      fileName: 'скан.jpg',
      evidence: { sha256: evidence },
      facts: [
        { name: 'typed_by', value: 'Айгүл Сәрсенова' },
        { name: 'checked_by', value: 'Ерлан Омаров' },
      ],
    });
    expect(certificates[0]?.parts).toMatchObject([{ table: 'payments', scope: 't1', rows: 2 }]);
  });

  it('a row leads back to the region that it was typed from', async () => {
    const { links } = await at.call('link.of', { caseId: at.caseId, target: `row:${evidence}:payments:t1.1` });
    expect(links).toMatchObject([{ evidenceId, kind: 'image', region: { regionId: regions[1], page: 1, top: 1_000 } }]);
    const row = await at.call('rows.get', { caseId: at.caseId, name: `${evidence}:payments:t1.1` });
    expect(row.source).toMatchObject({ fileName: 'скан.jpg', evidence, place: 't1.1', raw: '' });
  });

  it('the scan stays one item, a picture, with the table that came of it; nothing of it can be taken away', async () => {
    const { items } = await at.call('evidence.list', { caseId: at.caseId, find: '', removed: false });
    expect(items).toMatchObject([{ evidenceId, kind: 'image', tables: ['payments'], regions: 2, origin: 'scan' }]);
    expect(await refused(() => at.call('evidence.remove', { caseId: at.caseId, evidenceId }))).toMatchObject({ code: 'evidence_in_use' });
    expect(await refused(() => at.call('region.remove', { caseId: at.caseId, regionId: regions[0] ?? '' }))).toMatchObject({
      code: 'evidence_in_use',
      args: { by: 'transcript' },
    });
    for (const transcriptId of ids) {
      const change = () => at.call('transcript.change', { caseId: at.caseId, transcriptId, cells: payment('1') });
      expect(await refused(change)).toMatchObject({ code: 'transcript_in_books' });
      expect(await refused(() => at.call('transcript.remove', { caseId: at.caseId, transcriptId }))).toMatchObject({
        code: 'transcript_in_books',
      });
    }
    expect((await listed()).map((row) => row.importId)).toEqual([importId, importId]);
  });

  it('rows that are typed later follow behind, under names of their own', async () => {
    const id = await type(payment('5.00'), 1);
    await check(id, 'Ерлан Омаров');
    expect(await commit()).toMatchObject({ rows: 1, parts: [{ scope: 't2' }] });
    expect((await books()).names).toEqual(['t1.1', 't1.2', 't1.3'].map((name) => `${evidence}:payments:${name}`));
    expect(await refused(commit)).toMatchObject({ code: 'transcripts_none' });
  });

  it('the chain of custody tells who typed, checked and took them', async () => {
    const { custody } = await at.call('evidence.get', { caseId: at.caseId, evidenceId });
    const keys = custody.map((step) => step.key);
    expect(keys.filter((key) => key === 'rowsToBooks').length).toBe(2);
    expect(custody.find((step) => step.key === 'rowChecked')).toMatchObject({ person: 'Ерлан Омаров', by: 'Айгүл Сәрсенова' });
    expect(keys[0]).toBe('added');
    expect(new Set(custody.map((step) => step.device)).size).toBe(1);
  });

  it('withdrawn they may be changed and taken again; an import that comes back has the rows that it had', async () => {
    await at.call('import.withdraw', { caseId: at.caseId, importId, reason: 'набрано с другого листа' });
    expect((await books()).names).toEqual([`${evidence}:payments:t1.3`]);
    expect((await listed()).map((row) => row.importId === null)).toEqual([true, true, false]);
    expect(await at.call('import.restore', { caseId: at.caseId, importId })).toEqual({ rows: 2 });
    expect((await books()).names.toSorted()).toEqual(['t1.1', 't1.2', 't1.3'].map((name) => `${evidence}:payments:${name}`));
    await at.call('import.withdraw', { caseId: at.caseId, importId, reason: 'ещё раз' });
    await at.call('transcript.change', { caseId: at.caseId, transcriptId: ids[0] ?? '', cells: payment('100.26') });
    expect(await refused(() => at.call('import.restore', { caseId: at.caseId, importId }))).toMatchObject({ code: 'import_differs' });
    expect((await books()).names).toEqual([`${evidence}:payments:t1.3`]);
    await check(ids[0] ?? '', 'Ерлан Омаров');
    expect(await commit()).toMatchObject({ rows: 2, parts: [{ scope: 't3' }], sums: { amount_minor: '300.76' } });
    const back = () => at.call('import.restore', { caseId: at.caseId, importId });
    expect(await refused(back)).toMatchObject({ code: 'file_already_imported' });
    expect((await books()).names.toSorted()).toEqual(['t1.1', 't1.2', 't1.3'].map((name) => `${evidence}:payments:${name}`));
  });

  it('they are there after a restart, and the log holds together', async () => {
    await at.restart();
    await at.call('vault.unlock', { passphrase: 'five grey herons on a wire' });
    expect((await books()).names.length).toBe(3);
    expect(await at.call('case.verify', { caseId: at.caseId })).toMatchObject({ ok: true });
  });
});

describe('names of typed rows', () => {
  it('are never given twice, whatever was typed, taken and withdrawn before', () => {
    const row = fc.record({ page: fc.integer({ min: 1, max: 3 }), top: fc.nat(9), left: fc.nat(9) });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), fc.array(fc.nat(3), { maxLength: 12 }), (rows, turns) => {
        const all = rows.map((one, i) => ({ ...one, id: `r${i}` }));
        let given: readonly { id: string; locator: string }[] = [];
        // in several goes, some rows again after their import was withdrawn
        for (let turn = 0; turn <= 3; turn += 1) {
          const now = all.filter((_, i) => (turns[i] ?? 0) === turn || (turn === 3 && i % 2 === 0));
          given = [...given, ...nameTyped(given, now)];
        }
        const byLocator = new Map(given.map(({ id, locator }) => [locator, id]));
        expect(given.every(({ id, locator }) => byLocator.get(locator) === id)).toBe(true);
        expect(new Set(given.map(({ id }) => id)).size).toBe(new Set(given.map(({ locator }) => locator)).size);
      }),
    );
  });
});

it.each([
  ['Иванов И.', 'И. Иванов', true],
  ['Королёв', 'королев', true],
  ['Cepик', 'Серик', true],
  ['Серик', 'Серикбай', false],
  ['Айгүл', 'Айгул', false],
])('%s and %s are one person: %s', (a, b, same) => {
  expect(samePerson(a, b)).toBe(same);
});
