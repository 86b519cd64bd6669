import type { FileCheck } from '../format-reader.ts';
import { amountUnitOf, unitSaid } from './amount-unit.ts';
import { isHeaderAgain, isNumbering } from './header-block.ts';
import { limits } from './limits.ts';
import { withoutGroups } from './outline-groups.ts';
import { cellPlacer, isSumOf, sayFacts } from './plain-table.ts';
import type { Cells, OpenedSheet, OpenedTable } from './plain-table.ts';
import { amountOf, headerWords, periodOf, sayTitle, titleOf } from './report-words.ts';
import type { ReportPeriod } from './report-words.ts';
import { rowName } from './sheet-rows.ts';
import type { SheetRow } from './sheet-rows.ts';
import { stockKinds, stockPlaces } from './stock-places.ts';
import type { StockKind, StockPlaces } from './stock-places.ts';
import { decimalOf, isTotalRow, isTotalText, scaled } from './totals.ts';

const headers = [
  'movement_date',
  'movement_type',
  'warehouse',
  'article',
  'product_name',
  'batch',
  'qty_e6',
  'qty_unit',
  'unit_price_e6',
  'value_minor',
] as const;

const measures = ['qty', 'value'] as const;
type Measure = (typeof measures)[number];
type Figures = Readonly<Record<StockKind, Readonly<Record<Measure, string>>>>;

const cellAt = (cells: readonly string[], at: number): string => (at < 0 ? '' : (cells[at] ?? '').trim());

function figuresOf(cells: readonly string[], places: StockPlaces): Figures {
  const figure = (at: number): string => {
    const text = cellAt(cells, at);
    return text === '' || /^[-\u2010-\u2015\u2212]$/.test(text) ? '' : (amountOf(text) ?? text);
  };
  const entries = stockKinds.map((kind) => [kind, { qty: figure(places.figures[kind].qty), value: figure(places.figures[kind].value) }]);
  return Object.fromEntries(entries) as Figures;
}

const worth = (text: string): bigint => scaled(text) ?? 0n;
const isUnread = ({ qty, value }: Figures[StockKind]): boolean => [qty, value].some((text) => text !== '' && scaled(text) === null);
const isNothing = ({ qty, value }: Figures[StockKind]): boolean => [qty, value].every((text) => text === '' || scaled(text) === 0n);

/** Opening + receipts − issues against closing on every line, in quantity and value; the sheet's totals against the sums of its lines. */
function stockChecks(say: (check: FileCheck) => void, headerOf: (kind: StockKind, measure: Measure) => string | null) {
  const sums = new Map<string, bigint>();
  let [rows, balanced] = [0, 0];
  return {
    line: (at: string, figures: Figures): void => {
      rows += 1;
      // what cannot be read is a problem of its row, and no balance
      let good = !stockKinds.some((kind) => isUnread(figures[kind]));
      for (const measure of measures) {
        const of = (kind: StockKind): bigint => worth(figures[kind][measure]);
        for (const kind of stockKinds) sums.set(`${kind} ${measure}`, (sums.get(`${kind} ${measure}`) ?? 0n) + of(kind));
        const counted = of('opening') + of('receipt') - of('issue');
        if (stockKinds.some((kind) => headerOf(kind, measure) === null) || counted === of('closing')) continue;
        good = false;
        if (rows - balanced > limits.listed) continue;
        say({ key: `stock_balance_${measure}`, at, declared: decimalOf(of('closing')), counted: decimalOf(counted), agrees: false });
      }
      if (good) balanced += 1;
    },
    total: (place: string, figures: Figures): void => {
      for (const kind of stockKinds) {
        for (const measure of measures) {
          const [declared, header] = [scaled(figures[kind][measure]), headerOf(kind, measure)];
          if (declared === null || header === null) continue;
          const counted = sums.get(`${kind} ${measure}`) ?? 0n;
          const at = `${place} ${header}`;
          say({ key: 'sheet_total', at, declared: decimalOf(declared), counted: decimalOf(counted), agrees: declared === counted });
        }
      }
    },
    end: (name: string): void =>
      say({ key: 'stock_balances', at: name, declared: String(rows), counted: String(balanced), agrees: rows === balanced }),
  };
}

/** What of a line stands in each of its rows. */
type Goods = Readonly<Record<'warehouse' | 'article' | 'product_name' | 'batch' | 'qty_unit' | 'unit_price_e6', string>>;

