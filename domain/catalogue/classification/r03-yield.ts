import { words } from '../../model/words.ts';
import { ratio } from '../../money/ratio.ts';
import type { AuditTest, JudgeInput, Judgement } from '../audit-test.ts';
import { leadOf, leadsVerdict } from '../leads.ts';
import { paramRatio } from '../params.ts';
import { quantityText } from '../quantity/figures.ts';
import { countText, exclusions, ordered, scoreOf } from '../result.ts';
import type { RankedHit } from '../result.ts';
import { magnitude, numberCells, percentOf, textCells } from '../row-reading.ts';

/** One order's material, all in millionths of its unit. @property allowed made × norm, rounded to the millionth for sentences only */
type Yield = { readonly used: bigint; readonly allowedE12: bigint };

function hitOf(i: number, { used, allowedE12 }: Yield, { rows }: JudgeInput): RankedHit {
  const cell = (column: string): string => textCells(rows, column)(i) ?? '';
  const number = (column: string): number => numberCells(rows, column)(i) ?? 0;
  const usedE12 = used * 1_000_000n;
  const percent = percentOf(ratio(usedE12 - allowedE12), ratio(allowedE12));
  const [took, may] = [quantityText(used), quantityText(allowedE12 / 1_000_000n)];
  return leadOf(
    { rows, at: [i] },
    {
      score: scoreOf(50 + Math.min(50, Math.abs(Number(percent)))),
      measures: {
        order: cell('order_no'),
        product: cell('product_code'),
        material: cell('material_code'),
        used_qty: took,
        allowed_qty: may,
        deviation_percent: percent,
      },
      explanation: words(usedE12 > allowedE12 ? 'test.R03.hit.more' : 'test.R03.hit.less', {
        order: cell('order_no'),
        product: cell('product_name') || cell('product_code'),
        material: cell('material_name') || cell('material_code'),
        unit: cell('used_unit'),
        made: { decimal: quantityText(number('made_qty_e6')) },
        norm: { decimal: quantityText(number('norm_e6')) },
        used: { decimal: took },
        allowed: { decimal: may },
        percent: { percent },
      }),
    },
  );
}

function judge(input: JudgeInput): Judgement {
  const { rows, params } = input;
  const out = exclusions({ noNorm: {} });
  const [made, norm, used, scrap, waste] = ['made_qty_e6', 'norm_e6', 'used_qty_e6', 'scrap_qty_e6', 'waste_qty_e6'].map((name) =>
    numberCells(rows, name),
  );
  const limit = paramRatio(params, 'tolPercent');
  const hits: RankedHit[] = [];
  let judged = 0;
  for (let i = 0; i < rows.n; i += 1) {
    const took = used?.(i) ?? null;
    if ((made?.(i) ?? 0) <= 0 || (norm?.(i) ?? 0) <= 0 || took === null || took < 0) {
      out.add('noNorm');
      continue;
    }
    judged += 1;
    const net = BigInt(took) - BigInt(scrap?.(i) ?? 0) - BigInt(waste?.(i) ?? 0);
    const allowedE12 = BigInt(made?.(i) ?? 0) * BigInt(norm?.(i) ?? 0);
    // |used - allowed| > allowed × tol %, without a division
    if (magnitude(net * 1_000_000n - allowedE12) * 100n * limit.d > allowedE12 * limit.n)
      hits.push(hitOf(i, { used: net, allowedE12 }, input));
  }
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: ordered(hits),
    stats: { orders: countText(judged), beyond_norm: countText(hits.length) },
    verdict: leadsVerdict(hits.length, judged),
  };
}

/**
 * R03 yield against the norm: what an order used of a material without scrap and waste, against quantity made × authorised norm; beyond
 * `tolPercent` to either side. More is goods unaccounted for or a wrong norm; less is a norm that leaves material over.
 */
export const yieldNorm: AuditTest = {
  id: 'R03',
  version: '1.0.0',
  area: 'classification',
  leadOnly: false,
  params: [{ name: 'tolPercent', type: 'decimal', value: '2', atLeast: '0', atMost: '100' }],
  needs: () => [{ table: 'production', columns: ['made_qty_e6', 'norm_e6', 'used_qty_e6'] }],
  population: () => ({
    table: 'production',
    columns: [
      'order_no',
      'product_code',
      'product_name',
      'material_code',
      'material_name',
      'made_qty_e6',
      'norm_e6',
      'used_qty_e6',
      'scrap_qty_e6',
      'waste_qty_e6',
      'used_unit',
    ],
  }),
  judge,
};
