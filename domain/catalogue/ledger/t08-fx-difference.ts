import { words } from '../../model/words.ts';
import { divRound, pow10 } from '../../money/decimal.ts';
import { compare, divide, multiply, ratio } from '../../money/ratio.ts';
import { digitsOf, nationalDigits } from '../../packs/currency.ts';
import type { AuditTest, JudgeInput, Judgement } from '../audit-test.ts';
import { beginsWithOne, listOf } from '../lists.ts';
import { officialRates, rateKey } from '../official-rates.ts';
import type { OfficialRates } from '../official-rates.ts';
import { paramRatio } from '../params.ts';
import { countText, exclusions, ordered, scoreOf, withNotes } from '../result.ts';
import type { Exclusions, RankedHit } from '../result.ts';
import { firstRank, inRank, namesOf, rowOfRank } from '../row-groups.ts';
import { magnitude, nationalMoney, numberCells, percentOf, textCells } from '../row-reading.ts';
import { entriesOf, linesOf } from './entries.ts';

/** An entry that settles a supplier in foreign currency. All amounts in minor units of the national currency, debit above nought. */
type Settlement = {
  readonly entry: string;
  readonly lines: readonly number[];
  readonly day: string;
  readonly currency: string;
  /** at the official rate of the day */
  readonly atOfficial: bigint;
  /** at which the debt stood in the books */
  readonly booked: bigint;
  /** on the accounts of exchange differences, a loss above nought */
  readonly difference: bigint;
};

const signOf = (amount: number): bigint => (amount < 0 ? -1n : 1n);

/** Reads one entry; the reason where it cannot be judged. */
function settlementOf(
  input: JudgeInput,
  lines: readonly number[],
  rates: OfficialRates,
): Omit<Settlement, 'entry'> | 'noPayment' | 'noForeignDebt' | 'severalCurrencies' | 'noOfficialRate' | 'disputedRate' {
  const { rows, params, pack } = input;
  const [isFx, isSupplier, isBank] = ['fxAccounts', 'supplierAccounts', 'bankAccounts'].map((name) => beginsWithOne(listOf(params, name)));
  const [account, currency, posted] = ['account', 'currency', 'posting_date'].map((column) => textCells(rows, column));
  const [debit, credit, abroad] = ['debit_minor', 'credit_minor', 'currency_minor'].map((column) => numberCells(rows, column));
  let [paid, difference, booked, foreign] = [false, 0n, 0n, 0n];
  const currencies = new Set<string>();
  for (const i of lines) {
    const amount = (debit?.(i) ?? 0) - (credit?.(i) ?? 0);
    if (isBank?.(account?.(i) ?? null) === true) paid = true;
    else if (isFx?.(account?.(i) ?? null) === true) difference += BigInt(amount);
    else if (isSupplier?.(account?.(i) ?? null) === true) {
      const [of, cents] = [currency?.(i) ?? pack.nationalCurrency, abroad?.(i) ?? 0];
      if (of === pack.nationalCurrency || cents === 0) return 'noForeignDebt';
      currencies.add(of);
      booked += BigInt(amount);
      foreign += BigInt(Math.abs(cents)) * signOf(amount);
    }
  }
  const [of = ''] = currencies;
  const day = posted?.(lines[0] ?? 0) ?? '';
  if (!paid) return 'noPayment';
  if (currencies.size === 0 || foreign === 0n) return 'noForeignDebt';
  if (currencies.size > 1) return 'severalCurrencies';
  const rate = rates.get(rateKey(of, day));
  if (rate === undefined) return 'noOfficialRate';
  if (rate === 'disputed') return 'disputedRate';
  const scale = nationalDigits(pack) - (digitsOf(pack, of) ?? 2);
  const [up, down] = scale >= 0 ? [pow10(scale), 1n] : [1n, pow10(-scale)];
  const atOfficial = divRound(foreign * rate.rateE8 * up, pow10(8) * rate.unit * down);
  return { lines, day, currency: of, atOfficial, booked, difference };
}

function settlements(input: JudgeInput, out: Exclusions): readonly Settlement[] {
  const { rows, also, params } = input;
  const entries = entriesOf(rows);
  const account = textCells(rows, 'account');
  const isFx = beginsWithOne(listOf(params, 'fxAccounts'));
  const wanted = new Set<number>();
  for (let i = 0; i < rows.n; i += 1) if ((entries.of[i] ?? -1) >= 0 && isFx(account(i))) wanted.add(entries.of[i] ?? -1);
  const rates = also['rates'] === undefined ? new Map() : officialRates(also['rates']);
  return [...linesOf(entries, wanted)].flatMap(([place, lines]) => {
    const read = settlementOf(input, inRank(rows, lines), rates);
    if (typeof read !== 'string') return [{ entry: entries.places.all[place] ?? '', ...read }];
    out.add(read);
    return [];
  });
}

