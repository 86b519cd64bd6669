import { z } from 'zod';
import { day, decimal, table, uuid } from './shapes.ts';

export const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

/** One kind of record in one month: what came in against what should have. Declarations are counted by their number, everything else in rows. */
export const coverageCell = z.object({
  month,
  received: z.number(),
  /** null where nobody said how many there must be */
  expected: z.number().nullable(),
  /** of the expected ones; by the register told number by number, so that a declaration that nobody listed makes up for none */
  missing: z.number(),
  /** request: a requested item covers the month; stated: a number that someone gave; register: counted in the customs register */
  by: z.enum(['register', 'stated', 'request', 'none']),
  state: z.enum(['complete', 'short', 'over', 'missing', 'unknown', 'outside']),
  /** the days that it stands for, where the audited period begins or ends within the month; null: the whole month */
  days: z.object({ from: day, to: day }).nullable(),
  /** who gave a stated number, and what he said of it */
  said: z.object({ source: z.string(), note: z.string() }).nullable(),
});

export const coverageRow = z.object({
  table,
  /** rows without a day, which stand in no month */
  undated: z.number(),
  cells: z.array(coverageCell),
  /** in the audited period */
  received: z.number(),
  /** over the months for which a number is known */
  expected: z.number().nullable(),
  missing: z.number(),
  /** share of the expected that was received, in ten-thousandths, rounded down; null where nothing says what is expected */
  shareBp: z.number().nullable(),
});

/** What of the expected records the books had when a test was run: it stands beside the result and is no part of its hash. */
export const runCoverage = z.object({
  /** the pack's least share at that time, in ten-thousandths; null where it had none */
  minimumBp: z.number().nullable(),
  tables: z.array(
    z.object({
      table,
      received: z.number(),
      expected: z.number().nullable(),
      shareBp: z.number().nullable(),
      /** months of which records are missing */
      shortMonths: z.array(month),
      undated: z.number(),
      /** records outside the audited period */
      outside: z.number(),
    }),
  ),
});

/** Declarations held against the customs register, by declaration number. */
export const registerComparison = z.object({
  /** in the register */
  listed: z.number(),
  received: z.number(),
  missing: z.number(),
  /** the trader's, not in the register */
  unlisted: z.number(),
  /** in both with other figures */
  different: z.number(),
  missingValue: decimal,
});

const inCase = z.object({ caseId: uuid });

export const coverageCalls = {
  /** kinds of record × months of the audited period, and months outside it that hold rows */
  'coverage.get': {
    input: inCase,
    output: z.object({
      from: month,
      to: month,
      /** the audited days */
      period: z.object({ from: day, to: day }),
      rows: z.array(coverageRow),
      register: registerComparison.nullable(),
      /** the pack's least share, in ten-thousandths; null where it has none */
      minimumBp: z.number().nullable(),
      /** tables under it */
      short: z.array(table),
    }),
    progress: true,
  },
  /** someone's number of records for a month; null takes it away */
  'coverage.expect': {
    input: inCase.extend({ table, month, n: z.number().int().min(0).nullable(), source: z.string().max(500), note: z.string().max(2_000) }),
    output: z.object({}),
  },
  /** declarations that the register has and the books do not, or the other way, or with other figures */
  'coverage.register': {
    input: inCase.extend({
      kind: z.enum(['missing', 'unlisted', 'different']),
      at: z.number().int().min(0),
      limit: z.number().int().min(1).max(500),
    }),
    output: z.object({
      total: z.number(),
      declarations: z.array(
        z.object({
          declaration: z.string(),
          day: z.string(),
          items: z.number(),
          value: decimal.nullable(),
          differences: z.array(z.object({ item: z.number(), column: z.string(), register: z.string(), books: z.string() })),
        }),
      ),
    }),
    progress: true,
  },
} as const;
