import { words } from '../../model/words.ts';
import type { Words } from '../../model/words.ts';
import { compare, ratio } from '../../money/ratio.ts';
import { decimalToScaled } from '../../money/decimal.ts';
import { nationalDigits } from '../../packs/currency.ts';
import { paramText } from '../params.ts';
import type { AuditTest, Hit, JudgeInput, Judgement, SuggestedCorrection } from '../audit-test.ts';
import { leadsVerdict } from '../leads.ts';
import { countText, exclusions, ordered, scoreOf } from '../result.ts';
import type { RankedHit } from '../result.ts';
import { magnitude, nationalMoney, numberCells } from '../row-reading.ts';
import { itemRows } from './declared-items.ts';
import { partSum, valueBoxSpec, valueDeclarations } from './value-boxes.ts';
import type { Box, Boxes } from './value-boxes.ts';

/** A total of the form against what it is made of, national minor units. */
type Difference = { readonly box: string; readonly row: number; readonly expected: bigint; readonly declared: bigint };

const minorOf = (boxes: Boxes, name: string): bigint | null => boxes.get(name)?.minor ?? null;

function held(box: Box | undefined, name: string, expected: bigint | null): readonly Difference[] {
  return box === undefined || box.minor === null || expected === null ? [] : [{ box: name, row: box.row, expected, declared: box.minor }];
}

/** What the boxes of an item come to, from the boxes that are no totals. @returns null where a part cannot be told */
function reckoned(boxes: Boxes): { readonly price: bigint; readonly additions: bigint; readonly deductions: bigint } | null {
  const ownPrice = partSum(boxes, 11, 11);
  const price = [...boxes.keys()].some((name) => name.startsWith('11')) ? ownPrice : minorOf(boxes, '12');
  const [additions, deductions] = [additionsOf(boxes), deductionsOf(boxes)];
  return price === null || additions === null || deductions === null ? null : { price, additions, deductions };
}

/** Parts where the form states any, else its total: short forms state totals only. */
const hasPart = (boxes: Boxes, from: number, to: number): boolean =>
  [...boxes.keys()].some((name) => Number.parseInt(name, 10) >= from && Number.parseInt(name, 10) <= to);
const additionsOf = (boxes: Boxes): bigint | null => (hasPart(boxes, 13, 19) ? partSum(boxes, 13, 19) : (minorOf(boxes, '20') ?? 0n));
const deductionsOf = (boxes: Boxes): bigint | null => (hasPart(boxes, 21, 23) ? partSum(boxes, 21, 23) : (minorOf(boxes, '24') ?? 0n));

type Item = { readonly reg: string; readonly no: number; readonly boxes: Boxes; readonly declared: number | undefined };

function wrongTotals(boxes: Boxes, sums: NonNullable<ReturnType<typeof reckoned>>): readonly Difference[] {
  return [
    ...held(boxes.get('12'), '12', sums.price),
    ...held(boxes.get('20'), '20', sums.additions),
    ...held(boxes.get('24'), '24', sums.deductions),
    ...held(boxes.get('25a'), '25a', sums.price + sums.additions - sums.deductions),
  ];
}

const limitOf = (input: JudgeInput): bigint => decimalToScaled(paramText(input.params, 'tolerance'), nationalDigits(input.pack)) ?? 0n;

function sentence(input: JudgeInput, item: Item, wrong: readonly Difference[]): Words {
  const money = nationalMoney(input.pack);
  const [first] = wrong;
  const { box, expected, declared } = first ?? { box: '', expected: 0n, declared: 0n };
  return words(wrong.length === 1 ? 'test.V01.hit.one' : 'test.V01.hit.several', {
    declaration: item.reg,
    item: item.no,
    box,
    n: wrong.length,
    expected: money.arg(expected),
    declared: money.arg(declared),
    difference: money.arg(declared - expected),
  });
}

