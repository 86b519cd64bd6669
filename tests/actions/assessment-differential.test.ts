import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desk, passphrase } from './backend.ts';

/*
 * The assessment against a second one, written here from reference/domain.md §5.1 alone, in exact fractions: duty by its rate expression on
 * the customs value, excise on value + duty or by quantity, VAT on value + duty + excise (+ fee, as the pack says), each rounded once, half
 * away from zero. Lines go in as a trader's file and corrections as a finding; what comes back is compared to the tiyn.
 */
const seed = Number(process.env['ASSAY_SEED'] ?? Date.now() % 2 ** 31);
const cases = 400;

type Fraction = readonly [n: bigint, d: bigint];
const plus = (a: Fraction, b: Fraction): Fraction => [a[0] * b[1] + b[0] * a[1], a[1] * b[1]];
const times = (a: Fraction, b: Fraction): Fraction => [a[0] * b[0], a[1] * b[1]];
const less = (a: Fraction, b: Fraction): boolean => a[0] * b[1] < b[0] * a[1];
const whole = (n: bigint): Fraction => [n, 1n];
/** "12.34" as a fraction */
const decimal = (text: string): Fraction => [BigInt(text.replace('.', '')), 10n ** BigInt(text.split('.')[1]?.length ?? 0)];
const rounded = ([n, d]: Fraction): bigint => (n < 0n ? -((-2n * n + d) / (2n * d)) : (2n * n + d) / (2n * d));
const money = (minor: bigint): string => {
  const digits = String(minor < 0n ? -minor : minor).padStart(3, '0');
  return `${minor < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

let state = seed >>> 0;
/** A whole number from 0 to below `most` (mulberry32). */
function chance(most: number): number {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = state;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) % most;
}
const pick = <T>(of: readonly T[]): T => of[chance(of.length)] as T;
const places = (n: number, digits: number): string => {
  const text = String(n).padStart(digits + 1, '0');
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
};

type Term =
  | { readonly percent: string }
  | { readonly amount: string; readonly currency: 'EUR' | 'KZT'; readonly per: string; readonly unit: 'kg' | 'l' };
type Rate = { readonly terms: readonly Term[]; readonly least?: Term; readonly most?: Term };
type Facts = {
  readonly value: bigint;
  readonly duty: Rate;
  readonly excise: Rate | null;
  readonly vat: Rate;
  readonly kg: string;
  readonly litres: string;
  readonly euro: Fraction;
  readonly fee: bigint;
};

const percent = (): Term => ({ percent: places(chance(4000), pick([0, 1, 2])) });
const specific = (): Term => ({
  amount: places(1 + chance(5000), pick([0, 1, 2, 3])),
  currency: pick(['EUR', 'KZT']),
  per: pick(['1', '1', '1', '100', '1000']),
  unit: pick(['kg', 'l']),
});
const shapes: readonly (() => Rate)[] = [
  () => ({ terms: [percent()] }),
  () => ({ terms: [specific()] }),
  () => ({ terms: [percent()], least: specific() }),
  () => ({ terms: [percent(), specific()] }),
  () => ({ terms: [percent()], least: specific(), most: percent() }),
  () => ({ terms: [specific()], most: percent() }),
  () => ({ terms: [] }),
];
const anyRate = (): Rate => pick(shapes)();

const termText = (t: Term): string =>
  'percent' in t ? `${t.percent}%` : `${t.amount} ${t.currency}/${t.per === '1' ? '' : `${t.per} `}${t.unit}`;
const rateText = ({ terms, least, most }: Rate): string =>
  terms.length === 0
    ? 'free'
    : terms.map(termText).join(' + ') +
      (least === undefined ? '' : ` min ${termText(least)}`) +
      (most === undefined ? '' : ` max ${termText(most)}`);

function termAmount(t: Term, base: bigint, facts: Facts): Fraction {
  if ('percent' in t) return times(whole(base), times(decimal(t.percent), [1n, 100n]));
  const [amount, quantity] = [decimal(t.amount), decimal(t.unit === 'kg' ? facts.kg : facts.litres)];
  const perUnit = times(amount, [1n, BigInt(t.per)]);
  const national: Fraction = t.currency === 'KZT' ? [1n, 1n] : facts.euro;
  return times(times(quantity, perUnit), times(national, [100n, 1n]));
}

function payment(rate: Rate, base: bigint, facts: Facts): bigint {
  let amount: Fraction = rate.terms.map((t) => termAmount(t, base, facts)).reduce(plus, [0n, 1n]);
  if (rate.least !== undefined) {
    const least = termAmount(rate.least, base, facts);
    if (less(amount, least)) amount = least;
  }
  if (rate.most !== undefined) {
    const most = termAmount(rate.most, base, facts);
    if (less(most, amount)) amount = most;
  }
  return rounded(amount);
}

type Payments = { readonly duty: bigint; readonly excise: bigint; readonly vat: bigint };

function payments(facts: Facts, feeInBase: boolean): Payments {
  const duty = payment(facts.duty, facts.value, facts);
  const excise = facts.excise === null ? 0n : payment(facts.excise, facts.value + duty, facts);
  const vat = payment(facts.vat, facts.value + duty + excise + (feeInBase ? facts.fee : 0n), facts);
  return { duty, excise, vat };
}

const quantityText = (): string => places(1 + chance(5_000_000), 3);

function anyFacts(): Facts {
  return {
    value: BigInt(1 + chance(2 ** 31)) * BigInt(1 + chance(20)),
    duty: anyRate(),
    excise: chance(2) === 0 ? null : anyRate(),
    vat: { terms: [{ percent: pick(['16', '12', '0', '5.5']) }] },
    kg: quantityText(),
    litres: quantityText(),
    euro: decimal(places(4_000_000 + chance(3_000_000), 4)),
    fee: BigInt(chance(3_000_000)),
  };
}

type Correction = { readonly component: string; readonly audited: string };

/** What a finding changes: some of value, rates and the quantity in one unit. */
function correct(facts: Facts): { readonly audited: Facts; readonly corrections: readonly Correction[] } {
  let audited = facts;
  const corrections: Correction[] = [];
  const set = (component: string, text: string, change: Partial<Facts>): void => {
    corrections.push({ component, audited: text });
    audited = { ...audited, ...change };
  };
  while (corrections.length === 0) {
    if (chance(2) === 0) {
      const value = BigInt(chance(2 ** 31)) * BigInt(1 + chance(20));
      set('customs_value', money(value), { value });
    }
    if (chance(3) === 0) {
      const duty = anyRate();
      set('duty_rate', rateText(duty), { duty });
    }
    if (chance(4) === 0) {
      const excise = anyRate();
      set('excise_rate', rateText(excise), { excise });
    }
    if (chance(4) === 0) {
      const vat: Rate = { terms: [percent()] };
      set('vat_rate', rateText(vat), { vat });
    }
    if (chance(3) === 0) {
      const quantity = quantityText();
      if (chance(2) === 0) set('qty', `${quantity} kg`, { kg: quantity });
      else set('qty', `${quantity} l`, { litres: quantity });
    }
  }
  return { audited, corrections };
}

const columns =
  'reg_no,reg_date,item_no,hs_code,currency,fx_rate_e8,fx_unit,net_g,supp_unit,supp_qty_e6,customs_value_minor,duty_rate,duty_amount_minor,' +
  'excise_rate,excise_amount_minor,vat_rate,vat_amount_minor,fee_amount_minor';

function record(item: number, facts: Facts, unit: number, declared: Payments): string {
  const euro = places(Number((facts.euro[0] * BigInt(unit)) / (facts.euro[1] / 10_000n)), 4);
  const cells = ['ДТ/1', '2026-03-05', item, '2203000100', 'EUR', euro, unit, facts.kg, 'l', facts.litres, money(facts.value)];
  const taxes = [rateText(facts.duty), money(declared.duty), facts.excise === null ? '' : rateText(facts.excise)];
  const rest = [facts.excise === null ? '' : money(declared.excise), rateText(facts.vat), money(declared.vat), money(facts.fee)];
  return [...cells, ...taxes, ...rest].join(',');
}

describe(`assessment of ${cases} random lines (ASSAY_SEED=${seed})`, () => {
  const at = desk({ today: '2026-11-22' });
  const pack = JSON.parse(fs.readFileSync(path.resolve(import.meta.dirname, '../../assets/packs/kz.json'), 'utf8')) as {
    vat: { baseIncludesFee: { value: boolean } };
  };
  const feeInBase = pack.vat.baseIncludesFee.value;
  type Line = {
    readonly declared: Payments;
    readonly audited: Payments;
    readonly corrections: readonly Correction[];
    readonly record: string;
  };
  const lines: Line[] = [];
  type Assessed = Awaited<ReturnType<typeof at.call<'assess.get'>>>;
  let assessed: Assessed;

  beforeAll(async () => {
    for (let i = 0; i < cases; i += 1) {
      const facts = anyFacts();
      const { audited, corrections } = correct(facts);
      const declared = payments(facts, feeInBase);
      lines.push({
        declared,
        audited: payments(audited, feeInBase),
        corrections,
        record: record(i + 1, facts, pick([1, 10, 100]), declared),
      });
    }
    await at.call('vault.create', { name: 'N', passphrase });
    const period = { from: '2026-01-01', to: '2026-12-31' };
    const { caseId } = await at.call('case.create', { kind: 'desk', trader: 'Т', taxid: '980140001231', ...period, pack: 'kz' });
    const file = at.file('lines.csv', `${columns}\n${lines.map((l) => l.record).join('\n')}\n`);
    const { evidence, rows, rejected } = await at.call('import.commit', { caseId, path: file, table: 'declarations' });
    expect([rows, rejected]).toEqual([cases, []]);
    const all = lines.flatMap(({ corrections }, i) => corrections.map((c) => ({ row: `${evidence.sha256}:declarations:${i + 1}`, ...c })));
    const texts = { title: 'Разница', condition: '', criteria: [], cause: '', response: '' };
    await at.call('finding.add', { caseId, finding: { ...texts, corrections: all as never } });
    assessed = await at.call('assess.get', { caseId });
  }, 60_000);

  afterAll(() => at.leave());

  test('every amount is the one of the second computation', () => {
    const found = new Map(assessed.lines.map((line) => [`${line.item} ${line.tax}`, line]));
    expect(assessed.problems).toEqual([]);
    for (const [i, { declared, audited, record: text, corrections }] of lines.entries()) {
      for (const tax of ['duty', 'excise', 'vat'] as const) {
        const line = found.get(`${i + 1} ${tax}`);
        const why = `${text} with ${JSON.stringify(corrections)}: ${tax}`;
        // a payment that no correction reaches is not assessed: then nothing changed
        if (line === undefined) expect(audited[tax], why).toBe(declared[tax]);
        else {
          const expected = [money(declared[tax]), money(audited[tax]), money(audited[tax] - declared[tax])];
          expect([line.declared, line.audited, line.difference], why).toEqual(expected);
        }
      }
    }
  });

  test('totals add up what is underpaid and overpaid apart', () => {
    const differences = lines.flatMap(({ declared, audited }) =>
      (['duty', 'excise', 'vat'] as const).map((tax) => audited[tax] - declared[tax]),
    );
    const sum = (of: readonly bigint[]): string => money(of.reduce((a, b) => a + b, 0n));
    expect(assessed.underpaid).toBe(sum(differences.filter((d) => d > 0n)));
    expect(assessed.overpaid).toBe(sum(differences.filter((d) => d < 0n).map((d) => -d)));
  });

  test('a rate that counts quantities only shows no base, another shows what it is applied to', () => {
    for (const line of assessed.lines) {
      const counts = line.rate !== '' && line.rate !== 'free' && !line.rate.includes('%');
      if (counts) expect(line.auditedBase, line.rate).toBe('0.00');
    }
    expect(assessed.lines.some((line) => line.auditedBase !== '0.00')).toBe(true);
  });
});
