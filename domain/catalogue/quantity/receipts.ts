import { dayNumber } from '../../calendar/day.ts';
import type { Day } from '../../model/scalars.ts';
import { exactNumber } from '../../matching/numbers.ts';
import type { JudgeInput, Population } from '../audit-test.ts';
import { components } from '../components.ts';
import { rowOfRank } from '../row-groups.ts';
import { numberCells, textCells } from '../row-reading.ts';

/** How receipts were found: the weakest way of them. */
export type LinkedBy = 'confirmed' | 'number' | 'window';

/** Goods items that share their receipts, with the receipts: indexes of declarations and of stock rows. */
export type Slot = { readonly items: readonly number[]; readonly receipts: readonly number[]; readonly linked: LinkedBy };

const part = '\u001f';

/** Goods items by every number that a receipt may carry. */
type Finder = {
  readonly byItem: ReadonlyMap<string, readonly number[]>;
  readonly byReg: ReadonlyMap<string, readonly number[]>;
  readonly byInvoice: ReadonlyMap<string, readonly number[]>;
  readonly byArticle: ReadonlyMap<string, readonly number[]>;
  readonly article: readonly string[];
  readonly day: readonly number[];
};

function finderOf(rows: Population): Finder {
  const [reg, invoice, article, day] = ['reg_no', 'invoice_no', 'article', 'reg_date'].map((column) => textCells(rows, column));
  const item = numberCells(rows, 'item_no');
  const maps = {
    byItem: new Map<string, number[]>(),
    byReg: new Map<string, number[]>(),
    byInvoice: new Map<string, number[]>(),
    byArticle: new Map<string, number[]>(),
  };
  const put = (map: Map<string, number[]>, key: string, i: number): void => {
    const at = map.get(key);
    if (at === undefined) map.set(key, [i]);
    else at.push(i);
  };
  const articles: string[] = [];
  const days: number[] = [];
  for (let i = 0; i < rows.n; i += 1) {
    const [no, inv, name] = [exactNumber(reg?.(i) ?? ''), exactNumber(invoice?.(i) ?? ''), exactNumber(article?.(i) ?? '')];
    articles.push(name);
    days.push(dayNumber((day?.(i) ?? '1970-01-01') as Day));
    put(maps.byItem, no + part + (item(i) ?? 0), i);
    put(maps.byReg, no, i);
    if (inv !== '') put(maps.byInvoice, inv, i);
    if (name !== '') put(maps.byArticle, name, i);
  }
  return { ...maps, article: articles, day: days };
}

/** Items among these that are the article; the only item where no article is told. */
const ofArticle = (finder: Finder, at: readonly number[], article: string): readonly number[] => {
  const same = at.filter((i) => article !== '' && finder.article[i] === article);
  return same.length > 0 ? same : at.length === 1 && (finder.article[at[0] ?? 0] === '' || article === '') ? at : [];
};

/** The last declaration of the article before the receipt, within the days; one registered after it only where there is none before. */
function byDays(finder: Finder, article: string, day: number, [before, after]: readonly [number, number]): readonly number[] {
  let best = -1;
  let [least, bestDay] = [Number.POSITIVE_INFINITY, 0];
  for (const i of finder.byArticle.get(article) ?? []) {
    const made = finder.day[i] ?? 0;
    const late = day - made;
    if (late < -before || late > after) continue;
    const distance = late >= 0 ? late : 1000 - late;
    if (distance < least) [least, best, bestDay] = [distance, i, made];
  }
  return best < 0 ? [] : (finder.byArticle.get(article) ?? []).filter((i) => finder.day[i] === bestDay);
}

/**
 * Joins receipts to goods items.
 * @param receipts indexes of stock rows @param days before and after the registration for receipts without any number
 * @returns a slot for every item; `elsewhere` = receipts that lead to no declaration of the books
 */
export function joinReceipts(
  { rows, also, links }: JudgeInput,
  receipts: readonly number[],
  days: readonly [number, number],
): { readonly slots: readonly Slot[]; readonly elsewhere: number } {
  const stock = also['stock'];
  const finder = finderOf(rows);
  const groups = components(rows.n);
  const joined: { r: number; item: number; by: LinkedBy }[] = [];
  let elsewhere = 0;
  if (stock !== undefined) {
    const [reg, invoice, article, day] = ['reg_no', 'invoice_no', 'article', 'movement_date'].map((column) => textCells(stock, column));
    const item = numberCells(stock, 'item_no');
    const confirmed = new Map<number, number[]>();
    const [left, right] = [rowOfRank(rows), rowOfRank(stock)];
    for (const link of links['declaration-stock'] ?? []) {
      const [l, r] = [left(link.left), right(link.right)];
      if (l !== undefined && r !== undefined) confirmed.set(r, [...(confirmed.get(r) ?? []), l]);
    }
    const numbered = (r: number, name: string): readonly number[] => {
      const [no, inv] = [exactNumber(reg?.(r) ?? ''), exactNumber(invoice?.(r) ?? '')];
      const exact = item(r) === null ? undefined : finder.byItem.get(no + part + (item(r) ?? 0));
      return no !== ''
        ? (exact ?? ofArticle(finder, finder.byReg.get(no) ?? [], name))
        : ofArticle(finder, finder.byInvoice.get(inv) ?? [], name);
    };
    for (const r of receipts) {
      const name = exactNumber(article?.(r) ?? '');
      const hasNumber = (reg?.(r) ?? invoice?.(r) ?? null) !== null;
      const said = confirmed.get(r);
      const at = said ?? (hasNumber ? numbered(r, name) : byDays(finder, name, dayNumber((day?.(r) ?? '1970-01-01') as Day), days));
      const [first] = at;
      if (first === undefined) elsewhere += 1;
      else joined.push({ r, item: first, by: said !== undefined ? 'confirmed' : hasNumber ? 'number' : 'window' });
      for (const other of at) groups.join(first ?? other, other);
    }
  }
  return { slots: slotsOf(rows.n, groups.of, joined), elsewhere };
}

const weaker: Readonly<Record<LinkedBy, number>> = { confirmed: 0, number: 1, window: 2 };

function slotsOf(n: number, groupOf: (i: number) => number, joined: readonly { r: number; item: number; by: LinkedBy }[]): readonly Slot[] {
  const slots = new Map<number, { items: number[]; receipts: number[]; linked: LinkedBy }>();
  for (let i = 0; i < n; i += 1) {
    const group = groupOf(i);
    const slot = slots.get(group);
    if (slot === undefined) slots.set(group, { items: [i], receipts: [], linked: 'confirmed' });
    else slot.items.push(i);
  }
  for (const { r, item, by } of joined) {
    const slot = slots.get(groupOf(item));
    if (slot === undefined) continue;
    slot.receipts.push(r);
    if (weaker[by] > weaker[slot.linked]) slot.linked = by;
  }
  return [...slots.values()];
}
