import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chance } from '../../backend/demo/chance.ts';
import { declarationsCsv } from '../../backend/demo/declarations-csv.ts';
import { hasShared, sharedDir } from '../helpers/shared.ts';

const root = path.resolve(import.meta.dirname, '../..');
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-cli-'));
const vault = path.join(dir, 'vault');
const env = { ...process.env, ASSAY_PASSPHRASE: 'five grey herons on a wire', ASSAY_CONFIG_DIR: path.join(dir, 'config') };

type Run = { readonly exit: number | null; readonly json: Record<string, never>; readonly out: string; readonly err: string };

function assay(...args: string[]): Run {
  const done = spawnSync(process.execPath, ['backend/host/cli.ts', ...args], {
    cwd: root,
    env,
    encoding: 'utf8',
    maxBuffer: 256 * 2 ** 20,
  });
  const json = args.includes('--json') ? (JSON.parse(done.stdout) as Record<string, never>) : ({} as Record<string, never>);
  return { exit: done.status, json, out: done.stdout, err: done.stderr };
}

const file = (name: string, text: string): string => {
  const at = path.join(dir, name);
  fs.writeFileSync(at, text);
  return at;
};

let caseId = '';
const inCase = (): string[] => ['--vault', vault, '--case', caseId, '--json'];

beforeAll(() => {
  expect(assay('vault', 'create', '--vault', vault, '--name', 'Проба', '--json').json).toEqual({ vaultId: expect.any(String) });
  const who = ['--kind', 'onsite', '--trader', 'ТОО «Проба»', '--taxid', '980140001231'];
  const what = ['--from', '2026-01-01', '--to', '2026-09-30', '--pack', 'kz'];
  const made = assay('case', 'new', '--vault', vault, ...who, ...what, '--json');
  expect(made.exit).toBe(0);
  caseId = made.json['caseId'] ?? '';
});

afterAll(() => {
  fs.rmSync(dir, { recursive: true, force: true });
});

