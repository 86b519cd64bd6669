import { scaledToDecimal } from '../money/decimal.ts';
import type { WordArg } from '../model/words.ts';
import { digitsOf, nationalDigits } from '../packs/currency.ts';
import type { JudgeInput, NumberColumn, PopulationSpec } from './audit-test.ts';

/** How one row is compared with the others. */
export type RowKeys = {
  /** why the row cannot be compared, null when it can */
  readonly excluded: (i: number) => 'noNumber' | 'noAmount' | null;
  /** rows that differ in this number are not equal: it spares most rows the full key */
  readonly coarse: (i: number) => number;
  /** rows with one key are equal */
  readonly key: (i: number) => string;
};

/** One way of saying "the same thing twice". */
export type KeySet = {
  readonly population: PopulationSpec;
  readonly needed: readonly string[];
  readonly keys: (input: JudgeInput) => RowKeys;
  /** of rows with one key: those that do repeat each other */
  readonly repeats: (input: JudgeInput, rows: readonly number[]) => boolean;
  readonly args: (input: JudgeInput, first: number) => Readonly<Record<string, WordArg>>;
};

const notCounting = /[^\p{L}\p{N}]/gu;
const counting = /[\p{L}\p{N}]/u;
const part = '\u001f';

/** Signs go first, since compatibility forms spell "№" as letters. */
const normalised = (text: string): string =>
  text.normalize('NFC').replace(notCounting, '').normalize('NFKC').toUpperCase().replace(notCounting, '');

/** Signs up to the Cyrillic ones whose form does not depend on their neighbours: all but the marks that join letters. */
const plainCodes = 0x530;
const joins = /\p{M}/u;
const plainForms: (string | null)[] = [];
const zero = 48;

function plainForm(code: number): string | null {
  const known = plainForms[code];
  if (known !== undefined) return known;
  if (code >= plainCodes) return null;
  const char = String.fromCharCode(code);
  const form = joins.test(char) ? null : normalised(char);
  plainForms[code] = form;
  return form;
}

/** Names as D01 compares them: upper case, letters and digits only. Letter by letter where that gives the same: it takes a sixth of the time. */
function normalisedName(text: string | null): string {
  if (text === null) return '';
  let form = '';
  for (let i = 0; i < text.length; i += 1) {
    const letter = plainForm(text.charCodeAt(i));
    if (letter === null) return normalised(text);
    form += letter;
  }
  return form;
}

/** Numbers of documents as D01 compares them: the same, without zeros in front. */
export const normalisedNumber = (text: string): string => normalisedName(text).replace(/^0+(?=.)/, '');

/** Zeros in front leave no trace. */
function addToHash(hash: number, form: string): number {
  let sum = hash;
  for (let i = 0; i < form.length; i += 1) {
    const code = form.charCodeAt(i);
    if (sum !== 0 || code !== zero) sum = Math.imul(sum ^ code, 0x01000193);
  }
  return sum;
}

/** Numbers of documents that are equal as D01 compares them have one value; others mostly have another. No text is made for it. */
function numberHash(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i += 1) {
    const form = plainForm(text.charCodeAt(i));
    if (form === null) return addToHash(0, normalisedNumber(text));
    hash = addToHash(hash, form);
  }
  return hash;
}

/** The first sign mostly decides. */
const noNumber = (text: string | null | undefined): boolean =>
  text === null || text === undefined || ((plainForm(text.charCodeAt(0)) ?? '') === '' && !counting.test(text));
const present = (column: NumberColumn, i: number): boolean => column.present[i] === 1;
const distinct = (values: readonly (string | null)[], rows: readonly number[]): number => new Set(rows.map((i) => values[i] ?? '')).size;

/** The invoice's total where the file has it, else the item's price. */
function invoiceAmount({ rows }: JudgeInput): { readonly total: NumberColumn; readonly of: (i: number) => number | null } {
  const [total, price] = [rows.number('total_invoice_minor'), rows.number('item_price_minor')];
  return { total, of: (i) => (present(total, i) ? (total.values[i] ?? 0) : present(price, i) ? (price.values[i] ?? 0) : null) };
}

