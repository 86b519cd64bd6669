import { words } from '../model/words.ts';
import type { Words } from '../model/words.ts';
import type { Decimal } from '../model/scalars.ts';
import { pow10, scaledToDecimal } from '../money/decimal.ts';
import { multiply, ratio, ratioToDecimal } from '../money/ratio.ts';
import { rateText, termsOf } from '../money/rate.ts';
import { nationalDigits } from '../packs/currency.ts';
import type { Law, TaxOutcome } from './amounts.ts';
import { assessLine } from './assess-line.ts';
import type { LineAssessment } from './assess-line.ts';
import { taxes } from './components.ts';
import type { Correction, Tax } from './components.ts';
import type { DeclaredLine } from './declared-line.ts';
import { formulaOf } from './formula.ts';

/** One payment of one line (contract `assessmentLine`). */
export type AssessedTax = {
  readonly row: string;
  readonly declaration: string;
  readonly item: number;
  readonly tax: Tax;
  /** as the file states it, else what its rate is applied to; zero for a rate that counts quantities only */
  readonly declaredBase: Decimal;
  readonly declaredRate: string;
  readonly declared: Decimal;
  readonly auditedBase: Decimal;
  readonly rate: string;
  readonly audited: Decimal;
  readonly difference: Decimal;
  /** the audited amount before its rounding, at most 8 decimals */
  readonly exact: Decimal;
  readonly formula: Words;
  readonly findings: readonly string[];
};

export type TaxTotal = {
  readonly tax: Tax;
  readonly declared: Decimal;
  readonly audited: Decimal;
  readonly underpaid: Decimal;
  readonly overpaid: Decimal;
};

/** What a row's assessment could not do, or did with something that the reader must know. */
export type AssessmentProblem = { readonly row: string; readonly declaration: string; readonly item: number; readonly problem: Words };

export type FindingEffect = { readonly effect: readonly { readonly tax: Tax; readonly difference: Decimal }[]; readonly total: Decimal };

/** Pure function of declared lines and corrections. Under- and over-payments are never netted. */
export type CaseAssessment = {
  readonly currency: string;
  readonly lines: readonly AssessedTax[];
  readonly totals: readonly TaxTotal[];
  readonly underpaid: Decimal;
  readonly overpaid: Decimal;
  /** signed, by finding; every finding that has a correction is in it */
  readonly effects: ReadonlyMap<string, FindingEffect>;
  readonly problems: readonly AssessmentProblem[];
};

type Money = (minor: bigint) => Decimal;

/** The money that a rate is applied to: none where every term of it counts quantities. */
function baseOf(outcome: TaxOutcome, stated: bigint | null = null): bigint {
  if (stated !== null) return stated;
  if (outcome.kind !== 'amount') return 0n;
  const terms = outcome.rate === null ? [] : termsOf(outcome.rate);
  return terms.length > 0 && terms.every((term) => term.kind === 'spec') ? 0n : outcome.base;
}

const amountOf = (outcome: TaxOutcome): bigint => (outcome.kind === 'amount' ? outcome.amount : 0n);
const rateOf = (outcome: TaxOutcome): string => (outcome.kind === 'amount' && outcome.rate !== null ? rateText(outcome.rate) : '');

function exactOf(outcome: TaxOutcome, digits: number): Decimal {
  const exact = outcome.kind === 'amount' ? outcome.exact : ratio(0n);
  return ratioToDecimal(multiply(exact, ratio(1n, pow10(digits))), 8);
}

function assessedTaxes(assessed: LineAssessment, law: Law, money: Money): readonly AssessedTax[] {
  const { line, declared, audited, touched } = assessed;
  return taxes
    .filter((tax) => touched.has(tax) && !(declared[tax].kind === 'none' && audited[tax].kind === 'none'))
    .map((tax) => ({
      row: line.row,
      declaration: line.declaration,
      item: line.item,
      tax,
      declaredBase: money(baseOf(declared[tax], line.taxes[tax].base)),
      declaredRate: rateOf(declared[tax]),
      declared: money(amountOf(declared[tax])),
      auditedBase: money(baseOf(audited[tax])),
      rate: rateOf(audited[tax]),
      audited: money(amountOf(audited[tax])),
      difference: money(amountOf(audited[tax]) - amountOf(declared[tax])),
      exact: exactOf(audited[tax], nationalDigits(law.pack)),
      formula: formulaOf(audited[tax], law.pack),
      findings: touched.get(tax) ?? [],
    }));
}

