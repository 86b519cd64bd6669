import { exactNumber } from '../../matching/numbers.ts';
import { words } from '../../model/words.ts';
import type { Words } from '../../model/words.ts';
import type { AuditTest, JudgeInput, Judgement } from '../audit-test.ts';
import { holdsOne, isOne, listOf } from '../lists.ts';
import { leadsVerdict } from '../leads.ts';
import { countText, exclusions, ordered } from '../result.ts';
import type { RankedHit } from '../result.ts';
import { mostKeys } from '../row-groups.ts';
import { numberCells, textCells } from '../row-reading.ts';
import { declarationsOf } from './declared-items.ts';
import { partSum, valueBoxSpec, valueDeclarations } from './value-boxes.ts';
import type { Boxes, ValueDeclaration } from './value-boxes.ts';

/** Why the price of the deal cannot be the value. @property names rows that show it */
type Reason = {
  readonly said: Words;
  readonly by: 'contract' | 'condition' | 'free';
  readonly weight: number;
  readonly names: readonly string[];
};

/** Contracts that are no sale, by their kind: words of a subject ("gift boxes") may name the goods. */
function noSales({ also, params }: JudgeInput): (contract: string) => Reason | null {
  const rows = also['contracts'];
  const found = new Map<string, Reason>();
  if (rows === undefined) return () => null;
  const isKind = holdsOne(listOf(params, 'noSaleKinds'));
  const [no, kind] = [textCells(rows, 'contract_no'), textCells(rows, 'kind')];
  for (let i = 0; i < rows.n; i += 1) {
    const told = isKind(kind(i)) ? kind(i) : null;
    const key = exactNumber(no(i) ?? '');
    if (told === null || key === '') continue;
    const before = found.get(key);
    const said = words('test.V17.reason.contract', { contract: no(i) ?? '', kind: told });
    if (before === undefined || rows.nameOf(i) < (before.names[0] ?? ''))
      found.set(key, { said, by: 'contract', weight: 85, names: [rows.nameOf(i)] });
  }
  return (contract) => found.get(exactNumber(contract)) ?? null;
}

/** A restriction (8a) or a condition (8b) is admitted, and no payment for it is stated in 11b. */
function condition({ also }: JudgeInput, value: ValueDeclaration | undefined): Reason | null {
  const rows = also['values'];
  const yes = ['8a', '8b'].flatMap((name) => {
    const box = value?.head.get(name);
    return box?.answer === 'yes' ? [{ name, row: box.row }] : [];
  });
  const [first] = yes;
  if (value === undefined || rows === undefined || first === undefined) return null;
  const indirect = (boxes: Boxes): bigint =>
    boxes.has('11b') ? (partSum(new Map([...boxes].filter(([name]) => name === '11b')), 11, 11) ?? 1n) : 0n;
  if ([...value.items.values()].some((boxes) => indirect(boxes) > 0n)) return null;
  const said = words('test.V17.reason.condition', { box: yes.map(({ name }) => name).join(', ') });
  return { said, by: 'condition', weight: 60, names: yes.map(({ row }) => rows.nameOf(row)) };
}

function hitOf({ rows }: JudgeInput, reg: string, at: readonly number[], reasons: readonly Reason[]): RankedHit {
  const first = at[0] ?? 0;
  const [main, ...others] = reasons;
  const all = others.reduce<Words>(
    (said, one) => words('test.V17.and', { first: { words: said }, second: { words: one.said } }),
    main?.said ?? words('test.V17.reason.free'),
  );
  return {
    rank: rows.rank[first] ?? 0,
    hit: {
      key: rows.nameOf(first),
      keys: [...at.slice(0, mostKeys).map(rows.nameOf), ...new Set(reasons.flatMap(({ names }) => names))],
      score: Math.max(0, ...reasons.map(({ weight }) => weight)),
      measures: { reasons: reasons.map(({ by }) => by).join(', '), lines: String(at.length) },
      explanation: words('test.V17.hit', { declaration: reg, n: at.length, reason: { words: all } }),
    },
  };
}

function judge(input: JudgeInput): Judgement {
  const { rows, also, params } = input;
  const out = exclusions({ noMethod: {}, otherMethod: {} });
  const isOneMethod = isOne(listOf(params, 'methods'));
  const [method, contract, price] = [
    textCells(rows, 'valuation_method'),
    textCells(rows, 'contract_no'),
    numberCells(rows, 'item_price_minor'),
  ];
  const values = valueDeclarations(also['values'], input);
  const noSale = noSales(input);
  const hits: RankedHit[] = [];
  let judged = 0;
  for (const [reg, all] of declarationsOf(rows)) {
    out.add('noMethod', all.filter((i) => method(i) === null).length);
    out.add('otherMethod', all.filter((i) => method(i) !== null && !isOneMethod(method(i))).length);
    const at = all.filter((i) => isOneMethod(method(i)));
    if (at.length === 0) continue;
    judged += at.length;
    const free = at.filter((i) => price(i) === 0);
    const numbers = [...new Set(at.map((i) => contract(i) ?? ''))].filter((no) => no !== '');
    const reasons = [...numbers.map(noSale), condition(input, values.get(reg))].filter((one) => one !== null);
    if (reasons.length > 0) hits.push(hitOf(input, reg, at, reasons));
    else if (free.length > 0)
      hits.push(hitOf(input, reg, free, [{ said: words('test.V17.reason.free'), by: 'free', weight: 75, names: [] }]));
  }
  const found = ordered(hits);
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: found,
    stats: { lines: countText(judged), found: countText(found.length) },
    verdict: leadsVerdict(found.length, judged),
  };
}

/**
 * V17 method 1 where it is excluded: the contract is no sale (consignment, lease, barter, gift), a restriction or condition is admitted
 * (8a, 8b) without a payment for it in 11b, or the goods are free. The contract and the form say so themselves: it may carry a finding;
 * which of the methods 2 to 6 applies is the auditor's to show, so nothing is suggested.
 */
export const methodOne: AuditTest = {
  id: 'V17',
  version: '1.0.0',
  area: 'valuation',
  leadOnly: false,
  params: [
    { name: 'methods', type: 'text', value: '1' },
    {
      name: 'noSaleKinds',
      type: 'text',
      value: 'consign,lease,rent,barter,gift,free of charge,консигн,комисси,лизинг,аренд,бартер,дарен,безвозмезд,жалға,айырбас,сыйға,тегін',
    },
  ],
  needs: () => [
    { table: 'declarations', columns: ['valuation_method', 'contract_no'] },
    { table: 'contracts', columns: ['kind'] },
  ],
  population: () => ({ table: 'declarations', columns: ['reg_no', 'item_no', 'valuation_method', 'contract_no', 'item_price_minor'] }),
  also: () => ({ values: valueBoxSpec, contracts: { table: 'contracts', columns: ['contract_no', 'kind'] } }),
  judge,
};
