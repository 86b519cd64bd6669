import { unitCode } from '../../packs/units.ts';
import { words } from '../../model/words.ts';
import type { AuditTest, JudgeInput, Judgement } from '../audit-test.ts';
import { paramCount, paramRatio } from '../params.ts';
import { countText, exclusions, ordered, scoreOf } from '../result.ts';
import type { RankedHit } from '../result.ts';
import { robustSpread, robustZ } from '../robust.ts';
import type { RobustSpread } from '../robust.ts';
import { rowsBy } from '../row-groups.ts';
import { numberCells, textCells } from '../row-reading.ts';
import { figure, kilograms, quantityText } from './figures.ts';

type Found = { readonly i: number; readonly z: number; readonly spread: RobustSpread; readonly peers: number };

/** Natural logarithm of supplementary units a kilogram: twice as much and half as much are equally far. */
function perKilogram({ rows }: JudgeInput): (i: number) => number {
  const [units, net] = [rows.number('supp_qty_e6').values, rows.number('net_g').values];
  return (i) => Math.log((units[i] ?? 1) / (net[i] ?? 1) / 1000);
}

function hitOf({ i, z, spread, peers }: Found, input: JudgeInput): RankedHit {
  const { rows } = input;
  const cells = (column: string): string => textCells(rows, column)(i) ?? '';
  const [units, net] = [numberCells(rows, 'supp_qty_e6')(i) ?? 0, numberCells(rows, 'net_g')(i) ?? 0];
  const name = rows.nameOf(i);
  const [ratio, usual] = [figure(Math.exp(perKilogram(input)(i)), 4), figure(Math.exp(spread.median), 4)];
  const factor = figure(Math.exp(Math.abs(perKilogram(input)(i) - spread.median)));
  const more = z > 0;
  return {
    rank: rows.rank[i] ?? 0,
    hit: {
      key: name,
      keys: [name],
      score: scoreOf(30 + Math.min(50, Math.abs(perKilogram(input)(i) - spread.median) * 30)),
      measures: {
        quantity: quantityText(units),
        unit: cells('supp_unit'),
        net_kg: kilograms(net),
        units_per_kg: ratio,
        usual_units_per_kg: usual,
        times: factor,
        z: figure(z),
        peers: String(peers),
      },
      explanation: words(more ? 'test.Q04.hit.more' : 'test.Q04.hit.fewer', {
        declaration: cells('reg_no'),
        item: numberCells(rows, 'item_no')(i) ?? 0,
        goods: cells('article') || cells('hs_code'),
        quantity: { decimal: quantityText(units) },
        unit: cells('supp_unit'),
        net: { decimal: kilograms(net) },
        ratio: { decimal: ratio },
        usual: { decimal: usual },
        factor: { decimal: factor },
        z: { decimal: figure(z) },
        peers,
      }),
    },
  };
}

function judge(input: JudgeInput): Judgement {
  const { rows, params, pack } = input;
  const out = exclusions({ noWeight: {}, noQuantity: {}, unitOfWeight: {}, fewAlike: { n: paramCount(params, 'minPeers') } });
  const [units, net] = [numberCells(rows, 'supp_qty_e6'), numberCells(rows, 'net_g')];
  const [unit, article, code] = [textCells(rows, 'supp_unit'), textCells(rows, 'article'), textCells(rows, 'hs_code')];
  const weights = new Set(pack.units.filter((u) => u.grams !== undefined).map((u) => u.code));
  const codes = new Map<string, string>();
  const codeOf = (text: string): string => {
    const known = codes.get(text) ?? unitCode(pack, text) ?? text;
    codes.set(text, known);
    return known;
  };
  const groups = rowsBy(rows, (i) => {
    const told = unit(i);
    if ((net(i) ?? 0) <= 0) out.add('noWeight');
    else if (told === null || (units(i) ?? 0) <= 0) out.add('noQuantity');
    else if (weights.has(codeOf(told))) out.add('unitOfWeight');
    else return `${article(i) ?? ''}\u001f${article(i) === null ? (code(i) ?? '') : ''}\u001f${codeOf(told)}`;
    return null;
  });
  const ratioOf = perKilogram(input);
  const least = paramRatio(params, 'devPercent');
  const apart = Math.log(1 + Number(least.n) / Number(least.d) / 100);
  const found: Found[] = [];
  let compared = 0;
  for (const members of groups.values()) {
    if (members.length < paramCount(params, 'minPeers')) {
      out.add('fewAlike', members.length);
      continue;
    }
    compared += members.length;
    const spread = robustSpread(members.map(ratioOf));
    if (spread === null) continue;
    for (const i of members) {
      const z = robustZ(ratioOf(i), spread);
      const far = Math.abs(z) > Number(params['z'] ?? '3.5') && Math.abs(ratioOf(i) - spread.median) > apart;
      if (far) found.push({ i, z, spread, peers: members.length });
    }
  }
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: ordered(found.map((one) => hitOf(one, input))),
    stats: { lines_compared: countText(compared), lines_unusual: countText(found.length) },
    verdict:
      found.length === 0
        ? words('test.Q04.verdict.right', { n: compared })
        : words('test.Q04.verdict.wrong', { n: found.length, compared }),
  };
}

/**
 * Q04 supplementary units a kilogram, within the article (the code where no article is declared) and unit. Lead only: another version of
 * the goods weighs otherwise; what is wrong, if anything, is told by the documents.
 */
export const unitRatio: AuditTest = {
  id: 'Q04',
  version: '1.0.0',
  area: 'quantity',
  leadOnly: true,
  params: [
    { name: 'z', type: 'decimal', value: '3.5', atLeast: '1', atMost: '20' },
    { name: 'devPercent', type: 'decimal', value: '20', atLeast: '0', atMost: '1000' },
    { name: 'minPeers', type: 'integer', value: '8', atLeast: '3', atMost: '1000' },
  ],
  needs: () => [{ table: 'declarations', columns: ['supp_unit', 'supp_qty_e6', 'net_g'] }],
  population: () => ({
    table: 'declarations',
    columns: ['reg_no', 'item_no', 'hs_code', 'article', 'supp_unit', 'supp_qty_e6', 'net_g'],
  }),
  judge,
};
