import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bench, newCase } from './command-line.ts';
import type { Bench, Json } from './command-line.ts';

let at: Bench;
let inCase: readonly string[] = [];

const rows = 400;
const amountOf = (i: number): number => (i % 50 === 0 ? 0 : i % 41 === 0 ? -(500 + i) : 1000 + ((i * 7919) % 90_000));
const ledger = (): string =>
  `posting_date,account,debit,credit,source_doc_ref,counterparty\n${Array.from(
    { length: rows },
    (_, i) => `2026-0${1 + (i % 3)}-1${i % 9},${i % 2 === 0 ? '1330' : '7210'},${amountOf(i)}.25,0.00,DOC-${i % 130},Firm ${i % 12}`,
  ).join('\n')}\n`;

beforeAll(async () => {
  at = bench();
  await at.assay('vault', 'create', '--vault', at.vault, '--name', 'Auditor');
  inCase = ['--vault', at.vault, '--case', await newCase(at)];
  const came = await at.assay('import', at.file('ledger.csv', ledger()), ...inCase, '--as', 'ledger');
  expect(came).toMatchObject({ exit: 0, json: { rows } });
}, 60_000);
afterAll(() => at.leave());

const sample = async (what: string, ...more: readonly string[]): Promise<{ exit: number; json: Json }> =>
  at.assay('sample', what, ...inCase, ...more);
const plan = async (...more: readonly string[]): Promise<Json> => {
  const { exit, json } = await sample('plan', '--table', 'ledger', ...more);
  expect({ exit, json: exit === 0 ? null : json }).toEqual({ exit: 0, json: null });
  return json;
};
const of = (sealed: Json): readonly string[] => ['--sample', sealed.sampleId];