function hitOf(input: JudgeInput, item: Item, wrong: readonly Difference[], value: bigint): RankedHit {
  const { rows, also } = input;
  const money = nationalMoney(input.pack);
  const [first] = wrong;
  const name = rows.nameOf(first?.row ?? 0);
  const mine = item.declared === undefined ? undefined : also['declarations']?.nameOf(item.declared);
  const off = wrong.reduce(
    (most, { expected, declared }) => (magnitude(declared - expected) > most ? magnitude(declared - expected) : most),
    0n,
  );
  // a tenth of the value or more weighs full
  const share = value > 0n ? Number((off * 1000n) / value) : 100;
  return {
    rank: rows.rank[first?.row ?? 0] ?? 0,
    hit: {
      key: name,
      keys: [...new Set([...(mine === undefined ? [] : [mine]), ...wrong.map(({ row }) => rows.nameOf(row))])],
      score: scoreOf(40 + Math.min(60, share)),
      measures: {
        currency: input.pack.nationalCurrency,
        boxes: wrong.map(({ box }) => box).join(', '),
        expected: money.text(first?.expected ?? 0n),
        declared: money.text(first?.declared ?? 0n),
        difference: money.text((first?.declared ?? 0n) - (first?.expected ?? 0n)),
        expected_value: money.text(value),
      },
      explanation: sentence(input, item, wrong),
    },
  };
}

function judge(input: JudgeInput): Judgement {
  const { rows, also } = input;
  const out = exclusions({ noTotals: {}, noExchange: {} });
  const declarations = also['declarations'];
  const rowOf = itemRows(declarations);
  const customsValue = declarations === undefined ? () => null : numberCells(declarations, 'customs_value_minor');
  const limit = limitOf(input);
  const hits: RankedHit[] = [];
  let judged = 0;
  for (const [reg, { items }] of valueDeclarations(rows, input)) {
    for (const [no, boxes] of items) {
      if (no === 0 && items.size > 1) continue;
      if (!['12', '20', '24', '25a'].some((box) => boxes.has(box))) {
        out.add('noTotals');
        continue;
      }
      const sums = reckoned(boxes);
      if (sums === null) {
        out.add('noExchange');
        continue;
      }
      judged += 1;
      const declared = rowOf(reg, no === 0 ? 1 : no);
      const box45 = declared === undefined ? null : customsValue(declared);
      const value = sums.price + sums.additions - sums.deductions;
      const last = boxes.get('25a') ?? boxes.get('12');
      const all = [
        ...wrongTotals(boxes, sums),
        ...(box45 === null || last === undefined ? [] : [{ box: '45', row: last.row, expected: value, declared: BigInt(box45) }]),
      ];
      const wrong = all.filter((one) => compare(ratio(magnitude(one.declared - one.expected)), ratio(limit)) > 0);
      if (wrong.length > 0) hits.push(hitOf(input, { reg, no, boxes, declared }, wrong, value));
    }
  }
  const found = ordered(hits);
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: found,
    stats: { items: countText(judged), wrong: countText(found.length) },
    verdict: leadsVerdict(found.length, judged),
  };
}

function suggest({ keys, measures }: Hit): readonly SuggestedCorrection[] {
  const row = keys.find((key) => key.includes(':declarations:'));
  const audited = measures['expected_value'] ?? '';
  return row === undefined || audited === '' || audited.startsWith('-') ? [] : [{ row, component: 'customs_value', audited }];
}

/**
 * V01 arithmetic of the customs value declaration (DTS-1): 12 = 11a + 11b, 20 = the sum of 13 to 19, 24 = the sum of 21 to 23,
 * 25a = 12 + 20 − 24, and box 45 of the goods declaration = 25a, all from the boxes that are no totals. It is arithmetic: it may carry a
 * finding. Boxes are kept in national currency; those without are reckoned by the rate beside them, each rounded by itself.
 */
export const valueArithmetic: AuditTest = {
  id: 'V01',
  version: '1.0.0',
  area: 'valuation',
  leadOnly: false,
  params: [{ name: 'tolerance', type: 'decimal', value: '0.01', atLeast: '0', atMost: '1000000' }],
  needs: () => [{ table: 'value_components', columns: ['box', 'national_minor'] }],
  population: () => valueBoxSpec,
  also: () => ({ declarations: { table: 'declarations', columns: ['reg_no', 'item_no', 'customs_value_minor'] } }),
  judge,
  suggest,
};
