import { words } from '../../model/words.ts';
import { exactNumber } from '../../matching/numbers.ts';
import { invoiceWay, isCreditNote, unitOf } from '../../matching/trade-words.ts';
import type { AuditTest, JudgeInput, Judgement, Population } from '../audit-test.ts';
import { quantityText } from '../quantity/figures.ts';
import { beginsWithOne, isOne, listOf } from '../lists.ts';
import { countText, exclusions, ordered, scoreOf, withNotes } from '../result.ts';
import type { Exclusions, RankedHit } from '../result.ts';
import { firstRank, inRank, namesOf } from '../row-groups.ts';
import { numberCells, textCells } from '../row-reading.ts';

const part = '\u001f';

/** What was declared under one number and item. Quantities in millionths, by unit. */
type Declared = { readonly rows: number[]; readonly byUnit: Map<string, number> };
type Declarations = {
  readonly items: ReadonlyMap<string, Declared>;
  readonly numbers: ReadonlySet<string>;
  readonly first: string;
  readonly last: string;
};

function declaredItems(rows: Population | undefined): Declarations {
  const [items, numbers] = [new Map<string, Declared>(), new Set<string>()];
  let [first, last] = ['', ''];
  if (rows === undefined) return { items, numbers, first, last };
  const [reg, day, unit, supp] = ['reg_no', 'reg_date', 'qty_unit', 'supp_unit'].map((column) => textCells(rows, column));
  const [item, qty, units] = ['item_no', 'qty_e6', 'supp_qty_e6'].map((column) => numberCells(rows, column));
  for (let i = 0; i < rows.n; i += 1) {
    const number = exactNumber(reg?.(i) ?? '');
    numbers.add(number);
    const key = `${number}${part}${item?.(i) ?? ''}`;
    const found: Declared = items.get(key) ?? { rows: [], byUnit: new Map() };
    items.set(key, found);
    found.rows.push(i);
    const [one, other] = [unitOf(unit?.(i) ?? ''), unitOf(supp?.(i) ?? '')];
    if ((qty?.(i) ?? 0) > 0) found.byUnit.set(one, (found.byUnit.get(one) ?? 0) + (qty?.(i) ?? 0));
    if ((units?.(i) ?? 0) > 0 && other !== one) found.byUnit.set(other, (found.byUnit.get(other) ?? 0) + (units?.(i) ?? 0));
    const on = day?.(i) ?? '';
    if (on !== '' && (first === '' || on < first)) first = on;
    if (on > last) last = on;
  }
  return { items, numbers, first, last };
}

/** The day that stands in a declaration's number (`OFFICE/DDMMYY/NUMBER`); '' where it has another form. */
function dayInNumber(number: string): string {
  const parts = /\/(\d\d)(\d\d)(\d\d)\//.exec(number);
  return parts === null ? '' : `20${parts[3]}-${parts[2]}-${parts[1]}`;
}

/** Lines sold with reference to one item. */
type Sold = { readonly reg: string; readonly item: number | null; readonly rows: number[]; readonly byUnit: Map<string, number> };

type Sales = {
  readonly referred: ReadonlyMap<string, Sold>;
  readonly without: readonly number[];
  readonly bought: ReadonlySet<string>;
  readonly n: number;
};

