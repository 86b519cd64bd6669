import { addDays } from '../../calendar/day.ts';
import { words } from '../../model/words.ts';
import type { Day } from '../../model/scalars.ts';
import { divRound } from '../../money/decimal.ts';
import { divide, ratio } from '../../money/ratio.ts';
import type { AuditTest, Hit, JudgeInput, Judgement, SuggestedCorrection } from '../audit-test.ts';
import { isSameRate, officialRates, perOne, rateKey } from '../official-rates.ts';
import type { OfficialRate, OfficialRates, StatedRate } from '../official-rates.ts';
import { paramCount } from '../params.ts';
import { countText, exclusions, ordered, scoreOf } from '../result.ts';
import type { RankedHit } from '../result.ts';
import { magnitude, nationalMoney, numberCells, percentOf, rateText, textCells } from '../row-reading.ts';

/** How a wrong rate came about: tens of units, the rate of another day near by, or neither. */
type Cause = { readonly kind: 'unit'; readonly factor: string } | { readonly kind: 'day'; readonly day: Day } | { readonly kind: 'other' };

function unitFactor(declared: StatedRate, official: OfficialRate): string | null {
  const { n, d } = divide(perOne(declared), perOne(official));
  for (const factor of [10n, 100n, 1000n, 10_000n]) {
    if (n === factor * d) return `×${factor}`;
    if (n * factor === d) return `÷${factor}`;
  }
  return null;
}

type Asked = { readonly declared: StatedRate; readonly official: OfficialRate; readonly currency: string; readonly day: Day };

function causeOf({ declared, official, currency, day }: Asked, rates: OfficialRates, days: number): Cause {
  const factor = unitFactor(declared, official);
  if (factor !== null) return { kind: 'unit', factor };
  for (let away = 1; away <= days; away += 1) {
    for (const near of [addDays(day, -away), addDays(day, away)]) {
      const other = rates.get(rateKey(currency, near));
      if (other !== undefined && other !== 'disputed' && isSameRate(other, declared)) return { kind: 'day', day: near };
    }
  }
  return { kind: 'other' };
}

const columns = ['reg_no', 'item_no', 'reg_date', 'currency', 'fx_rate_e8', 'fx_unit', 'customs_value_minor'] as const;

type Wrong = Asked & { readonly i: number; readonly cause: Cause; readonly value: bigint | null };

function hitOf(wrong: Wrong, { rows, also, pack }: JudgeInput): RankedHit {
  const { i, declared, official, currency, day, cause, value } = wrong;
  const money = nationalMoney(pack);
  // the customs value as it would be at the official rate: what was declared in foreign currency stays
  const [byOfficial, byDeclared] = [official.rateE8 * declared.unit, declared.rateE8 * official.unit];
  const difference = value === null ? null : divRound(value * (byOfficial - byDeclared), byDeclared);
  const share = divide(ratio(magnitude(byDeclared - byOfficial)), ratio(byOfficial));
  const name = rows.nameOf(i);
  const rate = also['rates']?.nameOf(official.row);
  const measures: Record<string, string> = {
    currency,
    day,
    cause: cause.kind,
    declared: rateText(declared.rateE8),
    declared_unit: String(declared.unit),
    official: rateText(official.rateE8),
    official_unit: String(official.unit),
    deviation_percent: percentOf(ratio(byDeclared - byOfficial), ratio(byOfficial)),
    ...(difference === null || value === null
      ? {}
      : { customs_value_difference: money.text(difference), customs_value_at_official: money.text(value + difference) }),
    ...(cause.kind === 'unit' ? { factor: cause.factor } : cause.kind === 'day' ? { rate_of: cause.day } : {}),
  };
  const cells = (column: string): string => textCells(rows, column)(i) ?? '';
  return {
    rank: rows.rank[i] ?? 0,
    hit: {
      key: name,
      keys: rate === undefined ? [name] : [name, rate],
      // a lead that moves more of the value stands higher; a tenth of a per cent counts too
      score: scoreOf(50 + Math.min(50, (Number(share.n) / Number(share.d)) * 100)),
      measures,
      explanation: words(`test.D10.hit.${cause.kind}`, {
        declaration: cells('reg_no'),
        item: numberCells(rows, 'item_no')(i) ?? 0,
        currency,
        day: { day },
        declared: { decimal: rateText(declared.rateE8) },
        declaredUnit: String(declared.unit),
        official: { decimal: rateText(official.rateE8) },
        officialUnit: String(official.unit),
        factor: cause.kind === 'unit' ? cause.factor : '',
        other: { day: cause.kind === 'day' ? cause.day : day },
        difference: money.arg(difference ?? 0n),
      }),
    },
  };
}

