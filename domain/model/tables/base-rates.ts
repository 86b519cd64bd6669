import { day, needed, rate, text } from './column.ts';
import type { Column } from './column.ts';

/** One row per day from which a base rate is in force. The rate is per cent a year. */
export const baseRateColumns: readonly Column[] = [needed(day('valid_from')), needed(rate('rate_percent_e8')), text('source')];
