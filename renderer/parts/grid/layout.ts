import type { CellColumn } from './cells.ts';

/** How a person arranged a table's columns; names that the table no longer has are passed over. */
export type Layout = {
  readonly order: readonly string[];
  readonly hidden: readonly string[];
  /** stay at the left while the others scroll */
  readonly pinned: readonly string[];
  readonly widths: Readonly<Record<string, number>>;
};

export const noLayout: Layout = { order: [], hidden: [], pinned: [], widths: {} };

export const narrowest = 48;
export const widest = 640;

const startWidth: Readonly<Record<string, number>> = {
  text: 220,
  code: 124,
  day: 112,
  count: 72,
  money: 136,
  quantity: 112,
  rate: 104,
  weight: 104,
  rateText: 96,
};

/** Columns whose contents are longer or shorter than their type says. */
const startWidthOf: Readonly<Record<string, number>> = {
  reg_no: 188,
  currency: 84,
  incoterm: 84,
  description: 320,
  txn_id: 140,
  account_name: 200,
};

export const widthOf = (layout: Layout, column: CellColumn): number =>
  layout.widths[column.name] ?? startWidthOf[column.name] ?? startWidth[column.type] ?? 120;

/** All columns in the person's order, those not yet ordered at the end. */
export function ordered<C extends CellColumn>(layout: Layout, columns: readonly C[]): readonly C[] {
  const place = new Map(layout.order.map((name, index) => [name, index]));
  const last = layout.order.length;
  return columns
    .map((column, index) => ({ column, index, at: place.get(column.name) ?? last }))
    .sort((a, b) => a.at - b.at || a.index - b.index)
    .map(({ column }) => column);
}

/** The columns that are seen, pinned ones first. */
export function shown<C extends CellColumn>(layout: Layout, columns: readonly C[]): readonly C[] {
  const seen = ordered(layout, columns).filter((column) => !layout.hidden.includes(column.name));
  const pinned = (column: C): boolean => layout.pinned.includes(column.name);
  return [...seen.filter(pinned), ...seen.filter((column) => !pinned(column))];
}

export const resized = (layout: Layout, name: string, width: number): Layout => ({
  ...layout,
  widths: { ...layout.widths, [name]: Math.round(Math.max(narrowest, Math.min(widest, width))) },
});

/** Puts a column before another one. */
export function moved(layout: Layout, columns: readonly CellColumn[], name: string, before: string | null): Layout {
  if (name === before) return layout;
  const rest = ordered(layout, columns)
    .map((column) => column.name)
    .filter((n) => n !== name);
  const index = before === null ? rest.length : rest.indexOf(before);
  return { ...layout, order: [...rest.slice(0, index), name, ...rest.slice(index)] };
}

/** Moves a column one place among the shown ones. @param by -1 to the left, 1 to the right */
export function stepped(layout: Layout, columns: readonly CellColumn[], name: string, by: -1 | 1): Layout {
  const names = shown(layout, columns).map((column) => column.name);
  const index = names.indexOf(name);
  if (index < 0 || index + by < 0 || index + by >= names.length) return layout;
  return moved(layout, columns, name, names[by === 1 ? index + 2 : index - 1] ?? null);
}

export const hidden = (layout: Layout, name: string, hide: boolean): Layout => ({
  ...layout,
  hidden: hide ? [...layout.hidden.filter((n) => n !== name), name] : layout.hidden.filter((n) => n !== name),
});

export const pinnedSet = (layout: Layout, name: string, pin: boolean): Layout => ({
  ...layout,
  pinned: pin ? [...layout.pinned.filter((n) => n !== name), name] : layout.pinned.filter((n) => n !== name),
});
