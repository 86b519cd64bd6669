import fs from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { peersAmong } from '../../backend/analysis/peers.ts';
import type { PeerRequest } from '../../backend/analysis/peers.ts';
import { loadPack } from '../../backend/packs/load-pack.ts';
import { smallBook, viewProcess } from '../../backend/processes/view-process.ts';
import { peerRows } from '../../db/queries/peer-rows.ts';
import { listBookImports } from '../../db/repositories/books-imports.ts';
import { testOf } from '../../domain/catalogue/index.ts';
import { readParams } from '../../domain/catalogue/params.ts';
import type { CaseId, Sha256 } from '../../domain/model/ids.ts';
import { caseBooks } from '../helpers/case-books.ts';
import type { TestBooks } from '../helpers/case-books.ts';
import { kz } from '../helpers/lines.ts';
import { temporaryFolder } from './opened.ts';

const views = viewProcess();
const never = new AbortController().signal;
const lines = 3_000;
let dir = '';
let books: TestBooks;
let request: PeerRequest;
beforeAll(() => {
  dir = temporaryFolder();
  const row = (no: number) => ({
    reg_no: `55301/010126/${String(no).padStart(7, '0')}`,
    reg_date: '2026-01-05',
    item_no: 1,
    hs_code: '8518309500',
    origin_country: no % 10 === 0 ? 'KR' : 'CN',
    customs_value_minor: 100_000 + no,
    net_g: 1_000 + (no % 7),
  });
  const rows = Array.from({ length: lines }, (_, i) => row(i));
  books = caseBooks(dir, [{ table: 'declarations', evidence: 'a'.repeat(64) as Sha256, rows, importId: 'import-a' }]);
  const params = readParams(testOf('V14'), {}, kz);
  const goods = { hs: '8518309500', origin: 'CN', unit: 'kg', currency: 'KZT' };
  request = { test: 'V14', params, goods, pack: loadPack('kz').bytes, digits: {}, imports: ['import-a'] };
});
afterAll(() => {
  views.end();
  books.store.close();
  fs.rmSync(dir, { recursive: true, force: true });
});

test('the prices around a lead are the same from the process that makes lists as from this one', async () => {
  const access = () => ({ file: books.file, key: Buffer.from(books.key) });
  const from = { caseId: 'case' as CaseId, store: books.store, access };
  const [here, there] = await Promise.all([1, smallBook + 1].map((rows) => views.peers(from, request, { rows, signal: never })));
  expect(there).toEqual(here);
  expect(here).toEqual(books.store.read((db) => peersAmong(db, request)));
  expect(here).toMatchObject({ n: lines * 0.9, unit: 'kg', currency: 'KZT', cut: false });
});

test('each column of the rows is made once, however often it is asked for', () => {
  books.store.read((db) => {
    const { rows } = peerRows(db, ['net_g', 'hs_code'], { goods: request.goods, imports: listBookImports(db) });
    expect(rows.number('net_g')).toBe(rows.number('net_g'));
    expect(rows.text('hs_code')).toBe(rows.text('hs_code'));
  });
});