describe('the straight way on the command line', () => {
  test('a wrong check digit is refused by name', () => {
    const taxid = '980140001230';
    const args = ['--trader', 'X', '--taxid', taxid, '--from', '2026-01-01', '--to', '2026-02-01', '--pack', 'kz', '--json'];
    const run = assay('case', 'new', '--vault', vault, '--kind', 'desk', ...args);
    expect(run.exit).toBe(1);
    expect(run.json).toMatchObject({ code: 'tax_id_invalid', at: taxid });
  });

  test('wrong usage exits 2 with the usage line and nothing but JSON on stdout', () => {
    const run = assay('import', '--vault', vault, '--json');
    expect(run.exit).toBe(2);
    expect(run.err).toContain('usage: assay import');
    expect(assay('import', '--help').out).toContain('usage: assay import');
  });

  test('books come in, with control totals and named problems', () => {
    const csv = declarationsCsv(chance(7), { vatPercent: 16, vatBaseIncludesFee: true, trader: 'ТОО «Проба»' });
    const lines = csv.trimEnd().split('\r\n');
    const bad = (lines[5] ?? '').replace(/2026-01-0\d/, '2026-02-31');
    const declarations = file('declarations.csv', `${[...lines.slice(0, 5), bad, ...lines.slice(6)].join('\r\n')}\r\n`);
    const run = assay('import', ...inCase(), '--as', 'declarations', declarations);
    expect(run.exit, run.err).toBe(0);
    expect(run.json).toMatchObject({ rows: lines.length - 2, rejectedCount: 1, rejected: [{ line: 6 }] });
    expect(run.json['sums']).toHaveProperty('customs_value_minor', expect.stringMatching(/^\d+\.\d\d$/));
    const again = assay('import', ...inCase(), '--as', 'declarations', declarations);
    expect(again.json).toMatchObject({ ok: false, code: 'file_already_imported' });
  });

  test('rows are found by filter, sorted, searched in Cyrillic and Kazakh', () => {
    const sorted = assay('rows', ...inCase(), '--table', 'declarations', '--sort', 'customs_value_minor', '--desc', '--limit', '3');
    const rows = sorted.json['rows'] as unknown as Record<string, string>[];
    expect(rows).toHaveLength(3);
    const values = rows.map((row) => Number(row['customs_value_minor']));
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    const filtered = assay('rows', ...inCase(), '--table', 'declarations', '--where', 'hs_code = 8518309500', '--limit', '1');
    expect(Number(filtered.json['total'])).toBeGreaterThan(100);
    const searched = assay('rows', ...inCase(), '--table', 'declarations', '--search', 'ҚОЛ МИКСЕРІ', '--limit', '1');
    expect(Number(searched.json['total'])).toBeGreaterThan(10);
  });

  test('a test gives the same result hash twice, in any language', () => {
    const first = assay('tests', 'run', ...inCase(), '--test', 'V14');
    const second = assay('tests', 'run', ...inCase(), '--test', 'V14', '--lang', 'kk');
    expect(first.exit, first.err).toBe(0);
    expect(second.json['resultHash']).toBe(first.json['resultHash']);
    expect(second.json['datasetHash']).toBe(first.json['datasetHash']);
    expect((first.json['hits'] as unknown as unknown[]).length).toBeGreaterThan(3);
  });

  test('a finding is assessed, reported, signed and verified', () => {
    const rows = assay('rows', ...inCase(), '--table', 'declarations', '--limit', '1').json['rows'] as unknown as Record<string, string>[];
    const row = rows[0] ?? {};
    const audited = (Number(row['customs_value_minor']) + 668655).toFixed(2);
    const finding = {
      title: 'Роялти не включены',
      condition: 'Платежи за товарный знак не вошли в таможенную стоимость.',
      criteria: ['ст. 40 ТК ЕАЭС'],
      cause: 'Ошибка декларанта',
      corrections: [{ row: row['name'], component: 'customs_value', audited }],
      response: '',
    };
    const added = assay('finding', 'add', ...inCase(), '--file', file('finding.json', JSON.stringify(finding)));
    expect(added.exit, added.err).toBe(0);
    const assessed = assay('assess', ...inCase()).json['lines'] as unknown as Record<string, string>[];
    expect(assessed.map((line) => line['tax'])).toEqual(['duty', 'vat']);
    expect(assessed[0]).toMatchObject({ difference: '66865.50' });
    const pdf = path.join(dir, 'report.pdf');
    for (const lang of ['en', 'ru', 'kk']) {
      const made = assay('report', ...inCase(), '--lang', lang, '--sign', '--out', pdf);
      expect(made.exit, made.err).toBe(0);
      expect(made.json).toEqual({ sha256: expect.any(String), pages: expect.any(Number), caseHead: expect.any(String) });
    }
    expect(assay('verify', pdf, '--json').json).toMatchObject({ ok: false, integrity: true });
  });

  test('the exported log holds, and a changed, missing or swapped operation is named', () => {
    const log = path.join(dir, 'log.ndjson');
    expect(assay('case', 'log', ...inCase(), '--out', log).exit).toBe(0);
    expect(assay('case', 'verify', ...inCase(), '--log', log).json).toMatchObject({ ok: true });
    const lines = fs.readFileSync(log, 'utf8').trimEnd().split('\n');
    const broken = (changed: string[]): unknown => {
      const run = assay('case', 'verify', ...inCase(), '--log', file('broken.ndjson', `${changed.join('\n')}\n`));
      expect(run.exit).toBe(1);
      return (run.json['broken'] as unknown as { problem: string }).problem;
    };
    expect(broken(lines.map((line, i) => (i === 1 ? line.replace('ТОО', 'ЗАО') : line)))).toBe('changed');
    expect(broken(lines.filter((_, i) => i !== 3))).toBe('missing');
    expect(broken([...lines.slice(0, 2), lines[3] ?? '', lines[2] ?? '', ...lines.slice(4)])).toBe('swapped');
  });
});

describe.skipIf(process.platform === 'win32')('an import that was killed', () => {
  test('leaves no row, and the next command says so on stderr', async () => {
    const rows = Array.from({ length: 150_000 }, (_, i) => `K${i},2026-03-05,1,8518309500,Наушники ${i},${i}\n`);
    const big = file('killed.csv', `reg_no,reg_date,item_no,hs_code,description,customs_value_minor\n${rows.join('')}`);
    const before = assay('rows', ...inCase(), '--table', 'declarations', '--limit', '1').json['total'];
    const child = spawn(process.execPath, ['backend/host/cli.ts', 'import', ...inCase(), '--as', 'declarations', big], { cwd: root, env });
    await new Promise<void>((resolve) => {
      child.stderr.on('data', (text: Buffer) => text.toString().includes('Reading') && resolve());
      child.on('exit', () => resolve());
    });
    child.kill('SIGKILL');
    await new Promise((resolve) => (child.exitCode === null && child.signalCode === null ? child.on('exit', resolve) : resolve(null)));
    expect(child.signalCode).toBe('SIGKILL');
    const next = assay('rows', ...inCase(), '--table', 'declarations', '--limit', '1');
    expect(next.json['total']).toBe(before);
    expect(next.err).toContain('killed.csv');
    expect(assay('case', 'list', '--vault', vault, '--json').err).not.toContain('killed.csv');
  });
});

