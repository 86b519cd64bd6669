import { loadPack } from '../../backend/packs/load-pack.ts';
import type { Law } from '../../domain/assessment/amounts.ts';
import { declaredLine } from '../../domain/assessment/declared-line.ts';
import type { Cells, DeclaredLine } from '../../domain/assessment/declared-line.ts';
import { noRates } from '../../domain/assessment/exchange.ts';
import type { OfficialRates } from '../../domain/assessment/exchange.ts';

export const kz = loadPack('kz').pack;
export const generic = loadPack('wco-generic').pack;

/** 540.15 tenge per euro, as in reference/domain.md §5.2. */
export const euro: OfficialRates = (currency) => (currency === 'EUR' ? { rateE8: 54_015_000_000n, unit: 1n } : null);

export const law: Law = { pack: kz, rates: euro };
export const lawWithoutRates: Law = { pack: kz, rates: noRates };

/** Minor units of an amount with two decimals. */
export const minor = (text: string): bigint => BigInt(text.replace('.', ''));

const declared: Cells = {
  reg_no: '55301/050126/0001000',
  item_no: 1,
  reg_date: '2026-01-05',
  hs_code: '8518309500',
  origin_country: 'CN',
  currency: 'USD',
  fx_rate_e8: 49_530_000_000n,
  fx_unit: 1n,
  customs_value_minor: minor('4953000.00'),
  duty_rate: '10%',
  duty_base_minor: minor('4953000.00'),
  duty_amount_minor: minor('495300.00'),
  vat_rate: '16%',
  vat_base_minor: minor('5468300.00'),
  vat_amount_minor: minor('874928.00'),
  fee_amount_minor: minor('20000.00'),
};

/** The declared line of vector E1, with some cells changed. */
export const line = (cells: Cells = {}, row = 'row'): DeclaredLine => declaredLine(row, { ...declared, ...cells });
