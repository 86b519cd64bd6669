import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { correctedTime } from '../../domain/evidence/clock.ts';
import { custodyKeys } from '../../domain/evidence/custody.ts';
import { evidenceKind } from '../../domain/evidence/kind.ts';
import { monthDays, overdueDays } from '../../domain/evidence/requests.ts';
import type { Day } from '../../domain/model/scalars.ts';
import { loadMessages } from '../../backend/words/locales.ts';
import { langs } from '../../domain/model/words.ts';
import { evidenceDesk, refused } from './evidence-desk.ts';
import type { EvidenceDesk } from './evidence-desk.ts';

let at: EvidenceDesk;
beforeAll(async () => {
  at = await evidenceDesk({ today: '2026-04-10' });
});
afterAll(() => at.leave());

const draft = {
  number: '15-02/7',
  title: 'Первичные документы',
  addressee: 'ТОО «Проба»',
  basis: 'ст. 417',
  askedOn: '2026-03-01',
  dueOn: '2026-03-31',
  state: 'sent',
  note: '',
} as const;
const item = {
  what: 'Банковская выписка',
  table: 'payments',
  periodFrom: '2026-01-01',
  periodTo: '2026-01-31',
  state: 'asked',
  receivedOn: null,
  returnedOn: null,
  evidence: [] as string[],
  note: '',
} as const;
const requests = async () => (await at.call('request.list', { caseId: at.caseId })).requests;

describe('requests for data', () => {
  let requestId = '';
  let itemId = '';

  it('stand with their items, in their order, and say how late the answer is', async () => {
    ({ requestId } = await at.call('request.add', {
      caseId: at.caseId,
      request: draft,
      items: [{ ...item }, { ...item, what: 'Договор', table: null, periodFrom: null, periodTo: null }],
    }));
    const [found] = await requests();
    expect(found).toMatchObject({ ...draft, requestId, overdue: 10 });
    expect(found?.items.map((one) => [one.position, one.what])).toEqual([
      [1, 'Банковская выписка'],
      [2, 'Договор'],
    ]);
    itemId = found?.items[0]?.itemId ?? '';
  });

  it('what was received for an item is linked with it, and can be taken off again', async () => {
    const { added } = await at.call('evidence.add', {
      caseId: at.caseId,
      paths: [at.bytes('v1.txt', Buffer.from('1')), at.bytes('v2.txt', Buffer.from('2'))],
      origin: 'file',
      meta: {},
    });
    const [a, b] = added.map((one) => one.sha256);
    const change = (set: object) => at.call('requestItem.change', { caseId: at.caseId, itemId, set });
    expect(await refused(() => change({ state: 'received' }))).toMatchObject({ code: 'field_invalid', at: 'receivedOn' });
    await change({ state: 'received', receivedOn: '2026-04-02', evidence: [a, b] });
    expect((await requests())[0]?.items[0]).toMatchObject({ state: 'received', receivedOn: '2026-04-02', evidence: [a, b] });
    const { links } = await at.call('link.of', { caseId: at.caseId, target: `requestItem:${itemId}` });
    expect(links.map((link) => link.name)).toEqual(['v1.txt', 'v2.txt']);
    await change({ evidence: [b] });
    expect((await requests())[0]?.items[0]?.evidence).toEqual([b]);
    expect(await refused(() => change({ evidence: ['0'.repeat(64)] }))).toMatchObject({ code: 'entity_missing' });
    await change({ state: 'returned', returnedOn: '2026-04-03' });
    expect(await refused(() => change({ returnedOn: '2026-04-01' }))).toMatchObject({ code: 'field_invalid', at: 'returnedOn' });
  });

  it('nothing is late once nothing is owed', async () => {
    const other = (await requests())[0]?.items[1]?.itemId ?? '';
    expect((await requests())[0]?.overdue).toBe(10);
    await at.call('requestItem.change', { caseId: at.caseId, itemId: other, set: { state: 'refused' } });
    expect((await requests())[0]?.overdue).toBe(0);
  });

  it('writes only what differs, and refuses days in an order that cannot be', async () => {
    const change = (set: object) => at.call('request.change', { caseId: at.caseId, requestId, set });
    const before = await at.operations();
    await change({ title: draft.title, state: 'sent' });
    expect(await at.operations()).toBe(before);
    expect(await refused(() => change({ dueOn: '2026-02-01' }))).toMatchObject({ code: 'field_invalid', at: 'dueOn' });
    expect(await refused(() => change({ dueOn: '2026-02-30' }))).toMatchObject({ code: 'field_invalid', at: 'dueOn' });
    expect(await refused(() => change({ askedOn: null }))).toMatchObject({ code: 'field_invalid', at: 'askedOn' });
    await change({ state: 'closed' });
    expect((await requests())[0]?.state).toBe('closed');
  });

  it('items and requests are added and withdrawn', async () => {
    const added = await at.call('requestItem.add', { caseId: at.caseId, requestId, item: { ...item, what: 'Ещё' } });
    expect((await requests())[0]?.items.map((one) => one.position)).toEqual([1, 2, 3]);
    await at.call('requestItem.remove', { caseId: at.caseId, itemId: added.itemId });
    expect((await requests())[0]?.items.length).toBe(2);
    await at.call('request.remove', { caseId: at.caseId, requestId });
    expect(await requests()).toEqual([]);
    expect(await refused(() => at.call('request.remove', { caseId: at.caseId, requestId }))).toMatchObject({ code: 'entity_missing' });
  });
});