/** Sale lines by the item that they refer to, lines of imported goods without a reference, and references that came with purchases. */
function salesOf({ rows, params }: JudgeInput, out: Exclusions): Sales {
  const columns = ['direction', 'doc_type', 'origin_sign', 'reg_no', 'qty_unit', 'status'];
  const [way, type, sign, reg, unit, status] = columns.map((column) => textCells(rows, column));
  const [item, qty] = [numberCells(rows, 'item_no'), numberCells(rows, 'qty_e6')];
  const isImported = isOne(listOf(params, 'importedSigns'));
  const isCancelled = beginsWithOne(listOf(params, 'cancelledWords'));
  const referred = new Map<string, Sold>();
  const [without, bought]: [number[], Set<string>] = [[], new Set()];
  let n = 0;
  for (let i = 0; i < rows.n; i += 1) {
    const [number, side] = [reg?.(i) ?? null, invoiceWay(way?.(i) ?? '')];
    if (side === 1 && number !== null) bought.add(exactNumber(number));
    if (side !== -1) continue;
    if (isCancelled(status?.(i) ?? null)) out.add('cancelled');
    else if (number !== null) {
      n += 1;
      const key = `${exactNumber(number)}${part}${item(i) ?? ''}`;
      const sold: Sold = referred.get(key) ?? { reg: number, item: item(i), rows: [], byUnit: new Map() };
      referred.set(key, sold);
      sold.rows.push(i);
      const amount = isCreditNote(type?.(i) ?? '') ? -Math.abs(qty(i) ?? 0) : (qty(i) ?? 0);
      const of = unitOf(unit?.(i) ?? '');
      sold.byUnit.set(of, (sold.byUnit.get(of) ?? 0) + amount);
    } else if (isImported(sign?.(i) ?? null)) {
      n += 1;
      if (!isCreditNote(type?.(i) ?? '')) without.push(i);
    } else out.add('notSoldAsImported');
  }
  return { referred, without, bought, n };
}

type Problem = 'noDeclaration' | 'otherPeriod' | 'noItem' | 'excess' | 'noReference';
const scores: Readonly<Record<Problem, number>> = { noDeclaration: 80, otherPeriod: 35, noItem: 70, excess: 60, noReference: 50 };

type Told = {
  readonly key: string;
  readonly at: readonly number[];
  readonly beside: readonly number[];
  readonly args: Readonly<Record<string, string>>;
  readonly extra?: number;
};

/** Figures of a sentence under the names that measures have. */
const renamed = (args: Told['args']): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(args).map(([name, text]) => [['sold', 'declared', 'excess'].includes(name) ? `${name}_qty` : name, text]),
  );

function hitOf(problem: Problem, told: Told, { rows, also }: JudgeInput): RankedHit {
  const declarations = also['declarations'];
  const [first = 0] = inRank(rows, told.at);
  const cell = (column: string): string => textCells(rows, column)(first) ?? '';
  const { sold, declared, excess } = told.args;
  const decimals = Object.fromEntries(
    Object.entries({ sold, declared, excess }).flatMap(([name, text]) =>
      text === undefined ? [] : [[name, { decimal: text as ReturnType<typeof quantityText> }]],
    ),
  );
  return {
    rank: firstRank(rows, told.at),
    hit: {
      key: `${problem}:${told.key}`,
      keys: [...namesOf(rows, told.at), ...(declarations === undefined ? [] : namesOf(declarations, told.beside))],
      score: scoreOf(scores[problem] + Math.min(30, told.extra ?? 0)),
      measures: {
        reference_problem: problem,
        ...renamed(told.args),
        invoice: cell('invoice_no'),
        rows: String(told.at.length),
      },
      explanation: words(`test.T04.hit.${problem}`, {
        invoice: cell('invoice_no'),
        article: cell('article') || cell('product_code') || '—',
        rows: told.at.length,
        ...told.args,
        ...decimals,
      }),
    },
  };
}

