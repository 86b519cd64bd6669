import { tableNames } from '../../domain/model/books.ts';
import { z } from 'zod';
import { langs } from '../../domain/model/words.ts';
import type { Words } from '../../domain/model/words.ts';

export const lang = z.enum(langs as ['en', 'ru', 'kk']);
export const theme = z.enum(['system', 'light', 'dark']);
export const uuid = z.uuid();
export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** Canonical decimal text; money and quantities outside rows. */
export const decimal = z.string().regex(/^-?(0|[1-9]\d*)(\.\d+)?$/);

const wordArg: z.ZodType = z.lazy(() =>
  z.union([
    z.string(),
    z.number(),
    z.object({ money: decimal, currency: z.string() }),
    z.object({ decimal }),
    z.object({ day: z.string() }),
    z.object({ percent: decimal }),
    z.object({ words }),
  ]),
);
export const words: z.ZodType<Words> = z.object({ key: z.string(), args: z.record(z.string(), wordArg) }) as unknown as z.ZodType<Words>;

/** A cell of the books: money, quantities and rates are scaled bigints, counts and grams numbers. */
export const cell = z.union([z.string(), z.number(), z.bigint(), z.null()]);
export type Cell = z.infer<typeof cell>;

export const column = z.object({
  name: z.string(),
  type: z.enum(['text', 'code', 'day', 'count', 'money', 'quantity', 'rate', 'weight', 'rateText']),
  currency: z.string().optional(),
});

export const table = z.enum(tableNames);

export const filterOp = z.enum(['=', '!=', '<', '<=', '>', '>=', 'contains', 'notContains', 'starts', 'in', 'between', 'empty', 'filled']);
/**
 * value: text as a person writes it in canonical form (decimal point, ISO day), '' for `empty`, `filled`, `in`, `between`.
 * values: of `in` each one ('' is the empty cell), of `between` the first and the last, both included.
 * column: of the table, or `_mark` (the label of a row's mark), `_note` (the text of its notes)
 */
export const filter = z.object({
  column: z.string(),
  op: filterOp,
  value: z.string().default(''),
  values: z.array(z.string().max(2_000)).max(1_000).optional(),
});
export const sort = z.object({ column: z.string(), descending: z.boolean() });
