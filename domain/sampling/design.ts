import { roundedFloat } from '../caselog/work-hash.ts';
import { Refused } from '../model/refused.ts';
import { ratio, ratioOfDecimal } from '../money/ratio.ts';
import { neyman } from './allocation.ts';
import { attributeSize, attributeSizeFinite, attributeSizePoisson } from './attribute.ts';
import { countOf } from './confidence.ts';
import type { FrameItem } from './frame.ts';
import { planMus } from './mus.ts';

export const sampleMethods = ['attribute', 'mus', 'random', 'stratified'] as const;
export type SampleMethod = (typeof sampleMethods)[number];
export const distributions = ['binomial', 'poisson', 'hypergeometric'] as const;
/** Which error the sample is drawn to find: too little declared, or too much. */
export const directions = ['understatement', 'overstatement'] as const;
export type Direction = (typeof directions)[number];

/**
 * How a sample is planned; shares and amounts as decimal text.
 * @property tolerable, expected a share of items for `attribute`, an amount for the others
 * @property n planned by hand, null = worked out
 * @property above items as large as this are all examined; null = none beside those of the method
 */
export type SampleParams = {
  readonly method: SampleMethod;
  readonly cl: string;
  readonly tolerable: string;
  readonly expected: string;
  readonly distribution: (typeof distributions)[number];
  readonly direction: Direction;
  readonly n: number | null;
  readonly above: string | null;
};

export type StratumDesign = { readonly stratum: string; readonly population: number; readonly n: number };

/** What was worked out. @property certain items that are all examined @property n items to be drawn beside them */
export type SampleDesign = {
  readonly n: number;
  readonly certain: number;
  /** deviations that are accepted: attribute samples only */
  readonly accepted: number | null;
  /** scaled units of the measure: monetary-unit samples only */
  readonly interval: string | null;
  readonly factor: string | null;
  readonly strata: readonly StratumDesign[];
};

export type Scale = { readonly digits: number };

/** @throws Refused sample_invalid */
function scaled(text: string, { digits }: Scale, at: string): bigint {
  const value = ratioOfDecimal(text);
  const units = value.n * 10n ** BigInt(digits);
  if (units % value.d !== 0n) throw new Refused({ code: 'sample_invalid', at });
  return units / value.d;
}

/** Items that are examined whatever is drawn. */
export function certainItems(items: readonly FrameItem[], params: Pick<SampleParams, 'above'>, scale: Scale): readonly FrameItem[] {
  const { above } = params;
  if (above === null) return [];
  const least = scaled(above, scale, 'above');
  return items.filter(({ size }) => size !== null && size >= least);
}

const none = { accepted: null, interval: null, factor: null, strata: [] };

function attributeDesign(params: SampleParams, population: number): Pick<SampleDesign, 'n' | 'accepted'> {
  const sized =
    params.distribution === 'hypergeometric'
      ? attributeSizeFinite(params, population)
      : params.distribution === 'poisson'
        ? attributeSizePoisson(params)
        : attributeSize(params);
  return { n: Math.min(sized.n, population), accepted: sized.k };
}

/** Spread of a stratum, in the units of the measure. */
function spreadOf(items: readonly FrameItem[]): number {
  const sizes = items.map(({ size }) => Number(size ?? 0n));
  if (sizes.length < 2) return 0;
  const mean = sizes.reduce((sum, x) => sum + x, 0) / sizes.length;
  return Math.sqrt(sizes.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (sizes.length - 1));
}

