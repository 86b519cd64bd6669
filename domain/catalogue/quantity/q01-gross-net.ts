import { words } from '../../model/words.ts';
import type { AuditTest, JudgeInput, Judgement } from '../audit-test.ts';
import { beginsWithOne, listOf } from '../lists.ts';
import { paramCount, paramRatio } from '../params.ts';
import { countText, exclusions, ordered, scoreOf, withNotes } from '../result.ts';
import type { RankedHit } from '../result.ts';
import { robustSpread, robustZ } from '../robust.ts';
import type { RobustSpread } from '../robust.ts';
import { rowsBy } from '../row-groups.ts';
import { numberCells, percentOf, textCells } from '../row-reading.ts';
import { ratio } from '../../money/ratio.ts';
import { figure, kilograms } from './figures.ts';

type Kind = 'below' | 'equal' | 'share';
type Found = { readonly i: number; readonly kind: Kind; readonly z: number; readonly spread: RobustSpread | null; readonly peers: number };

const baseScore: Readonly<Record<Kind, number>> = { below: 80, equal: 20, share: 30 };

function hitOf({ i, kind, z, spread, peers }: Found, { rows }: JudgeInput): RankedHit {
  const cells = (column: string): string => textCells(rows, column)(i) ?? '';
  const [gross, net] = [numberCells(rows, 'gross_g')(i) ?? 0, numberCells(rows, 'net_g')(i) ?? 0];
  const name = rows.nameOf(i);
  const percent = gross === 0 ? '0' : percentOf(ratio(BigInt(net)), ratio(BigInt(gross)));
  return {
    rank: rows.rank[i] ?? 0,
    hit: {
      key: name,
      keys: [name],
      score: scoreOf(
        baseScore[kind] + (kind === 'share' ? Math.min(40, Math.abs(z)) : kind === 'below' ? Math.min(20, ((net - gross) / net) * 100) : 0),
      ),
      measures: {
        weight_problem: kind,
        gross_kg: kilograms(gross),
        net_kg: kilograms(net),
        net_share_percent: percent,
        ...(spread === null ? {} : { z: figure(z), usual_share_percent: figure(spread.median * 100), peers: String(peers) }),
      },
      explanation: words(`test.Q01.hit.${kind}`, {
        declaration: cells('reg_no'),
        item: numberCells(rows, 'item_no')(i) ?? 0,
        hs: cells('hs_code'),
        gross: { decimal: kilograms(gross) },
        net: { decimal: kilograms(net) },
        difference: { decimal: kilograms(net - gross) },
        share: { decimal: percent as ReturnType<typeof kilograms> },
        usual: { decimal: figure((spread?.median ?? 0) * 100) },
        z: { decimal: figure(z) },
        peers,
      }),
    },
  };
}

/** Lines whose net weight is another share of the gross weight than in the other lines of the same code. */
function unusual({ rows, params }: JudgeInput, judged: readonly number[]): { readonly found: readonly Found[]; readonly few: number } {
  const [gross, net] = [numberCells(rows, 'gross_g'), numberCells(rows, 'net_g')];
  const codes = rows.text('hs_code');
  const inside = new Uint8Array(rows.n);
  for (const i of judged) inside[i] = 1;
  const limit = Number(params['z'] ?? '3.5');
  const apart = paramRatio(params, 'devPercent');
  const least = Number(apart.n) / Number(apart.d) / 100;
  const found: Found[] = [];
  let few = 0;
  const share = (i: number): number => (net(i) ?? 0) / (gross(i) ?? 1);
  for (const members of rowsBy(rows, (i) => (inside[i] === 1 ? (codes[i] ?? '') : '')).values()) {
    if (members.length < paramCount(params, 'minPeers')) {
      few += members.length;
      continue;
    }
    const spread = robustSpread(members.map(share));
    if (spread === null) continue;
    for (const i of members) {
      const z = robustZ(share(i), spread);
      if (Math.abs(z) > limit && Math.abs(share(i) - spread.median) > least)
        found.push({ i, kind: 'share', z, spread, peers: members.length });
    }
  }
  return { found, few };
}

function judge(input: JudgeInput): Judgement {
  const { rows, params } = input;
  const out = exclusions({ noWeight: {}, bulk: {} });
  const [gross, net] = [numberCells(rows, 'gross_g'), numberCells(rows, 'net_g')];
  const codes = rows.text('hs_code');
  const isBulk = beginsWithOne(listOf(params, 'bulkCodes'));
  const found: Found[] = [];
  const usual: number[] = [];
  const plain = { z: 0, spread: null, peers: 0 };
  let checked = 0;
  for (let i = 0; i < rows.n; i += 1) {
    const [g, n] = [gross(i) ?? 0, net(i) ?? 0];
    if (g <= 0 || n <= 0) {
      out.add('noWeight');
      continue;
    }
    checked += 1;
    if (g < n) found.push({ i, kind: 'below', ...plain });
    else if (g > n) usual.push(i);
    else if (isBulk(codes[i] ?? null)) out.add('bulk');
    else found.push({ i, kind: 'equal', ...plain });
  }
  const apart = unusual(input, usual);
  const hits = [...found, ...apart.found].map((one) => hitOf(one, input));
  const count = (kind: Kind): number => [...found, ...apart.found].filter((one) => one.kind === kind).length;
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: ordered(hits),
    stats: {
      lines_checked: countText(checked),
      gross_below_net: countText(count('below')),
      gross_equals_net: countText(count('equal')),
      share_unusual: countText(count('share')),
      without_peers: countText(apart.few),
    },
    verdict: withNotes(
      hits.length === 0 ? words('test.Q01.verdict.right', { n: checked }) : words('test.Q01.verdict.wrong', { n: hits.length, checked }),
      apart.few === 0 ? [] : [words('test.Q01.warn.few', { n: apart.few, required: paramCount(params, 'minPeers') })],
    ),
  };
}

/**
 * Q01 gross and net weight of each goods item: gross below net is impossible; gross equal to net is usual only for goods without packing
 * (bulk, `bulkCodes`); a share of net in gross far from the other lines of the code is a reason to weigh. The kind of package is no column
 * of the declaration's rows: the code stands for it.
 */
export const grossNet: AuditTest = {
  id: 'Q01',
  version: '1.0.0',
  area: 'quantity',
  leadOnly: false,
  params: [
    { name: 'z', type: 'decimal', value: '3.5', atLeast: '1', atMost: '20' },
    { name: 'devPercent', type: 'decimal', value: '5', atLeast: '0', atMost: '100' },
    { name: 'minPeers', type: 'integer', value: '8', atLeast: '3', atMost: '1000' },
    { name: 'bulkCodes', type: 'text', value: '' },
  ],
  needs: () => [{ table: 'declarations', columns: ['gross_g', 'net_g'] }],
  population: () => ({ table: 'declarations', columns: ['reg_no', 'item_no', 'hs_code', 'gross_g', 'net_g'] }),
  judge,
};
