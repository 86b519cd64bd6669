import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evidenceDesk, refused } from './evidence-desk.ts';
import type { EvidenceDesk } from './evidence-desk.ts';

let at: EvidenceDesk;
beforeAll(async () => {
  at = await evidenceDesk();
});
afterAll(() => at.leave());

const add = (paths: string[], meta: object = {}, origin = 'file' as const) =>
  at.call('evidence.add', { caseId: at.caseId, paths, origin, meta });
const list = async (find = '', removed = false) => (await at.call('evidence.list', { caseId: at.caseId, find, removed })).items;
const get = (evidenceId: string) => at.call('evidence.get', { caseId: at.caseId, evidenceId });
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('adding files', () => {
  it('keeps the bytes under their hash, with what was said of them', async () => {
    const text = Buffer.from('Акт приёма-передачи №7', 'utf8');
    const meta = {
      obtainedFrom: 'trader',
      legalBasis: 'ст. 417',
      requestNo: '12-3',
      medium: 'USB',
      mediumSerial: 'A1',
      tags: ['склад', 'акт'],
    };
    const { added } = await add([at.bytes('акт «7».txt', text)], meta);
    expect(added).toMatchObject([{ sha256: sha256(text), bytes: text.length, name: 'акт «7».txt', duplicate: false }]);
    const [item] = await list('акт');
    expect(item).toMatchObject({ ...meta, kind: 'text', origin: 'file', addedBy: 'Айгүл Сәрсенова', links: 0, removed: false });
    const { bytes, total } = await at.call('evidence.bytes', {
      caseId: at.caseId,
      evidenceId: item?.evidenceId ?? '',
      from: 0,
      length: 100,
    });
    expect([Buffer.from(bytes).equals(text), total]).toEqual([true, text.length]);
  });

  it('the same bytes are stored once and keep their first item, under whatever name they come again', async () => {
    const bytes = randomBytes(200_000);
    const [first] = (await add([at.bytes('a.bin', bytes)])).added;
    const before = at.stored().blobs;
    const [again] = (await add([at.bytes('b.bin', bytes)], { medium: 'CD' })).added;
    expect(again).toMatchObject({ evidenceId: first?.evidenceId, duplicate: true });
    expect(at.stored()).toEqual({ parts: [], blobs: before });
    const same = (await list()).filter((item) => item.sha256 === sha256(bytes));
    expect(same).toMatchObject([{ name: 'a.bin', medium: 'CD', kind: 'other' }]);
  });

  it('two files of one call with the same bytes are one item', async () => {
    const bytes = randomBytes(10);
    const { added } = await add([at.bytes('x1', bytes), at.bytes('x2', bytes)]);
    expect(added.map((one) => one.duplicate)).toEqual([false, true]);
    expect(new Set(added.map((one) => one.evidenceId)).size).toBe(1);
  });

  it('a removed item comes back when its bytes are added again', async () => {
    const file = at.bytes('gone.txt', Buffer.from('gone'));
    const [one] = (await add([file])).added;
    const evidenceId = one?.evidenceId ?? '';
    await at.call('evidence.remove', { caseId: at.caseId, evidenceId });
    expect((await list('gone.txt')).length).toBe(0);
    expect(await list('gone.txt', true)).toMatchObject([{ evidenceId, removed: true }]);
    expect((await add([file])).added).toMatchObject([{ evidenceId, duplicate: true }]);
    expect(await list('gone.txt')).toMatchObject([{ evidenceId, removed: false }]);
    expect((await get(evidenceId)).custody.map((step) => step.key)).toEqual(['added', 'removed', 'restored']);
  });

  it('an imported file and an added one of the same bytes are one item; neither order makes two', async () => {
    const csv = 'rate_date;currency;fx_unit;rate\n2025-01-31;KRW;100;35,21\n';
    const file = at.bytes('rates.csv', Buffer.from(csv));
    const { added } = await add([file], { obtainedFrom: 'bank' });
    await at.call('import.commit', { caseId: at.caseId, path: file, table: 'rates' });
    const items = (await list()).filter((item) => item.name === 'rates.csv');
    expect(items).toMatchObject([
      { evidenceId: added[0]?.evidenceId, kind: 'book', tables: ['rates'], obtainedFrom: 'bank', origin: 'file' },
    ]);
    expect((await get(added[0]?.evidenceId ?? '')).custody.map((step) => step.key)).toEqual(['added', 'imported']);
    const other = at.bytes('rates2.csv', Buffer.from(csv.replace('35', '36')));
    await at.call('import.commit', { caseId: at.caseId, path: other, table: 'rates' });
    expect((await add([other])).added).toMatchObject([{ duplicate: true }]);
    expect((await list()).filter((item) => item.name === 'rates2.csv')).toMatchObject([{ origin: 'import', tables: ['rates'] }]);
    expect(await refused(() => at.call('evidence.remove', { caseId: at.caseId, evidenceId: added[0]?.evidenceId ?? '' }))).toMatchObject({
      code: 'evidence_in_use',
      args: { by: 'import' },
    });
  });

  it.each([
    ['кириллица и «кавычки».pdf', 'кириллица и «кавычки».pdf'],
    ['a\nb\tc.txt', 'a\nb\tc.txt'],
    ['bell\u0007.txt', 'bell\uFFFD.txt'],
    ['и\u0306.txt', 'й.txt'],
    [`${'д'.repeat(125)}.txt`, `${'д'.repeat(125)}.txt`],
  ])('a file may be called %j', async (name, kept) => {
    const { added } = await add([at.bytes(name, randomBytes(8))]);
    expect(added[0]?.name).toBe(kept);
    expect((await get(added[0]?.evidenceId ?? '')).item.name).toBe(kept);
  });

  it('a name of 260 characters is kept whole', async () => {
    const name = `${'ж'.repeat(256)}.png`;
    const taken = await at.call('evidence.take', { caseId: at.caseId, bytes: new Uint8Array([1, 2, 3]), name, origin: 'paste', meta: {} });
    expect((await get(taken.evidenceId)).item.name).toBe(name);
  });

  it('all files of a call are kept, or none', async () => {
    const before = [await at.operations(), at.stored()];
    const paths = [at.bytes('one', randomBytes(70_000)), path.join(at.dir, 'absent'), at.bytes('three', randomBytes(9))];
    expect(await refused(() => add(paths))).toMatchObject({ code: 'file_unreadable', at: 'absent' });
    expect(await refused(() => add([paths[0] ?? '', at.dir]))).toMatchObject({ code: 'file_unreadable' });
    expect([await at.operations(), at.stored()]).toEqual(before);
  });

  it('an empty file is evidence too', async () => {
    const { added } = await add([at.bytes('empty', Buffer.alloc(0))]);
    expect(added[0]).toMatchObject({ bytes: 0, duplicate: false });
    const { bytes } = await at.call('evidence.bytes', { caseId: at.caseId, evidenceId: added[0]?.evidenceId ?? '', from: 0, length: 5 });
    expect(bytes.length).toBe(0);
  });

  it('a time or an offset that is none is refused before anything is read', async () => {
    const file = at.bytes('t', randomBytes(5));
    expect(await refused(() => add([file], { takenAt: 'вчера' }))).toMatchObject({ code: 'field_invalid', at: 'takenAt' });
    expect(await refused(() => add([file], { clockOffset: '73' }))).toMatchObject({ code: 'field_invalid', at: 'clockOffset' });
  });

  it('is a case that exists', async () => {
    const caseId = '019aa000-0000-7000-8000-000000000000';
    expect(await refused(() => at.call('evidence.add', { caseId, paths: ['/x'], origin: 'file', meta: {} }))).toMatchObject({
      code: 'case_missing',
    });
  });
});