/** Payments of an entry: by confirmed links of its lines, and by the number of the entry. */
function paymentsOf({ rows, also, links }: JudgeInput, apart: readonly Settlement[]): ReadonlyMap<string, readonly number[]> {
  const payments = also['payments'];
  const found = new Map<string, number[]>();
  if (payments === undefined || apart.length === 0) return found;
  const wanted = new Set(apart.map(({ entry }) => entry));
  const txn = textCells(payments, 'txn_id');
  const add = (entry: string, i: number): void => {
    const at = found.get(entry) ?? [];
    if (!at.includes(i)) found.set(entry, [...at, i]);
  };
  const [left, right] = [rowOfRank(payments), rowOfRank(rows)];
  const entryOf = textCells(rows, 'txn_id');
  for (const link of links['payment-ledger'] ?? []) {
    const [l, r] = [left(link.left), right(link.right)];
    const entry = r === undefined ? null : entryOf(r);
    if (l !== undefined && entry !== null && wanted.has(entry)) add(entry, l);
  }
  for (let i = 0; i < payments.n; i += 1) if (wanted.has(txn(i) ?? '')) add(txn(i) ?? '', i);
  return found;
}

function hitOf(one: Settlement, paid: readonly number[], { rows, also, pack }: JudgeInput): RankedHit {
  const money = nationalMoney(pack);
  const expected = one.atOfficial - one.booked;
  const off = one.difference - expected;
  const percent = percentOf(ratio(magnitude(off)), ratio(magnitude(one.atOfficial)));
  return {
    rank: firstRank(rows, one.lines),
    hit: {
      key: one.entry,
      keys: [...namesOf(rows, one.lines), ...(also['payments'] === undefined ? [] : namesOf(also['payments'], paid))],
      score: scoreOf(50 + Math.min(50, Number((magnitude(off) * 1000n) / magnitude(one.atOfficial)))),
      measures: {
        entry: one.entry,
        day: one.day,
        settled_currency: one.currency,
        at_official: money.text(one.atOfficial),
        booked: money.text(one.booked),
        fx_expected: money.text(expected),
        fx_posted: money.text(one.difference),
        difference: money.text(off),
        currency: pack.nationalCurrency,
        payment_rows: String(paid.length),
      },
      explanation: words(`test.T08.hit.${off > 0n ? 'loss' : 'gain'}`, {
        entry: one.entry,
        day: { day: one.day },
        official: money.arg(one.atOfficial),
        booked: money.arg(one.booked),
        expected: money.arg(expected),
        posted: money.arg(one.difference),
        difference: money.arg(magnitude(off)),
        percent: { percent },
      }),
    },
  };
}

function judge(input: JudgeInput): Judgement {
  const { rows, params } = input;
  const out = exclusions({ noPayment: {}, noForeignDebt: {}, severalCurrencies: {}, noOfficialRate: {}, disputedRate: {} });
  const all = settlements(input, out);
  const limit = divide(paramRatio(params, 'tolPercent'), ratio(100n));
  const apart = all.filter(({ atOfficial, booked, difference }) => {
    const off = difference - (atOfficial - booked);
    return compare(ratio(magnitude(off)), multiply(ratio(magnitude(atOfficial)), limit)) > 0;
  });
  const payments = paymentsOf(input, apart);
  const hits = apart.map((one) => hitOf(one, payments.get(one.entry) ?? [], input));
  const n = all.length;
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: ordered(hits),
    stats: { settlements: countText(n), settlements_apart: countText(hits.length) },
    verdict: withNotes(
      hits.length === 0 ? words('test.T08.verdict.right', { n }) : words('test.T08.verdict.wrong', { n: hits.length, compared: n }),
      ['fxAccounts', 'supplierAccounts', 'bankAccounts'].some((name) => listOf(params, name).length === 0)
        ? [words('test.warn.noAccounts')]
        : [],
    ),
  };
}

/**
 * T08 exchange differences of settlements with suppliers: posted against expected = amount in currency × official rate of the day of
 * payment − the amount at which the debt stood. More than the tolerance may hide a surcharge on the price. Judged are entries that pay
 * through a bank account: revaluations and set-offs follow rates that the entry does not tell. Lead only: the bank's own rate explains it too.
 */
export const fxDifference: AuditTest = {
  id: 'T08',
  version: '1.0.0',
  area: 'ledger',
  leadOnly: true,
  params: [
    { name: 'fxAccounts', type: 'text', value: '' },
    { name: 'supplierAccounts', type: 'text', value: '' },
    { name: 'bankAccounts', type: 'text', value: '' },
    { name: 'tolPercent', type: 'decimal', value: '1', atLeast: '0', atMost: '100' },
  ],
  needs: () => [
    { table: 'ledger', columns: ['txn_id', 'account', 'currency', 'currency_minor'] },
    { table: 'rates', columns: ['rate_date', 'currency', 'rate_e8'] },
  ],
  population: () => ({
    table: 'ledger',
    columns: ['txn_id', 'posting_date', 'account', 'debit_minor', 'credit_minor', 'currency', 'currency_minor'],
  }),
  also: () => ({
    rates: { table: 'rates', columns: ['rate_date', 'currency', 'fx_unit', 'rate_e8'] },
    payments: { table: 'payments', columns: ['txn_id'] },
  }),
  links: () => ['payment-ledger'],
  judge,
};
