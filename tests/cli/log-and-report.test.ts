import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { append } from '../../backend/actions/record.ts';
import { openSession } from '../../backend/actions/session.ts';
import { newId } from '../../backend/vault/new-id.ts';
import { openVault } from '../../backend/vault/index.ts';
import { currentHead, operationCount } from '../../db/repositories/log.ts';
import { operationHash } from '../../domain/caselog/chain.ts';
import { logLines } from '../../domain/caselog/log-file.ts';
import type { Logged } from '../../domain/caselog/log-file.ts';
import type { Operation } from '../../domain/caselog/operation.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import type { Instant } from '../../domain/model/scalars.ts';
import { bench, newCase, passphrase, root } from './command-line.ts';

const at = bench();
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const ledger = `posting_date,account,debit\n${Array.from({ length: 50 }, (_, i) => `2026-02-03,1330,${i}.50`).join('\n')}\n`;
const goods = 'reg_no,reg_date,item_no,hs_code,customs_value_minor,duty_rate,duty_amount_minor,vat_rate,vat_amount_minor\n';
let caseId = '';
let row = '';
const inCase = (): string[] => ['--vault', at.vault, '--case', caseId];

beforeAll(async () => {
  await at.assay('vault', 'create', '--vault', at.vault, '--name', 'Проба');
  caseId = await newCase(at);
  await at.assay('import', ...inCase(), '--as', 'ledger', at.file('l.csv', ledger));
  const source = at.file('d.csv', `${goods}A1,2026-02-03,1,8518309500,1000.00,10%,100.00,16%,176.00\n`);
  const { json } = await at.assay('import', ...inCase(), '--as', 'declarations', source);
  row = `${json.evidence.sha256}:declarations:1`;
});
afterAll(() => at.leave());

const finding = (corrections: readonly object[]): string => {
  const draft = { title: 'Роялти', condition: 'x', criteria: ['ст. 40'], cause: '', corrections, response: '' };
  return at.file('finding.json', JSON.stringify(draft));
};
const add = (corrections: readonly object[]) => at.assay('finding', 'add', ...inCase(), '--file', finding(corrections));
const value = (audited: string) => ({ row, component: 'customs_value', audited });

describe('a finding', () => {
  test('corrects each component of a row once: 20,000 of the same are one mistake', async () => {
    for (const many of [[value('1.00'), value('2.00')], Array.from({ length: 20_000 }, () => value('5.00'))]) {
      const { exit, json } = await add(many);
      expect({ exit, ...json }).toMatchObject({ exit: 1, code: 'correction_invalid', at: 'customs_value', args: { issue: 'twice', row } });
      expect(json.text).toContain('twice');
    }
    expect((await at.assay('finding', 'list', ...inCase())).json).toEqual({ findings: [] });
  });

  test.each([
    ['-1.00', 'customs_value'],
    ['1e3', 'customs_value'],
    ['99999999999999999.00', 'customs_value'],
    ['kz', 'origin'],
    ['123', 'hs_code'],
    ['10 % of nothing', 'duty_rate'],
  ])('cannot be corrected to %s', async (audited, component) => {
    expect((await add([{ row, component, audited }])).json).toMatchObject({ code: 'correction_invalid', at: component });
  });

  test('of a row that is not there is refused', async () => {
    expect((await add([{ ...value('1.00'), row: 'nowhere' }])).json).toMatchObject({ code: 'row_missing', at: 'nowhere' });
  });

  test('is listed and assessed with the fields that the issue names', async () => {
    const { json } = await add([value('1500.00')]);
    expect(json).toEqual({ findingId: expect.any(String) });
    const { lines, totals } = (await at.assay('assess', ...inCase())).json;
    expect(lines).toMatchObject([
      { declaration: 'A1', item: 1, tax: 'duty', declared: '100.00', audited: '150.00', difference: '50.00' },
      { declaration: 'A1', item: 1, tax: 'vat', declared: '176.00', audited: '264.00', difference: '88.00' },
    ]);
    expect(totals).toMatchObject([
      { tax: 'duty', underpaid: '50.00' },
      { tax: 'vat', underpaid: '88.00' },
    ]);
    const { findings } = (await at.assay('finding', 'list', ...inCase())).json;
    expect(findings).toMatchObject([{ findingId: json.findingId, title: 'Роялти', total: '138.00' }]);
  });
});