describe('the photo policy', () => {
  it('is asked for pictures of a camera or a phone, and its answers are kept', async () => {
    const { questions } = await at.call('evidence.policy', { caseId: at.caseId });
    expect(questions.map((one) => one.id)).toEqual(['told', 'subject-only', 'no-people']);
    expect(questions.every((one) => !one.verified && one.text.kk !== '')).toBe(true);
    const bytes = new Uint8Array(randomBytes(50));
    const take = (meta: object) => at.call('evidence.take', { caseId: at.caseId, bytes, name: 'p.jpg', origin: 'camera', meta });
    expect(await refused(() => take({ policy: { told: true } }))).toMatchObject({
      code: 'photo_policy_unanswered',
      at: 'subject-only, no-people',
    });
    const policy = { told: true, 'subject-only': false, 'no-people': true };
    const { evidenceId } = await take({ policy });
    expect((await get(evidenceId)).item).toMatchObject({ origin: 'camera', policy });
  });

  it('is not asked by a pack that has none', async () => {
    const generic = await evidenceDesk({ pack: 'wco-generic' });
    const { caseId } = generic;
    expect((await generic.call('evidence.policy', { caseId })).questions).toEqual([]);
    await generic.call('evidence.take', {
      caseId,
      bytes: new Uint8Array([1]),
      name: 'p.jpg',
      origin: 'phone',
      meta: { clockOffset: '-30' },
    });
    await generic.leave();
  });
});

describe('what goes wrong on the way', () => {
  it('a file that grows while it is read is refused, and nothing of it stays', async () => {
    const file = at.bytes('grows.bin', randomBytes(3_000_000));
    const before = at.stored();
    const growing = setInterval(() => fs.appendFileSync(file, 'x'), 0);
    try {
      expect(await refused(() => add([file]))).toMatchObject({ code: 'file_changed', at: 'grows.bin' });
    } finally {
      clearInterval(growing);
    }
    expect(at.stored()).toEqual(before);
  });
});

describe('changing what is said', () => {
  it('writes only what differs; an empty text takes the value away', async () => {
    const [one] = (await add([at.bytes('c.txt', Buffer.from('c'))], { medium: 'CD', description: 'first' })).added;
    const evidenceId = one?.evidenceId ?? '';
    const change = (set: object) => at.call('evidence.change', { caseId: at.caseId, evidenceId, set });
    const before = await at.operations();
    await change({ medium: 'CD', description: 'first' });
    expect(await at.operations()).toBe(before);
    await change({ medium: '', tags: ['b', 'b', 'a'], class: 'bank-secret' });
    const { item } = await get(evidenceId);
    expect(item.medium).toBeUndefined();
    expect(item).toMatchObject({ tags: ['b', 'a'], class: 'bank-secret', description: 'first' });
  });
});
