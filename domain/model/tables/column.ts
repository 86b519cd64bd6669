/**
 * What a column of the books holds. `money` is minor units of the currency that `currency` names; `quantity` is scaled by 10^6 (unit
 * prices too), `rate` by 10^8, `weight` whole grams, `count` a whole number, `code` text that is compared letter by letter, `rateText`
 * a rate as the declaration writes it.
 */
export type ColumnType = 'text' | 'code' | 'day' | 'count' | 'money' | 'quantity' | 'rate' | 'weight' | 'rateText';

export type Column = {
  readonly name: string;
  readonly type: ColumnType;
  readonly required?: true;
  /** where the currency of a money column stands: a column name, or 'national', or 'USD' */
  readonly currency?: string;
  /**
   * The least value that there can be. Goods are counted from one; a rate is quoted for one unit or more; nothing weighs, measures or is
   * worth less than nothing. Payments, prices and postings have no least: corrections, discounts and reversals are negative.
   */
  readonly least?: 0 | 1;
};

export const text = (name: string): Column => ({ name, type: 'text' });
export const code = (name: string): Column => ({ name, type: 'code' });
export const day = (name: string): Column => ({ name, type: 'day' });
export const count = (name: string): Column => ({ name, type: 'count' });
export const money = (name: string, currency: string): Column => ({ name, type: 'money', currency });
export const quantity = (name: string): Column => ({ name, type: 'quantity' });
export const rate = (name: string): Column => ({ name, type: 'rate' });
export const weight = (name: string): Column => ({ name, type: 'weight' });
export const rateText = (name: string): Column => ({ name, type: 'rateText' });
/** An amount that cannot be below nought. */
export const worth = (name: string, currency: string): Column => ({ name, type: 'money', currency, least: 0 });
/** Counted from nought or from one. */
export const from = (least: 0 | 1, column: Column): Column => ({ ...column, least });
/** A row without it is a row problem. */
export const needed = (column: Column): Column => ({ ...column, required: true });
