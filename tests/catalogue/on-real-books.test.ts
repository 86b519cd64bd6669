import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runTest } from '../../backend/analysis/run-test.ts';
import type { RunOutcome } from '../../backend/analysis/run-test.ts';
import { catalogue } from '../../domain/catalogue/index.ts';
import type { AuditTest, Params } from '../../domain/catalogue/audit-test.ts';
import { readParams } from '../../domain/catalogue/params.ts';
import type { TableName } from '../../domain/model/books.ts';
import type { Sha256 } from '../../domain/model/ids.ts';
import { caseBooks } from '../helpers/case-books.ts';
import type { TestImport } from '../helpers/case-books.ts';
import { judgedWith } from '../helpers/judging.ts';
import type { Judged } from '../helpers/judging.ts';
import { kz } from '../helpers/lines.ts';
import type { TestRow } from '../helpers/population.ts';
import { samples } from './samples/index.ts';

let dir = '';
beforeAll(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'catalogue-'));
});
afterAll(() => fs.rmSync(dir, { recursive: true }));

/** The rows of each table that the test reads; populations of one table are given the same rows, once. */
function rowsByTable(one: AuditTest, params: Params, { rows, also = {} }: Judged): ReadonlyMap<TableName, readonly TestRow[]> {
  const byTable = new Map<TableName, readonly TestRow[]>([[one.population(params).table, rows]]);
  for (const [name, { table }] of Object.entries(one.also?.(params) ?? {})) {
    const mine = also[name] ?? [];
    if ((byTable.get(table) ?? []).length < mine.length) byTable.set(table, mine);
  }
  return byTable;
}

const importsOf = (byTable: ReadonlyMap<TableName, readonly TestRow[]>): readonly TestImport[] =>
  [...byTable].map(([table, rows], i) => ({ table, evidence: `${i}`.repeat(64) as Sha256, rows, importId: `import-${table}` }));

function runOver(one: AuditTest, params: Params, imports: readonly TestImport[]): RunOutcome {
  const { store, imports: made } = caseBooks(dir, imports);
  try {
    return store.read((books) => runTest({ books, test: one, params, pack: kz, imports: made, links: [] }));
  } finally {
    store.close();
  }
}

test('every test of the catalogue has a sample, and no sample is of a test that there is not', () => {
  expect(Object.keys(samples).toSorted()).toEqual(catalogue.map((one) => one.id).toSorted());
});

describe.each(catalogue.map((one) => [one.id, one] as const))('%s over real books', (id, one) => {
  const planted = samples[id]?.planted ?? { rows: [] };
  const params = readParams(one, planted.params ?? {}, kz);
  const byTable = rowsByTable(one, params, planted);

  test('finds what is planted, as a judge that is given the rows', () => {
    const found = runOver(one, params, importsOf(byTable));
    const also = Object.fromEntries(
      Object.entries(one.also?.(params) ?? {}).map(([name, { table }]) => [name, byTable.get(table) ?? []] as const),
    );
    const judged = judgedWith(one, { ...planted, also });
    expect(found.hits.length).toBeGreaterThan(0);
    expect([found.populationN, found.excluded, found.stats, found.verdict]).toEqual([
      judged.populationN,
      judged.excluded,
      judged.stats,
      judged.verdict,
    ]);
    expect(found.hits.map((h) => [h.score, h.measures, h.explanation])).toEqual(
      judged.hits.map((h) => [h.score, h.measures, h.explanation]),
    );
  });

  test('gives the same hash again and whatever the order in which the files came in', () => {
    const first = runOver(one, params, importsOf(byTable));
    expect(runOver(one, params, importsOf(byTable)).resultHash).toBe(first.resultHash);
    expect(runOver(one, params, importsOf(byTable).toReversed()).resultHash).toBe(first.resultHash);
  });

  test('says nothing of no rows, and divides by none of them', () => {
    const empty = judgedWith(one, { rows: [], params: planted.params ?? {} });
    expect(empty.hits).toEqual([]);
    expect(JSON.stringify(empty)).not.toMatch(/NaN|Infinity/);
  });

  test('keys of hits are unique, scores are whole numbers from 0 to 100, and every hit names its rows', () => {
    const { hits } = runOver(one, params, importsOf(byTable));
    expect(new Set(hits.map((h) => h.key)).size).toBe(hits.length);
    for (const { score, keys, measures } of hits) {
      expect(Number.isInteger(score) && score >= 0 && score <= 100).toBe(true);
      // a digit stands for no row of its own
      expect(keys.length > 0 || id === 'D04').toBe(true);
      expect(Object.values(measures).every((value) => typeof value === 'string' && !/NaN|Infinity|undefined/.test(value))).toBe(true);
    }
  });
});