const invoice: KeySet = {
  population: {
    table: 'declarations',
    columns: ['reg_no', 'item_no', 'invoice_no', 'seller', 'consignor', 'currency', 'total_invoice_minor', 'item_price_minor'],
  },
  needed: ['invoice_no'],
  keys: (input) => {
    const { rows } = input;
    const amount = invoiceAmount(input);
    const [numbers, currencies] = [rows.text('invoice_no'), rows.text('currency')];
    const [sellers, consignors] = [rows.text('seller'), rows.text('consignor')];
    return {
      excluded: (i) => (noNumber(numbers[i]) ? 'noNumber' : amount.of(i) === null ? 'noAmount' : null),
      coarse: (i) => (amount.of(i) ?? 0) + numberHash(numbers[i] ?? ''),
      key: (i) =>
        [
          normalisedNumber(numbers[i] ?? ''),
          normalisedName(sellers[i] ?? consignors[i] ?? null),
          currencies[i] ?? '',
          present(amount.total, i) ? 'total' : 'price',
          amount.of(i),
        ].join(part),
    };
  },
  // several items of one declaration share its invoice: only another declaration repeats it
  repeats: ({ rows }, same) => distinct(rows.text('reg_no'), same) > 1,
  args: (input, i) => {
    const { rows, pack } = input;
    const currency = rows.text('currency')[i] ?? pack.nationalCurrency;
    return {
      number: rows.text('invoice_no')[i] ?? '',
      seller: rows.text('seller')[i] ?? rows.text('consignor')[i] ?? '—',
      amount: { money: scaledToDecimal(invoiceAmount(input).of(i) ?? 0, digitsOf(pack, currency) ?? 2), currency },
    };
  },
};

const declarationItem: KeySet = {
  population: { table: 'declarations', columns: ['reg_no', 'item_no'] },
  needed: ['reg_no', 'item_no'],
  keys: ({ rows }) => {
    const [numbers, items] = [rows.text('reg_no'), rows.number('item_no')];
    return {
      excluded: (i) => (noNumber(numbers[i]) ? 'noNumber' : null),
      coarse: (i) => (items.values[i] ?? 0) + numberHash(numbers[i] ?? ''),
      key: (i) => `${normalisedNumber(numbers[i] ?? '')}${part}${items.values[i]}`,
    };
  },
  repeats: (_input, same) => same.length > 1,
  args: ({ rows }, i) => ({ number: rows.text('reg_no')[i] ?? '', item: rows.number('item_no').values[i] ?? 0 }),
};

/** Amount of a posting, credit amounts below zero: a posting's two lines are on different sides. */
function sided({ rows }: JudgeInput): (i: number) => number {
  const [debit, credit] = [rows.number('debit_minor'), rows.number('credit_minor')];
  return (i) => ((debit.values[i] ?? 0) === 0 ? -(credit.values[i] ?? 0) : (debit.values[i] ?? 0));
}

const ledger: KeySet = {
  population: { table: 'ledger', columns: ['source_doc_ref', 'supplier_id', 'counterparty', 'debit_minor', 'credit_minor'] },
  needed: ['source_doc_ref'],
  keys: (input) => {
    const { rows } = input;
    const [numbers, ids, names] = [rows.text('source_doc_ref'), rows.text('supplier_id'), rows.text('counterparty')];
    const amount = sided(input);
    return {
      excluded: (i) => (noNumber(numbers[i]) ? 'noNumber' : amount(i) === 0 ? 'noAmount' : null),
      coarse: (i) => amount(i) + numberHash(numbers[i] ?? ''),
      key: (i) => `${normalisedNumber(numbers[i] ?? '')}${part}${ids[i] ?? normalisedName(names[i] ?? null)}${part}${amount(i)}`,
    };
  },
  repeats: (_input, same) => same.length > 1,
  args: (input, i) => {
    const { rows, pack } = input;
    return {
      number: rows.text('source_doc_ref')[i] ?? '',
      supplier: rows.text('counterparty')[i] ?? rows.text('supplier_id')[i] ?? '—',
      amount: { money: scaledToDecimal(Math.abs(sided(input)(i)), nationalDigits(pack)), currency: pack.nationalCurrency },
    };
  },
};

/** By the choice of D01's parameter. */
export const keySets: Readonly<Record<'invoice' | 'declarationItem' | 'ledger', KeySet>> = { invoice, declarationItem, ledger };