/** Makes every hash and the header of an exported log anew, as somebody with our code could. */
function rehashed(log: readonly Operation[]): string[] {
  const tips = new Map<string, string>();
  const again = log.map((op): Logged => {
    const next = { ...op, ph: tips.get(op.stream) ?? '0'.repeat(64) };
    const hash = operationHash(next, sha256);
    tips.set(op.stream, hash);
    return { op: next, hash };
  });
  return [...logLines(caseId as CaseId, () => again, sha256)];
}

describe('an exported log', () => {
  const file = path.join(at.dir, 'log.ndjson');
  let lines: string[] = [];
  const operations = (): Operation[] => lines.slice(1).map((line) => (JSON.parse(line) as { op: Operation }).op);
  const verify = async (of: readonly string[], alone = false) => {
    const log = at.file('changed.ndjson', `${of.join('\n')}\n`);
    return (await at.assay('case', 'verify', ...(alone ? [] : inCase()), '--log', log)).json;
  };

  beforeAll(async () => {
    expect((await at.assay('case', 'log', ...inCase(), '--out', file)).exit).toBe(0);
    lines = fs.readFileSync(file, 'utf8').trimEnd().split('\n');
  });

  test('holds, with the vault and alone, and says operations and head', async () => {
    const expected = { ok: true, operations: lines.length - 1, head: expect.stringMatching(/^[0-9a-f]{64}$/) };
    expect(await verify(lines)).toMatchObject(expected);
    expect(await verify(lines, true)).toMatchObject({ ...expected, checkpoints: 1 });
  });

  test('cut at its end and hashed anew is behind by that many, with the first missing one named', async () => {
    for (const cut of [1, 2, operations().length - 1]) {
      const missing = operations().at(-cut);
      const told = await verify(rehashed(operations().slice(0, -cut)));
      // that the whole file left is an operation as well, which no exported file holds
      expect(told).toMatchObject({ ok: false, behind: cut + 1, broken: { problem: 'missing', op: missing?.op } });
      expect(told.broken.text).toContain(missing?.op);
    }
  });

  test('with one operation left out, changed or put in and all hashed anew is found by the vault', async () => {
    const all = operations();
    const without = all.filter((_, i) => i !== 3).map((op, i) => ({ ...op, dseq: i + 1 }));
    expect((await verify(rehashed(without))).ok).toBe(false);
    const softer = all.map((op) => (op.ent === 'finding' ? { ...op, set: { ...op.set, title: 'Мелочь' } } : op));
    const changed = await verify(rehashed(softer));
    expect(changed).toMatchObject({ ok: false, broken: { problem: 'changed', op: all.find((op) => op.ent === 'finding')?.op } });
    expect(changed).not.toHaveProperty('behind');
  });

  test('changed before its checkpoint and hashed anew is found without the vault: the head is not the one that was signed', async () => {
    const softer = operations().map((op, i) => (i === 0 ? { ...op, set: { ...op.set, trader: 'Другой' } } : op));
    const told = await verify(rehashed(softer), true);
    const point = operations().findIndex((op) => op.ent === 'checkpoint');
    expect(told).toMatchObject({ ok: false, broken: { problem: 'checkpoint_broken', op: operations()[point]?.op, line: point + 2 } });
  });

  test.each<[string, (all: string[]) => string[]]>([
    ['empty', () => []],
    ['a header alone', (all) => all.slice(0, 1)],
    ['no header', (all) => all.slice(1)],
    ['binary', () => ['\u0000\u0001\ufffd']],
    ['JSON of something else', () => ['{}', '[]', 'null', '5']],
    ['lines in the other order', (all) => all.toReversed()],
    ['everything twice', (all) => [...all, ...all]],
  ])('%s is not one', async (_what, change) => {
    for (const alone of [true, false]) {
      const told = await verify(change(lines), alone);
      expect([told.ok, typeof told.broken.problem]).toEqual([false, 'string']);
      expect(told.broken.text).not.toMatch(/^log\./);
    }
  });

  test('a folder or nothing in its place is file_unreadable', async () => {
    for (const log of [at.dir, path.join(at.dir, 'none')]) {
      expect((await at.assay('case', 'verify', '--log', log)).json).toMatchObject({ code: 'file_unreadable' });
      expect((await at.assay('case', 'verify', ...inCase(), '--log', log)).json).toMatchObject({ code: 'file_unreadable' });
    }
  });
});

