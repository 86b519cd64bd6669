import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { encode } from '../importers/encode.ts';
import { dbase3Memo, dbfOf } from '../importers/workbook/dbf-writer.ts';
import { evidenceDesk, refused } from './evidence-desk.ts';
import type { EvidenceDesk } from './evidence-desk.ts';
import { jpegWith } from './pictures.ts';

let at: EvidenceDesk;
let [evidence, evidenceId, regionId] = ['', '', ''];
let n = 0;

beforeAll(async () => {
  at = await evidenceDesk();
});
afterAll(() => at.leave());
beforeEach(async () => {
  n += 1;
  const paths = [at.bytes(`скан ${n}.jpg`, Buffer.concat([jpegWith({}), Buffer.from(`${n}`)]))];
  const { added } = await at.call('evidence.add', { caseId: at.caseId, paths, origin: 'scan', meta: {} });
  [evidence, evidenceId] = [added[0]?.sha256 ?? '', added[0]?.evidenceId ?? ''];
  regionId = await region(1_000, 'Строка 1');
});

const shape = (top: number) => ({ page: 1, left: 500, top, width: 9_000, height: 400 });
const region = async (top: number, title: string) =>
  (await at.call('region.add', { caseId: at.caseId, evidence, shape: shape(top), title, text: '' })).regionId;
const cells = { booking_date: '2026-03-05', direction: 'out', amount_minor: '10.00', currency: 'KZT' };
const typed = async () => {
  const { transcriptId } = await at.call('transcript.add', { caseId: at.caseId, evidence, regionId, table: 'payments', cells });
  await at.call('transcript.check', { caseId: at.caseId, transcriptId, checkedBy: 'Ерлан Омаров' });
  return transcriptId;
};
const listed = async () => (await at.call('transcript.list', { caseId: at.caseId, evidence })).rows;
const item = () => at.call('evidence.get', { caseId: at.caseId, evidenceId });
const change = (set: object) => at.call('region.change', { caseId: at.caseId, regionId, ...set });
const removeItem = () => at.call('evidence.remove', { caseId: at.caseId, evidenceId });
const link = (target: string, of: string | null = null) =>
  at.call('link.add', { caseId: at.caseId, evidence, regionId: of, target, note: '' });
const finding = async (title: string) => {
  const empty = { condition: '', criteria: [], cause: '', corrections: [], response: '' };
  return (await at.call('finding.add', { caseId: at.caseId, finding: { title, ...empty } })).findingId;
};
const asked = { what: 'Выписка за март', table: null, periodFrom: null, periodTo: null, state: 'asked', receivedOn: null } as const;
const request = async () => {
  const made = await at.call('request.add', {
    caseId: at.caseId,
    request: { number: '', title: 'Запрос', addressee: 'Банк', basis: '', askedOn: null, dueOn: null, state: 'draft', note: '' },
    items: [{ ...asked, returnedOn: null, evidence: [evidence], note: '' }],
  });
  const all = (await at.call('request.list', { caseId: at.caseId })).requests;
  const itemId = all.find((one) => one.requestId === made.requestId)?.items[0]?.itemId ?? '';
  return { requestId: made.requestId, itemId };
};

describe('a mark under a typed row', () => {
  it('that is moved takes the check back: said, and a step of the chain of custody', async () => {
    await typed();
    expect(await change({ shape: shape(2_000) })).toEqual({ unchecked: 1 });
    expect(await listed()).toMatchObject([{ checkedBy: null, checkedAt: null, cells }]);
    const { custody } = await item();
    expect(custody.slice(-2).map((step) => step.key)).toEqual(['regionChanged', 'rowUnchecked']);
  });

  it('keeps the check when only its title or its text changes, or nothing', async () => {
    await typed();
    expect(await change({ title: 'Первая строка', text: 'оплата', shape: shape(1_000) })).toEqual({ unchecked: 0 });
    expect(await listed()).toMatchObject([{ checkedBy: 'Ерлан Омаров' }]);
  });

  it('stays where it is while the row is in the books', async () => {
    await typed();
    const { importId } = await at.call('transcript.commit', { caseId: at.caseId, evidence, table: 'payments' });
    expect(await refused(() => change({ shape: shape(2_000) }))).toMatchObject({
      code: 'evidence_in_use',
      at: 'Строка 1',
      args: { by: 'import', n: 1 },
    });
    expect(await change({ title: 'Иначе' })).toEqual({ unchecked: 0 });
    await at.call('import.withdraw', { caseId: at.caseId, importId, reason: 'не та строка' });
    expect(await change({ shape: shape(2_000) })).toEqual({ unchecked: 1 });
    // a row that nobody checked where it stands now does not come back into the books by another way
    const back = () => at.call('import.restore', { caseId: at.caseId, importId });
    expect(await refused(back)).toMatchObject({ code: 'transcripts_unchecked', args: { n: 1 } });
    const [row] = await listed();
    await at.call('transcript.check', { caseId: at.caseId, transcriptId: row?.transcriptId ?? '', checkedBy: 'Ерлан Омаров' });
    expect(await back()).toEqual({ rows: 1 });
  });
});

