import { code, count, day, from, money, needed, quantity, text } from './column.ts';
import type { Column } from './column.ts';

/** One row per fixed asset, mould, tool or vehicle. */
export const assetColumns: readonly Column[] = [
  needed(code('asset_no')),
  text('asset_name'),
  code('kind'),
  day('acquired_on'),
  day('disposed_on'),
  code('disposal'),
  text('location'),
  code('location_country'),
  text('holder'),
  code('holder_id'),
  money('cost_minor', 'national'),
  from(0, quantity('units_made_e6')),
  code('reg_no'),
  from(1, count('item_no')),
];
