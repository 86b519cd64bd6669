import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogue } from '../../domain/catalogue/index.ts';
import { desk, passphrase } from './backend.ts';

const at = desk({ today: '2026-11-22' });
const { call } = at;
let caseId = '';

beforeAll(async () => {
  await call('vault.create', { name: 'Проба', passphrase });
  caseId = (await call('demo.create', {})).caseId;
});
afterAll(() => at.leave());

describe('several tests at once', () => {
  test('everything that can run gives what each gives alone; what cannot says which columns it needs', async () => {
    const told = await call('tests.runMany', { caseId, area: null });
    const { tests } = await call('tests.list', { caseId });
    expect(told.runs.map((run) => run.test)).toEqual(tests.filter((one) => one.runnable).map((one) => one.id));
    expect(told.waiting).toEqual(tests.filter((one) => !one.runnable).map(({ id, missing }) => ({ test: id, missing })));
    expect([told.runs.length + told.waiting.length, told.refused]).toEqual([catalogue.length, []]);
    for (const { test: id, resultHash, datasetHash } of told.runs) {
      const { run } = await call('tests.run', { caseId, test: id, params: {} });
      expect([id, run.resultHash, run.datasetHash]).toEqual([id, resultHash, datasetHash]);
    }
  });

  test('an area runs its own tests alone', async () => {
    const told = await call('tests.runMany', { caseId, area: 'valuation' });
    expect(told.runs.map((run) => run.test)).toContain('V14');
    const ids = [...told.runs, ...told.waiting].map(({ test: id }) => id);
    expect(ids.filter((id) => !id.startsWith('V'))).toEqual([]);
    const payments = await call('tests.runMany', { caseId, area: 'payments' });
    expect(payments.runs).toEqual([]);
    expect(payments.waiting.map(({ test: id }) => id)).toEqual(catalogue.filter(({ area }) => area === 'payments').map(({ id }) => id));
    expect(payments.waiting.every(({ missing }) => missing.length > 0)).toBe(true);
  });

  test('a cancel ends it by name, and what ran before it stays', async () => {
    const before = (await call('runs.list', { caseId })).runs.length;
    const abort = new AbortController();
    abort.abort();
    await expect(call('tests.runMany', { caseId, area: null }, abort.signal)).rejects.toMatchObject({ code: 'cancelled' });
    expect((await call('runs.list', { caseId })).runs.length).toBe(before);
  });
});
