import { inflateSync } from 'node:zlib';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { evidenceDesk, refused } from './evidence-desk.ts';
import type { EvidenceDesk } from './evidence-desk.ts';

const desks: EvidenceDesk[] = [];
const open = async (): Promise<EvidenceDesk> => {
  const at = await evidenceDesk();
  desks.push(at);
  return at;
};
afterAll(() => Promise.all(desks.map((at) => at.leave())));

/** Everything that a report holds: its bytes, and each of its streams unpacked. */
function insideOf(pdf: Buffer): string {
  const found = [pdf.toString('latin1')];
  for (let from = pdf.indexOf('stream\n'); from >= 0; from = pdf.indexOf('stream\n', from + 7)) {
    try {
      found.push(inflateSync(pdf.subarray(from + 7)).toString('utf8'));
    } catch {
      // not packed
    }
  }
  return found.join('\n');
}

const dataOf = (inside: string): { restricted?: object; [name: string]: unknown } =>
  JSON.parse(inside.split('\n').find((line) => line.startsWith('{"app"')) ?? '{}') as ReturnType<typeof dataOf>;

async function reportOf(at: EvidenceDesk): Promise<{ inside: string; data: ReturnType<typeof dataOf> }> {
  const { documentId } = await at.call('report.create', { caseId: at.caseId, lang: 'ru', sign: false, to: path.join(at.dir, 'r.pdf') });
  const { bytes } = await at.call('report.bytes', { caseId: at.caseId, documentId });
  const inside = insideOf(Buffer.from(bytes));
  return { inside, data: dataOf(inside) };
}

const head = 'reg_no,reg_date,item_no,hs_code,customs_value,vat_rate,vat_amount,status';
const line = (no: string, month: string, value: string): string => `${no},2026-${month}-05,1,8518309500,${value},16%,160.08,ok`;

async function imported(at: EvidenceDesk, name: string, lines: readonly string[]): Promise<{ sha256: string; evidenceId: string }> {
  const file = at.file(name, `${[head, ...lines].join('\n')}\n`);
  const done = await at.call('import.commit', { caseId: at.caseId, path: file, table: 'declarations' });
  const { items } = await at.call('evidence.list', { caseId: at.caseId, find: '', removed: false });
  const { sha256 } = done.evidence;
  return { sha256, evidenceId: items.find((one) => one.sha256 === sha256)?.evidenceId ?? '' };
}

const setClass = (at: EvidenceDesk, evidenceId: string, secrecy: 'trader' | 'bank-secret' | 'investigation') =>
  at.call('evidence.change', { caseId: at.caseId, evidenceId, set: { class: secrecy } });

describe('an act holds public and trader classes only', () => {
  it('of an import of another class there is neither name, hash, sum, correction, month nor test run: only how many there are', async () => {
    const at = await open();
    await imported(at, 'open.csv', [line('R1', '01', '1000.50')]);
    const secret = await imported(at, 'tajna-7731.csv', [line('S7731', '07', '7731773.17')]);
    await setClass(at, secret.evidenceId, 'investigation');
    const row = `${secret.sha256}:declarations:1`;
    const { rows } = await at
      .call('rows.open', { caseId: at.caseId, table: 'declarations', search: 'S7731', filters: [], sort: [] })
      .then(({ viewId }) => at.call('rows.window', { viewId, at: 0, limit: 10 }));
    expect(rows).toHaveLength(1);
    await at.call('row.override', { caseId: at.caseId, row, column: 'customs_value_minor', value: '7731999.99', reason: 'reason 7731' });
    const [test] = (await at.call('tests.list', { caseId: at.caseId })).tests.filter((one) => one.missing.length === 0);
    await at.call('tests.run', { caseId: at.caseId, test: test?.id ?? '', params: {} });
    const { inside, data } = await reportOf(at);
    expect(inside).not.toContain('7731');
    expect(inside).not.toContain(secret.sha256);
    expect(JSON.stringify(data['coverage'])).not.toContain('"missing":0,"month":"2026-07","received":1');
    expect(data).toMatchObject({ imports: [{ fileName: 'open.csv' }], overrides: [], restricted: { items: 1, runs: 1 } });
  });

  it('is refused while a finding changes a row of another class', async () => {
    const at = await open();
    const secret = await imported(at, 'secret.csv', [line('S1', '07', '100.00')]);
    const correction = { row: `${secret.sha256}:declarations:1`, component: 'customs_value', audited: '200.00', basis: '' };
    const finding = { title: 'Тайный вывод', condition: 'x', criteria: [], cause: '', corrections: [correction], response: '' };
    await at.call('finding.add', { caseId: at.caseId, finding } as never);
    await reportOf(at);
    await setClass(at, secret.evidenceId, 'bank-secret');
    expect(await refused(() => reportOf(at))).toMatchObject({ code: 'report_restricted_row', at: 'Тайный вывод' });
  });
});

describe('what a bank told', () => {
  it('is under bank secrecy until somebody says otherwise', async () => {
    const at = await open();
    await imported(at, 'open.csv', [line('R1', '01', '1000.50')]);
    const file = at.bytes('bank.txt', Buffer.from('statement'));
    const meta = { obtainedFrom: 'bank' as const };
    const { added } = await at.call('evidence.add', { caseId: at.caseId, paths: [file], origin: 'file', meta });
    expect((await reportOf(at)).data).toMatchObject({ evidence: [{ name: 'open.csv' }], restricted: { items: 1, runs: 0 } });
    await setClass(at, added[0]?.evidenceId ?? '', 'trader');
    expect((await reportOf(at)).data).toMatchObject({ evidence: [{ name: 'open.csv' }, { name: 'bank.txt' }] });
  });
});

describe('the class of bytes that came more than once', () => {
  it('is the strictest that was said: adding them again cannot loosen it, nor can removing and importing', async () => {
    const at = await open();
    const file = at.file('twice.csv', `${head}\n${line('T1', '03', '5.00')}\n`);
    const add = (secrecy: 'trader' | 'bank-secret') =>
      at.call('evidence.add', { caseId: at.caseId, paths: [file], origin: 'file', meta: { class: secrecy } });
    const classNow = async () =>
      (await at.call('evidence.list', { caseId: at.caseId, find: '', removed: false })).items
        .filter((one) => one.name === 'twice.csv')
        .map((one) => one.class);
    const [first] = (await add('trader')).added;
    await add('bank-secret');
    expect(await classNow()).toEqual(['bank-secret']);
    await add('trader');
    expect(await classNow()).toEqual(['bank-secret']);
    await at.call('evidence.remove', { caseId: at.caseId, evidenceId: first?.evidenceId ?? '' });
    await at.call('import.commit', { caseId: at.caseId, path: file, table: 'declarations' });
    expect(await classNow()).toEqual(['bank-secret']);
    await imported(at, 'open.csv', [line('R1', '01', '1000.50')]);
    expect((await reportOf(at)).data).toMatchObject({ imports: [{ fileName: 'open.csv' }], restricted: { items: 1, runs: 0 } });
    await setClass(at, first?.evidenceId ?? '', 'trader');
    expect(await classNow()).toEqual(['trader']);
  });
});
