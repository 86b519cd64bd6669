import { hashOfOutcome } from '../../backend/analysis/run-test.ts';
import type { RunOutcome } from '../../backend/analysis/run-test.ts';
import type { AuditTest, ConfirmedLinks } from '../../domain/catalogue/audit-test.ts';
import { readParams } from '../../domain/catalogue/params.ts';
import type { RulePack } from '../../domain/packs/rule-pack.ts';
import { kz } from './lines.ts';
import { population } from './population.ts';
import type { TestRow } from './population.ts';

export type Judged = {
  readonly rows: readonly TestRow[];
  /** rows of the further populations, by the test's names for them; those not named are empty */
  readonly also?: Readonly<Record<string, readonly TestRow[]>>;
  /** confirmed links by kind; ranks are record numbers, as in `population` */
  readonly links?: ConfirmedLinks;
  readonly params?: Readonly<Record<string, string>>;
  readonly pack?: RulePack;
};

/** Judges rows of one table as a run would, hash included. */
export const judged = (
  test: AuditTest,
  rows: readonly TestRow[],
  params: Readonly<Record<string, string>> = {},
  pack: RulePack = kz,
): RunOutcome => judgedWith(test, { rows, params, pack });

/** Judges rows of several tables as a run would, hash included. */
export function judgedWith(test: AuditTest, { rows, also = {}, links = {}, params: given = {}, pack = kz }: Judged): RunOutcome {
  const params = readParams(test, given, pack);
  const others = Object.entries(test.also?.(params) ?? {}).map(([name, spec]) => [name, population(spec, also[name] ?? [])] as const);
  const outcome = {
    test: test.id,
    version: test.version,
    params,
    ...test.judge({ rows: population(test.population(params), rows), also: Object.fromEntries(others), links, params, pack }),
  };
  return { ...outcome, resultHash: hashOfOutcome(outcome) };
}

/** Excluded rows by the key of their reason. */
export const excludedBy = (outcome: RunOutcome): Readonly<Record<string, number>> =>
  Object.fromEntries(outcome.excluded.map(({ reason, n }) => [reason.key.replace('test.excluded.', ''), n]));

/** The same rows in another order, each keeping its record number; the same order every time. */
export function shuffled(rows: readonly TestRow[]): readonly TestRow[] {
  const numbered = rows.map((row, i) => ({ '#': i + 1, ...row }));
  let seed = 7;
  const next = (): number => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed;
  };
  return numbered
    .map((row) => ({ row, at: next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ row }) => row);
}
