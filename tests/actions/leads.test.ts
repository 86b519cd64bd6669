import { afterAll, beforeAll, expect, test } from 'vitest';
import { desk, passphrase } from './backend.ts';

const at = desk({ today: '2026-11-22' });
const { call } = at;
let caseId = '';
let runId = '';
let keys: readonly string[] = [];

beforeAll(async () => {
  await call('vault.create', { name: 'Проба', passphrase });
  caseId = (await call('demo.create', {})).caseId;
  const { run } = await call('tests.run', { caseId, test: 'V14', params: {} });
  runId = run.runId;
  keys = (await call('runs.hits', { caseId, runId, after: 0, limit: 50 })).hits.map((hit) => hit.key);
});

afterAll(() => at.leave());

test('a lead of the peer price test stands among the prices of its goods, every line counted once', async () => {
  const { hits } = await call('runs.hits', { caseId, runId, after: 0, limit: 1 });
  const { picture } = await call('hit.peers', { caseId, runId, key: keys[0] ?? '' });
  const peers = Number(hits[0]?.measures['peers']);
  expect(picture).not.toBeNull();
  const counted = (picture?.counts ?? []).reduce((sum, n) => sum + n, 0) + (picture?.above ?? 0);
  expect(counted).toBe(picture?.n);
  // the lead's own shipment stands in the picture too, but is no peer of itself
  expect(picture?.n).toBeGreaterThan(peers);
  const price = Number(hits[0]?.measures['unit_value']);
  expect(price).toBeGreaterThanOrEqual(Number(picture?.low) - 0.01);
  expect(Number(hits[0]?.measures['median'])).toBeLessThan(Number(picture?.high));
  expect(picture).toMatchObject({ unit: hits[0]?.measures['unit'], currency: 'KZT', cut: false });
});

test('a test that compares no prices has no such picture', async () => {
  const { run } = await call('tests.run', { caseId, test: 'D16', params: {} });
  const { hits } = await call('runs.hits', { caseId, runId: run.runId, after: 0, limit: 1 });
  expect(await call('hit.peers', { caseId, runId: run.runId, key: hits[0]?.key ?? '' })).toEqual({ picture: null });
});

test('several leads are decided in one step of the log, or none of them', async () => {
  const before = (await call('case.get', { caseId })).operations;
  const some = keys.slice(2, 5);
  await call('hits.dispose', { caseId, runId, keys: some, disposition: { state: 'explained', reason: 'Скидка по договору' } });
  const { hits } = await call('runs.hits', { caseId, runId, after: 0, limit: 50 });
  expect(hits.filter((hit) => hit.disposition.state === 'explained').map((hit) => hit.key)).toEqual(some);
  expect((await call('case.get', { caseId })).operations).toBe(before + 3);
  await expect(
    call('hits.dispose', { caseId, runId, keys: [keys[5] ?? '', 'no such'], disposition: { state: 'explained', reason: 'x' } }),
  ).rejects.toMatchObject({ code: 'hit_missing' });
  const after = await call('runs.hits', { caseId, runId, after: 0, limit: 50 });
  expect(after.hits.find((hit) => hit.key === keys[5])?.disposition.state).toBe('lead');
});

test('several leads become one finding with all their lines, and none becomes two', async () => {
  const { findingId } = await call('finding.gather', { caseId, runId, keys: keys.slice(0, 2), lang: 'ru' });
  const { findings } = await call('finding.list', { caseId });
  const made = findings.find((finding) => finding.findingId === findingId);
  expect(made?.from.map((one) => one.key)).toEqual(keys.slice(0, 2));
  expect(made?.corrections.map((c) => c.row)).toEqual(keys.slice(0, 2));
  expect(made?.title).toContain('2 строки');
  expect(made?.condition.split('\n')).toHaveLength(2);
  expect(await call('finding.gather', { caseId, runId, keys: keys.slice(0, 2), lang: 'en' })).toEqual({ findingId });
  const more = await call('finding.gather', { caseId, runId, keys: keys.slice(1, 3), lang: 'ru' });
  expect(more.findingId).not.toBe(findingId);
  const third = (await call('finding.list', { caseId })).findings.find((finding) => finding.findingId === more.findingId);
  expect(third?.from.map((one) => one.key)).toEqual([keys[2]]);
});

test('a document of the case is verified from the bytes that are kept, and those bytes are the ones that were signed', async () => {
  const made = await call('report.create', { caseId, lang: 'kk', sign: true, to: null });
  const { bytes } = await call('report.bytes', { caseId, documentId: made.documentId });
  const hash = Buffer.from(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))).toString('hex');
  expect(hash).toBe(made.sha256);
  expect(await call('document.check', { caseId, documentId: made.documentId })).toMatchObject({ ok: true, integrity: true });
});