export function strataOf(items: readonly FrameItem[]): ReadonlyMap<string, readonly FrameItem[]> {
  const strata = new Map<string, FrameItem[]>();
  for (const item of items) {
    const known = strata.get(item.stratum);
    if (known === undefined) strata.set(item.stratum, [item]);
    else known.push(item);
  }
  return new Map([...strata].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function stratifiedDesign(items: readonly FrameItem[], n: number): readonly StratumDesign[] {
  const strata = [...strataOf(items)];
  const sizes = neyman(
    strata.map(([, of]) => ({ population: of.length, spread: spreadOf(of) })),
    n,
  );
  return strata.map(([stratum, of], at) => ({ stratum, population: of.length, n: sizes[at] ?? 0 }));
}

/**
 * Works a sample out. @param items of the frame that can be drawn: stated, not below nought
 * @throws Refused sample_invalid (no items, no size for a method that cannot work one out), sample_impossible
 */
export function designSample(items: readonly FrameItem[], params: SampleParams, scale: Scale): SampleDesign {
  if (items.length === 0) throw new Refused({ code: 'sample_invalid', at: 'frame' });
  const certain = new Set(certainItems(items, params, scale).map(({ key }) => key));
  const rest = items.filter(({ key }) => !certain.has(key));
  const base = { ...none, certain: certain.size };
  if (rest.length === 0) return { ...base, n: 0 };
  switch (params.method) {
    case 'attribute': {
      const worked = attributeDesign(params, rest.length);
      // a size given by hand has its own number of accepted deviations, never that of another size
      return params.n === null ? { ...base, ...worked } : { ...base, n: givenN(params.n, rest.length), accepted: acceptedFor(params) };
    }
    case 'mus': {
      const book = rest.reduce((sum, { size }) => sum + (size ?? 0n), 0n);
      const units = (text: string, at: string): string => String(scaled(text, scale, at));
      const planned = planMus({
        book: String(book),
        tolerable: units(params.tolerable, 'tolerable'),
        expected: units(params.expected, 'expected'),
        cl: params.cl,
      });
      const n = params.n ?? planned.n;
      const interval = params.n === null ? planned.interval : book / BigInt(countOf(params.n, 'n'));
      if (interval < 1n) throw new Refused({ code: 'sample_invalid', at: 'n' });
      const top = rest.filter(({ size }) => (size ?? 0n) >= interval).length;
      return { ...base, certain: certain.size + top, n, interval: String(interval), factor: roundedFloat(planned.factor) };
    }
    case 'random':
      return { ...base, n: givenN(params.n, rest.length) };
    case 'stratified': {
      const strata = stratifiedDesign(rest, givenN(params.n, rest.length));
      return { ...base, n: strata.reduce((sum, one) => sum + one.n, 0), strata };
    }
    default:
      return params.method satisfies never;
  }
}

function givenN(n: number | null, population: number): number {
  if (n === null) throw new Refused({ code: 'sample_invalid', at: 'n' });
  return Math.min(countOf(n, 'n'), population);
}

const acceptedFor = ({ n, expected }: SampleParams): number => {
  const rate = ratioOfDecimal(expected);
  const product = ratio(BigInt(n ?? 0) * rate.n, rate.d);
  return Number((product.n + product.d - 1n) / product.d);
};

/** What the plan should make a person think of before it is sealed. */
export type PlanWarning = 'declared_side' | 'credits_apart' | 'unstated_apart' | 'zero_apart' | 'everything';

/**
 * @param declared the measure is what the trader declared: whoever declares too little makes an item small, and small items are seldom drawn
 */
export function planWarnings(
  params: SampleParams,
  design: SampleDesign,
  of: {
    readonly declared: boolean;
    readonly population: number;
    readonly zero: number;
    readonly credit: number;
    readonly unstated: number;
  },
): readonly PlanWarning[] {
  const bySize = params.method === 'mus' || params.above !== null;
  const warnings: readonly (readonly [PlanWarning, boolean])[] = [
    ['declared_side', of.declared && bySize && params.direction === 'understatement'],
    ['credits_apart', of.credit > 0],
    ['zero_apart', of.zero > 0 && params.method === 'mus'],
    ['unstated_apart', of.unstated > 0],
    ['everything', design.n + design.certain >= of.population],
  ];
  return warnings.flatMap(([warning, holds]) => (holds ? [warning] : []));
}
