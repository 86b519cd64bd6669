import { createPublicKey, verify } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkpointBytes } from '../../domain/caselog/checkpoints.ts';
import { loggingUnexpected } from '../../backend/actions/unexpected.ts';
import { openSession } from '../../backend/actions/session.ts';
import { openVault } from '../../backend/vault/index.ts';
import { lastCheckpoint } from '../../db/repositories/checkpoints.ts';
import { keyForPurpose } from '../../db/repositories/keys.ts';
import { recentErrors } from '../../db/repositories/settings.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import type { Instant } from '../../domain/model/scalars.ts';
import { desk, passphrase } from './backend.ts';

const at = desk({ today: '2026-11-22' });
const { call } = at;
let caseId = '';

beforeAll(async () => {
  await call('vault.create', { name: 'Проба', passphrase });
  caseId = (await call('demo.create', {})).caseId;
});

afterAll(() => at.leave());

describe('a lead', () => {
  test('becomes one finding, with its computed effect, however often it is opened', async () => {
    const { run } = await call('tests.run', { caseId, test: 'V14', params: {} });
    const { hits } = await call('runs.hits', { caseId, runId: run.runId, after: 0, limit: 10 });
    const key = hits[0]?.key ?? '';
    const first = await call('finding.open', { caseId, runId: run.runId, key, lang: 'ru' });
    expect(await call('finding.open', { caseId, runId: run.runId, key, lang: 'kk' })).toEqual(first);
    const { findings } = await call('finding.list', { caseId });
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ from: [{ runId: run.runId, key, test: 'V14' }], status: 'draft' });
    expect(Number(findings[0]?.total)).toBeGreaterThan(0);
    expect(findings[0]?.condition).toContain('2');
    const after = await call('runs.hits', { caseId, runId: run.runId, after: 0, limit: 1 });
    expect(after.hits[0]).toMatchObject({ disposition: { state: 'finding' }, findingId: first.findingId });
  });

  test('can be explained, and the count of open leads follows', async () => {
    const { run } = await call('tests.run', { caseId, test: 'D16', params: {} });
    const { hits } = await call('runs.hits', { caseId, runId: run.runId, after: 0, limit: 1 });
    const key = hits[0]?.key ?? '';
    await call('hit.dispose', { caseId, runId: run.runId, key, disposition: { state: 'explained', reason: 'Исправлено КДТ' } });
    const overview = await call('case.get', { caseId });
    expect(overview.runs.find((one) => one.runId === run.runId)).toMatchObject({ hits: run.hitsN, open: run.hitsN - 1 });
  });

  test('of another run is refused by name', async () => {
    const { run } = await call('tests.run', { caseId, test: 'D03', params: {} });
    await expect(call('finding.open', { caseId, runId: run.runId, key: 'no such', lang: 'en' })).rejects.toMatchObject({
      code: 'hit_missing',
    });
  });
});

describe('a finding', () => {
  test('keeps what did not change, leaves the assessment when withdrawn and comes back whole', async () => {
    const before = (await call('finding.list', { caseId })).findings[0];
    const findingId = before?.findingId ?? '';
    const operations = (await call('case.get', { caseId })).operations;
    await call('finding.change', { caseId, findingId, set: { title: before?.title ?? '' } });
    expect((await call('case.get', { caseId })).operations).toBe(operations);
    await call('finding.change', { caseId, findingId, set: { response: 'Не согласны.\r\nСм. договор.' } });
    await call('finding.withdraw', { caseId, findingId });
    expect((await call('assess.get', { caseId })).lines).toEqual([]);
    await call('finding.restore', { caseId, findingId });
    const again = (await call('finding.list', { caseId })).findings[0];
    expect(again).toEqual({ ...before, response: 'Не согласны.\nСм. договор.' });
  });

  test('that corrects a row of nowhere, or to an impossible value, is refused before it is written', async () => {
    const operations = (await call('case.get', { caseId })).operations;
    const draft = { title: 'x', condition: '', criteria: [], cause: '', response: '' };
    const row = `${'0'.repeat(64)}:declarations:1`;
    const nowhere = { ...draft, corrections: [{ row, component: 'customs_value' as const, audited: '1.00' }] };
    await expect(call('finding.add', { caseId, finding: nowhere })).rejects.toMatchObject({ code: 'row_missing' });
    const real = (await call('finding.list', { caseId })).findings[0]?.corrections[0]?.row ?? '';
    const wrong = { ...draft, corrections: [{ row: real, component: 'customs_value' as const, audited: 'много' }] };
    await expect(call('finding.add', { caseId, finding: wrong })).rejects.toMatchObject({ code: 'correction_invalid' });
    expect((await call('case.get', { caseId })).operations).toBe(operations);
  });

  test('its amount leads to the source line of the trader’s file', async () => {
    const line = (await call('assess.get', { caseId })).lines[0];
    const row = await call('rows.get', { caseId, name: line?.row ?? '' });
    const [from = 0, to = 0] = row.source.spans['customs_value_minor'] ?? [];
    const written = row.source.raw.slice(from, to);
    expect(BigInt(written.replace('.', ''))).toBe(row.cells['customs_value_minor']);
  });
});