describe('an item stays in the lists while the case rests on it', () => {
  it('a finding, by its title', async () => {
    await link(`finding:${await finding('Занижение стоимости')}`, regionId);
    await link(`finding:${await finding('Ставка')}`);
    expect(await refused(removeItem)).toMatchObject({
      code: 'evidence_in_use',
      at: `скан ${n}.jpg`,
      args: { by: 'finding', n: 2, names: 'Занижение стоимости; Ставка' },
    });
  });

  it('what was received for a request, by what was asked; not one that was taken away', async () => {
    const { requestId, itemId } = await request();
    expect(await refused(removeItem)).toMatchObject({ args: { by: 'requestItem', n: 1, names: 'Выписка за март' } });
    await at.call('request.remove', { caseId: at.caseId, requestId });
    const { links } = await item();
    expect(links.map((one) => one.target)).toEqual([`requestItem:${itemId}`]);
    expect(await removeItem()).toEqual({});
  });

  it('rows typed from it, and rows of the books', async () => {
    const transcriptId = await typed();
    expect(await refused(removeItem)).toMatchObject({ args: { by: 'transcript', n: 1 } });
    await at.call('transcript.commit', { caseId: at.caseId, evidence, table: 'payments' });
    expect(await refused(removeItem)).toMatchObject({ args: { by: 'import', n: 1 } });
    const row = `row:${evidence}:payments:t1.1`;
    const { added } = await at.call('evidence.add', {
      caseId: at.caseId,
      paths: [at.bytes(`письмо ${n}.txt`, Buffer.from(`письмо ${n}`))],
      origin: 'file',
      meta: {},
    });
    await at.call('link.add', { caseId: at.caseId, evidence: added[0]?.sha256 ?? '', regionId: null, target: row, note: '' });
    const remove = () => at.call('evidence.remove', { caseId: at.caseId, evidenceId: added[0]?.evidenceId ?? '' });
    expect(await refused(remove)).toMatchObject({ args: { by: 'row', n: 1 } });
    expect((await listed()).map((one) => one.transcriptId)).toEqual([transcriptId]);
  });

  it('its marks go with it and come back with it', async () => {
    expect(await removeItem()).toEqual({});
    await at.call('evidence.restore', { caseId: at.caseId, evidenceId });
    expect((await item()).regions).toMatchObject([{ regionId, title: 'Строка 1', top: 1_000 }]);
  });
});

