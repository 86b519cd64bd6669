import { cellsOf } from '../../matching/sides.ts';
import type { Decimal } from '../../model/scalars.ts';
import { pow10 } from '../../money/decimal.ts';
import { multiply, ratio, ratioToDecimal } from '../../money/ratio.ts';
import type { Ratio } from '../../money/ratio.ts';
import { digitsOf } from '../../packs/currency.ts';
import type { RulePack } from '../../packs/rule-pack.ts';
import type { ParamSpec, Params, Needs, Population, PopulationSpec } from '../audit-test.ts';
import { compareUnitValues } from '../peers.ts';
import type { Priced } from '../peers.ts';
import { paramText } from '../params.ts';
import type { Exclusions } from '../result.ts';

/** What outliers are looked for in. Each figure is an exact quotient: value / quantity; amounts have the quantity 1. */
export const figureParam: ParamSpec = {
  name: 'figure',
  type: 'choice',
  value: 'unitValue',
  choices: ['unitValue', 'unitPrice', 'payment', 'expense'],
};

/** Where figures lie closely together, one that is a hair away is no outlier for people. */
export const leastPercentParam: ParamSpec = { name: 'leastPercent', type: 'decimal', value: '5', atLeast: '0', atMost: '1000' };

const tables = { unitValue: 'declarations', unitPrice: 'declarations', payment: 'payments', expense: 'ledger' } as const;
type Figure = keyof typeof tables;
const figureOf = (params: Params): Figure => {
  const choice = paramText(params, 'figure');
  return choice === 'unitPrice' || choice === 'payment' || choice === 'expense' ? choice : 'unitValue';
};

/** Prices are compared by their logarithms: half and double are equally far. */
export const isPrice = (params: Params): boolean => tables[figureOf(params)] === 'declarations';

const columns: Readonly<Record<Figure, readonly string[]>> = {
  unitValue: ['reg_no', 'item_no', 'hs_code', 'article', 'origin_country', 'supp_unit', 'supp_qty_e6', 'net_g', 'customs_value_minor'],
  unitPrice: [
    'reg_no',
    'item_no',
    'hs_code',
    'article',
    'origin_country',
    'supp_unit',
    'supp_qty_e6',
    'net_g',
    'currency',
    'item_price_minor',
  ],
  payment: ['counterparty', 'counterparty_id', 'currency', 'direction', 'amount_minor'],
  expense: ['account', 'debit_minor'],
};

const needed: Readonly<Record<Figure, readonly string[]>> = {
  unitValue: ['hs_code', 'customs_value_minor'],
  unitPrice: ['hs_code', 'item_price_minor', 'currency'],
  payment: ['counterparty', 'amount_minor'],
  expense: ['account', 'debit_minor'],
};

export const figureNeeds = (params: Params): readonly Needs[] => [{ table: tables[figureOf(params)], columns: needed[figureOf(params)] }];
export const figureSpec = (params: Params): PopulationSpec => ({ table: tables[figureOf(params)], columns: columns[figureOf(params)] });

/**
 * What is compared with each other.
 * @property label the group as people know it @property scale the whole quantity in which one unit is written: 10^6, for weights 1000
 * @property members by size, equal ones by their place
 */
export type FigureGroup = {
  readonly label: string;
  readonly currency: string;
  readonly scale: bigint;
  readonly members: readonly Priced[];
};

type Measured =
  | { readonly group: string; readonly currency: string; readonly scale: bigint; readonly value: number; readonly quantity: number }
  | 'noValue'
  | 'noQuantity'
  | 'noGroup';

/** Reads the figure of a row. */
function reader(rows: Population, params: Params): (i: number) => Measured {
  const [cells, figure] = [cellsOf(rows), figureOf(params)];
  if (figure === 'payment' || figure === 'expense') {
    const values = cells.numbers(figure === 'payment' ? 'amount_minor' : 'debit_minor');
    return (i) => {
      const value = Math.abs(values(i));
      const currency = figure === 'payment' ? cells.text('currency', i) : '';
      const group =
        figure === 'expense'
          ? cells.text('account', i)
          : [cells.text('counterparty', i) || cells.text('counterparty_id', i), cells.text('direction', i), cells.text('currency', i)].join(
              ' · ',
            );
      return !(value > 0)
        ? 'noValue'
        : group === '' || group.startsWith(' ·')
          ? 'noGroup'
          : { group, currency, scale: 1n, value, quantity: 1 };
    };
  }
  const [supp, net] = [cells.numbers('supp_qty_e6'), cells.numbers('net_g')];
  const values = cells.numbers(figure === 'unitValue' ? 'customs_value_minor' : 'item_price_minor');
  return (i) => {
    const value = values(i);
    const unit = cells.text('supp_unit', i);
    const bySupp = unit !== '' && supp(i) > 0;
    const quantity = bySupp ? supp(i) : net(i);
    const goods = cells.text('article', i) || cells.text('hs_code', i);
    const currency = figure === 'unitPrice' ? cells.text('currency', i) : '';
    const group = [goods, cells.text('origin_country', i), bySupp ? unit : 'kg', ...(currency === '' ? [] : [currency])].join(' · ');
    if (!(value > 0)) return 'noValue';
    return quantity > 0 ? { group, currency, scale: bySupp ? 1_000_000n : 1000n, value, quantity } : 'noQuantity';
  };
}

/** Groups of rows that are compared, each with at least so many members; the others are counted as excluded. */
export function figureGroups(
  rows: Population,
  params: Params,
  given: { readonly least: number; readonly out: Exclusions },
): readonly FigureGroup[] {
  const read = reader(rows, params);
  const groups = new Map<string, { readonly currency: string; readonly scale: bigint; readonly members: Priced[] }>();
  for (let i = 0; i < rows.n; i += 1) {
    const found = read(i);
    if (typeof found === 'string') {
      given.out.add(found);
      continue;
    }
    const one = { row: i, value: found.value, quantity: found.quantity, shipment: '' };
    const same = groups.get(found.group);
    if (same === undefined) groups.set(found.group, { currency: found.currency, scale: found.scale, members: [one] });
    else same.members.push(one);
  }
  return [...groups].flatMap(([label, { currency, scale, members }]) => {
    if (members.length < given.least) {
      given.out.add('fewInGroup', members.length);
      return [];
    }
    const place = (one: Priced): number => rows.rank[one.row] ?? 0;
    return [{ label, currency, scale, members: members.toSorted((a, b) => compareUnitValues(a, b) || place(a) - place(b)) }];
  });
}

/** What a row's figure is called in a hit: the declaration and item, the payee, the account. */
export function rowLabel(rows: Population, params: Params, label: string): (i: number) => string {
  if (!isPrice(params)) return () => label;
  const cells = cellsOf(rows);
  return (i) => `${cells.text('reg_no', i)} / ${cells.number('item_no', i) || ''}`;
}

/** A figure in its currency for one unit, as exact as six decimals. @param currency '' = the national one */
export const figureText = (figure: Ratio, { scale, currency }: FigureGroup, pack: RulePack): Decimal =>
  ratioToDecimal(multiply(figure, ratio(scale, pow10(digitsOf(pack, currency || pack.nationalCurrency) ?? 2))), 6);