describe('regions and links', () => {
  it('a mark lies on the page, is changed and taken away with its links', async () => {
    const { added } = await at.call('evidence.add', {
      caseId: at.caseId,
      paths: [at.bytes('p.txt', Buffer.from('p'))],
      origin: 'file',
      meta: {},
    });
    const [evidence = '', evidenceId = ''] = [added[0]?.sha256, added[0]?.evidenceId];
    const shape = { page: 1, left: 0, top: 0, width: 10_000, height: 10_000 };
    const add = (over: object) =>
      at.call('region.add', { caseId: at.caseId, evidence, shape: { ...shape, ...over }, title: 'Итог', text: '' });
    expect(await refused(() => add({ left: 1 }))).toMatchObject({ code: 'field_invalid', at: 'width' });
    const { regionId } = await add({});
    await at.call('region.change', { caseId: at.caseId, regionId, shape: { ...shape, height: 500 }, text: 'Всего\u0007' });
    const { findingId } = await at.call('finding.add', {
      caseId: at.caseId,
      finding: { title: 'Ф', condition: '', criteria: [], cause: '', corrections: [], response: '' },
    });
    const target = `finding:${findingId}`;
    const link = (regionOf: string | null) =>
      at.call('link.add', { caseId: at.caseId, evidence, regionId: regionOf, target, note: 'стр. 1' });
    const { linkId } = await link(regionId);
    expect((await link(regionId)).linkId).toBe(linkId);
    expect(await at.call('link.of', { caseId: at.caseId, target })).toMatchObject({
      links: [{ evidenceId, name: 'p.txt', kind: 'text', note: 'стр. 1', region: { height: 500, title: 'Итог', text: 'Всего\uFFFD' } }],
    });
    expect(await refused(() => at.call('region.remove', { caseId: at.caseId, regionId }))).toMatchObject({ args: { by: 'finding' } });
    expect(await refused(() => at.call('evidence.remove', { caseId: at.caseId, evidenceId }))).toMatchObject({ args: { by: 'finding' } });
    await at.call('link.remove', { caseId: at.caseId, linkId });
    await at.call('region.remove', { caseId: at.caseId, regionId });
    await at.call('evidence.remove', { caseId: at.caseId, evidenceId });
    expect(await refused(() => link(null))).toMatchObject({ code: 'entity_missing' });
  });

  it.each([
    ['finding:019aa000-0000-7000-8000-000000000000', 'finding_missing'],
    [`row:${'a'.repeat(64)}:ledger:1`, 'row_missing'],
    ['requestItem:x', 'entity_missing'],
    ['case:1', 'field_invalid'],
    ['finding', 'field_invalid'],
  ])('nothing is linked with what is not there: %s', async (target, code) => {
    const { added } = await at.call('evidence.add', {
      caseId: at.caseId,
      paths: [at.bytes('q.txt', Buffer.from('q'))],
      origin: 'file',
      meta: {},
    });
    const link = () => at.call('link.add', { caseId: at.caseId, evidence: added[0]?.sha256 ?? '', regionId: null, target, note: '' });
    expect(await refused(link)).toMatchObject({ code });
  });

  it('a step of custody outside the program stands in the chain, in the order of the log', async () => {
    const { added } = await at.call('evidence.add', {
      caseId: at.caseId,
      paths: [at.bytes('s.txt', Buffer.from('s'))],
      origin: 'file',
      meta: {},
    });
    const [evidence = '', evidenceId = ''] = [added[0]?.sha256, added[0]?.evidenceId];
    const step = { event: 'received', day: '2026-03-01', person: 'Омаров Е.', place: 'Алматы', note: '' } as const;
    await at.call('custody.add', { caseId: at.caseId, evidence, ...step });
    await at.call('evidence.change', { caseId: at.caseId, evidenceId, set: { medium: 'CD' } });
    const { custody } = await at.call('evidence.get', { caseId: at.caseId, evidenceId });
    expect(custody.map(({ key, day, person, place, sha256 }) => ({ key, day, person, place, sha256 }))).toEqual([
      { key: 'added', sha256: evidence },
      { key: 'received', day: '2026-03-01', person: 'Омаров Е.', place: 'Алматы', sha256: evidence },
      { key: 'described', sha256: evidence },
    ]);
    expect(custody.every((one) => one.by === 'Айгүл Сәрсенова' && one.device.length === 36)).toBe(true);
    const wrong = () => at.call('custody.add', { caseId: at.caseId, evidence, ...step, day: '2026-02-30' });
    expect(await refused(wrong)).toMatchObject({ code: 'field_invalid' });
  });

  it('every step has its word in every language', () => {
    for (const lang of langs) expect(custodyKeys.filter((key) => loadMessages(lang)[`custody.${key}`] === undefined)).toEqual([]);
  });
});

