import { words } from '../model/words.ts';
import type { WordArg, Words } from '../model/words.ts';
import type { Decimal } from '../model/scalars.ts';
import { pow10, scaledToDecimal } from '../money/decimal.ts';
import { multiply, ratio, ratioToDecimal, roundRatio } from '../money/ratio.ts';
import type { Ratio } from '../money/ratio.ts';
import type { RateAmount, TermAmount } from '../money/rate-amount.ts';
import { nationalDigits } from '../packs/currency.ts';
import type { RulePack } from '../packs/rule-pack.ts';
import type { BasePart, TaxOutcome } from './amounts.ts';

const moneyOf = (minor: bigint, pack: RulePack): { readonly money: Decimal; readonly currency: string } => ({
  money: scaledToDecimal(minor, nationalDigits(pack)),
  currency: pack.nationalCurrency,
});

const nested = (inner: Words): WordArg => ({ words: inner });

/** "customs value 5,621,655.00 + fee 20,000.00"; a base of one part is its amount alone. */
function baseWords(parts: readonly BasePart[], base: bigint, pack: RulePack): WordArg {
  const [first, ...rest] = parts.map((p) =>
    words('assess.formula.part', { name: nested(words(`assess.part.${p.of}`)), amount: moneyOf(p.amount, pack) }),
  );
  if (first === undefined || rest.length === 0) return moneyOf(base, pack);
  const sum = rest.reduce((a, b) => words('assess.formula.sum', { first: nested(a), second: nested(b) }), first);
  return nested(words('assess.formula.brackets', { inner: nested(sum) }));
}

function termWords(amount: TermAmount, base: WordArg, pack: RulePack): Words {
  const { term } = amount;
  if (term.kind === 'adv') return words('assess.formula.adv', { base, percent: { percent: term.percent } });
  const perOne = multiply(amount.exchange ?? ratio(1n), ratio(1n, pow10(nationalDigits(pack))));
  const national = term.currency === pack.nationalCurrency;
  return words(national ? 'assess.formula.specNational' : 'assess.formula.spec', {
    quantity: { decimal: ratioToDecimal(amount.quantity ?? ratio(0n), 6) },
    unit: nested(words(`unit.${term.unit}`)),
    amount: { money: term.amount, currency: term.currency },
    per: { decimal: term.per },
    exchange: { decimal: ratioToDecimal(perOne, 8) },
  });
}

const sumWords = (terms: readonly TermAmount[], base: WordArg, pack: RulePack): Words =>
  terms.map((t) => termWords(t, base, pack)).reduce((a, b) => words('assess.formula.sum', { first: nested(a), second: nested(b) }));

function workingWords(working: RateAmount, base: WordArg, pack: RulePack): Words {
  const start = working.terms.length === 0 ? words('assess.formula.free') : sumWords(working.terms, base, pack);
  let amount: Ratio = working.terms.reduce((sum, t) => ({ n: sum.n * t.amount.d + t.amount.n * sum.d, d: sum.d * t.amount.d }), ratio(0n));
  return working.bounds.reduce((text, bound) => {
    const limit = sumWords(bound.terms, base, pack);
    const said = words(bound.kind === 'atLeast' ? 'assess.formula.greater' : 'assess.formula.lesser', {
      first: nested(text),
      firstAmount: moneyOf(roundRatio(amount), pack),
      second: nested(limit),
      secondAmount: moneyOf(roundRatio(bound.amount), pack),
    });
    if (bound.decided) amount = bound.amount;
    return said;
  }, start);
}

/** The calculation with its figures put in, in words that any language can say: "(… + …) × 16 % = 992,611.28". */
export function formulaOf(outcome: TaxOutcome, pack: RulePack): Words {
  if (outcome.kind === 'none') return words('assess.formula.none');
  if (outcome.kind === 'problem') return outcome.problem;
  const amount = moneyOf(outcome.amount, pack);
  if (outcome.relieved) return words('assess.formula.relieved');
  if (outcome.working === null) return words('assess.formula.asDeclared', { amount });
  const base = baseWords(outcome.parts, outcome.base, pack);
  return words('assess.formula.result', { working: nested(workingWords(outcome.working, base, pack)), amount });
}
