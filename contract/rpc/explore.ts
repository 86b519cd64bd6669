import { z } from 'zod';
import { cell, column, decimal, filter, sha256, sort, table, uuid } from './shapes.ts';

/** Columns that every list has beside those of its table: the label of a row's mark, the text of its notes. Lists are sorted by marks too, before any other column. */
export const markColumn = '_mark';
export const noteColumn = '_note';

/** How rows are gathered: by the values of a column, or by the month, quarter or year of a day, or by the first characters of a code. */
export const grouping = z.object({
  column: z.string(),
  by: z.enum(['value', 'month', 'quarter', 'year', 'prefix']).default('value'),
  /** characters of a prefix */
  length: z.number().int().min(1).max(14).optional(),
});

export const aggregate = z.object({ of: z.enum(['count', 'sum', 'min', 'max', 'average', 'distinct', 'empty']), column: z.string() });

/** By a group's own value, by its rows, or by the n-th aggregate; empty values and figures stand last either way. */
const groupOrder = z.object({
  by: z.union([z.literal('group'), z.literal('count'), z.number().int().min(0).max(11)]),
  descending: z.boolean(),
});

/** What a list and its groups show: everything that a saved view keeps. */
export const viewQuery = z.object({
  search: z.string().max(500).default(''),
  filters: z.array(filter).max(50).default([]),
  sort: z.array(sort).max(8).default([]),
  groups: z.array(grouping).max(4).default([]),
  aggregates: z.array(aggregate).max(12).default([]),
  /** of the groups; absent: those with most rows first */
  order: groupOrder.optional(),
  /** absent, in views that were saved before there was a choice: the groups where there are any */
  shows: z.enum(['rows', 'groups']).optional(),
  /** shown columns in their order; empty: all */
  columns: z.array(z.string()).max(100).default([]),
});

export const savedView = z.object({
  viewId: uuid,
  table,
  name: z.string().min(1).max(120),
  query: viewQuery,
  at: z.string(),
  by: z.string(),
});

export const rowMark = z.object({ markId: uuid, row: z.string(), label: z.string() });
export const rowNote = z.object({
  noteId: uuid,
  target: z.string(),
  text: z.string(),
  at: z.string(),
  by: z.string(),
  changedAt: z.string(),
});

const inCase = z.object({ caseId: uuid });
const listed = inCase.extend({ table, filters: z.array(filter).max(50), search: z.string().max(500) });

