import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jpegWith, secret } from '../evidence/pictures.ts';
import { bench, newCase } from './command-line.ts';
import type { Bench, Json } from './command-line.ts';

let at: Bench;
let caseId = '';
beforeAll(async () => {
  at = bench();
  await at.assay('vault', 'create', '--vault', at.vault, '--name', 'Айгүл Сәрсенова');
  caseId = await newCase(at);
});
afterAll(() => at.leave());

const inCase = (): string[] => ['--vault', at.vault, '--case', caseId];
/** One command that must be done. */
const done = async (...args: string[]): Promise<Json> => {
  const words = args.findIndex((arg) => arg.startsWith('--') || /^[^a-z]/.test(arg));
  const split = words < 0 ? args.length : words;
  const { exit, json } = await at.assay(...args.slice(0, split), ...inCase(), ...args.slice(split));
  expect({ exit, json }).toMatchObject({ exit: 0 });
  return json;
};
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('evidence on the command line', () => {
  const photo = jpegWith({ orientation: 3 });
  let id = '';

  it('is added with where it came from; a photo of a phone needs the answers of the pack', async () => {
    const file = at.file('фото «склад».jpg', photo);
    const meta = ['--from', 'trader', '--legal-basis', 'ст. 417', '--request', '7', '--medium', 'USB', '--serial', 'S1', '--tag', 'склад'];
    const phone = ['--origin', 'phone', '--clock-offset=+73', '--class', 'trader', ...meta];
    const { exit, json } = await at.assay('evidence', 'add', ...inCase(), ...phone, file);
    expect([exit, json.code]).toEqual([1, 'photo_policy_unanswered']);
    const policy = ['told', 'subject-only', 'no-people'].flatMap((question) => ['--policy', `${question}=yes`]);
    const { added } = await done('evidence', 'add', ...phone, ...policy, file);
    expect(added).toMatchObject([{ sha256: sha256(photo), bytes: photo.length, name: 'фото «склад».jpg', duplicate: false }]);
    id = added[0].evidenceId;
    const again = await done('evidence', 'add', file);
    expect(again.added).toMatchObject([{ evidenceId: id, duplicate: true }]);
  });

  it('is listed, found and shown with its chain of custody in words', async () => {
    const { items } = await done('evidence', 'list', '--find', 'СКЛАД usb');
    expect(items).toMatchObject([{ kind: 'image', takenAt: '2026-03-05T10:11:12', clockOffset: '+73', tags: ['склад'], class: 'trader' }]);
    expect((await done('evidence', 'list', '--find', 'nothing')).items).toEqual([]);
    const shown = await done('evidence', 'show', '--lang', 'ru', id);
    expect(shown.custody.map((step: Json) => step.text)).toEqual(['Добавлено']);
    const plain = await at.plain('evidence', 'list', ...inCase(), '--lang', 'kk');
    expect(plain.out[0]).toContain('Сурет');
  });

  it('leaves without metadata unless the original is asked for', async () => {
    const out = path.join(at.dir, 'copy.jpg');
    const saved = await done('evidence', 'get', '--out', out, id);
    expect(saved).toMatchObject({ metadata: 'removed', sha256: sha256(fs.readFileSync(out)) });
    expect(fs.readFileSync(out).includes(Buffer.from(secret))).toBe(false);
    await done('evidence', 'get', '--out', out, '--original', sha256(photo));
    expect(fs.readFileSync(out).equals(photo)).toBe(true);
    const log = path.join(at.dir, 'log.ndjson');
    await done('case', 'log', '--out', log);
    expect(fs.readFileSync(log, 'utf8').match(/"ent":"export"/g)?.length).toBe(2);
  });

  it('is changed, removed and restored; an empty text takes a value away', async () => {
    await done('evidence', 'change', '--medium=', '--description', 'Второй этаж', id);
    const { item } = await done('evidence', 'show', id);
    expect([item.medium, item.description]).toEqual([undefined, 'Второй этаж']);
    await done('evidence', 'remove', id);
    expect((await done('evidence', 'list', '--removed')).items.length).toBe(1);
    await done('evidence', 'restore', id);
    await done('evidence', 'custody', '--event', 'handedOver', '--day', '2026-03-06', '--person', 'Омаров', id);
    const keys = (await done('evidence', 'show', id)).custody.map((step: Json) => step.key);
    expect(keys).toEqual(['added', 'saved', 'saved', 'described', 'removed', 'restored', 'handedOver']);
  });

  it('is linked by region with a requested item', async () => {
    const { requestId } = await done('request', 'add', '--title', 'Запрос', '--to', 'ТОО', '--item', 'Фото', '--missing', 'ledger:2026-02');
    const { requests } = await done('request', 'list');
    expect(requests).toMatchObject([{ requestId, state: 'draft', overdue: 0 }]);
    const [first, second] = requests[0].items;
    expect([second.table, second.periodFrom, second.periodTo]).toEqual(['ledger', '2026-02-01', '2026-02-28']);
    expect(second.what).toContain('2026');
    const { regionId } = await done('evidence', 'region', '--box', '1,0,0,5000,5000', '--title', 'Полка', id);
    const target = `requestItem:${first.itemId}`;
    const { linkId } = await done('evidence', 'link', '--to', target, '--region', regionId, id);
    const { links } = await done('evidence', 'links', '--of', target);
    expect(links).toMatchObject([{ linkId, region: { regionId, title: 'Полка' } }]);
    await done('request', 'change', '--state', 'sent', '--asked', '2026-01-01', '--due', '2026-01-31', requestId);
    const late = await done('request', 'list', '--today', '2026-02-02');
    expect(late.requests[0]).toMatchObject({ state: 'sent', overdue: 2 });
    await done('request', 'item', '--state', 'received', '--received', '2026-02-01', '--evidence', id, first.itemId);
    expect((await done('request', 'list')).requests[0].items[0]).toMatchObject({ state: 'received', evidence: [sha256(photo)] });
    await done('evidence', 'links', '--remove', linkId);
    expect((await done('request', 'list')).requests[0].items[0].evidence).toEqual([]);
  });

  it('rows are typed from it, checked by a second person and taken into the books', async () => {
    const { regionId } = await done('evidence', 'region', '--box', '1,0,6000,9000,500', id);
    const cells = ['--cell', 'booking_date=2026-03-05', '--cell', 'direction=out', '--cell', 'amount_minor=1000', '--cell', 'currency=KRW'];
    const typed = ['--evidence', id, '--region', regionId, '--table', 'payments', ...cells];
    const { transcriptId } = await done('transcript', 'add', ...typed);
    const { json } = await at.assay('transcript', 'check', ...inCase(), '--by', 'АЙГҮЛ СӘРСЕНОВА', transcriptId);
    expect(json.code).toBe('second_person_needed');
    await done('transcript', 'check', '--by', 'Ерлан Омаров', transcriptId);
    expect((await done('transcript', 'list', '--evidence', id)).rows).toMatchObject([{ checkedBy: 'Ерлан Омаров' }]);
    const result = await done('transcript', 'commit', '--evidence', id, '--table', 'payments');
    expect(result).toMatchObject({ rows: 1, sums: { amount_minor: '1000' } });
    const { rows } = await done('rows', '--table', 'payments');
    expect(rows).toMatchObject([{ name: `${sha256(photo)}:payments:t1.1`, amount_minor: '1000', currency: 'KRW' }]);
  });
});

