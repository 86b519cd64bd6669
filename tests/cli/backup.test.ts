import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bench, newCase } from './command-line.ts';
import type { Json } from './command-line.ts';

const at = bench();
const inOwnProcess = (...args: string[]): { status: number | null; json: Json; stderr: string } => {
  const { status, stdout, stderr } = at.spawn([...args, '--json']);
  return { status, json: JSON.parse(String(stdout) || 'null'), stderr: String(stderr) };
};

describe('backup and restore, each in a process that nothing else keeps from ending', () => {
  const [backup, back] = [path.join(at.dir, 'backup'), path.join(at.dir, 'back')];
  let caseId = '';

  beforeAll(async () => {
    await at.assay('vault', 'create', '--vault', at.vault, '--name', 'Field');
    caseId = await newCase(at);
  }, 60_000);
  afterAll(at.leave);

  test('a backup is made, said and whole', () => {
    const made = inOwnProcess('vault', 'backup', '--vault', at.vault, '--to', backup);
    expect(made).toMatchObject({ status: 0, json: { files: 2 } });
    expect(fs.readdirSync(backup).sort()).toEqual(expect.arrayContaining(['assay.db', 'books', 'vault.json']));
  }, 60_000);

  test('it is restored, and its case opens', () => {
    const restored = inOwnProcess('vault', 'restore', '--vault', back, '--from', backup);
    expect(restored).toMatchObject({ status: 0, json: { vaultId: expect.any(String) } });
    expect(inOwnProcess('case', 'list', '--vault', back).json).toMatchObject({ cases: [{ caseId }] });
    expect(inOwnProcess('case', 'verify', '--vault', back, '--case', caseId)).toMatchObject({ status: 0, json: { ok: true } });
  }, 60_000);
});