export const exploreCalls = {
  /** groups with their figures, under filters and search; sums of money are null where the group holds several currencies */
  'rows.group': {
    input: listed.extend({
      groups: z.array(grouping).min(1).max(4),
      aggregates: z.array(aggregate).max(12),
      order: groupOrder,
      limit: z.number().int().min(1).max(10_000),
    }),
    output: z.object({
      /** of the table, as in `rows.open`: of the groupings and the figures */
      columns: z.array(column),
      national: z.string(),
      digits: z.record(z.string(), z.number()),
      /** groups in all, of which the first `limit` are given */
      total: z.number(),
      rows: z.number(),
      groups: z.array(
        z.object({
          /** one value per grouping in canonical form (2025-03, 2025-Q1, 2025, 8471, 12.5); null: empty cells */
          values: z.array(z.string().nullable()),
          /** rows of the group */
          count: z.number(),
          /** one per aggregate, in the unit of its column's cells; averages of counts are decimal text; null where there is none */
          figures: z.array(cell),
          /** one per aggregate: the currency of a figure of money, else null */
          currencies: z.array(z.string().nullable()),
          /** with the search of the question: the filters that list just this group's rows, those of the question among them */
          filters: z.array(filter),
        }),
      ),
    }),
    progress: true,
  },
  /** count, sum, smallest, largest, average, distinct and empty of one column of a list */
  'rows.column': {
    input: listed.extend({ column: z.string() }),
    output: z.object({
      column,
      /** of the amounts of a money column; null: several, and then no figure but count, empty and distinct */
      currency: z.string().nullable(),
      /** rows with a value */
      count: z.number(),
      empty: z.number(),
      distinct: z.number(),
      sum: decimal.nullable(),
      min: cell,
      max: cell,
      average: decimal.nullable(),
      /** the most frequent values, at most twenty */
      top: z.array(z.object({ value: cell, count: z.number() })),
      /**
       * classes of equal width, or 1-2-5 of each power of ten where values span more than three; from and to are both included, so that
       * `between` lists a class; empty for text and days
       */
      histogram: z.array(z.object({ from: cell, to: cell, count: z.number() })),
      /** whether the classes grow by a ratio */
      ratio: z.boolean(),
    }),
    progress: true,
  },
  /** count and sum of a column by day, month or year of a day column */
  'rows.series': {
    input: listed.extend({ day: z.string(), column: z.string().nullable(), step: z.enum(['day', 'week', 'month', 'quarter', 'year']) }),
    output: z.object({
      /** of the sums; null: no column of money, or several currencies, and then no sums */
      currency: z.string().nullable(),
      /** one after the other without a gap; to: the last day */
      points: z.array(z.object({ from: z.string(), to: z.string(), count: z.number(), sum: decimal.nullable() })),
      /** rows without a day */
      without: z.number(),
    }),
    progress: true,
  },
  /** the words in every table of the case: how many rows, and the first of each table */
  'rows.everywhere': {
    input: inCase.extend({ search: z.string().min(1).max(500), limit: z.number().int().min(1).max(50) }),
    output: z.object({
      tables: z.array(
        z.object({ table, count: z.number(), columns: z.array(column), names: z.array(z.string()), rows: z.array(z.array(cell)) }),
      ),
      national: z.string(),
      digits: z.record(z.string(), z.number()),
    }),
    progress: true,
  },
  /** writes the listed rows, all columns or the chosen ones, to CSV (UTF-8 with BOM) or XLSX; recorded as an operation; cells that a spreadsheet would run are neutralised */
  'rows.export': {
    input: listed.extend({
      sort: z.array(sort).max(8),
      columns: z.array(z.string()).max(100),
      format: z.enum(['csv', 'xlsx']),
      lang: z.enum(['en', 'ru', 'kk']),
      /** of the rows, or of the groups when there are any */
      groups: z.array(grouping).max(4).default([]),
      aggregates: z.array(aggregate).max(12).default([]),
      to: z.string(),
    }),
    /**
     * class: what the copy may only be shown to; `bank-secret` for payments, null otherwise. cut: cells of a workbook whose text is longer
     * than a cell holds; the whole texts stand in a sheet of their own
     */
    output: z.object({ rows: z.number(), bytes: z.number(), sha256, class: z.enum(['bank-secret']).nullable(), cut: z.number() }),
    progress: true,
  },
  /** rows of a list go to the clipboard: recorded before they do, so that no copy leaves unrecorded */
  'rows.copied': {
    input: listed.extend({ columns: z.array(z.string()).min(1).max(100), rows: z.number().int().min(1).max(100_000) }),
    output: z.object({}),
  },
  'view.list': { input: inCase.extend({ table: table.nullable() }), output: z.object({ views: z.array(savedView) }) },
  /** a name that exists already in this table is replaced; with `viewId` that view gets the name and the query */
  'view.save': {
    input: inCase.extend({ table, name: z.string().min(1).max(120), query: viewQuery, viewId: uuid.optional() }),
    output: z.object({ viewId: uuid }),
  },
  'view.remove': { input: inCase.extend({ viewId: uuid }), output: z.object({}) },
  'mark.list': {
    input: inCase.extend({ table: table.nullable() }),
    output: z.object({ marks: z.array(rowMark), labels: z.array(z.object({ label: z.string(), count: z.number() })) }),
  },
  /** marks rows by name, in one step; an empty label takes the mark away */
  'mark.set': {
    input: inCase.extend({ rows: z.array(z.string().max(400)).min(1).max(10_000), label: z.string().max(60) }),
    output: z.object({}),
  },
  'note.list': { input: inCase.extend({ target: z.string().max(400).nullable() }), output: z.object({ notes: z.array(rowNote) }) },
  'note.add': {
    input: inCase.extend({ target: z.string().max(400), text: z.string().min(1).max(10_000) }),
    output: z.object({ noteId: uuid }),
  },
  'note.change': { input: inCase.extend({ noteId: uuid, text: z.string().min(1).max(10_000) }), output: z.object({}) },
  'note.remove': { input: inCase.extend({ noteId: uuid }), output: z.object({}) },
} as const;
