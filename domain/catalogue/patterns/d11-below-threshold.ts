import { roundedFloat } from '../../caselog/work-hash.ts';
import { words } from '../../model/words.ts';
import { pow10, roundDecimal } from '../../money/decimal.ts';
import { multiply, ratio } from '../../money/ratio.ts';
import type { Ratio } from '../../money/ratio.ts';
import { nationalDigits } from '../../packs/currency.ts';
import { gammaP } from '../../sampling/special.ts';
import type { AuditTest, JudgeInput, Judgement } from '../audit-test.ts';
import { leadsVerdict, unsetNote } from '../leads.ts';
import { paramRatio } from '../params.ts';
import { countText, exclusions, ordered, scoreOf } from '../result.ts';
import type { RankedHit } from '../result.ts';
import { firstRank, inRank } from '../row-groups.ts';
import { nationalMoney, textCells } from '../row-reading.ts';
import { amountColumn, amountParams, amountSpec, amountsOf } from './payees.ts';

/** Rows that a hit names: who looks at a cluster wants all of it. */
const mostNamed = 500;

/** Between a payee and an account. */
const within = '\u001f';

type Counted = { readonly below: number[]; above: number };
type Limits = { readonly from: number; readonly at: number; readonly to: number };

const ceil = ({ n, d }: Ratio): number => Number((n + d - 1n) / d);

/** Whole minor units: an amount is at or above a fraction when it is at or above the next whole number. */
function limitsOf({ params, pack }: JudgeInput): Limits {
  const threshold = multiply(paramRatio(params, 'threshold'), ratio(pow10(nationalDigits(pack))));
  return { from: ceil(multiply(threshold, ratio(9n, 10n))), at: ceil(threshold), to: ceil(multiply(threshold, ratio(11n, 10n))) };
}

/** Chance of so many or more below when as many are to be expected as there are above; with none above, one is expected. */
const chanceOf = ({ below, above }: Counted): number => (below.length === 0 ? 1 : gammaP(below.length, Math.max(1, above)));

/**
 * Counts below and above the threshold: all rows under '', those of each payee, and those of each payee on each account: rents at the
 * threshold itself must not hide what the same payee is paid for below it.
 */
function count(input: JudgeInput, limits: Limits): { readonly counts: ReadonlyMap<string, Counted>; readonly judged: number } {
  const { amount, payee } = amountsOf(input.rows, input.params);
  const account = input.params['column']?.startsWith('ledger.') === true ? textCells(input.rows, 'account') : () => null;
  const counts = new Map<string, Counted>([['', { below: [], above: 0 }]]);
  let judged = 0;
  for (let i = 0; i < input.rows.n; i += 1) {
    const value = amount(i);
    if (value === null) continue;
    judged += 1;
    if (value < limits.from || value >= limits.to) continue;
    const [who, where] = [payee(i), account(i)];
    for (const group of new Set(['', who, ...(who === '' || where === null ? [] : [`${who}${within}${where}`])])) {
      const one = counts.get(group) ?? { below: [], above: 0 };
      counts.set(group, one);
      if (value < limits.at) one.below.push(i);
      else one.above += 1;
    }
  }
  return { counts, judged };
}

function hitOf(payee: string, counted: Counted, input: JudgeInput): RankedHit {
  const { rows, params, pack } = input;
  const { below, above } = counted;
  const [p, money] = [chanceOf(counted), nationalMoney(pack)];
  const at = inRank(rows, below);
  const threshold = paramRatio(params, 'threshold');
  return {
    rank: firstRank(rows, below),
    hit: {
      key: payee === '' ? 'all' : `payee:${payee}`,
      keys: at.slice(0, mostNamed).map(rows.nameOf),
      score: scoreOf(40 + below.length),
      measures: {
        ...(payee === '' ? {} : { payee }),
        below: String(below.length),
        above: String(above),
        p: roundedFloat(p),
        threshold: params['threshold'] ?? '',
        currency: pack.nationalCurrency,
      },
      explanation: words(payee === '' ? 'test.D11.hit.all' : 'test.D11.hit.payee', {
        payee,
        below: below.length,
        above,
        p: { decimal: roundDecimal(roundedFloat(p), 6) },
        threshold: money.arg((threshold.n * pow10(nationalDigits(pack))) / threshold.d),
      }),
    },
  };
}

function judge(input: JudgeInput): Judgement {
  const { rows, params } = input;
  const out = exclusions({ noAmount: {} });
  if (paramRatio(params, 'threshold').n === 0n) {
    return { populationN: rows.n, excluded: [], hits: [], stats: {}, verdict: leadsVerdict(0, 0, [unsetNote('D11', 'threshold')]) };
  }
  const { counts, judged } = count(input, limitsOf(input));
  out.add('noAmount', rows.n - judged);
  const [least, most] = [paramRatio(params, 'ratio'), paramRatio(params, 'p')];
  const clustered = ({ below, above }: Counted): boolean =>
    BigInt(below.length) * least.d > least.n * BigInt(Math.max(1, above)) && chanceOf({ below, above }) < Number(most.n) / Number(most.d);
  const found = new Map([...counts].filter(([, one]) => clustered(one)));
  // what the payee shows over all accounts is said once
  const isSaid = (group: string): boolean => group.includes(within) && found.has(group.slice(0, group.lastIndexOf(within)));
  const hits = ordered(
    [...found].filter(([group]) => !isSaid(group)).map(([group, one]) => hitOf(group.replace(within, ' · '), one, input)),
  );
  const all = counts.get('');
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits,
    stats: { amounts: countText(judged), below: countText(all?.below.length ?? 0), above: countText(all?.above ?? 0) },
    verdict: leadsVerdict(hits.length, judged),
  };
}

/**
 * D11 clustering below a threshold: amounts in [0.9 T, T) against [T, 1.1 T), more than `ratio` to one with a Poisson chance below `p`;
 * over all rows, for each payee, and for each payee on each account of the ledger. Lead only: limits of approval and price lists crowd amounts honestly.
 */
export const belowThreshold: AuditTest = {
  id: 'D11',
  version: '1.0.0',
  area: 'patterns',
  leadOnly: true,
  params: [
    ...amountParams,
    { name: 'threshold', type: 'decimal', value: '0', atLeast: '0', atMost: '1000000000000' },
    { name: 'ratio', type: 'decimal', value: '3', atLeast: '1', atMost: '1000' },
    { name: 'p', type: 'decimal', value: '0.01', atLeast: '0', atMost: '1' },
  ],
  needs: (params) => [{ table: amountColumn(params).table, columns: [amountColumn(params).column.name] }],
  population: (params) => {
    const spec = amountSpec(params);
    return spec.table === 'ledger' ? { ...spec, columns: [...spec.columns, 'account'] } : spec;
  },
  judge,
};
