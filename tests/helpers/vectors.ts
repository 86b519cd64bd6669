import fs from 'node:fs';
import path from 'node:path';
import { hasShared, sharedDir } from './shared.ts';

/** The numbers that must come out (vectors/domain-vectors.json), as far as money, assessment, Benford and check digits go. */
export type Vectors = {
  readonly assessment: {
    readonly fx: string;
    readonly E1_declared: Readonly<Record<'cv' | 'duty' | 'vat_base' | 'vat' | 'total', string>>;
    readonly E1_audited: Readonly<Record<'cv' | 'duty' | 'vat_base' | 'vat' | 'total', string>>;
    readonly E2: string;
    readonly E3: readonly [string, string];
    readonly E4: string;
    readonly E5: Readonly<Record<'duty' | 'excise' | 'vat_base' | 'vat' | 'total', string>>;
    readonly apportion: readonly (readonly [string, readonly string[], readonly string[]])[];
    readonly roundHalfUp: readonly (readonly [string, string])[];
  };
  readonly benford: {
    readonly pow2_0_999_first: readonly number[];
    readonly mad1: number;
    readonly chi2: number;
    readonly f2d_n: number;
    readonly f2d_mad: number;
    readonly f2d_chi2: number;
    readonly uniform_mad1: number;
    readonly z: readonly (readonly [number, number, number, number])[];
  };
  readonly bin_check: readonly (readonly [string, number | null])[];
  readonly working_days: {
    readonly calendar: readonly string[];
    readonly weekend: readonly number[];
    readonly cases: readonly (readonly [string, number, string])[];
    readonly suspended: readonly (readonly [string, number, readonly (readonly [string, string])[], string])[];
    readonly roll: readonly (readonly [string, number, string])[];
  };
};

/** @returns the vectors, null where the shared data is absent */
export const vectors: Vectors | null = hasShared
  ? (JSON.parse(fs.readFileSync(path.join(sharedDir, 'vectors', 'domain-vectors.json'), 'utf8')) as Vectors)
  : null;
