import type { Found } from '../format-reader.ts';
import { divRound, pow10 } from '../../../../domain/money/decimal.ts';
import { number } from './canonical.ts';
import { rows } from './rows.ts';
import type { Mapping, Rows } from './rows.ts';
import { amountText, scaled, sum, sumDigits } from './sum.ts';

/** A document that a declaration names (box 44) or follows (box 40). */
export type ItemDocument = Readonly<
  Record<'regNo' | 'itemNo' | 'box' | 'code' | 'name' | 'number' | 'day' | 'from' | 'to' | 'previousItem' | 'quantity' | 'unit', string>
>;

export const noDocument: ItemDocument = {
  regNo: '',
  itemNo: '',
  box: '',
  code: '',
  name: '',
  number: '',
  day: '',
  from: '',
  to: '',
  previousItem: '',
  quantity: '',
  unit: '',
};

const documentColumns: Mapping<ItemDocument> = {
  reg_no: (d) => d.regNo,
  item_no: (d) => d.itemNo,
  box: (d) => d.box,
  doc_code: (d) => d.code,
  doc_name: (d) => d.name,
  doc_no: (d) => d.number,
  doc_date: (d) => d.day,
  valid_from: (d) => d.from,
  valid_to: (d) => d.to,
  prev_item_no: (d) => d.previousItem,
  qty_e6: (d) => d.quantity,
  qty_unit: (d) => d.unit,
};

export const documentRows = (found: Found, scope: string): Rows<ItemDocument> =>
  rows(found, { scope, table: 'item_documents' }, documentColumns);

/** An amount of a customs value declaration by its box (DTS-1 11a to 25b), or another amount of an item by the box of the declaration. */
export type ValueComponent = Readonly<
  Record<'regNo' | 'itemNo' | 'box' | 'answer' | 'currency' | 'amount' | 'rate' | 'unit' | 'national' | 'note', string>
>;

export const noComponent: ValueComponent = {
  regNo: '',
  itemNo: '',
  box: '',
  answer: '',
  currency: '',
  amount: '',
  rate: '',
  unit: '',
  national: '',
  note: '',
};

const componentColumns: Mapping<ValueComponent> = {
  reg_no: (c) => c.regNo,
  item_no: (c) => c.itemNo,
  box: (c) => c.box,
  answer: (c) => c.answer,
  currency: (c) => c.currency,
  amount_minor: (c) => c.amount,
  fx_rate_e8: (c) => c.rate,
  fx_unit: (c) => c.unit,
  national_minor: (c) => c.national,
  note: (c) => c.note,
};

export const componentRows = (found: Found, scope: string): Rows<ValueComponent> =>
  rows(found, { scope, table: 'value_components' }, componentColumns);

/** Kinds of payments that have columns of their own in a declaration's row. */
export type Tax = 'duty' | 'ad' | 'excise' | 'vat' | 'fee';
export type TaxLine = { readonly tax: Tax | null; readonly rate: string; readonly base: string; readonly amount: string };

/** Amounts of one kind added up; one amount stays as it was written. */
export function taxAmount(lines: readonly TaxLine[], tax: Tax): string {
  const amounts = lines.filter((line) => line.tax === tax && line.amount !== '').map((line) => line.amount);
  return amounts.length < 2 ? (amounts[0] ?? '') : (added(amounts) ?? amounts.join(' '));
}

/** Rates of one kind, several parted by ` + `. */
export const taxRate = (lines: readonly TaxLine[], tax: Tax): string =>
  [...new Set(lines.filter((line) => line.tax === tax && line.rate !== '').map((line) => line.rate))].join(' + ');

/** The base of the first line of that kind. */
export const taxBase = (lines: readonly TaxLine[], tax: Tax): string =>
  lines.find((line) => line.tax === tax && line.base !== '')?.base ?? '';

/** @returns the sum as decimal text, null when one of them is no number */
export function added(amounts: readonly string[]): string | null {
  const all = sum();
  for (const amount of amounts) all.add(amount);
  return all.unread() > 0 ? null : amountText(all.value());
}

/** A total that a document states, against the sum of its parts; nothing is said where it states none. */
export function checkTotal(
  found: Found,
  key: string,
  at: string,
  total: { readonly declared: string; readonly parts: readonly string[] },
): void {
  const declared = number(total.declared);
  if (declared === '') return;
  const all = sum();
  for (const part of total.parts) all.add(part);
  const agrees = all.unread() === 0 && scaled(declared) === all.value();
  found.check({ key, at, declared, counted: amountText(all.value()), agrees });
}

/** A number of parts that a document states, against those that are there. */
export function checkCount(found: Found, key: string, at: string, count: { readonly declared: string; readonly counted: number }): void {
  if (count.declared === '') return;
  const agrees = Number(number(count.declared)) === count.counted;
  found.check({ key, at, declared: count.declared, counted: String(count.counted), agrees });
}

/** `a / b` with up to eight decimals, '' when either is no number or nil. */
export function quotient(a: string, b: string): string {
  const [above, below] = [scaled(a || 'none'), scaled(b || 'none')];
  if (above === null || below === null || below === 0n || above === 0n) return '';
  const text = amountText(divRound(above * pow10(sumDigits), below));
  return text.replace(/\.?0+$/, '');
}

/** Requested and previous procedure of a four-digit code (`4071`: 40 after 71); a shorter code is the procedure alone. */
export function procedureParts(code: string): readonly [procedure: string, previous: string] {
  return /^\d{4}$/.test(code) ? [code.slice(0, 2), code.slice(2)] : [code, ''];
}