function judge(input: JudgeInput): Judgement {
  const { rows, also, params, pack } = input;
  const out = exclusions({ nationalCurrency: {}, noDeclaredRate: {}, noOfficialRate: {}, disputedRate: {} });
  const rates = also['rates'] === undefined ? new Map<string, OfficialRate>() : officialRates(also['rates']);
  const [currencies, days] = [textCells(rows, 'currency'), textCells(rows, 'reg_date')];
  const [rate, unit, values] = [numberCells(rows, 'fx_rate_e8'), numberCells(rows, 'fx_unit'), numberCells(rows, 'customs_value_minor')];
  const wrong: Wrong[] = [];
  let compared = 0;
  for (let i = 0; i < rows.n; i += 1) {
    const [currency, day] = [currencies(i), days(i) as Day];
    const [declaredRate, declaredUnit] = [rate(i) ?? 0, unit(i) ?? 1];
    const official = currency === null ? undefined : rates.get(rateKey(currency, day));
    if (currency === null || currency === pack.nationalCurrency) out.add('nationalCurrency');
    else if (declaredRate <= 0 || declaredUnit <= 0) out.add('noDeclaredRate');
    else if (official === undefined) out.add('noOfficialRate');
    else if (official === 'disputed') out.add('disputedRate');
    else {
      compared += 1;
      const declared = { rateE8: BigInt(declaredRate), unit: BigInt(declaredUnit) };
      if (isSameRate(declared, official)) continue;
      const value = values(i);
      const asked = { declared, official, currency, day };
      const cause = causeOf(asked, rates, paramCount(params, 'nearDays'));
      wrong.push({ ...asked, i, cause, value: value === null ? null : BigInt(value) });
    }
  }
  const hits = ordered(wrong.map((one) => hitOf(one, input)));
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits,
    stats: { rates_compared: countText(compared), rates_wrong: countText(hits.length) },
    verdict:
      hits.length === 0 ? words('test.D10.verdict.right', { n: compared }) : words('test.D10.verdict.wrong', { n: hits.length, compared }),
  };
}

/** The value that follows from the official rate; what was declared in foreign currency stays. */
function ofExchangeRate(hit: Hit): readonly SuggestedCorrection[] {
  const [row] = hit.keys;
  const audited = hit.measures['customs_value_at_official'];
  return row === undefined || audited === undefined ? [] : [{ row, component: 'customs_value', audited }];
}

/** D10 exchange rate: the declared rate must be the official one of the registration day, per unit, exactly. */
export const exchangeRate: AuditTest = {
  id: 'D10',
  version: '1.0.0',
  area: 'patterns',
  leadOnly: false,
  params: [{ name: 'nearDays', type: 'integer', value: '7', atLeast: '0', atMost: '31' }],
  needs: () => [
    { table: 'declarations', columns: ['currency', 'fx_rate_e8'] },
    { table: 'rates', columns: ['rate_date', 'currency', 'rate_e8'] },
  ],
  population: () => ({ table: 'declarations', columns }),
  also: () => ({ rates: { table: 'rates', columns: ['rate_date', 'currency', 'fx_unit', 'rate_e8'] } }),
  judge,
  suggest: ofExchangeRate,
};
