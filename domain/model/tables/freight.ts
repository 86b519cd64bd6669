import { code, count, day, from, money, needed, text, weight } from './column.ts';
import type { Column } from './column.ts';

/** One row per transport document, freight invoice or insurance policy. */
export const freightColumns: readonly Column[] = [
  needed(code('doc_type')),
  needed(code('doc_no')),
  day('doc_date'),
  text('carrier'),
  text('shipper'),
  text('consignee'),
  text('from_place'),
  text('border_place'),
  text('to_place'),
  code('vehicle'),
  code('container'),
  from(0, count('packages')),
  from(0, weight('gross_g')),
  code('currency'),
  money('amount_minor', 'currency'),
  money('before_border_minor', 'currency'),
  money('after_border_minor', 'currency'),
  money('vat_minor', 'currency'),
  money('insured_minor', 'currency'),
  text('payer'),
  code('invoice_no'),
  code('reg_no'),
];
