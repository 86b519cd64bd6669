import { inflateSync } from 'node:zlib';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { evidenceDesk } from './evidence-desk.ts';

const at = await evidenceDesk();
afterAll(() => at.leave());

/** The JSON that a report carries, out of its inflated streams. */
function dataIn(pdf: Buffer): { evidence: { name: string }[]; supports?: object[] } {
  for (let from = pdf.indexOf('stream\n'); from >= 0; from = pdf.indexOf('stream\n', from + 7)) {
    try {
      const text = inflateSync(pdf.subarray(from + 7)).toString('utf8');
      if (text.startsWith('{"app"')) return JSON.parse(text) as ReturnType<typeof dataIn>;
    } catch {
      // another kind of stream
    }
  }
  throw new Error('no data in the report');
}

it('a report names what its findings rest on, by page and part, and nothing of a class that an act may not hold', async () => {
  const add = async (name: string, secrecy: string | null) => {
    const meta = secrecy === null ? {} : { class: secrecy as 'trader' };
    const file = at.bytes(name, Buffer.from(name));
    return (await at.call('evidence.add', { caseId: at.caseId, paths: [file], origin: 'file', meta })).added[0]?.sha256 ?? '';
  };
  const [open, secret] = [await add('накладная.txt', null), await add('выписка банка.txt', 'bank-secret')];
  await add('публикация.txt', 'public');
  const finding = { title: 'Занижение стоимости', condition: 'x', criteria: [], cause: '', corrections: [], response: '' };
  const { findingId } = await at.call('finding.add', { caseId: at.caseId, finding });
  const shape = { page: 3, left: 0, top: 0, width: 100, height: 100 };
  const { regionId } = await at.call('region.add', { caseId: at.caseId, evidence: open, shape, title: 'Итоговая строка', text: '' });
  const link = (evidence: string, region: string | null) =>
    at.call('link.add', { caseId: at.caseId, evidence, regionId: region, target: `finding:${findingId}`, note: 'стр. 3' });
  await link(open, regionId);
  await link(secret, null);
  const { documentId } = await at.call('report.create', { caseId: at.caseId, lang: 'ru', sign: false, to: path.join(at.dir, 'r.pdf') });
  const { bytes } = await at.call('report.bytes', { caseId: at.caseId, documentId });
  const data = dataIn(Buffer.from(bytes));
  expect(data.evidence.map((one) => one.name)).toEqual(['накладная.txt', 'публикация.txt']);
  expect(data.supports).toEqual([{ findingId, name: 'накладная.txt', sha256: open, page: 3, part: 'Итоговая строка', note: 'стр. 3' }]);
  expect(Buffer.from(bytes).includes(secret)).toBe(false);
});
