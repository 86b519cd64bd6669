import type { Day } from '../model/scalars.ts';
import type { Tax } from './components.ts';

/** What a line declares for one payment: rate as written, base and amount in minor units of the national currency. */
export type DeclaredTax = { readonly rate: string | null; readonly base: bigint | null; readonly amount: bigint | null };

/** @property rateE8 national units for `unit` units of the currency, x 10^8 */
export type ExchangeRate = { readonly rateE8: bigint; readonly unit: bigint };

/** A declaration line as far as its payments depend on it; amounts in minor units, null = not in the file. */
export type DeclaredLine = {
  /** row name */
  readonly row: string;
  readonly declaration: string;
  readonly item: number;
  readonly registered: Day;
  readonly hsCode: string;
  readonly origin: string | null;
  readonly preference: string | null;
  readonly currency: string | null;
  readonly exchange: ExchangeRate | null;
  readonly netGrams: bigint | null;
  readonly supplementary: { readonly unit: string; readonly amountE6: bigint } | null;
  readonly quantity: { readonly unit: string; readonly amountE6: bigint } | null;
  readonly customsValue: bigint | null;
  readonly fee: bigint | null;
  readonly taxes: Readonly<Record<Tax, DeclaredTax>>;
};

/** A row's cells by column name, as the books give them. */
export type Cells = { readonly [column: string]: string | number | bigint | null | undefined };

/** The columns of `declarations` that a line is read from. */
export const declaredLineColumns: readonly string[] = (
  'reg_no item_no reg_date hs_code origin_country preference_code currency fx_rate_e8 fx_unit net_g supp_unit supp_qty_e6 qty_e6 ' +
  'qty_unit customs_value_minor fee_amount_minor duty_rate duty_base_minor duty_amount_minor ad_rate ad_amount_minor excise_rate ' +
  'excise_base_minor excise_amount_minor vat_rate vat_base_minor vat_amount_minor'
).split(' ');

const text = (cells: Cells, column: string): string | null => {
  const value = cells[column];
  return value === null || value === undefined || value === '' ? null : String(value);
};

const whole = (cells: Cells, column: string): bigint | null => {
  const value = cells[column];
  return value === null || value === undefined || value === '' ? null : BigInt(value);
};

function measured(cells: Cells, unit: string, amount: string): { unit: string; amountE6: bigint } | null {
  const [name, amountE6] = [text(cells, unit), whole(cells, amount)];
  return name === null || amountE6 === null ? null : { unit: name, amountE6 };
}

const tax = (cells: Cells, name: string): DeclaredTax => ({
  rate: text(cells, `${name}_rate`),
  base: whole(cells, `${name}_base_minor`),
  amount: whole(cells, `${name}_amount_minor`),
});

/** Reads a line out of a row of the books. @param row its name @param cells by column name */
export function declaredLine(row: string, cells: Cells): DeclaredLine {
  const rateE8 = whole(cells, 'fx_rate_e8');
  return {
    row,
    declaration: text(cells, 'reg_no') ?? '',
    item: Number(cells['item_no'] ?? 0),
    registered: (text(cells, 'reg_date') ?? '') as Day,
    hsCode: text(cells, 'hs_code') ?? '',
    origin: text(cells, 'origin_country'),
    preference: text(cells, 'preference_code'),
    currency: text(cells, 'currency'),
    exchange: rateE8 === null ? null : { rateE8, unit: whole(cells, 'fx_unit') ?? 1n },
    netGrams: whole(cells, 'net_g'),
    supplementary: measured(cells, 'supp_unit', 'supp_qty_e6'),
    quantity: measured(cells, 'qty_unit', 'qty_e6'),
    customsValue: whole(cells, 'customs_value_minor'),
    fee: whole(cells, 'fee_amount_minor'),
    taxes: { duty: tax(cells, 'duty'), ad: tax(cells, 'ad'), excise: tax(cells, 'excise'), vat: tax(cells, 'vat') },
  };
}
