import { words } from '../model/words.ts';
import type { Words } from '../model/words.ts';
import { termsOf } from '../money/rate.ts';
import type { RateExpression } from '../money/rate.ts';
import { outcomesOf } from './amounts.ts';
import type { Law, Outcomes, TaxOutcome } from './amounts.ts';
import { readAudited, taxes } from './components.ts';
import type { Change, Component, Correction, Tax } from './components.ts';
import type { DeclaredLine } from './declared-line.ts';
import { applyChange, declaredFacts } from './facts.ts';
import type { LineFacts } from './facts.ts';

/** Signed effect of one finding on one payment of the line, minor units: positive = underpaid. */
export type LineEffect = { readonly finding: string; readonly tax: Tax; readonly difference: bigint };

/** A line computed once from all corrections that stand on it. */
export type LineAssessment = {
  readonly line: DeclaredLine;
  readonly declared: Outcomes;
  readonly audited: Outcomes;
  /** the rate that was declared, as far as it is known */
  readonly facts: LineFacts;
  /** payments that a correction reaches, with the findings that do */
  readonly touched: ReadonlyMap<Tax, readonly string[]>;
  /** for each payment these add up to audited - declared exactly */
  readonly effects: readonly LineEffect[];
  readonly problems: readonly Words[];
};

type Step = { readonly correction: Correction; readonly change: Change; readonly rank: number; readonly order: number };

/** value -> classification -> origin -> quantity -> relief (reference/domain.md §2.6). */
const ranks: Readonly<Record<Component, number>> = {
  customs_value: 0,
  hs_code: 1,
  duty_rate: 1,
  excise_rate: 1,
  vat_rate: 1,
  origin: 2,
  qty: 3,
  relief: 4,
};

/** A rate takes the place of the reason its finding gives for it: origin or relief, otherwise classification. */
function rankOf(correction: Correction, all: readonly Correction[]): number {
  const rank = ranks[correction.component];
  if (!correction.component.endsWith('_rate')) return rank;
  const beside = all.filter((c) => c.finding === correction.finding).map((c) => c.component);
  if (beside.includes('hs_code')) return rank;
  if (beside.includes('origin')) return ranks.origin;
  return beside.includes('relief') ? ranks.relief : rank;
}

const has = (rate: RateExpression, kind: 'adv' | 'spec'): boolean => termsOf(rate).some((t) => t.kind === kind);

function ratedBy(facts: LineFacts, tax: Tax, kind: 'adv' | 'spec'): boolean {
  const state = facts.rates[tax];
  return state.kind === 'unknown' || (state.kind === 'known' && has(state.rate, kind));
}

/** Payments that a correction changes by itself. @param before the facts before it */
function reached(change: Change, before: LineFacts): readonly Tax[] {
  switch (change.component) {
    case 'customs_value':
      return taxes.filter((tax) => ratedBy(before, tax, 'adv'));
    case 'qty':
      return taxes.filter((tax) => ratedBy(before, tax, 'spec'));
    case 'duty_rate':
    case 'excise_rate':
    case 'vat_rate':
      return [change.tax];
    case 'relief':
      return taxes.filter((tax) => before.relieved.has(tax) !== change.taxes.has(tax) && before.rates[tax].kind !== 'none');
    case 'hs_code':
    case 'origin':
      return [];
    default:
      return change satisfies never;
  }
}

/** With those whose base the changed payments enter. */
function withFollowing(direct: readonly Tax[], facts: LineFacts): ReadonlySet<Tax> {
  const all = new Set(direct);
  if (all.has('duty') && facts.rates.excise.kind !== 'none' && ratedBy(facts, 'excise', 'adv')) all.add('excise');
  if (all.size > 0 && facts.rates.vat.kind !== 'none') all.add('vat');
  return all;
}

const amountOf = (outcome: TaxOutcome, otherwise: bigint): bigint =>
  outcome.kind === 'amount' ? outcome.amount : outcome.kind === 'none' ? 0n : otherwise;

function readSteps(corrections: readonly Correction[], law: Law, problems: Words[]): readonly Step[] {
  const steps: Step[] = [];
  corrections.forEach((correction, order) => {
    const change = readAudited(correction.component, correction.audited, law.pack);
    const name = { words: words(`component.${correction.component}`) };
    if (change === null) {
      problems.push(words('assess.problem.correctionInvalid', { component: name, audited: correction.audited }));
      return;
    }
    const earlier = steps.find((s) => s.correction.component === correction.component && s.correction.audited !== correction.audited);
    if (earlier !== undefined) problems.push(words('assess.problem.componentTwice', { component: name, audited: correction.audited }));
    steps.push({ correction, change, rank: rankOf(correction, corrections), order });
  });
  return steps.sort((a, b) => a.rank - b.rank || a.order - b.order);
}

