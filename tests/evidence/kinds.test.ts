import fs from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { passphrase } from '../actions/backend.ts';
import { evidenceDesk } from './evidence-desk.ts';
import { jpegWith } from './pictures.ts';

const at = await evidenceDesk();
afterAll(() => at.leave());
const { caseId } = at;
const kinds = async () =>
  (await at.call('evidence.list', { caseId, find: '', removed: false })).items.map(({ name, kind }) => `${name}: ${kind}`);

it('what a file is is told from its bytes once: after a restart the list looks into none of them', async () => {
  const paths = [at.bytes('a.jpg', jpegWith({})), at.bytes('b.txt', Buffer.from('text')), at.bytes('c.bin', Buffer.from([0, 1, 2]))];
  await at.call('evidence.add', { caseId, paths, origin: 'file', meta: {} });
  const told = ['a.jpg: image', 'b.txt: text', 'c.bin: other'];
  expect(await kinds()).toEqual(told);
  await at.restart();
  const folder = path.join(at.vaultDir, 'evidence');
  for (const name of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(folder, name);
    if (fs.statSync(file).isFile()) fs.writeFileSync(file, 'damaged');
  }
  await at.call('vault.unlock', { passphrase });
  expect(await kinds()).toEqual(told);
});
