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

type Sizes = Readonly<Record<string, Readonly<Record<string, readonly [number, number]>>>>;

/** The numbers that must come out of sampling. */
export type SamplingVectors = {
  readonly poisson_factors: Readonly<Record<string, readonly number[]>>;
  readonly attr_binom: Sizes;
  readonly attr_pois_95: Sizes;
  readonly attr_hyper: Readonly<Record<string, readonly [number, number]>>;
  readonly attr_upper: Readonly<Record<string, number>>;
  readonly attr_twosided_95: Readonly<Record<string, readonly [number, number]>>;
  readonly hyper_upper: Readonly<Record<string, number>>;
  readonly mus_cf: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly mus_plan: readonly Readonly<Record<'bv' | 'tm' | 'em' | 'cl' | 'cf' | 'n' | 'J', number>>[];
  readonly mus_eval: readonly (Readonly<Record<'J' | 'cl' | 'top' | 'ml' | 'inc' | 'upper', number>> & {
    readonly taints: readonly number[];
    readonly bp?: number;
  })[];
  readonly sampling_seed: {
    readonly seed: string;
    readonly hashRank: { readonly first8: readonly string[] };
    readonly mus: Readonly<Record<'n' | 'J' | 'start', number>> & {
      readonly values: readonly number[];
      readonly top: readonly string[];
      readonly hits: readonly string[];
    };
  };
};

const read = (): Vectors & SamplingVectors =>
  JSON.parse(fs.readFileSync(path.join(sharedDir, 'vectors', 'domain-vectors.json'), 'utf8')) as Vectors & SamplingVectors;

/** @returns the vectors, null where the shared data is absent */
export const vectors: Vectors | null = hasShared ? read() : null;

export const samplingVectors: SamplingVectors | null = hasShared ? read() : null;
