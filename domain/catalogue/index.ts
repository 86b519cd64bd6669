import { Refused } from '../model/refused.ts';
import type { Day } from '../model/scalars.ts';
import type { TableName } from '../model/books.ts';
import type { RulePack } from '../packs/rule-pack.ts';
import type { AuditTest, Needs, Params, ParamType } from './audit-test.ts';
import { classificationTests } from './classification/index.ts';
import { ledgerTests } from './ledger/index.ts';
import { readParams } from './params.ts';
import { patternTests } from './patterns/index.ts';
import { paymentTests } from './payments/index.ts';
import { quantityTests } from './quantity/index.ts';
import { valuationTests } from './valuation/index.ts';

/** The tests that can be run, in the order in which they are listed. */
export const catalogue: readonly AuditTest[] = [
  ...valuationTests,
  ...classificationTests,
  ...quantityTests,
  ...ledgerTests,
  ...paymentTests,
  ...patternTests,
];

/** @throws Refused test_unknown */
export function testOf(id: string): AuditTest {
  const test = catalogue.find((t) => t.id === id);
  if (test === undefined) throw new Refused({ code: 'test_unknown', at: id, args: { known: catalogue.map((t) => t.id).join(', ') } });
  return test;
}

/** Columns of each table that hold anything in the case's visible imports; a table without rows is absent. */
export type Books = ReadonlyMap<TableName, ReadonlySet<string>>;

/** What of `needs` the books do not have, as `table.column`. */
function missingOf(needs: readonly Needs[], books: Books): readonly string[] {
  return needs.flatMap(({ table, columns }) => columns.filter((c) => books.get(table)?.has(c) !== true).map((c) => `${table}.${c}`));
}

/** A test as screens and the command line list it (contract `testDescription`). */
export type TestDescription = {
  readonly id: string;
  readonly version: string;
  readonly area: string;
  readonly leadOnly: boolean;
  readonly needs: readonly { readonly table: string; readonly columns: readonly string[] }[];
  readonly params: readonly {
    readonly name: string;
    readonly type: ParamType;
    readonly value: string;
    readonly choices: readonly string[];
  }[];
  readonly runnable: boolean;
  readonly missing: readonly string[];
};

/**
 * The parameters, where the books cannot serve them with the first choice with which they can: a case with a ledger only runs D01 at once.
 * @param fixed what a person chose stays
 */
function fitting(test: AuditTest, params: Params, books: Books, fixed: Params = {}): Params {
  if (missingOf(test.needs(params), books).length === 0) return params;
  for (const spec of test.params.filter((p) => !Object.hasOwn(fixed, p.name))) {
    for (const choice of spec.choices ?? []) {
      const tried = { ...params, [spec.name]: choice };
      if (missingOf(test.needs(tried), books).length === 0) return tried;
    }
  }
  return params;
}

/** Defaults of the pack, moved to a choice that the case's books can serve. @param books null = no case is open */
export function startingParams(test: AuditTest, pack: RulePack, books: Books | null): Params {
  const defaults = readParams(test, {}, pack);
  return books === null ? defaults : fitting(test, defaults, books);
}

/** @param books null = no case is open: nothing can be run yet, and nothing is called missing */
export function describeTest(test: AuditTest, pack: RulePack, books: Books | null): TestDescription {
  const params = startingParams(test, pack, books);
  const needs = test.needs(params);
  const missing = books === null ? [] : missingOf(needs, books);
  return {
    id: test.id,
    version: test.version,
    area: test.area,
    leadOnly: test.leadOnly,
    needs,
    params: test.params.map((p) => ({ name: p.name, type: p.type, value: params[p.name] ?? '', choices: p.choices ?? [] })),
    runnable: books !== null && missing.length === 0,
    missing,
  };
}

/**
 * The parameters of a run: what was given, the rest from the pack, moved to a choice that the books can serve; the day as of which a test
 * judges is the legal day of the run, and the day until which declarations were asked for is the end of the audited period, unless others
 * were given.
 * @throws Refused test_parameter_invalid; test_needs_data with the missing columns in args
 */
export function runParams(
  test: AuditTest,
  given: Params,
  at: { readonly pack: RulePack; readonly books: Books; readonly today: Day; readonly periodEnd?: Day },
): Params {
  const days: Params = { asOf: at.today, ...(at.periodEnd === undefined ? {} : { declaredUntil: at.periodEnd }) };
  // a form sends an empty day for one that nobody chose
  const open = test.params.filter(({ name }) => days[name] !== undefined && (given[name] ?? '').trim() === '');
  const dated = { ...given, ...Object.fromEntries(open.map(({ name }) => [name, days[name] ?? ''])) };
  const params = fitting(test, readParams(test, dated, at.pack), at.books, given);
  const missing = missingOf(test.needs(params), at.books);
  if (missing.length > 0) throw new Refused({ code: 'test_needs_data', at: test.id, args: { missing: missing.join(', ') } });
  return params;
}