describe('checkpoints in the vault', () => {
  const inVault = async (change: (session: ReturnType<typeof openSession>, other: string) => void): Promise<void> => {
    const vault = await openVault({ dir: at.vault, passphrase });
    const options = { vaultDir: at.vault, now: () => new Date().toISOString() as Instant, emit: () => undefined, app: 'test' };
    const session = openSession(options);
    session.hold(vault);
    change(session, caseId);
    vault.close();
  };

  test('one that another key signed is named', async () => {
    expect((await at.assay('case', 'verify', ...inCase())).json).toMatchObject({ ok: true, checkpoints: 1 });
    await inVault((session) => {
      const { assay } = session.vault();
      const id = caseId as CaseId;
      const { head, operations } = assay.read((db) => ({ head: currentHead(db, id, sha256), operations: operationCount(db, id) }));
      const set = { head, operations, day: '2026-11-22', signature: Buffer.from('forged').toString('base64'), device: newId() };
      assay.write((db) => append(session, db, id, [{ kind: 'put', ent: 'checkpoint', id: newId(), set }]));
    });
    const { exit, json } = await at.assay('case', 'verify', ...inCase());
    expect([exit, json.ok, json.broken.problem]).toEqual([1, false, 'checkpoint_broken']);
    expect(json.broken.text).toMatch(/^Checkpoint /);
  });
});

describe('a signed report', () => {
  const other = bench();
  const trust = path.join(other.vault, 'test-root.pem');
  const pdf = path.join(other.dir, 'r.pdf');
  const verify = async (name: string, bytes: Buffer, ...args: string[]) =>
    (await other.assay('verify', other.file(name, bytes), ...args)).json;

  beforeAll(async () => {
    const demo = (await other.assay('demo', '--vault', other.vault)).json;
    expect(demo).toEqual({ vaultId: expect.any(String), caseId: expect.any(String), trust });
    const made = await other.assay('report', '--vault', other.vault, '--case', demo.caseId, '--lang', 'kk', '--sign', '--out', pdf);
    expect(made.json).toEqual({ sha256: sha256(fs.readFileSync(pdf)), pages: expect.any(Number), caseHead: expect.any(String) });
  }, 60_000);
  afterAll(() => other.leave());

  test('is trusted under its root, whole without one, and not under another', async () => {
    const bytes = fs.readFileSync(pdf);
    expect(await verify('same.pdf', bytes, '--trust', trust)).toMatchObject({
      ok: true,
      integrity: true,
      data: { ok: true },
      problems: [],
    });
    expect(await verify('same.pdf', bytes)).toMatchObject({ ok: false, integrity: true, signatures: [{ intact: true, trusted: false }] });
    const stranger = path.join(other.dir, 'stranger');
    await other.assay('demo', '--vault', stranger);
    const root2 = path.join(stranger, 'test-root.pem');
    expect(await verify('same.pdf', bytes, '--trust', root2)).toMatchObject({ ok: false, integrity: true });
  }, 60_000);

  test('with any byte changed, at the end or behind it, is not intact', async () => {
    const bytes = fs.readFileSync(pdf);
    for (const part of [0.01, 0.2, 0.5, 0.8]) {
      const place = Math.floor(bytes.length * part);
      const changed = Buffer.from(bytes);
      changed[place] = (changed[place] ?? 0) ^ 1;
      expect((await verify('c.pdf', changed, '--trust', trust)).ok, `byte ${place}`).toBe(false);
    }
    for (const behind of ['x', '\n', '%%EOF\n']) {
      const told = await verify('a.pdf', Buffer.concat([bytes, Buffer.from(behind)]), '--trust', trust);
      expect(told).toMatchObject({ ok: false, integrity: false });
      expect(told.problems[0].text.length).toBeGreaterThan(10);
    }
    for (const cut of [bytes.subarray(0, bytes.length - 10), Buffer.from('%PDF-1.7\n')])
      expect((await verify('s.pdf', cut, '--trust', trust)).ok).toBe(false);
  });

  test.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('hello')],
    ['zeros', Buffer.alloc(100_000)],
  ])('is not %s', async (_what, bytes) => {
    expect(await verify('n.pdf', bytes, '--trust', trust)).toMatchObject({
      ok: false,
      integrity: false,
      signatures: [],
      data: { ok: false },
      problems: [{ key: 'verify.not_pdf' }],
    });
  });

  test('is never a file of gigabytes, a folder, a pipe or a device, and is told so at once', async () => {
    const huge = path.join(other.dir, 'huge.pdf');
    fs.closeSync(fs.openSync(huge, 'w'));
    fs.truncateSync(huge, 2 ** 31 - 4096);
    const begun = performance.now();
    expect((await other.assay('verify', huge)).json).toMatchObject({ ok: false, code: 'pdf_unreadable' });
    for (const place of [other.dir, '/dev/zero', path.join(other.dir, 'none')])
      expect((await other.assay('verify', place)).json).toMatchObject({ code: 'file_unreadable' });
    expect((await other.assay('verify', pdf, '--trust', huge)).json).toMatchObject({ code: 'trust_unreadable' });
    expect((await other.assay('verify', pdf, '--trust', pdf)).json).toMatchObject({ code: 'trust_unreadable' });
    expect(performance.now() - begun).toBeLessThan(4000);
  });

  test('written to a place where it cannot be is refused by name, with nothing left there', async () => {
    const list = (await other.assay('case', 'list', '--vault', other.vault)).json;
    const given = ['--vault', other.vault, '--case', list.cases[0].caseNo, '--lang', 'en', '--sign'];
    const evidence = (): readonly string[] => fs.readdirSync(path.join(other.vault, 'evidence'), { recursive: true }).map(String).sort();
    const before = evidence();
    for (const place of [path.join(pdf, 'x.pdf'), path.join(other.dir, 'none', 'x.pdf'), other.dir]) {
      const { exit, json } = await other.assay('report', ...given, '--out', place);
      expect([exit, json.code], place).toEqual([1, 'file_unwritable']);
    }
    // folders are named by two digits and may stay; nothing lies in them that the case does not know
    expect(evidence().filter((name) => path.basename(name).length > 2)).toEqual(before.filter((name) => path.basename(name).length > 2));
  });
});