describe('a sample on the command line', () => {
  test('an attribute sample: planned, sealed, drawn, recorded, evaluated, decided, and all of it again', async () => {
    const sealed = await plan(
      '--method',
      'attribute',
      '--tolerable',
      '0.05',
      '--expected',
      '0.01',
      '--seed',
      'KZ-2026-0001',
      '--seed-source',
      'meeting',
    );
    expect(sealed).toMatchObject({
      design: { n: 93, accepted: 1 },
      seed: 'KZ-2026-0001',
      seedSource: 'meeting',
      frame: { n: rows },
      drawn: 0,
    });
    const drawn = await sample('draw', ...of(sealed));
    expect(drawn.json.items).toHaveLength(93);
    expect((await sample('draw', ...of(sealed))).json).toEqual(drawn.json);

    const sheet = path.join(at.dir, 'sheet.csv');
    expect((await sample('worksheet', ...of(sealed), '--to', sheet)).json).toMatchObject({ items: 93 });
    const [head = '', ...lines] = fs.readFileSync(sheet, 'utf8').trim().split('\r\n');
    expect(head.replace('\uFEFF', '').split(',').slice(0, 9)).toEqual([
      'no',
      'item',
      'why',
      'stratum',
      'size',
      'state',
      'audited',
      'deviation',
      'note',
    ]);
    const filled = lines.map((line, i) => {
      const cells = line.split(',');
      [cells[5], cells[7]] = ['examined', i === 40 ? '1' : '0'];
      return cells.join(',');
    });
    expect((await sample('record', ...of(sealed), '--file', at.file('filled.csv', [head, ...filled].join('\r\n')))).json).toEqual({
      recorded: 93,
    });
    const told = await sample('evaluate', ...of(sealed));
    expect(told.json).toMatchObject({ drawn: 93, deviations: 1, accepted: 1, upper: '0.049994', suggested: 'accept', warnings: [] });
    expect((await sample('record', ...of(sealed), '--item', '7', '--unexaminable')).json).toEqual({ recorded: 1 });
    const again = await sample('evaluate', ...of(sealed), '--decision', 'extend');
    expect(again.json).toMatchObject({ deviations: 2, unexaminable: 1, suggested: 'extend', warnings: ['unexaminable'] });
    expect((await sample('record', ...of(sealed), '--item', '1', '--right')).json).toMatchObject({ code: 'sample_invalid' });
    expect((await sample('replay', ...of(sealed))).json).toMatchObject({
      identical: true,
      draws: [{ upto: 93, same: true }],
      evaluation: { results: true, same: true },
    });
  });

  test('monetary units: the top stratum, every interval-th unit, credits and noughts apart, both directions bounded', async () => {
    const sealed = await plan(
      '--method',
      'mus',
      '--measure',
      'debit_minor',
      '--tolerable',
      '600000',
      '--expected',
      '60000',
      '--seed',
      'KZ-2026-0001',
    );
    const { frame, design } = sealed;
    const credits = Array.from({ length: rows }, (_, i) => amountOf(i)).filter((x) => x < 0).length;
    expect(frame).toMatchObject({ n: rows, apart: { credit: credits, zero: 0 }, currency: 'KZT', drawable: rows - credits });
    const book = BigInt(frame.drawableTotal.replace('.', ''));
    expect(design.interval).toBe(String(book / BigInt(design.n)));
    expect(sealed.warnings).toContain('credits_apart');
    const { items, listHash } = (await sample('draw', ...of(sealed))).json;
    const drawn = items.filter((item: Json) => item.why === 'drawn');
    const steps = drawn.slice(1).map((item: Json, i: number) => BigInt(item.at) - BigInt(drawn[i].at));
    expect(steps.every((step: bigint) => step === BigInt(design.interval))).toBe(true);
    expect(listHash).toMatch(/^[0-9a-f]{64}$/);
    expect((await sample('record', ...of(sealed), '--item', '3', '--audited', '0.125')).json).toMatchObject({ code: 'sample_invalid' });
    const lines = items.map(
      (item: Json) => `${item.no};${item.no === 3 ? String(Math.round(Number(item.size) / 2)).concat(',00') : item.size}`,
    );
    const filled = at.file('mus.csv', ['no;audited', ...lines].join('\n'));
    expect((await sample('record', ...of(sealed), '--file', filled)).json).toEqual({ recorded: items.length });
    const { json } = await sample('evaluate', ...of(sealed));
    expect(json).toMatchObject({ examined: items.length, underErrors: 0 });
    expect(Number(json.overUpper)).toBeGreaterThan(Number(json.underUpper));
    expect((await sample('draw', ...of(sealed), '--more', '5', '--reason', 'x')).json).toMatchObject({
      code: 'sample_invalid',
      at: 'more',
    });
  }, 60_000);

  test('a sample is extended without a new draw, with a reason', async () => {
    const sealed = await plan(
      '--method',
      'random',
      '--n',
      '20',
      '--measure',
      'debit_minor',
      '--tolerable',
      '1000',
      '--seed',
      'HQ-1234567',
      '--seed-source',
      'headquarters',
    );
    const first = (await sample('draw', ...of(sealed))).json.items.map((item: Json) => item.key);
    expect((await sample('draw', ...of(sealed), '--more', '10')).json).toMatchObject({ code: 'field_missing', at: 'reason' });
    const more = (await sample('draw', ...of(sealed), '--more', '10', '--reason', 'two errors')).json.items.map((item: Json) => item.key);
    expect(more).toHaveLength(30);
    expect(more.slice(0, 20)).toEqual(first);
    expect((await sample('replay', ...of(sealed))).json).toMatchObject({ identical: true, draws: [{ upto: 20 }, { upto: 30 }] });
  });

  test('strata by amount, and items that are several rows', async () => {
    const sealed = await plan(
      '--method',
      'stratified',
      '--n',
      '30',
      '--measure',
      'debit_minor',
      '--bounds',
      '20000,60000',
      '--tolerable',
      '1',
      '--seed',
      'HQ-1234567',
    );
    expect(sealed.design.strata.map((one: Json) => one.stratum)).toEqual(['1', '2', '3']);
    expect(sealed.design.strata.reduce((sum: number, one: Json) => sum + one.n, 0)).toBe(30);
    const units = await plan('--method', 'attribute', '--tolerable', '0.1', '--unit', 'source_doc_ref', '--measure', 'debit_minor');
    expect(units).toMatchObject({ frame: { n: 130, rows }, seedSource: 'program' });
    expect((await sample('draw', ...of(units))).json.items[0]).toMatchObject({
      key: expect.stringMatching(/^ledger\.source_doc_ref=DOC-/),
      row: null,
    });
  });

  test('what cannot be is refused by name', async () => {
    const refused = async (...more: readonly string[]): Promise<string> => {
      const { json } = await sample('plan', '--table', 'ledger', ...more);
      return `${json.code} ${json.at}`;
    };
    expect(await refused('--method', 'mus', '--tolerable', '10')).toBe('sample_invalid measure');
    expect(await refused('--method', 'mus', '--measure', 'debit_minor', '--tolerable', '100', '--expected', '70')).toBe(
      'sample_impossible expected',
    );
    expect(await refused('--method', 'random', '--tolerable', '1')).toBe('sample_invalid n');
    expect(await refused('--method', 'stratified', '--n', '10', '--tolerable', '1')).toBe('sample_invalid strata');
    expect(await refused('--method', 'attribute', '--tolerable', '0.05', '--where', '_mark = x')).toBe('filter_invalid _mark');
    expect(await refused('--method', 'attribute', '--tolerable', '0.05', '--where', "account = 'none'")).toBe('sample_invalid frame');
    expect(await refused('--method', 'attribute', '--tolerable', '0.05', '--measure', 'counterparty')).toBe('column_unknown counterparty');
    expect(await refused('--method', 'attribute', '--tolerable', '1.5')).toBe('sample_invalid tolerable');
    expect(await refused('--method', 'attribute', '--tolerable', '0.05', '--seed-source', 'meeting')).toBe('field_missing seed');
    const [one] = (await at.assay('sample', 'list', ...inCase)).json.samples;
    expect(await refused('--method', 'attribute', '--tolerable', '0.05', '--replaces', one.sampleId)).toBe('field_missing reason');
  });

  test('books that changed since are named, and nothing more is drawn from them', async () => {
    const sealed = await plan('--method', 'attribute', '--tolerable', '0.05', '--seed', 'HQ-1234567');
    await sample('draw', ...of(sealed));
    const other = ledger().replaceAll('DOC-', 'NEW-');
    expect(await at.assay('import', at.file('more.csv', other), ...inCase, '--as', 'ledger')).toMatchObject({ exit: 0 });
    expect((await sample('replay', ...of(sealed))).json).toMatchObject({ identical: false, frame: { same: false } });
    expect((await sample('draw', ...of(sealed), '--more', '3', '--reason', 'r')).json).toMatchObject({
      code: 'sample_invalid',
      at: 'frame',
    });
  });
});
