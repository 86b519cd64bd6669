import { z } from 'zod';
import { decisions } from '../../domain/sampling/evaluate.ts';
import { directions, distributions, sampleMethods } from '../../domain/sampling/design.ts';
import { cell, column, decimal, filter, sha256, table, uuid } from './shapes.ts';

/** A share or an amount as a person writes it; what it must be is said by the design. */
const figure = z.string().regex(/^\d{1,24}(\.\d{1,12})?$/);
const size = z.number().int().min(1).max(1_000_000);

/** How a sample is planned. @see domain/sampling/design.ts */
export const samplePlan = z.object({
  title: z.string().trim().min(1).max(200),
  objective: z.enum(['compliance', 'amount']),
  table,
  /** the frame: rows of a list; neither marks nor notes, which may change */
  filters: z.array(filter).max(50).default([]),
  search: z.string().max(500).default(''),
  unit: z.string().nullable().default(null),
  measure: z.string().nullable().default(null),
  stratum: z.string().nullable().default(null),
  bounds: z.array(figure).max(20).default([]),
  method: z.enum(sampleMethods),
  cl: figure,
  tolerable: figure,
  expected: figure,
  distribution: z.enum(distributions).default('binomial'),
  direction: z.enum(directions).default('understatement'),
  n: size.nullable().default(null),
  above: figure.nullable().default(null),
});

export const frameFigures = z.object({
  n: z.number(),
  hash: sha256,
  total: decimal.nullable(),
  drawable: z.number(),
  drawableTotal: decimal.nullable(),
  rows: z.number(),
  noUnit: z.number(),
  apart: z.object({ zero: z.number(), credit: z.number(), unstated: z.number() }),
  /** '' where the measure is no money */
  currency: z.string(),
  digits: z.number(),
});

export const sampleDesign = z.object({
  n: z.number(),
  certain: z.number(),
  accepted: z.number().nullable(),
  interval: z.string().nullable(),
  factor: z.string().nullable(),
  strata: z.array(z.object({ stratum: z.string(), population: z.number(), n: z.number() })),
});

/** texts: `sample.warning.<name>` */
const warnings = z.array(z.string());

export const sampleItem = z.object({
  /** its number in the worksheet, from 1 */
  no: z.number(),
  key: z.string(),
  /** name of a row; null where the item is several rows */
  row: z.string().nullable(),
  size: decimal.nullable(),
  stratum: z.string(),
  why: z.enum(['certain', 'drawn']),
  at: z.string().nullable(),
});

export const sampleResult = z.object({
  key: z.string(),
  state: z.enum(['examined', 'unexaminable']),
  audited: decimal.nullable(),
  deviation: z.boolean(),
  note: z.string().max(2_000),
});

export const evaluation = z.object({
  figures: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  warnings,
  suggested: z.enum(decisions),
  resultsHash: sha256,
  resultHash: sha256,
});

export const sampleHeader = z.object({
  sampleId: uuid,
  plan: samplePlan,
  frame: frameFigures,
  design: sampleDesign,
  warnings,
  seed: z.string(),
  seedSource: z.enum(['headquarters', 'meeting', 'program', 'other']),
  datasetHash: sha256,
  replaces: uuid.nullable(),
  reason: z.string().nullable(),
  decision: z.enum(decisions).nullable(),
  decisionReason: z.string().nullable(),
  at: z.string(),
  by: z.string(),
  drawn: z.number(),
  results: z.number(),
});

const inCase = z.object({ caseId: uuid });
const ofSample = inCase.extend({ sampleId: uuid });

export const sampleCalls = {
  /** Works a sample out; nothing is kept, nothing is drawn. */
  'sample.design': {
    input: inCase.extend({ plan: samplePlan }),
    output: z.object({ frame: frameFigures, design: sampleDesign, warnings }),
    progress: true,
  },
  /** Seals plan, frame and seed, before anybody can have seen the list. Without a seed the program draws one. */
  'sample.seal': {
    input: inCase.extend({
      plan: samplePlan,
      seed: z.string().trim().min(8).max(200).nullable(),
      seedSource: z.enum(['headquarters', 'meeting', 'program', 'other']),
      /** a sample that this one takes the place of, and why */
      replaces: uuid.nullable().default(null),
      reason: z.string().trim().max(2_000).default(''),
    }),
    output: z.object({ sample: sampleHeader }),
    progress: true,
  },
  'sample.list': { input: inCase, output: z.object({ samples: z.array(sampleHeader) }) },
  'sample.get': {
    input: ofSample,
    output: z.object({
      sample: sampleHeader,
      items: z.array(sampleItem),
      results: z.array(sampleResult),
      evaluation: evaluation.nullable(),
      /** since it was sealed the books of its table have changed */
      booksChanged: z.boolean(),
    }),
  },
  /** The list. `more`: so many further items of the same order, with a reason; null = as designed. */
  'sample.draw': {
    input: ofSample.extend({ more: size.nullable(), reason: z.string().trim().max(2_000).default('') }),
    output: z.object({ items: z.array(sampleItem), listHash: sha256 }),
    progress: true,
  },
  /** Rows of drawn items, as the books have them. */
  'sample.rows': {
    input: ofSample,
    output: z.object({
      columns: z.array(column),
      national: z.string(),
      digits: z.record(z.string(), z.number()),
      rows: z.array(z.object({ key: z.string(), name: z.string(), cells: z.array(cell) })),
    }),
  },
  /** Results by item; an item's earlier result is replaced, `state: null` takes it away. */
  'sample.record': {
    input: ofSample.extend({
      results: z
        .array(
          z.object({
            key: z.string(),
            state: z.enum(['examined', 'unexaminable']).nullable(),
            audited: decimal.nullable().default(null),
            deviation: z.boolean().default(false),
            note: z.string().max(2_000).default(''),
          }),
        )
        .min(1)
        .max(10_000),
    }),
    output: z.object({ recorded: z.number() }),
  },
  'sample.evaluate': { input: ofSample, output: z.object({ evaluation }) },
  'sample.decide': {
    input: ofSample.extend({ decision: z.enum(decisions), reason: z.string().trim().max(2_000).default('') }),
    output: z.object({}),
  },
  /** Makes everything again from the books and says what is the same. */
  'sample.replay': {
    input: ofSample,
    output: z.object({
      identical: z.boolean(),
      frame: z.object({ sealed: sha256, now: sha256, same: z.boolean() }),
      design: z.object({ same: z.boolean() }),
      draws: z.array(z.object({ upto: z.number(), sealed: sha256, now: sha256, same: z.boolean() })),
      /** null without an evaluation; `results` false: results were recorded since */
      evaluation: z.object({ results: z.boolean(), same: z.boolean() }).nullable(),
    }),
    progress: true,
  },
} as const;
