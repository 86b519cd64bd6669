import { createHash } from 'node:crypto';
import { readFrame } from '../../db/queries/sample-frame.ts';
import type { FrameSpec } from '../../db/queries/sample-frame.ts';
import { openView } from '../../db/repositories/books-view.ts';
import type { ViewQuery } from '../../db/repositories/books-view.ts';
import type { ReadDb } from '../../db/store.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { Decimal, HashBytes } from '../../domain/model/scalars.ts';
import { decimalToScaled, scaledToDecimal } from '../../domain/money/decimal.ts';
import { designSample, planWarnings } from '../../domain/sampling/design.ts';
import type { PlanWarning, SampleDesign, SampleParams } from '../../domain/sampling/design.ts';
import { drawSample } from '../../domain/sampling/draw.ts';
import type { DrawnItem } from '../../domain/sampling/draw.ts';
import { apartOf, frameHash, frameTotal, inFrameOrder } from '../../domain/sampling/frame.ts';
import type { FrameItem } from '../../domain/sampling/frame.ts';

/** Everything by which a sample can be made again. @property bounds sizes as decimal text */
export type SampleSource = Omit<FrameSpec, 'bounds'> & { readonly bounds: readonly string[] };

export type SampleRequest = {
  readonly query: ViewQuery;
  readonly source: SampleSource;
  readonly params: SampleParams;
  /** null: only worked out, nothing is drawn */
  readonly seed: string | null;
  /** drawn items beside the certain ones; null = as designed */
  readonly n: number | null;
};

/** A frame in figures. @property drawable items that have a size where one is needed @property apart items that no draw reaches, and why */
export type FrameFigures = {
  readonly n: number;
  readonly hash: string;
  readonly total: Decimal | null;
  readonly drawable: number;
  readonly drawableTotal: Decimal | null;
  readonly rows: number;
  readonly noUnit: number;
  readonly apart: { readonly zero: number; readonly credit: number; readonly unstated: number };
  readonly currency: string;
  readonly digits: number;
};

export type SampleAnswer = {
  readonly frame: FrameFigures;
  readonly design: SampleDesign;
  readonly warnings: readonly PlanWarning[];
  /** null where nothing was drawn */
  readonly items: readonly DrawnItem[] | null;
};

const sha256: HashBytes = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** Tables whose amounts are what the trader stated to customs: an amount that is too small makes itself hard to draw. */
const declaredSide: ReadonlySet<string> = new Set(['declarations', 'invoices', 'value_components', 'register']);

/** Items that the method can draw: by size those above nought, others all. */
const drawableOf = (items: readonly FrameItem[], { method }: SampleParams, measured: boolean): readonly FrameItem[] =>
  method === 'mus'
    ? items.filter(({ size }) => size !== null && size > 0n)
    : measured
      ? items.filter(({ size }) => size !== null && size >= 0n)
      : items;

/** Makes the frame, works the sample out and draws it, all from what is in the books now. @throws Refused sample_invalid, sample_impossible, column_unknown, filter_invalid */
export function answerSample(db: ReadDb, { query, source, params, seed, n }: SampleRequest): SampleAnswer {
  if (source.measure === null && (params.method === 'mus' || params.above !== null))
    throw new Refused({ code: 'sample_invalid', at: 'measure' });
  if (params.method === 'stratified' && source.stratum === null && source.bounds.length === 0)
    throw new Refused({ code: 'sample_invalid', at: 'strata' });
  const view = openView(db, query);
  const first = readFrame(db, view, { ...source, bounds: [] });
  const scale = { digits: first.digits };
  const bounds = source.bounds.map((bound) => decimalToScaled(bound as Decimal, first.digits) ?? invalidBound());
  const read = bounds.length === 0 ? first : readFrame(db, view, { ...source, bounds });
  const ordered = inFrameOrder(read.items);
  const apart = apartOf(source.measure === null ? [] : ordered);
  const drawable = drawableOf(ordered, params, source.measure !== null);
  const design = designSample(drawable, params, scale);
  const counts = { zero: apart.zero.length, credit: apart.credit.length, unstated: apart.unstated.length };
  const said = (total: bigint): Decimal | null => (source.measure === null ? null : scaledToDecimal(total, first.digits));
  return {
    frame: {
      n: ordered.length,
      hash: frameHash(ordered, sha256),
      total: said(frameTotal(ordered)),
      drawable: drawable.length,
      drawableTotal: said(frameTotal(drawable)),
      rows: view.total,
      noUnit: read.noUnit,
      apart: counts,
      currency: read.currency,
      digits: read.digits,
    },
    design,
    warnings: planWarnings(params, design, { declared: declaredSide.has(source.table), population: drawable.length, ...counts }),
    items: seed === null ? null : drawSample(drawable, { params, design, scale, chance: { seed, sha256 } }, n),
  };
}

function invalidBound(): never {
  throw new Refused({ code: 'sample_invalid', at: 'bounds' });
}
