import { roundedFloat } from '../../caselog/work-hash.ts';
import { roundDecimal, scaledToDecimal } from '../../money/decimal.ts';
import { trimDecimal } from '../../money/ratio.ts';
import type { Decimal } from '../../model/scalars.ts';

/** Grams as kilograms. */
export const kilograms = (grams: number | bigint): Decimal => trimDecimal(scaledToDecimal(grams, 3));

/** Millionths as a quantity. */
export const quantityText = (e6: number | bigint): Decimal => trimDecimal(scaledToDecimal(e6, 6));

/** A figure of statistics for sentences and measures. */
export const figure = (value: number, digits = 2): Decimal => trimDecimal(roundDecimal(roundedFloat(value), digits));
