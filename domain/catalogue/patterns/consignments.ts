import { cellsOf } from '../../matching/sides.ts';
import type { Population, PopulationSpec } from '../audit-test.ts';
import { companies } from '../companies.ts';
import type { Exclusions } from '../result.ts';

/** By whom or where declarations were made. */
export type Way = 'broker' | 'office';

/**
 * The goods of one kind in one declaration. @property rank of its first row, which says broker, office and day @property broker, office '' where the declaration names none @property day days since
 * 1970-01-01 @property value minor units, above zero @property quantity whole, above zero
 */
export type Consignment = {
  readonly rows: number[];
  rank: number;
  broker: string;
  office: string;
  day: number;
  value: number;
  quantity: number;
};

/** Goods of one kind by the order in which they were declared. @property scale the whole quantity in which one unit is written */
export type Goods = { readonly label: string; readonly scale: bigint; readonly list: readonly Consignment[] };

export const consignmentSpec: PopulationSpec = {
  table: 'declarations',
  columns: [
    'reg_no',
    'reg_date',
    'office_code',
    'declarant',
    'hs_code',
    'article',
    'origin_country',
    'supp_unit',
    'supp_qty_e6',
    'net_g',
    'customs_value_minor',
  ],
};

/** Names of brokers as the first row that names the company writes them. */
function brokers(names: readonly (string | null)[]): (i: number) => string {
  const distinct = [...new Set(names)].flatMap((name) => name ?? []);
  const book = companies(distinct.map((name) => ['', name] as const));
  const known = new Map(distinct.map((name) => [name, book.nameOf(book.of('', name))]));
  return (i) => known.get(names[i] ?? '') ?? '';
}

type Measured = { readonly label: string; readonly scale: bigint; readonly value: number; readonly quantity: number };

/** Goods and figures of a row, or why it cannot be compared. */
function measuring(rows: Population): (i: number) => Measured | 'noValue' | 'noQuantity' {
  const cells = cellsOf(rows);
  const [articles, codes, origins, units] = ['article', 'hs_code', 'origin_country', 'supp_unit'].map(cells.texts);
  const [supp, net, values] = ['supp_qty_e6', 'net_g', 'customs_value_minor'].map(cells.numbers);
  return (i) => {
    const [value, pieces, unit] = [values?.(i) ?? 0, supp?.(i) ?? 0, units?.(i) ?? ''];
    const bySupp = unit !== '' && pieces > 0;
    const quantity = bySupp ? pieces : (net?.(i) ?? 0);
    if (!(value > 0)) return 'noValue';
    if (!(quantity > 0)) return 'noQuantity';
    const label = [articles?.(i) || codes?.(i), origins?.(i), bySupp ? unit : 'kg'].join(' · ');
    return { label, scale: bySupp ? 1_000_000n : 1000n, value, quantity };
  };
}

/** Goods that were declared at least so many times; rows of the others are counted as excluded. */
export function consignments(rows: Population, given: { readonly least: number; readonly out: Exclusions }): readonly Goods[] {
  const cells = cellsOf(rows);
  const [measure, broker] = [measuring(rows), brokers(rows.text('declarant'))];
  const [numbers, offices] = [cells.texts('reg_no'), cells.texts('office_code')];
  const found = new Map<string, { readonly scale: bigint; readonly of: Map<string, Consignment> }>();
  for (let i = 0; i < rows.n; i += 1) {
    const day = cells.day('reg_date', i);
    const one = Number.isNaN(day) ? 'noDay' : measure(i);
    if (typeof one === 'string') {
      given.out.add(one);
      continue;
    }
    const goods = found.get(one.label) ?? { scale: one.scale, of: new Map<string, Consignment>() };
    found.set(one.label, goods);
    const at = { rank: rows.rank[i] ?? 0, broker: broker(i), office: offices(i), day };
    const same = goods.of.get(numbers(i));
    if (same === undefined) goods.of.set(numbers(i), { ...at, rows: [i], value: one.value, quantity: one.quantity });
    else {
      same.value += one.value;
      same.quantity += one.quantity;
      same.rows.push(i);
      if (at.rank < same.rank) Object.assign(same, at);
    }
  }
  return [...found].flatMap(([label, { scale, of }]) => {
    const list = [...of.values()];
    if (list.length >= given.least) return [{ label, scale, list: list.toSorted((a, b) => a.day - b.day || a.rank - b.rank) }];
    given.out.add('fewInGroup', list.flatMap((one) => one.rows).length);
    return [];
  });
}
