import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { profile } from '../../contract/rpc/books.ts';
import { hasShared, sharedDir } from '../helpers/shared.ts';
import { desk, passphrase } from './backend.ts';
import fs from 'node:fs';

describe.skipIf(!hasShared)('books whose profile states other digits than the pack (skipped where the shared data is absent)', () => {
  const at = desk();
  const { call } = at;
  let caseId = '';

  beforeAll(async () => {
    await call('vault.create', { name: 'KR', passphrase });
    const period = { from: '2020-01-01', to: '2020-12-31' };
    caseId = (await call('case.create', { kind: 'desk', trader: 'KR', taxid: 'KR-1', ...period, pack: 'wco-generic' })).caseId;
    const committed = path.resolve(import.meta.dirname, '../../assets/profiles/korea-declarations.json');
    const korea = profile.parse(JSON.parse(fs.readFileSync(committed, 'utf8')));
    const file = path.join(sharedDir, 'data/korea-declarations/train.csv');
    await call('import.commit', { caseId, path: file, table: 'declarations', profile: korea });
  });

  afterAll(() => at.leave());

  test('show, filter and judge amounts in those digits everywhere', async () => {
    const view = await call('rows.open', { caseId, table: 'declarations', sort: [], filters: [], search: '' });
    expect(view.digits['KRW']).toBe(2);
    expect((await call('case.get', { caseId })).header.digits['KRW']).toBe(2);
    const price = { column: 'item_price_minor', op: '=' as const, value: '372254.4' };
    const found = await call('rows.open', { caseId, table: 'declarations', sort: [], filters: [price], search: '' });
    expect(found.total).toBeGreaterThan(0);
    const window = await call('rows.window', { viewId: found.viewId, at: 0, limit: 1 });
    expect(window.rows[0]?.[found.columns.findIndex((c) => c.name === 'item_price_minor')]).toBe(37225440n);
    const { run } = await call('tests.run', { caseId, test: 'V14', params: {} });
    const { hits } = await call('runs.hits', { caseId, runId: run.runId, after: 0, limit: 1 });
    const row = await call('rows.get', { caseId, name: hits[0]?.keys[0] ?? '' });
    const perGram = Number(row.cells['item_price_minor']) / 100 / Number(row.cells['net_g']);
    expect(Number(hits[0]?.measures['unit_value'])).toBeCloseTo(perGram * 1000, 1);
  });
});
