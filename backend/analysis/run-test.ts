import { createHash } from 'node:crypto';
import { loadPopulation } from '../../db/queries/population.ts';
import type { KeptColumns } from '../../db/queries/kept-columns.ts';
import type { BookImport } from '../../db/repositories/books-imports.ts';
import type { ReadDb } from '../../db/store.ts';
import type { Canonical } from '../../domain/caselog/operation.ts';
import { resultHash } from '../../domain/caselog/work-hash.ts';
import type { AuditTest, Judgement, Params, Population, PopulationSpec } from '../../domain/catalogue/audit-test.ts';
import { confirmedLinks } from './confirmed-links.ts';
import type { NamedLink } from './confirmed-links.ts';
import type { HashBytes } from '../../domain/model/scalars.ts';
import type { RulePack } from '../../domain/packs/rule-pack.ts';

/** What a run found, without run id and times: the same books, parameters and pack give the same outcome and hash. */
export type RunOutcome = Judgement & {
  readonly test: string;
  readonly version: string;
  readonly params: Params;
  readonly resultHash: string;
};

export type RunInput = {
  /** inside one `Store.read` */
  readonly books: ReadDb;
  readonly test: AuditTest;
  /** as `runParams` gave them */
  readonly params: Params;
  readonly pack: RulePack;
  /** the imports that are visible */
  readonly imports: readonly BookImport[];
  /** the confirmed links of the kinds that the test goes by */
  readonly links: readonly NamedLink[];
  /** columns that earlier runs over the same rows have read */
  readonly kept?: KeptColumns;
};

const sha256: HashBytes = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** What is hashed of a result: everything but who ran it and when. */
export function hashOfOutcome(outcome: Omit<RunOutcome, 'resultHash'>): string {
  const { test, version, params, populationN, excluded, hits, stats, verdict } = outcome;
  const canonical = { v: 1, test, version, params, populationN, excluded, hits, stats, verdict };
  return resultHash(canonical as unknown as Canonical, sha256);
}

/** Runs a test in this process: loads its populations, judges, hashes. @throws Refused column_unknown, row_missing */
export function runTest({ books, test, params, pack, imports, links, kept }: RunInput): RunOutcome {
  const load = (spec: PopulationSpec): Population => loadPopulation(books, spec, imports, kept);
  const rows = load(test.population(params));
  const also = Object.fromEntries(Object.entries(test.also?.(params) ?? {}).map(([name, spec]) => [name, load(spec)]));
  const confirmed = confirmedLinks(books, links, { imports, pack });
  const outcome = { test: test.id, version: test.version, params, ...test.judge({ rows, also, links: confirmed, params, pack }) };
  return { ...outcome, resultHash: hashOfOutcome(outcome) };
}
