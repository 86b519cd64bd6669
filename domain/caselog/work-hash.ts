import { Refused } from '../model/refused.ts';
import type { Decimal, HashBytes } from '../model/scalars.ts';
import { canonicalBytes, canonicalText } from './canonical.ts';
import type { Canonical } from './operation.ts';

/** What one import contributes to a dataset; the import operation pins it. */
export type DatasetImport = {
  /** SHA-256 of the evidence file */
  readonly sha256: string;
  /** the table it went into */
  readonly kind: string;
  readonly profileHash: string;
  /** version of the importer */
  readonly importer: string;
  readonly rowDigest: string;
};

/** A cell that a person set over the imported one. @param value canonical text, null = empty */
export type Override = { readonly row: string; readonly column: string; readonly value: string | null };

export type Dataset = {
  readonly imports: readonly DatasetImport[];
  /** `overridesHead` of the overrides in force, null when there are none */
  readonly overridesHead: string | null;
  /** head of the confirmed links that the run goes by; absent where the test goes by none */
  readonly linksHead?: string | null;
  readonly population: { readonly id: string; readonly version: string };
};

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** sha256(JCS [[row, column, value], …] sorted by row, then column); the order in which people set them does not count. */
export function overridesHead(overrides: readonly Override[], sha256: HashBytes): string | null {
  if (overrides.length === 0) return null;
  const sorted = overrides.toSorted((a, b) => byText(a.row, b.row) || byText(a.column, b.column));
  return sha256(canonicalBytes(sorted.map(({ row, column, value }) => [row, column, value])));
}

/** sha256(JCS [imports, overridesHead, {id, version}]), `linksHead` behind them where the test goes by links; imports are sorted by their canonical text: a dataset is a set. */
export function datasetHash(dataset: Dataset, sha256: HashBytes): string {
  const imports = dataset.imports.map(({ sha256: file, kind, profileHash, importer, rowDigest }) => ({
    sha256: file,
    kind,
    profileHash,
    importer,
    rowDigest,
  }));
  const sorted = imports.toSorted((a, b) => byText(canonicalText(a), canonicalText(b)));
  const { id, version } = dataset.population;
  const { linksHead } = dataset;
  return sha256(canonicalBytes([sorted, dataset.overridesHead, { id, version }, ...(linksHead === undefined ? [] : [linksHead])]));
}

/** sha256(JCS profile): the mapping by which a file was read. */
export const profileHash = (profile: Canonical, sha256: HashBytes): string => sha256(canonicalBytes(profile));

/**
 * A floating-point figure as it stands in a result: decimal text of the value rounded to 12 significant digits, without exponent, so
 * that two processors which differ in the last bit still say the same.
 * @throws Refused `amount_out_of_range` for NaN and the infinities
 */
export function roundedFloat(value: number): Decimal {
  if (!Number.isFinite(value)) throw new Refused({ code: 'amount_out_of_range', at: 'float' });
  const [mantissa = '0', exponent = '0'] = value.toExponential(11).split('e');
  const negative = mantissa.startsWith('-');
  const digits = mantissa.replace(/[-.]/g, '').replace(/0+$/, '');
  const point = Number(exponent) + 1;
  if (digits === '') return '0' as Decimal;
  const whole = point <= 0 ? '0' : digits.slice(0, point).padEnd(point, '0');
  const decimals = point <= 0 ? '0'.repeat(-point) + digits : digits.slice(point);
  return `${negative ? '-' : ''}${whole}${decimals === '' ? '' : `.${decimals}`}` as Decimal;
}

/**
 * sha256(JCS result). The result holds no run id and no time; its floats went through `roundedFloat` before; its order is the test's own
 * and total. A re-run is identical when `datasetHash` and `resultHash` are both equal.
 * @throws Refused `value_not_canonical` when a number that is no safe integer was left in
 */
export const resultHash = (result: Canonical, sha256: HashBytes): string => sha256(canonicalBytes(result));