describe('what was taken away comes back as it was', () => {
  it('a mark, under its own name and with its links', async () => {
    const { itemId } = await request();
    const target = `requestItem:${itemId}`;
    const { linkId } = await link(target, regionId);
    await at.call('region.remove', { caseId: at.caseId, regionId });
    expect((await item()).regions).toEqual([]);
    await at.call('region.restore', { caseId: at.caseId, regionId });
    const { regions, links, custody } = await item();
    expect(regions).toMatchObject([{ regionId, title: 'Строка 1' }]);
    expect(links.filter((one) => one.regionId === regionId)).toMatchObject([{ linkId, target }]);
    expect(custody.map((step) => step.key)).toContain('regionRestored');
    const before = await at.operations();
    await at.call('region.restore', { caseId: at.caseId, regionId });
    expect(await at.operations()).toBe(before);
    const never = () => at.call('region.restore', { caseId: at.caseId, regionId: '019aa000-0000-7000-8000-000000000000' });
    expect(await refused(never)).toMatchObject({ code: 'entity_missing' });
  });

  it('a link that was untied before its mark was taken away stays untied', async () => {
    const { itemId } = await request();
    const { linkId } = await link(`requestItem:${itemId}`, regionId);
    await at.call('link.remove', { caseId: at.caseId, linkId });
    await at.call('region.remove', { caseId: at.caseId, regionId });
    await at.call('region.restore', { caseId: at.caseId, regionId });
    expect((await item()).links.filter((one) => one.regionId === regionId)).toEqual([]);
  });

  it('a typed row with its check; without it when its mark was moved meanwhile; not without its mark', async () => {
    const transcriptId = await typed();
    const remove = () => at.call('transcript.remove', { caseId: at.caseId, transcriptId });
    const restore = () => at.call('transcript.restore', { caseId: at.caseId, transcriptId });
    await remove();
    expect(await restore()).toEqual({ unchecked: 0 });
    expect(await listed()).toMatchObject([{ transcriptId, checkedBy: 'Ерлан Омаров', cells }]);
    await remove();
    await change({ shape: shape(3_000) });
    expect(await restore()).toEqual({ unchecked: 1 });
    expect(await listed()).toMatchObject([{ transcriptId, checkedBy: null }]);
    await remove();
    await at.call('region.remove', { caseId: at.caseId, regionId });
    expect(await refused(restore)).toMatchObject({ code: 'entity_missing', at: `region:${regionId}` });
    await at.call('region.restore', { caseId: at.caseId, regionId });
    expect(await restore()).toEqual({ unchecked: 0 });
    expect((await item()).custody.map((step) => step.key).slice(-2)).toEqual(['regionRestored', 'rowRestored']);
  });

  it('a request with its items, and an item with what was received for it', async () => {
    const { requestId, itemId } = await request();
    const all = async () => (await at.call('request.list', { caseId: at.caseId })).requests.filter((one) => one.requestId === requestId);
    const before = await all();
    expect(before[0]?.items[0]?.evidence).toEqual([evidence]);
    await at.call('requestItem.remove', { caseId: at.caseId, itemId });
    expect((await all())[0]?.items).toEqual([]);
    await at.call('requestItem.restore', { caseId: at.caseId, itemId });
    expect(await all()).toEqual(before);
    await at.call('request.remove', { caseId: at.caseId, requestId });
    expect(await all()).toEqual([]);
    const gone = () => at.call('requestItem.change', { caseId: at.caseId, itemId, set: { note: 'x' } });
    expect(await refused(gone)).toMatchObject({ code: 'entity_missing' });
    await at.call('request.restore', { caseId: at.caseId, requestId });
    expect(await all()).toEqual(before);
  });
});

it('what supports a finding and is out of the lists is shown as such', async () => {
  const findingId = await finding('Вывод');
  await link(`finding:${findingId}`);
  await at.call('finding.withdraw', { caseId: at.caseId, findingId });
  await removeItem();
  await at.call('finding.restore', { caseId: at.caseId, findingId });
  const { links } = await at.call('link.of', { caseId: at.caseId, target: `finding:${findingId}` });
  expect(links).toMatchObject([{ evidenceId, name: `скан ${n}.jpg`, removed: true }]);
  await at.call('evidence.restore', { caseId: at.caseId, evidenceId });
  expect((await at.call('link.of', { caseId: at.caseId, target: `finding:${findingId}` })).links).toMatchObject([{ removed: false }]);
});

it('the log holds together after all of it', async () => {
  expect(await at.call('case.verify', { caseId: at.caseId })).toMatchObject({ ok: true });
});

it('the memo of a DBF stays while its rows are in the books, as the DBF does', async () => {
  const memo = dbase3Memo([encode('Оплата по договору', 'ibm866')]);
  const columns = [
    { name: 'DATE', type: 'D', length: 8 },
    { name: 'ACCOUNT', type: 'C', length: 6 },
    { name: 'DEBIT', type: 'N', length: 12, decimals: 2 },
    { name: 'NOTE', type: 'M', length: 10 },
  ];
  const rows = [['20260201', '3310', '100.50', String(memo.blocks[0]).padStart(10)]];
  const path = at.bytes('KNIGA.DBF', dbfOf({ version: 0x83, codePage: 0x26, columns, rows }));
  at.bytes('KNIGA.DBT', memo.bytes);
  const named = { posting_date: 'DATE', account: 'ACCOUNT', debit_minor: 'DEBIT', description: 'NOTE' };
  const mapped = Object.fromEntries(Object.entries(named).map(([name, header]) => [name, { header }]));
  const profile = { v: 1, name: 'DBF', table: 'ledger', columns: mapped, repairs: [] } as never;
  const { importId } = await at.call('import.commit', { caseId: at.caseId, path, table: 'ledger', profile });
  const { items } = await at.call('evidence.list', { caseId: at.caseId, find: 'KNIGA.DBT', removed: false });
  const remove = () => at.call('evidence.remove', { caseId: at.caseId, evidenceId: items[0]?.evidenceId ?? '' });
  expect(await refused(remove)).toMatchObject({ code: 'evidence_in_use', at: 'KNIGA.DBT', args: { by: 'import', n: 1 } });
  await at.call('import.withdraw', { caseId: at.caseId, importId, reason: 'tried' });
  expect(await remove()).toEqual({});
});
