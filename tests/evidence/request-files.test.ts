import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { evidenceDesk, refused } from './evidence-desk.ts';

const at = await evidenceDesk({ today: '2026-04-10' });
afterAll(() => at.leave());
const { caseId } = at;

const item = {
  table: null,
  periodFrom: null,
  periodTo: null,
  state: 'asked',
  receivedOn: null,
  returnedOn: null,
  evidence: [],
  note: '',
} as const;
const { requestId } = await at.call('request.add', {
  caseId,
  request: {
    number: '7',
    title: 'Требование',
    addressee: 'ТОО «Проба»',
    basis: 'статьи 417',
    askedOn: '2026-03-01',
    dueOn: '2026-03-31',
    state: 'sent',
    note: '',
  },
  items: [
    { ...item, evidence: [], what: 'Карточка счёта 60; по субсчетам', table: 'ledger', periodFrom: '2026-01-01', periodTo: '2026-03-31' },
    { ...item, evidence: [], what: '=HYPERLINK("http://x")', state: 'received', receivedOn: '2026-03-20' },
  ],
});
const save = (name: string, format: 'txt' | 'csv', lang: 'en' | 'ru' | 'kk') =>
  at.call('request.save', { caseId, requestId, to: path.join(at.dir, name), format, lang });
const read = (name: string): string => fs.readFileSync(path.join(at.dir, name), 'utf8');

it('the list is a table that opens as one: what was asked, for when, what became of it', async () => {
  await save('перечень.csv', 'csv', 'ru');
  expect(read('перечень.csv').split('\r\n')).toEqual([
    '\ufeff№;Что запрашивается;Вид записей;Период с;Период по;Состояние;Получено;Возвращено',
    '1;"Карточка счёта 60; по субсчетам";Главная книга;2026-01-01;2026-03-31;Запрошено;;',
    `2;"'=HYPERLINK(""http://x"")";;;;Получено;2026-03-20;`,
    '',
  ]);
});

it('the letter is what is copied as text, with line ends that every editor of Windows reads', async () => {
  await save('письмо.txt', 'txt', 'ru');
  const text = read('письмо.txt');
  expect(text.startsWith('\ufeffТОО «Проба»\r\n')).toBe(true);
  expect(text).toContain('На основании статьи 417 просим представить:\r\n');
  expect(text).toContain('1. Карточка счёта 60; по субсчетам (');
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
});

it('that it left is recorded with its hash and of which class it is', async () => {
  const { sha256, bytes } = await save('list.csv', 'csv', 'en');
  const file = fs.readFileSync(path.join(at.dir, 'list.csv'));
  expect([sha256, bytes]).toEqual([createHash('sha256').update(file).digest('hex'), file.length]);
  await at.call('case.exportLog', { caseId, to: path.join(at.dir, 'log.ndjson') });
  const left = read('log.ndjson')
    .split('\n')
    .filter((line) => line.includes('"list.csv"'));
  expect(left.length).toBe(1);
  for (const part of [sha256, requestId, '"kind":"request"', '"class":"trader"', '"rows":2']) expect(left[0]).toContain(part);
});

it('a request that is not there, and a place in the vault, are refused, and nothing is recorded', async () => {
  const before = await at.operations();
  const gone = {
    caseId,
    requestId: '019aa000-0000-7000-8000-000000000000',
    to: path.join(at.dir, 'x.csv'),
    format: 'csv',
    lang: 'en',
  } as const;
  expect(await refused(() => at.call('request.save', gone))).toMatchObject({ code: 'entity_missing' });
  const inside = { ...gone, requestId, to: path.join(at.vaultDir, 'x.csv') };
  expect(await refused(() => at.call('request.save', inside))).toMatchObject({ code: 'target_in_vault' });
  expect(await at.operations()).toBe(before);
});