/** A new code or origin whose rate nobody stated has no effect yet: that is said, not left to be guessed. */
function ratesNotStated(corrections: readonly Correction[]): readonly Words[] {
  const named = corrections.filter((c) => c.component === 'hs_code' || c.component === 'origin');
  return named
    .filter((c) => !corrections.some((other) => other.finding === c.finding && /_rate$|^relief$/.test(other.component)))
    .map((c) => words('assess.problem.rateNotStated', { component: { words: words(`component.${c.component}`) }, audited: c.audited }));
}

type Walk = {
  facts: LineFacts;
  outcomes: Outcomes;
  readonly touched: Map<Tax, string[]>;
  readonly effects: LineEffect[];
  readonly amounts: Record<Tax, bigint>;
};

function takeStep(line: DeclaredLine, step: Step, given: { walk: Walk; declared: Outcomes; law: Law }): void {
  const { walk, declared, law } = given;
  const direct = reached(step.change, walk.facts);
  walk.facts = applyChange(walk.facts, step.change);
  for (const tax of withFollowing(direct, walk.facts)) {
    const by = walk.touched.get(tax) ?? [];
    if (!by.includes(step.correction.finding)) by.push(step.correction.finding);
    walk.touched.set(tax, by);
  }
  walk.outcomes = outcomesOf(line, walk.facts, { touched: new Set(walk.touched.keys()), law, declared });
  for (const tax of taxes) {
    // a payment that cannot be computed yet (its quantity is corrected later) keeps its amount until it can
    const amount = amountOf(walk.outcomes[tax], walk.amounts[tax]);
    const difference = amount - walk.amounts[tax];
    if (difference !== 0n) walk.effects.push({ finding: step.correction.finding, tax, difference });
    walk.amounts[tax] = amount;
  }
}

/** Effects of one finding on one payment in one entry. */
function gathered(effects: readonly LineEffect[]): readonly LineEffect[] {
  const sums = new Map<string, LineEffect>();
  for (const e of effects) {
    const key = `${e.tax} ${e.finding}`;
    sums.set(key, { ...e, difference: e.difference + (sums.get(key)?.difference ?? 0n) });
  }
  return [...sums.values()].filter((e) => e.difference !== 0n);
}

/** Amounts that the file leaves out are computed from its own rate and base, and this is said. */
const computedDeclared = (line: DeclaredLine, declared: Outcomes, touched: ReadonlySet<Tax>): readonly Words[] =>
  taxes
    .filter((tax) => touched.has(tax) && line.taxes[tax].amount === null && declared[tax].kind === 'amount')
    .map((tax) => words('assess.problem.declaredComputed', { tax: { words: words(`tax.${tax}`) } }));

/**
 * One declaration line under all its corrections: computed once from the full set, then each finding gets its share of the effect in the
 * fixed order value -> classification -> origin -> quantity -> relief, so that the shares add up to the line's total exactly.
 * Payments that no correction reaches stay as declared. A payment that cannot be computed is a named problem, never a zero.
 * @param corrections of this line, in the order of their findings; where two name different values of one component the later stands
 * @source reference/domain.md §2.6, §5.1
 */
export function assessLine(line: DeclaredLine, corrections: readonly Correction[], law: Law): LineAssessment {
  const problems: Words[] = [];
  const steps = readSteps(corrections, law, problems);
  const facts = declaredFacts(line, law.pack);
  const declared = outcomesOf(line, facts, { touched: new Set(), law, declared: null });
  const amounts = { duty: 0n, ad: 0n, excise: 0n, vat: 0n };
  for (const tax of taxes) amounts[tax] = amountOf(declared[tax], 0n);
  const walk: Walk = { facts, outcomes: declared, touched: new Map(), effects: [], amounts };
  for (const step of steps) takeStep(line, step, { walk, declared, law });
  const touched = new Set(walk.touched.keys());
  const failed = taxes.filter((tax) => touched.has(tax) && (walk.outcomes[tax].kind === 'problem' || declared[tax].kind === 'problem'));
  for (const tax of failed) {
    const outcome = walk.outcomes[tax].kind === 'problem' ? walk.outcomes[tax] : declared[tax];
    if (outcome.kind === 'problem')
      problems.push(words('assess.problem.ofTax', { tax: { words: words(`tax.${tax}`) }, problem: { words: outcome.problem } }));
    walk.touched.delete(tax);
  }
  return {
    line,
    declared,
    audited: walk.outcomes,
    facts,
    touched: walk.touched,
    effects: gathered(walk.effects.filter((e) => !failed.includes(e.tax))),
    problems: [...problems, ...ratesNotStated(corrections), ...computedDeclared(line, declared, touched)],
  };
}