describe('the books', () => {
  test('an interrupted import is named at the next unlock and leaves nothing', async () => {
    const dir = path.join(at.dir, 'half');
    fs.mkdirSync(dir);
    const before = await call('rows.open', { caseId, table: 'ledger', sort: [], filters: [], search: '' });
    await call('vault.lock', {});
    const vault = await openVault({ dir: at.vaultDir, passphrase });
    const { beginImport } = await import('../../db/repositories/imports.ts');
    vault.assay.write((db) =>
      beginImport(db, { importId: 'x', caseId: caseId as CaseId, table: 'ledger', fileName: 'half.csv', begunAt: '2026-11-22T00:00:00Z' }),
    );
    vault.close();
    await call('vault.unlock', { passphrase });
    expect(at.events).toContainEqual({ kind: 'import.interrupted', caseId, fileName: 'half.csv' });
    const after = await call('rows.open', { caseId, table: 'ledger', sort: [], filters: [], search: '' });
    expect(after.total).toBe(before.total);
    await at.restart();
    at.events.length = 0;
    await call('vault.unlock', { passphrase });
    expect(at.events.filter((event) => event.kind === 'import.interrupted')).toEqual([]);
  });

  test('an import and a test at the same time wait for each other', async () => {
    const rows = Array.from({ length: 3000 }, (_, i) => `2026-02-03,1330,${i}.50`).join('\n');
    const file = at.file('more.csv', `posting_date,account,debit\n${rows}\n`);
    const [imported, tested] = await Promise.all([
      call('import.commit', { caseId, path: file, table: 'ledger' }),
      call('tests.run', { caseId, test: 'D16', params: {} }),
    ]);
    expect([imported.rows, tested.run.test]).toEqual([3000, 'D16']);
  });

  test('the ninth list pushes the first one out, by name', async () => {
    const open = (): Promise<{ viewId: string }> =>
      call('rows.open', { caseId, table: 'ledger', sort: [{ column: 'debit_minor', descending: true }], filters: [], search: '' });
    const first = await open();
    for (let i = 0; i < 8; i += 1) await open();
    await expect(call('rows.window', { viewId: first.viewId, at: 0, limit: 1 })).rejects.toMatchObject({ code: 'view_gone' });
  });
});

describe('lock', () => {
  test('signs a checkpoint of the log, once until the log grows', async () => {
    await call('settings.set', { lang: 'kk' });
    await call('vault.lock', {});
    await expect(call('case.list', {})).rejects.toMatchObject({ code: 'vault_locked' });
    const vault = await openVault({ dir: at.vaultDir, passphrase });
    const { point, key } = vault.assay.read((db) => ({
      point: lastCheckpoint(db, caseId as CaseId),
      key: keyForPurpose(db, 'device'),
    }));
    vault.close();
    const bytes = checkpointBytes({
      case: caseId as CaseId,
      head: point?.head ?? '',
      operations: point?.operations ?? 0,
      day: point?.day ?? '',
    });
    expect(point?.day).toBe('2026-11-22');
    expect(verify('sha256', bytes, createPublicKey(key?.certificate ?? ''), Buffer.from(point?.signature ?? '', 'base64'))).toBe(true);
    await call('vault.unlock', { passphrase });
    const operations = (await call('case.get', { caseId })).operations;
    await call('vault.lock', {});
    await call('vault.unlock', { passphrase });
    expect((await call('case.get', { caseId })).operations).toBe(operations);
    expect((await call('settings.get', {})).lang).toBe('kk');
    expect(await call('case.verify', { caseId })).toMatchObject({ ok: true });
  });

  test('what nobody expected is in the encrypted error log: frames, no values', async () => {
    await call('vault.lock', {});
    const vault = await openVault({ dir: at.vaultDir, passphrase });
    const session = openSession({
      vaultDir: at.vaultDir,
      now: () => '2026-11-22T00:00:00Z' as Instant,
      emit: () => undefined,
      app: 'test',
    });
    session.hold(vault);
    const broken = {
      'case.list': () => {
        throw new RangeError('секретная сумма 5 000');
      },
    };
    const handlers = loggingUnexpected(session, broken as never);
    await expect((async () => handlers['case.list'](undefined, {}, {} as never))()).rejects.toThrow(RangeError);
    const [logged] = vault.assay.read((db) => recentErrors(db, 1));
    vault.close();
    expect(logged).toMatchObject({ code: 'RangeError', thing: 'case.list' });
    expect(JSON.stringify(logged)).not.toContain('секретная');
    expect(logged?.stack).toContain('at ');
  });
});
