import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { passphrase } from '../actions/backend.ts';
import { evidenceDesk, refused } from './evidence-desk.ts';

const at = await evidenceDesk();
afterAll(() => at.leave());
const { caseId } = at;

const added = async (name: string, bytes: Uint8Array): Promise<string> => {
  const all = await at.call('evidence.add', { caseId, paths: [at.bytes(name, bytes)], origin: 'file', meta: {} });
  return all.added[0]?.evidenceId ?? '';
};

it('what a killed copy left beside its place is gone after the next opening, and nothing says that it left', async () => {
  const evidenceId = await added('books.bin', randomBytes(8 * 2 ** 20));
  const folder = path.join(at.dir, 'stick');
  fs.mkdirSync(folder);
  await at.call('vault.lock', {});
  const script = path.join(import.meta.dirname, 'saving-child.ts');
  const killed = spawnSync(process.execPath, [script, at.vaultDir, caseId, evidenceId, path.join(folder, 'copy.bin')], {
    env: process.env,
  });
  expect(killed.signal).toBe('SIGKILL');
  const left = fs.readdirSync(folder);
  expect(left).toHaveLength(1);
  expect(fs.statSync(path.join(folder, left[0] ?? '')).size).toBeGreaterThan(0);
  await at.call('vault.unlock', { passphrase });
  expect(fs.readdirSync(folder)).toEqual([]);
  expect((await at.call('evidence.get', { caseId, evidenceId })).custody.map((step) => step.key)).toEqual(['added']);
  await at.call('evidence.save', { caseId, evidenceId, to: path.join(folder, 'copy.bin'), original: true });
  expect(fs.readdirSync(folder)).toEqual(['copy.bin']);
});

it('a photo of a form whose camera data cannot be taken out leaves as its original only', async () => {
  const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), randomBytes(200)]);
  const tiff = Buffer.concat([Buffer.from([0x49, 0x49, 0x2a, 0]), randomBytes(200)]);
  for (const [name, bytes] of [
    ['IMG_1.HEIC', heic],
    ['scan.tif', tiff],
  ] as const) {
    const evidenceId = await added(name, bytes);
    const to = path.join(at.dir, `copy-${name}`);
    expect(await refused(() => at.call('evidence.save', { caseId, evidenceId, to, original: false }))).toMatchObject({
      code: 'picture_unreadable',
    });
    expect(fs.existsSync(to)).toBe(false);
    expect(await at.call('evidence.save', { caseId, evidenceId, to, original: true })).toMatchObject({ metadata: 'kept' });
  }
});
