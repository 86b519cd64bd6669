import { words } from '../../model/words.ts';
import type { AuditTest, JudgeInput, Judgement, Params } from '../audit-test.ts';
import { keySets } from '../key-sets.ts';
import type { KeySet, RowKeys } from '../key-sets.ts';
import { paramText } from '../params.ts';
import { countText, exclusions, ordered, scoreOf } from '../result.ts';
import type { Exclusions, RankedHit } from '../result.ts';

function keySetOf(params: Params): KeySet {
  const choice = paramText(params, 'keySet');
  return choice === 'declarationItem' || choice === 'ledger' ? keySets[choice] : keySets.invoice;
}

const buckets = 1 << 22;

/** Spreads whole numbers over buckets; both halves of a large amount count. */
function bucketOf(x: number): number {
  let hash = Math.imul(x | 0, 0x9e3779b1) ^ Math.imul(Math.floor(x / 4_294_967_296), 0x85ebca6b);
  hash ^= hash >>> 15;
  return hash & (buckets - 1);
}

/** Groups of equal rows. Rows that are alone in their coarse bucket never get a key. */
function equalRows(n: number, keys: RowKeys, out: Exclusions): readonly (readonly number[])[] {
  const seen = new Uint8Array(buckets);
  const bucketOfRow = new Int32Array(n).fill(-1);
  for (let i = 0; i < n; i += 1) {
    const why = keys.excluded(i);
    if (why !== null) {
      out.add(why);
      continue;
    }
    const bucket = bucketOf(keys.coarse(i));
    bucketOfRow[i] = bucket;
    seen[bucket] = Math.min(2, (seen[bucket] ?? 0) + 1);
  }
  const groups = new Map<string, number[]>();
  for (let i = 0; i < n; i += 1) {
    const bucket = bucketOfRow[i] ?? -1;
    if (bucket < 0 || seen[bucket] !== 2) continue;
    const key = keys.key(i);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [i]);
    else group.push(i);
  }
  return [...groups.values()].filter((rows) => rows.length > 1);
}

function hitOf(input: JudgeInput, same: readonly number[]): RankedHit {
  const { rows, params } = input;
  const inOrder = same.toSorted((a, b) => (rows.rank[a] ?? 0) - (rows.rank[b] ?? 0));
  const first = inOrder[0] ?? 0;
  const keys = inOrder.map(rows.nameOf);
  const set = keySetOf(params);
  const args = set.args(input, first);
  const numbers = set.population.table === 'ledger' ? [] : [...new Set(inOrder.map((i) => rows.text('reg_no')[i] ?? ''))];
  const amount = args['amount'];
  return {
    rank: rows.rank[first] ?? 0,
    hit: {
      key: keys[0] ?? '',
      keys,
      score: scoreOf(70 + 10 * same.length),
      measures: {
        rows: String(same.length),
        ...(typeof amount === 'object' && 'money' in amount ? { amount: amount.money, currency: amount.currency } : {}),
        ...(numbers.length > 1 ? { declarations: numbers.join(', ') } : {}),
      },
      explanation: words(`test.D01.hit.${paramText(params, 'keySet')}`, { ...args, rows: same.length, declarations: numbers.join(', ') }),
    },
  };
}

function judge(input: JudgeInput): Judgement {
  const out = exclusions({ noNumber: {}, noAmount: {} });
  const set = keySetOf(input.params);
  const groups = equalRows(input.rows.n, set.keys(input), out).filter((rows) => set.repeats(input, rows));
  return {
    populationN: input.rows.n,
    excluded: out.list(),
    hits: ordered(groups.map((rows) => hitOf(input, rows))),
    stats: { groups: countText(groups.length), rows: countText(groups.reduce((n, rows) => n + rows.length, 0)) },
    verdict: null,
  };
}

/** D01 exact duplicates on a set of keys. */
export const duplicates: AuditTest = {
  id: 'D01',
  version: '1.0.0',
  area: 'patterns',
  leadOnly: false,
  params: [{ name: 'keySet', type: 'choice', value: 'invoice', choices: ['invoice', 'declarationItem', 'ledger'] }],
  needs: (params) => [{ table: keySetOf(params).population.table, columns: keySetOf(params).needed }],
  population: (params) => keySetOf(params).population,
  judge,
};
