import { words } from '../model/words.ts';
import type { WordArg, Words } from '../model/words.ts';
import { scaledToDecimal } from '../money/decimal.ts';
import { digitsOf } from '../packs/currency.ts';
import type { RulePack } from '../packs/rule-pack.ts';
import type { Decimal } from '../model/scalars.ts';
import type { Hit, Population } from './audit-test.ts';
import { withNotes } from './result.ts';
import type { RankedHit } from './result.ts';
import { firstRank, inRank, namesOf } from './row-groups.ts';

/** The verdict of a test that judges records one by one: how many leads among how many judged. */
export const leadsVerdict = (hits: number, judged: number, notes: readonly Words[] = []): Words =>
  withNotes(hits === 0 ? words('test.leads.none', { n: judged }) : words('test.leads.found', { hits, n: judged }), notes);

/** A list or limit without which a part of the test says nothing. @param param its name in the test */
export const unsetNote = (test: string, param: string): Words =>
  words('test.leads.unset', { param: { words: words(`test.${test}.param.${param}`) } });

/** Amounts of any currency as measures and in sentences. */
export type CurrencyMoney = {
  readonly text: (minor: number | bigint, currency: string) => Decimal;
  readonly arg: (minor: number | bigint, currency: string) => WordArg;
};

/** Minor digits come from the pack; a currency that it does not know has two. */
export function currencyMoney(pack: RulePack): CurrencyMoney {
  const digits = new Map<string, number>();
  const text = (minor: number | bigint, currency: string): Decimal => {
    const known = digits.get(currency) ?? digitsOf(pack, currency) ?? 2;
    digits.set(currency, known);
    return scaledToDecimal(minor, known);
  };
  return { text, arg: (minor, currency) => ({ money: text(minor, currency), currency }) };
}

/** A hit over rows of one population, named by the first of them. @property mark told apart from other hits of the same first row */
export type LeadRows = { readonly rows: Population; readonly at: readonly number[]; readonly mark?: string };

/** The hit of these rows, in the order of the dataset; at most `mostKeys` of them are named. */
export function leadOf({ rows, at, mark }: LeadRows, told: Pick<Hit, 'score' | 'measures' | 'explanation'>): RankedHit {
  const name = rows.nameOf(inRank(rows, at)[0] ?? 0);
  return { rank: firstRank(rows, at), hit: { key: mark === undefined ? name : `${name}:${mark}`, keys: namesOf(rows, at), ...told } };
}