describe('mistakes', () => {
  it.each([
    [['evidence', 'add'], 'FILE'],
    [['evidence', 'region', '--box', '1,2', 'x'], '--box'],
    [['evidence', 'custody', '--event', 'stolen', '--day', '2026-01-01', 'x'], '--event'],
    [['request', 'add', '--title', 'T', '--to', 'A', '--missing', 'ledger:2026-13'], '--missing'],
    [['request', 'item', '--what', 'x'], '--request'],
    [['evidence', 'add', '--policy', 'told=maybe', 'f'], '--policy'],
  ])('%j is wrong usage that names %s', async (args, named) => {
    const { exit, json } = await at.assay(...args, ...inCase());
    expect([exit, json.code]).toEqual([2, 'usage']);
    expect(json.at).toContain(named);
  });

  it.each([
    ['an item that is not there', ['evidence', 'show', '019aa000-0000-7000-8000-000000000000'], 'entity_missing'],
    ['an id that is none', ['evidence', 'show', 'x'], 'field_invalid'],
    ['a file that is not there', ['evidence', 'add', '/absent/file'], 'file_unreadable'],
  ])('%s is refused by name', async (_what, args, code) => {
    const { exit, json } = await at.assay(...args, ...inCase());
    expect([exit, json.code]).toEqual([1, code]);
  });
});
