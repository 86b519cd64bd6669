import fs from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { evidenceDesk, refused } from './evidence-desk.ts';

const at = await evidenceDesk();
afterAll(() => at.leave());

it('no copy takes the place of a file of the vault, nor lies beside it, by whatever way its folder is named', async () => {
  const { caseId, vaultDir } = at;
  const paths = [at.bytes('a.txt', Buffer.from('hello'))];
  const { added } = await at.call('evidence.add', { caseId, paths, origin: 'file', meta: {} });
  const evidenceId = added[0]?.evidenceId ?? '';
  await at.call('finding.add', {
    caseId,
    finding: { title: 'x', condition: 'x', criteria: [], cause: '', corrections: [], response: '' },
  });
  const { documentId } = await at.call('report.create', { caseId, lang: 'en', sign: false, to: null });
  const link = path.join(at.dir, 'another name');
  fs.symlinkSync(vaultDir, link);
  const before = fs.readFileSync(path.join(vaultDir, 'vault.json'));
  const list = { caseId, table: 'declarations', search: '', filters: [], sort: [], columns: [], groups: [], aggregates: [] } as const;
  const writes: ((to: string) => Promise<unknown>)[] = [
    (to) => at.call('evidence.save', { caseId, evidenceId, to, original: true }),
    (to) => at.call('report.create', { caseId, lang: 'en', sign: false, to }),
    (to) => at.call('document.save', { caseId, documentId, to }),
    (to) => at.call('case.exportLog', { caseId, to }),
    (to) => at.call('trust.export', { to }),
    (to) => at.call('rows.export', { ...list, to, lang: 'en', format: 'csv' } as never),
  ];
  for (const write of writes)
    for (const folder of [vaultDir, link, path.join(vaultDir, 'evidence'), path.join(at.dir, 'x', '..', path.basename(vaultDir))])
      expect(await refused(() => write(path.join(folder, 'vault.json')))).toMatchObject({ code: 'target_in_vault' });
  expect(fs.readFileSync(path.join(vaultDir, 'vault.json'))).toEqual(before);
  const beside = `${vaultDir}-copies`;
  fs.mkdirSync(beside);
  await at.call('evidence.save', { caseId, evidenceId, to: path.join(beside, 'a.txt'), original: true });
});