/** What is wrong with a reference; null where the item was declared and no more of it was sold. */
function referenceHit(key: string, sold: Sold, given: { input: JudgeInput; declared: Declarations; out: Exclusions }): RankedHit | null {
  const { input, declared, out } = given;
  const args = { declaration: sold.reg, item: sold.item === null ? '—' : String(sold.item) };
  const told = { key: key.replace(part, '/'), at: sold.rows, beside: [], args };
  if (!declared.numbers.has(exactNumber(sold.reg))) {
    const day = dayInNumber(sold.reg);
    const outside = day !== '' && (day < declared.first || day > declared.last);
    return hitOf(outside ? 'otherPeriod' : 'noDeclaration', told, input);
  }
  if (sold.item === null) {
    out.add('noItemNumber', sold.rows.length);
    return null;
  }
  const found = declared.items.get(key);
  if (found === undefined) return hitOf('noItem', told, input);
  const [[unit = '', amount = 0] = []] = [...sold.byUnit];
  const most = unit === '' ? [...found.byUnit.values()][0] : found.byUnit.get(unit);
  if (sold.byUnit.size > 1 || most === undefined) {
    out.add('otherUnit', sold.rows.length);
    return null;
  }
  if (amount <= most) return null;
  const figures = {
    sold: quantityText(amount),
    declared: quantityText(most),
    excess: quantityText(amount - most),
    unit: unit === '' ? '—' : unit,
  };
  return hitOf('excess', { ...told, beside: found.rows, args: { ...args, ...figures }, extra: ((amount - most) / most) * 100 }, input);
}

function judge(input: JudgeInput): Judgement {
  const { rows, params, also } = input;
  const out = exclusions({ cancelled: {}, notSoldAsImported: {}, boughtWithReference: {}, noItemNumber: {}, otherUnit: {} });
  const declared = declaredItems(also['declarations']);
  const sales = salesOf(input, out);
  const hits: RankedHit[] = [];
  for (const [key, sold] of sales.referred) {
    // goods bought from another importer carry that importer's declaration
    if (!declared.numbers.has(exactNumber(sold.reg)) && sales.bought.has(exactNumber(sold.reg)))
      out.add('boughtWithReference', sold.rows.length);
    else {
      const hit = referenceHit(key, sold, { input, declared, out });
      if (hit !== null) hits.push(hit);
    }
  }
  const number = textCells(rows, 'invoice_no');
  const byInvoice = new Map<string, number[]>();
  for (const i of sales.without) {
    const at = byInvoice.get(number(i) ?? '');
    if (at === undefined) byInvoice.set(number(i) ?? '', [i]);
    else at.push(i);
  }
  for (const [invoice, at] of byInvoice) hits.push(hitOf('noReference', { key: invoice, at, beside: [], args: {} }, input));
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: ordered(hits),
    stats: { sale_lines: countText(sales.n), references: countText(sales.referred.size), references_wrong: countText(hits.length) },
    verdict: withNotes(
      hits.length === 0
        ? words('test.T04.verdict.right', { n: sales.n })
        : words('test.T04.verdict.wrong', { n: hits.length, lines: sales.n }),
      listOf(params, 'importedSigns').length === 0 ? [words('test.T04.warn.noSigns')] : [],
    ),
  };
}

/**
 * T04 references of sale invoices to declarations: the number and item exist, no more of an item is sold under its reference than was
 * declared (credit notes taken off), goods sold as imported name one. A declaration of days that the books do not cover is said and weighs
 * less; a reference that came with a purchase belongs to the importer who sold it.
 */
export const resaleReference: AuditTest = {
  id: 'T04',
  version: '1.0.0',
  area: 'ledger',
  leadOnly: false,
  params: [
    { name: 'importedSigns', type: 'text', value: '' },
    { name: 'cancelledWords', type: 'text', value: '' },
  ],
  needs: () => [
    { table: 'invoices', columns: ['direction', 'reg_no'] },
    { table: 'declarations', columns: ['reg_no', 'item_no'] },
  ],
  population: () => ({
    table: 'invoices',
    columns: 'direction doc_type invoice_no article product_code origin_sign reg_no item_no qty_e6 qty_unit status'.split(' '),
  }),
  also: () => ({
    declarations: { table: 'declarations', columns: ['reg_no', 'item_no', 'reg_date', 'qty_e6', 'qty_unit', 'supp_qty_e6', 'supp_unit'] },
  }),
  judge,
};
