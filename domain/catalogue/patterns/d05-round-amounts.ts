import { roundedFloat } from '../../caselog/work-hash.ts';
import { words } from '../../model/words.ts';
import { pow10, roundDecimal } from '../../money/decimal.ts';
import { ratio } from '../../money/ratio.ts';
import { nationalDigits } from '../../packs/currency.ts';
import { gammaP } from '../../sampling/special.ts';
import type { AuditTest, JudgeInput, Judgement } from '../audit-test.ts';
import { leadOf, leadsVerdict } from '../leads.ts';
import { paramCount, paramRatio, paramText } from '../params.ts';
import { countText, exclusions, ordered, scoreOf } from '../result.ts';
import type { RankedHit } from '../result.ts';
import { nationalMoney, percentOf } from '../row-reading.ts';
import { amountColumn, amountParams, amountSpec, amountsOf } from './payees.ts';

const stepChoices = ['1000', '10000', '100000'] as const;

/** Amounts of one payee that could be round. @property round rows that are */
type Payee = { n: number; readonly round: number[] };

type Shares = { readonly n: number; readonly round: number };

/** Share of round amounts among the others; at least what last digits that fall by chance give. */
const expectedShare = (all: Shares, { n, round }: Payee, byChance: number): number =>
  Math.max(byChance, all.n === n ? 0 : (all.round - round.length) / (all.n - n));

type Found = { readonly name: string; readonly payee: Payee; readonly expected: number };

function hitOf({ name, payee, expected }: Found, input: JudgeInput): RankedHit {
  const { rows, params, pack } = input;
  const { amount } = amountsOf(rows, params);
  const money = nationalMoney(pack);
  const sum = payee.round.reduce((all, i) => all + BigInt(amount(i) ?? 0), 0n);
  const different = new Set(payee.round.map(amount)).size;
  const share = ratio(BigInt(payee.round.length), BigInt(payee.n));
  return leadOf(
    { rows, at: payee.round, mark: 'round' },
    {
      // a rent of one amount every month is round for a good reason
      score: different === 1 ? 20 : scoreOf(40 + 2 * payee.round.length),
      measures: {
        payee: name,
        rows: String(payee.n),
        round: String(payee.round.length),
        different: String(different),
        share: roundedFloat(payee.round.length / payee.n),
        expected_share: roundedFloat(expected),
        amount: money.text(sum),
        currency: pack.nationalCurrency,
      },
      explanation: words('test.D05.hit', {
        payee: name === '' ? '—' : name,
        round: payee.round.length,
        n: payee.n,
        step: paramText(params, 'step'),
        share: { percent: percentOf(share, ratio(1n)) },
        expected: { percent: roundDecimal(roundedFloat(expected * 100), 2) },
        different,
        sum: money.arg(sum),
      }),
    },
  );
}

function judge(input: JudgeInput): Judgement {
  const { rows, params, pack } = input;
  const out = exclusions({ noAmount: {}, belowStep: {} });
  const units = Number(pow10(nationalDigits(pack)));
  const step = paramCount(params, 'step') * units;
  const { amount, payee } = amountsOf(rows, params);
  const payees = new Map<string, Payee>();
  const all = { n: 0, round: 0 };
  const counts = stepChoices.map(() => 0);
  for (let i = 0; i < rows.n; i += 1) {
    const value = amount(i);
    if (value === null) out.add('noAmount');
    else if (value < step) out.add('belowStep');
    else {
      const who = payees.get(payee(i)) ?? { n: 0, round: [] };
      payees.set(payee(i), who);
      who.n += 1;
      all.n += 1;
      stepChoices.forEach((choice, at) => {
        if (value % (Number(choice) * units) === 0) counts[at] = (counts[at] ?? 0) + 1;
      });
      if (value % step !== 0) continue;
      all.round += 1;
      who.round.push(i);
    }
  }
  const most = paramRatio(params, 'p');
  const found = [...payees].flatMap(([name, one]): readonly Found[] => {
    if (one.round.length < paramCount(params, 'minRows')) return [];
    const expected = expectedShare(all, one, 1 / step);
    return gammaP(one.round.length, one.n * expected) < Number(most.n) / Number(most.d) ? [{ name, payee: one, expected }] : [];
  });
  const hits = ordered(found.map((one) => hitOf(one, input)));
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits,
    stats: {
      amounts: countText(all.n),
      round: countText(all.round),
      steps: stepChoices.map((choice) => countText(Number(choice))),
      divisible: counts.map(countText),
      expected_by_chance: roundedFloat(all.n / step),
    },
    verdict: leadsVerdict(hits.length, all.n),
  };
}

/**
 * D05 round amounts: payees with more amounts divisible by the step than the other payees' share makes likely (Poisson chance below `p`).
 * Lead only: rents, salaries and advances are round by agreement.
 */
export const roundAmounts: AuditTest = {
  id: 'D05',
  version: '1.0.0',
  area: 'patterns',
  leadOnly: true,
  params: [
    ...amountParams,
    { name: 'step', type: 'choice', value: '10000', choices: stepChoices },
    { name: 'minRows', type: 'integer', value: '5', atLeast: '2', atMost: '1000000' },
    { name: 'p', type: 'decimal', value: '0.001', atLeast: '0', atMost: '1' },
  ],
  needs: (params) => [{ table: amountColumn(params).table, columns: [amountColumn(params).column.name] }],
  population: amountSpec,
  judge,
};