describe('the demonstration', () => {
  const demo = path.join(dir, 'demo');
  let made: Record<string, string> = {};

  test('makes a vault, a case with books and the root of its signatures', () => {
    made = assay('demo', '--vault', demo, '--json').json;
    expect(made).toEqual({ vaultId: expect.any(String), caseId: expect.any(String), trust: expect.any(String) });
  });

  test.each(['V14', 'D01', 'D03', 'D04', 'D16'])('%s finds what was planted', (id) => {
    const run = assay('tests', 'run', '--vault', demo, '--case', made['caseId'] ?? '', '--test', id, '--json');
    expect(run.exit, run.err).toBe(0);
    expect((run.json['hits'] as unknown as unknown[]).length).toBeGreaterThan(0);
  });

  test('everything that can run runs, and what cannot says what it needs', () => {
    const at = ['--vault', demo, '--case', made['caseId'] ?? '', '--json'];
    const all = assay('tests', 'run', ...at, '--all').json as unknown as Record<
      'runs' | 'waiting' | 'refused',
      readonly { test: string }[]
    >;
    expect(all.runs.map((run) => run.test)).toEqual(expect.arrayContaining(['V14', 'D01', 'D03', 'D04', 'D16']));
    expect(all.refused).toEqual([]);
    expect(assay('tests', 'run', ...at, '--area', 'valuation').json['runs']).toHaveLength(1);
    expect(assay('tests', 'run', ...at, '--area', 'valuation', '--all').exit).toBe(2);
    expect(assay('tests', 'run', ...at).exit).toBe(2);
    expect(assay('tests', 'run', ...at, '--area', 'weather').exit).toBe(2);
  });

  test('its signed report is accepted under the root, and refused when one byte changed', () => {
    const pdf = path.join(dir, 'demo.pdf');
    assay('report', '--vault', demo, '--case', made['caseId'] ?? '', '--lang', 'ru', '--sign', '--out', pdf, '--json');
    const verdict = assay('verify', pdf, '--trust', made['trust'] ?? '', '--json');
    expect(verdict.json).toMatchObject({ ok: true, integrity: true, data: { ok: true } });
    expect(assay('verify', pdf, '--trust', file('no-root.pem', 'x'), '--json').json).toMatchObject({
      code: 'trust_unreadable',
      at: 'no-root.pem',
    });
    expect(assay('verify', '/dev/tty', '--json').json).toMatchObject({ code: 'file_unreadable' });
    const bytes = fs.readFileSync(pdf);
    bytes[1500] = (bytes[1500] ?? 0) ^ 1;
    fs.writeFileSync(pdf, bytes);
    expect(assay('verify', pdf, '--trust', made['trust'] ?? '', '--json').exit).toBe(1);
  });
});

describe.skipIf(!hasShared)('the Korean declarations (skipped where the shared data is absent)', () => {
  test('all 37,385 rows come in with the committed profile', () => {
    const train = path.join(sharedDir, 'data/korea-declarations/train.csv');
    const what = ['--from', '2020-01-01', '--to', '2020-12-31', '--pack', 'wco-generic'];
    const made = assay('case', 'new', '--vault', vault, '--kind', 'desk', '--trader', 'KR', '--taxid', 'KR-1', ...what, '--json');
    const profile = path.join(root, 'assets/profiles/korea-declarations.json');
    const args = ['--vault', vault, '--case', made.json['caseId'] ?? '', '--json', '--as', 'declarations', '--profile', profile, train];
    const run = assay('import', ...args);
    expect(run.json).toMatchObject({ rows: 37385, rejectedCount: 0 });
  });
});

test('the list of tests is one JSON value on stdout', () => {
  expect(assay('tests', 'list', '--json').out).toMatch(/^\{"tests":\[.*\]\}\n$/s);
});
