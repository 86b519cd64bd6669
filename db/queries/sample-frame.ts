import { columnOf } from '../../domain/model/books.ts';
import type { Column, TableName } from '../../domain/model/books.ts';
import { rowName } from '../../domain/model/ids.ts';
import type { Sha256 } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { FrameItem } from '../../domain/sampling/frame.ts';
import { digitsFor, requireColumn } from '../repositories/books-filter.ts';
import type { BookView } from '../repositories/books-view.ts';
import type { ReadDb } from '../store.ts';

/**
 * What of the rows of a list makes a frame.
 * @property unit column whose values are the items (a declaration of several lines is one); null = each row is one
 * @property measure column that an item is sized by, summed over its rows; null = items have no size
 * @property stratum column by which the frame is parted; null = not
 * @property bounds sizes at which the frame is parted instead, rising, scaled whole
 */
export type FrameSpec = {
  readonly table: TableName;
  readonly unit: string | null;
  readonly measure: string | null;
  readonly stratum: string | null;
  readonly bounds: readonly bigint[];
};

/** @property noUnit rows that belong to no item, because the column is empty @property currency of the measure, '' where it is no money */
export type ReadFrame = {
  readonly items: readonly FrameItem[];
  readonly noUnit: number;
  readonly currency: string;
  readonly digits: number;
};

const measured: ReadonlySet<Column['type']> = new Set(['money', 'quantity', 'weight', 'count']);
const parting: ReadonlySet<Column['type']> = new Set(['text', 'code', 'day']);

/** @throws Refused column_unknown for a column that cannot serve */
function checked(table: TableName, name: string | null, fit: ReadonlySet<Column['type']>): Column | null {
  if (name === null) return null;
  const column = requireColumn(table, name);
  if (!fit.has(column.type)) throw new Refused({ code: 'column_unknown', at: name });
  return column;
}

type Row = readonly [
  id: bigint,
  evidence: string,
  place: string | bigint,
  unit: string | null,
  size: bigint | null,
  stratum: string | null,
  currency: string | null,
];

function currencyColumn(table: TableName, measure: Column | null): string {
  const named = measure?.type === 'money' ? (measure.currency ?? 'national') : 'national';
  return columnOf(table, named) === undefined ? 'NULL' : `t.${named}`;
}

const stratumOfSize = (size: bigint | null, bounds: readonly bigint[]): string =>
  size === null ? '' : String(1 + bounds.filter((bound) => size >= bound).length);

type Gathered = { size: bigint | null; stratum: string | null };

function add(known: Gathered | undefined, size: bigint | null, stratum: string | null): Gathered {
  if (known === undefined) return { size, stratum };
  const sum = known.size === null || size === null ? null : known.size + size;
  // lines of one item that stand in different strata make an item of the first one by name: told the same way by every laptop
  const first = known.stratum === null || (stratum !== null && stratum < known.stratum) ? stratum : known.stratum;
  return { size: sum, stratum: first };
}

/**
 * The items of a list. Sizes of one item are added up; an item of which one size is not stated has none.
 * @throws Refused column_unknown; sample_invalid at `currency` where the rows are in several
 */
export function readFrame(db: ReadDb, view: BookView, spec: FrameSpec): ReadFrame {
  const { table } = spec;
  const unit = checked(table, spec.unit, parting);
  const measure = checked(table, spec.measure, measured);
  const stratum = checked(table, spec.stratum, parting);
  const chosen = (column: Column | null): string => (column === null ? 'NULL' : `t.${column.name}`);
  const select = db
    .prepare<never>(
      `SELECT t.id, i.evidence, coalesce(t.locator, t.ordinal), ${chosen(unit)}, ${chosen(measure)}, ${chosen(stratum)}, ${currencyColumn(table, measure)}
        FROM ${table} t JOIN book_import i ON i.import_no = t.import_no WHERE t.id BETWEEN ? AND ? ORDER BY t.id`,
    )
    .raw()
    .safeIntegers();
  const wanted = view.ids === null ? null : new Set(view.ids);
  const found = new Map<string, Gathered>();
  const currencies = new Set<string>();
  let noUnit = 0;
  for (const one of view.imports) {
    if (one.rows === 0) continue;
    const range = [BigInt(one.firstId), BigInt(one.firstId + one.rows - 1)] as const;
    for (const row of select.iterate(...range) as unknown as Iterable<Row>) {
      const [id, evidence, place, value, size, part, currency] = row;
      if (wanted !== null && !wanted.has(Number(id))) continue;
      if (unit !== null && value === null) {
        noUnit += 1;
        continue;
      }
      const key = unit === null ? rowName(evidence as Sha256, table, String(place)) : `${table}.${unit.name}=${value ?? ''}`;
      if (measure?.type === 'money' && size !== null) currencies.add(currency ?? '');
      found.set(key, add(found.get(key), size, part));
    }
  }
  return { ...moneyOf(view, measure, currencies), noUnit, items: [...found].map(([key, of]) => itemOf(key, of, spec)) };
}

function itemOf(key: string, { size, stratum }: Gathered, { bounds }: FrameSpec): FrameItem {
  return { key, size, stratum: bounds.length > 0 ? stratumOfSize(size, bounds) : (stratum ?? '') };
}

function moneyOf(
  view: BookView,
  measure: Column | null,
  currencies: ReadonlySet<string>,
): { readonly currency: string; readonly digits: number } {
  if (measure === null) return { currency: '', digits: 0 };
  if (measure.type !== 'money') return { currency: '', digits: measure.type === 'quantity' ? 6 : 0 };
  if (currencies.size > 1) throw new Refused({ code: 'sample_invalid', at: 'currency' });
  const [only = ''] = currencies;
  const named = measure.currency ?? 'national';
  const currency = named === 'national' ? view.money.national : only === '' ? named : only;
  return { currency, digits: digitsFor(view.money, currency) };
}