function goodsOf(cells: readonly string[], places: StockPlaces, warehouse: string): Goods {
  const name = cellAt(cells, places.name);
  const price = cellAt(cells, places.price);
  return {
    warehouse: cellAt(cells, places.warehouse) || warehouse,
    article: cellAt(cells, places.article) || name,
    product_name: name,
    batch: cellAt(cells, places.batch),
    qty_unit: cellAt(cells, places.unit),
    unit_price_e6: price === '' ? '' : (amountOf(price) ?? price),
  };
}

/** The rows of a line: what was there on the first day of the period, and what came, went and was left on its last. */
function movementsOf(figures: Figures, goods: Goods, period: ReportPeriod): readonly (readonly string[])[] {
  return stockKinds
    .filter((kind) => !isNothing(figures[kind]))
    .map((kind) => {
      const { qty, value } = figures[kind];
      const day = kind === 'opening' ? period.from : period.to;
      // a correction of the value alone moves nothing
      const own = { ...goods, movement_date: day, movement_type: kind, qty_e6: qty === '' ? '0' : qty, value_minor: value };
      return headers.map((header) => own[header]);
    });
}

/** A single day (`на 31.01.2025`, the day of printing) is no period. */
function periodIn(title: string): ReportPeriod | null {
  const days = title.match(/(?<!\d)\d{2}\.\d{2}\.(?:\d{4}|\d{2})(?!\d)/g) ?? [];
  return days.length === 1 ? periodOf(title.replace(days[0] ?? '', ' ')) : periodOf(title);
}

/**
 * A stock sheet of a period (ведомость по товарам на складах): each line gives a `stock` row for what was there, came, went and was left,
 * named by the line and behind it `.2`, `.3`, `.4`. Sums of warehouses and groups above their lines are counted, not read.
 * @returns null when the sheet is another one or names no period
 */
export function stockSheet(sheet: OpenedSheet): OpenedTable | null {
  const { found, name, block } = sheet;
  const places = stockPlaces(headerWords(block));
  const period = periodIn(titleOf(block));
  const unit = amountUnitOf(block);
  if (places === null || period === null || unit === 'other') return null;
  const table = found.table({ scope: sheet.scope, table: 'stock', headers, canonical: true, ...unitSaid(unit) });
  sayTitle(found, block, period);
  const place = cellPlacer(sheet);
  const headerOf = (kind: StockKind, measure: Measure): string | null => block.columns[places.figures[kind][measure]]?.header ?? null;
  const checks = stockChecks(found.check, headerOf);
  const left = { totals: 0, groups: 0, notes: 0, repeatedHeaders: 0 };
  let [ordinal, warehouse, lines] = [0, '', 0];

  const row = (one: SheetRow): void => {
    const { cells, odd } = place(one);
    const figures = figuresOf(cells, places);
    const goods = goodsOf(cells, places, warehouse);
    if (isTotalText(goods.article) && goods.qty_unit === '') {
      left.totals += 1;
      return checks.total(`${name}!${one.row}`, figures);
    }
    if (isHeaderAgain(one, block.line) || isNumbering(one)) return void (left.repeatedHeaders += 1);
    const movements = movementsOf(figures, goods, period);
    if (movements.length === 0) return void (left.notes += 1);
    lines += 1;
    checks.line(goods.article, figures);
    movements.forEach((own, i) => {
      ordinal += 1;
      const locator = `${rowName(name, one.row)}${i === 0 ? '' : `.${i + 1}`}`;
      found.record(table, { cells: own, ordinal, locator, line: one.row, offset: 0, length: 0, odd });
    });
  };
  const kept = (one: SheetRow): Cells => {
    const cells = place(one);
    return { ...cells, numeric: cells.numeric.slice() };
  };
  const isGroup = (group: SheetRow, under: readonly SheetRow[]): boolean => {
    const rows = under.filter((one) => !isTotalRow(one));
    const isSum = (group.columns.length === 1 && rows.length > 0) || isSumOf(kept(group), rows.map(kept));
    if (isTotalRow(group) || !isSum) return false;
    left.groups += 1;
    // the outermost group is closed last, before its lines are given
    if (places.byWarehouse && (group.level ?? 0) === 0) warehouse = cellAt(place(group).cells, places.name);
    return true;
  };
  const leaves = withoutGroups({ give: row, isGroup });
  const end = (): void => {
    leaves.end();
    checks.end(name);
    found.fact('stock_lines', `${name}: ${lines}`);
    sayFacts(sheet, left);
  };
  return { table, taker: { row: leaves.row, end } };
}