describe('rules', () => {
  const request = { state: 'sent', askedOn: '2026-03-01', dueOn: '2026-03-31' } as { state: 'sent'; askedOn: Day; dueOn: Day };

  it.each([
    ['2026-03-31', ['asked'], 0],
    ['2026-04-01', ['asked'], 1],
    ['2026-04-01', ['partly', 'received'], 1],
    ['2026-04-01', ['received', 'refused', 'returned'], 0],
    ['2027-03-31', [], 365],
  ] as const)('on %s with items %j it is %i days late', (today, items, days) => {
    expect(overdueDays(request, items, today as Day)).toBe(days);
    expect(overdueDays({ ...request, state: 'draft' }, items, today as Day)).toBe(0);
    expect(overdueDays({ ...request, dueOn: null }, items, today as Day)).toBe(0);
  });

  it.each([
    ['2024-02', { from: '2024-02-01', to: '2024-02-29' }],
    ['2026-13', null],
    ['2026-3', null],
  ])('month %s', (month, days) => {
    expect(monthDays(month)).toEqual(days);
  });

  it.each([
    ['2026-03-05T10:11:12', '+73', '2026-03-05T10:09:59'],
    ['2026-03-01T00:00:30+05:00', '+60', '2026-02-28T23:59:30+05:00'],
    ['2024-02-28T23:59:59Z', '-1', '2024-02-29T00:00:00Z'],
    ['2026-03-05T10:11', '+0', '2026-03-05T10:11:00'],
    ['2026-02-30T10:11:12', '+1', null],
    ['2026-03-05T10:11:12', '1', null],
  ])('%s by a clock that is %s s ahead was %s', (takenAt, offset, corrected) => {
    expect(correctedTime(takenAt, offset)).toBe(corrected);
  });

  it.each([
    ['a.jpg', [0xff, 0xd8, 0xff, 0xe0], 'image'],
    ['a.jpg', [...Buffer.from('not a picture')], 'text'],
    ['scan.dat', [...Buffer.from('junk\n%PDF-1.7')], 'pdf'],
    ['b.xlsx', [0x50, 0x4b, 3, 4, 0, 0], 'book'],
    ['b.zip', [0x50, 0x4b, 3, 4, 0, 0], 'other'],
    ['doc.doc', [0xd0, 0xcf, 0x11, 0xe0], 'other'],
    ['l.csv', [...Buffer.from('a;b\n1;2')], 'book'],
    ['x', [...Buffer.from('<?xml version="1.0"?><a/>')], 'book'],
    ['письмо.txt', [0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2], 'text'],
    ['x.bin', [1, 2, 3, 0], 'other'],
    ['empty', [], 'other'],
    ['BM.txt', [...Buffer.from('BM is how this text begins, no picture')], 'text'],
  ])('%s with these bytes is %s', (name, bytes, kind) => {
    expect(evidenceKind(name, Uint8Array.from(bytes))).toBe(kind);
  });
});