describe.skipIf(process.platform === 'win32')('the process', () => {
  const env = { ...process.env, ASSAY_CONFIG_DIR: path.join(at.dir, 'config'), ASSAY_PASSPHRASE: passphrase };
  const start = (args: readonly string[]) => spawn(process.execPath, ['backend/host/cli.ts', ...args], { cwd: root, env });
  const big = `posting_date,account,debit,description\n${Array.from({ length: 200_000 }, (_, i) => `2026-02-03,1330,${i}.50,строка ${i}`).join('\n')}\n`;

  test('ends quietly when nobody reads on', async () => {
    const child = start(['rows', ...inCase(), '--table', 'ledger', '--limit', '50', '--json']);
    let said = '';
    child.stderr.on('data', (text: Buffer) => (said += text.toString()));
    child.stdout.destroy();
    await once(child, 'exit');
    expect(said).not.toMatch(/Error|at /);
  });

  test('interrupted in an import cancels it and leaves nothing half done', async () => {
    const file = at.file('big.csv', big);
    const child = start(['import', ...inCase(), '--as', 'ledger', file, '--json']);
    let out = '';
    child.stdout.on('data', (text: Buffer) => (out += text.toString()));
    await new Promise<void>((resolve) => {
      child.stderr.on('data', (text: Buffer) => text.toString().includes('Reading') && resolve());
      child.on('exit', () => resolve());
    });
    const busy = await at.assay('case', 'list', '--vault', at.vault);
    expect([busy.exit, busy.json.code]).toEqual([1, 'vault_in_use']);
    child.kill('SIGINT');
    const [code] = (await once(child, 'close')) as [number];
    expect([code, JSON.parse(out)]).toEqual([1, expect.objectContaining({ ok: false, code: 'cancelled' })]);
    const { json } = await at.assay('rows', ...inCase(), '--table', 'ledger', '--limit', '0');
    expect(json.total).toBe(50);
    const next = at.spawn(['rows', ...inCase(), '--table', 'ledger', '--limit', '0', '--json']);
    expect(String(next.stderr)).not.toContain('big.csv');
  }, 60_000);

  test('does not hand the passphrase on to what it starts', () => {
    const own = fs.readFileSync(path.join(root, 'backend/host/cli.ts'), 'utf8');
    expect(own).toContain("delete process.env['ASSAY_PASSPHRASE']");
  });
});
