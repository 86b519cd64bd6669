import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { evidenceDesk, refused } from './evidence-desk.ts';

const at = await evidenceDesk();
afterAll(() => at.leave());
const { caseId } = at;
const out = path.join(at.dir, 'out');
fs.mkdirSync(out);
await at.call('finding.add', { caseId, finding: { title: 'x', condition: 'x', criteria: [], cause: '', corrections: [], response: '' } });

const hashOf = (file: string): string => createHash('sha256').update(fs.readFileSync(file)).digest('hex');

type Written = {
  readonly kind: string;
  readonly ent: string;
  readonly set: Record<string, unknown>;
  readonly tx: readonly [string, number, number];
};

/** Operations of the case as an exported log has them; looking leaves a trace of its own, which the next look sees. */
async function log(): Promise<readonly Written[]> {
  const to = path.join(at.dir, `look-${Math.random()}.ndjson`);
  await at.call('case.exportLog', { caseId, to });
  const lines = fs.readFileSync(to, 'utf8').trimEnd().split('\n').slice(1);
  return lines.map((line) => (JSON.parse(line) as { op: Written }).op);
}
const exports = async (fileName: string) => (await log()).filter((one) => one.ent === 'export' && one.set['fileName'] === fileName);

describe('a copy that leaves is an operation, with the hash of what was written', () => {
  it('the log of the case, as secret as the most secret thing in it', async () => {
    const to = path.join(out, 'дело.ndjson');
    const { operations } = await at.call('case.exportLog', { caseId, to });
    expect(await exports('дело.ndjson')).toMatchObject([
      { set: { kind: 'log', format: 'ndjson', rows: operations, sha256: hashOf(to), class: 'risk' } },
    ]);
    // the log says itself that this file left; what comes after that does not make the file wrong
    expect(await at.call('case.verify', { caseId, log: to })).toMatchObject({ ok: true, operations, behind: 1 });
    expect(await at.call('log.verify', { path: to })).toMatchObject({ ok: true, operations });
    const paths = [at.bytes('выписка.txt', Buffer.from('1'))];
    await at.call('evidence.add', { caseId, paths, origin: 'file', meta: { class: 'bank-secret' } });
    await at.call('case.exportLog', { caseId, to });
    expect((await exports('дело.ndjson')).map((one) => one.set['class'])).toEqual(['risk', 'bank-secret']);
  });

  it('a document that is saved, and a report that is written where it is made', async () => {
    const made = path.join(out, 'made.pdf');
    const { documentId, sha256 } = await at.call('report.create', { caseId, lang: 'en', sign: false, to: made });
    expect(hashOf(made)).toBe(sha256);
    const [one] = await exports('made.pdf');
    expect(one?.set).toEqual({ kind: 'document', format: 'pdf', class: 'trader', fileName: 'made.pdf', sha256 });
    // the report and its leaving are one act
    expect(one?.tx.slice(1)).toEqual([1, 2]);
    const saved = path.join(out, 'saved.pdf');
    await at.call('document.save', { caseId, documentId, to: saved });
    expect(hashOf(saved)).toBe(sha256);
    expect(await exports('saved.pdf')).toMatchObject([{ set: { kind: 'document', sha256 } }]);
  });

  it('a copy that cannot be written is none: no file, no operation, no document', async () => {
    const { documentId } = await at.call('report.create', { caseId, lang: 'en', sign: false, to: null });
    const nowhere = path.join(out, 'no such folder');
    const before = await at.operations();
    const writes: ((to: string) => Promise<unknown>)[] = [
      (to) => at.call('document.save', { caseId, documentId, to }),
      (to) => at.call('case.exportLog', { caseId, to }),
      (to) => at.call('report.create', { caseId, lang: 'en', sign: false, to }),
    ];
    for (const write of writes) {
      expect(await refused(() => write(path.join(nowhere, 'x')))).toMatchObject({ code: 'file_unwritable' });
      expect(await refused(() => write(out))).toMatchObject({ code: 'file_unwritable' });
    }
    expect(await at.operations()).toBe(before);
    expect((await at.call('documents.list', { caseId })).documents.length).toBe(2);
    expect(fs.readdirSync(out).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});

it('no other file of the folder is touched, whatever it is called', async () => {
  const { documentId } = await at.call('report.create', { caseId, lang: 'en', sign: false, to: null });
  const writes: Readonly<Record<string, (to: string) => Promise<unknown>>> = {
    trust: (to) => at.call('trust.export', { to }),
    document: (to) => at.call('document.save', { caseId, documentId, to }),
    log: (to) => at.call('case.exportLog', { caseId, to }),
    report: (to) => at.call('report.create', { caseId, lang: 'en', sign: false, to }),
  };
  for (const [name, write] of Object.entries(writes)) {
    const target = path.join(out, name);
    fs.writeFileSync(`${target}.new`, 'mine');
    await write(target);
    expect(fs.readFileSync(`${target}.new`, 'utf8')).toBe('mine');
    expect(fs.statSync(target).size).toBeGreaterThan(100);
  }
});

it('a backup inside the vault is refused for what it is, by whatever way the folder is named', async () => {
  const link = path.join(at.dir, 'link');
  fs.symlinkSync(at.vaultDir, link);
  for (const to of [path.join(at.vaultDir, 'backup'), at.vaultDir, path.join(link, 'backup'), path.join(at.vaultDir, 'evidence', 'x')])
    expect(await refused(() => at.call('vault.backup', { to }))).toMatchObject({ code: 'target_in_vault', at: path.basename(to) });
  const beside = `${at.vaultDir}..backup`;
  expect(await at.call('vault.backup', { to: beside })).toMatchObject({ files: expect.any(Number) as number });
});