type Sums = Record<Tax, { declared: bigint; audited: bigint; underpaid: bigint; overpaid: bigint; lines: number }>;

function totalsOf(all: readonly LineAssessment[]): Sums {
  const zero = (): Sums[Tax] => ({ declared: 0n, audited: 0n, underpaid: 0n, overpaid: 0n, lines: 0 });
  const sums: Sums = { duty: zero(), ad: zero(), excise: zero(), vat: zero() };
  for (const { declared, audited, touched } of all) {
    for (const tax of touched.keys()) {
      const [before, after] = [amountOf(declared[tax]), amountOf(audited[tax])];
      const sum = sums[tax];
      sum.declared += before;
      sum.audited += after;
      if (after > before) sum.underpaid += after - before;
      else sum.overpaid += before - after;
      sum.lines += 1;
    }
  }
  return sums;
}

function effectsOf(all: readonly LineAssessment[], findings: readonly string[], money: Money): ReadonlyMap<string, FindingEffect> {
  const byFinding = new Map<string, Map<Tax, bigint>>(findings.map((id) => [id, new Map()]));
  for (const { effects } of all) {
    for (const { finding, tax, difference } of effects) {
      const sums = byFinding.get(finding);
      sums?.set(tax, (sums.get(tax) ?? 0n) + difference);
    }
  }
  const said = (sums: ReadonlyMap<Tax, bigint>): FindingEffect => ({
    effect: taxes.filter((tax) => sums.has(tax)).map((tax) => ({ tax, difference: money(sums.get(tax) ?? 0n) })),
    total: money([...sums.values()].reduce((a, b) => a + b, 0n)),
  });
  return new Map([...byFinding].map(([id, sums]) => [id, said(sums)]));
}

const byLine = (a: DeclaredLine, b: DeclaredLine): number =>
  a.declaration < b.declaration ? -1 : a.declaration > b.declaration ? 1 : a.item - b.item || (a.row < b.row ? -1 : 1);

/**
 * The assessment of a case.
 * @param lines every line that a correction names, by row name; one that is missing becomes a problem
 * @param corrections of all findings that stand, in the order of the findings
 */
export function assessCase(lines: ReadonlyMap<string, DeclaredLine>, corrections: readonly Correction[], law: Law): CaseAssessment {
  const digits = nationalDigits(law.pack);
  const money: Money = (minor) => scaledToDecimal(minor, digits);
  const byRow = Map.groupBy(corrections, (c) => c.row);
  const missing = [...byRow.keys()].filter((row) => !lines.has(row));
  const all = [...byRow.keys()]
    .flatMap((row) => lines.get(row) ?? [])
    .sort(byLine)
    .map((line) => assessLine(line, byRow.get(line.row) ?? [], law));
  const sums = totalsOf(all);
  const sum = (side: 'underpaid' | 'overpaid'): Decimal => money(taxes.reduce((total, tax) => total + sums[tax][side], 0n));
  return {
    currency: law.pack.nationalCurrency,
    lines: all.flatMap((assessed) => assessedTaxes(assessed, law, money)),
    totals: taxes
      .filter((tax) => sums[tax].lines > 0)
      .map((tax) => ({
        tax,
        declared: money(sums[tax].declared),
        audited: money(sums[tax].audited),
        underpaid: money(sums[tax].underpaid),
        overpaid: money(sums[tax].overpaid),
      })),
    underpaid: sum('underpaid'),
    overpaid: sum('overpaid'),
    effects: effectsOf(all, [...new Set(corrections.map((c) => c.finding))], money),
    problems: [
      ...missing.map((row) => ({ row, declaration: '', item: 0, problem: words('assess.problem.rowMissing') })),
      ...all.flatMap(({ line, problems }) =>
        problems.map((problem) => ({ row: line.row, declaration: line.declaration, item: line.item, problem })),
      ),
    ],
  };
}
