import { z } from 'zod';
import { pdfTemplate } from './pdf-template.ts';
import { cell, column, decimal, filter, sha256, sort, table, uuid, words } from './shapes.ts';

export const encoding = z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1251', 'ibm866', 'koi8-r', 'kz-1048']);
export type Encoding = z.infer<typeof encoding>;

export const repair = z.enum(['left-pad-hs', 'round-decimals', 'absolute-credit']);

/** How a file's columns become the table's columns; the same file with the same profile gives the same rows everywhere. */
export const profile = z.object({
  v: z.literal(1),
  name: z.string(),
  table,
  encoding: encoding.optional(),
  delimiter: z.string().length(1).optional(),
  decimal: z.enum(['.', ',']).optional(),
  /** the other mark where it parts thousands */
  group: z.enum(['.', ',']).optional(),
  date: z.enum(['YYYY-MM-DD', 'DD.MM.YYYY', 'DD/MM/YYYY', 'MM/DD/YYYY', 'YYYYMMDD']).optional(),
  /** digits of a whole commodity code in this file */
  hsLength: z.number().int().min(2).max(14).optional(),
  /**
   * column of the table -> header in the file, or a fixed value for all rows, or joined headers, or the record's ordinal.
   * `unit`: minor, e6, e8, g = whole numbers already in the stored unit; decimal = every value has a decimal mark; without it values
   * stand in the natural unit (currency, kg, units). `scale`: the file's unit is 10^scale natural ones (tonnes: 3)
   */
  columns: z.record(
    z.string(),
    z.union([
      z.object({
        header: z.string(),
        unit: z.enum(['minor', 'e6', 'e8', 'g', 'decimal']).optional(),
        scale: z.number().int().min(0).max(6).optional(),
      }),
      z.object({ value: z.string() }),
      z.object({ headers: z.array(z.string()), join: z.string() }),
      z.object({ ordinal: z.literal(true) }),
    ]),
  ),
  /** minor digits by currency where the file keeps other ones than the pack says (KRW with two); the case's books keep them too */
  digits: z.record(z.string(), z.number().int().min(0).max(4)).optional(),
  /** how the tables of a PDF report of this layout are cut */
  pdf: pdfTemplate.optional(),
  /** repairs are stated here, logged in the certificate, never silent */
  repairs: z.array(z.object({ repair, column: z.string() })).default([]),
});
export type Profile = z.infer<typeof profile>;

export const rowProblem = z.object({ line: z.number(), problem: words });

export const importPreview = z.object({
  path: z.string(),
  fileName: z.string(),
  bytes: z.number(),
  encoding: z.object({ chosen: encoding, guesses: z.array(z.object({ encoding, certain: z.boolean() })) }),
  profile,
  /** true when a saved profile or the standard headers fitted */
  known: z.boolean(),
  headers: z.array(z.string()),
  unmapped: z.array(z.string()),
  missing: z.array(z.string()),
  sample: z.array(z.array(z.string())),
  /** counted over the previewed part, at most the first 2,000 records */
  checked: z.object({ rows: z.number(), rejected: z.number(), whole: z.boolean(), sums: z.record(z.string(), decimal) }),
  problems: z.array(rowProblem),
});
export type ImportPreview = z.infer<typeof importPreview>;

/** Something that a file says of itself, held against what was counted; `check.<key>` in the locale files says what. */
export const fileCheck = z.object({ key: z.string(), at: z.string(), declared: z.string(), counted: z.string(), agrees: z.boolean() });
export type FileCheck = z.infer<typeof fileCheck>;

/** What came of one part of a file in one table. */
export const importedPart = z.object({
  importId: uuid,
  table,
  /** part of the file: a sheet, a kind of record; '' the whole */
  scope: z.string(),
  rows: z.number(),
  /** the first 100 */
  rejected: z.array(rowProblem),
  rejectedCount: z.number(),
  sums: z.record(z.string(), decimal),
  repaired: z.record(z.string(), z.number()),
});
export type ImportedPart = z.infer<typeof importedPart>;

/** Totals over all parts of the file; `sums` by `table.column` where there are several tables. */
export const importResult = z.object({
  importId: uuid,
  evidence: z.object({ sha256, bytes: z.number() }),
  rows: z.number(),
  /** the first 100 */
  rejected: z.array(rowProblem),
  rejectedCount: z.number(),
  sums: z.record(z.string(), decimal),
  repaired: z.record(z.string(), z.number()),
  /** csv, saft, xlsx … */
  format: z.string(),
  parts: z.array(importedPart),
  /** the first 1,000 */
  checks: z.array(fileCheck),
  /** what the file says of itself: software, period, company */
  facts: z.array(z.object({ name: z.string(), value: z.string() })),
  /** parts that fit no table: their records are not in the books */
  unread: z.array(z.object({ scope: z.string(), headers: z.array(z.string()), records: z.number() })),
});
export type ImportResult = z.infer<typeof importResult>;

export const fileInspection = z.object({
  fileName: z.string(),
  bytes: z.number(),
  sha256,
  /** csv, saft, xlsx …; null: nothing here can read it, it can be kept as evidence */
  format: z.string().nullable(),
  parts: z.array(
    z.object({
      scope: z.string(),
      /** where it would go; null where its headers fit no table */
      table: table.nullable(),
      headers: z.array(z.string()),
      records: z.number(),
      /** the first of them */
      sample: z.array(z.array(z.string())),
      /** records that could not be read as cells */
      problems: z.array(rowProblem),
      problemCount: z.number(),
    }),
  ),
  checks: z.array(fileCheck),
  facts: z.array(z.object({ name: z.string(), value: z.string() })),
});
export type FileInspection = z.infer<typeof fileInspection>;

export const importCertificate = z.object({
  fileName: z.string(),
  evidence: z.object({ sha256, bytes: z.number() }),
  importedAt: z.string(),
  /** an `importSource`, or what a typed row's scan was obtained from; null where nobody said */
  obtainedFrom: z.string().nullable(),
  format: z.string(),
  importer: z.string(),
  encoding: z.string(),
  parts: z.array(importedPart.extend({ profile: z.string(), rowDigest: z.string() })),
  checks: z.array(fileCheck),
  facts: z.array(z.object({ name: z.string(), value: z.string() })),
});
export type ImportCertificate = z.infer<typeof importCertificate>;

/** Whom a file was obtained from: the trader, the customs register, a bank, somebody else. */
export const importSource = z.enum(['trader', 'register', 'bank', 'third-party']);
export type ImportSource = z.infer<typeof importSource>;

const source = z.object({ path: z.string(), table, profile: profile.optional(), encoding: encoding.optional() });

export const rowDetail = z.object({
  name: z.string(),
  table,
  cells: z.record(z.string(), cell),
  source: z.object({
    fileName: z.string(),
    evidence: sha256,
    line: z.number(),
    /** how the row is named in its file: the record's ordinal, `sheet!row`, a path of ordinals */
    place: z.string(),
    /** the record as it stands in the file, decoded; '' where it has no place of its own */
    raw: z.string(),
    importedAt: z.string(),
    /** where each column's text stands in `raw`: [from, to) */
    spans: z.record(z.string(), z.tuple([z.number(), z.number()])),
  }),
});

export const bookCalls = {
  'import.preview': { input: source.extend({ caseId: uuid }), output: importPreview },
  /** without a table the format or the headers say where each part goes; without a format the content says what it is */
  'import.commit': {
    input: source.extend({ caseId: uuid, table: table.nullable(), format: z.string().optional(), obtainedFrom: importSource.optional() }),
    output: importResult,
    progress: true,
  },
  /** what a file is, before any case takes it: format, parts, headers, checks; writes nothing */
  'import.inspect': { input: z.object({ path: z.string(), format: z.string().optional() }), output: fileInspection, progress: true },
  /** of every imported file of the case, or of one import: what came in, held against what the file says */
  'import.certificates': {
    input: z.object({ caseId: uuid, importId: uuid.optional() }),
    output: z.object({ certificates: z.array(importCertificate) }),
  },
  'profile.list': { input: z.object({}), output: z.object({ profiles: z.array(profile) }) },
  'profile.save': { input: profile, output: z.object({}) },
  /** a view = the ordered row ids of one table under sort, filters and search; kept in the backend until closed or 8 newer ones exist */
  'rows.open': {
    input: z.object({ caseId: uuid, table, sort: z.array(sort), filters: z.array(filter), search: z.string() }),
    output: z.object({
      viewId: z.string(),
      total: z.number(),
      columns: z.array(column),
      /** the pack's currency, and minor digits by currency code */
      national: z.string(),
      digits: z.record(z.string(), z.number()),
    }),
    progress: true,
  },
  /** rows at..at+limit of the view; cells in the order of `columns`, names beside them */
  'rows.window': {
    input: z.object({ viewId: z.string(), at: z.number().int().min(0), limit: z.number().int().min(1).max(500) }),
    output: z.object({ at: z.number(), names: z.array(z.string()), lines: z.array(z.number()), rows: z.array(z.array(cell)) }),
  },
  /** the first rows under filters and search, in the order of the book; nothing is kept of the list */
  'rows.find': {
    input: z.object({ caseId: uuid, table, filters: z.array(filter), search: z.string(), limit: z.number().int().min(1).max(50) }),
    output: z.object({ columns: z.array(column), names: z.array(z.string()), rows: z.array(z.array(cell)) }),
  },
  'rows.get': { input: z.object({ caseId: uuid, name: z.string() }), output: rowDetail },
  /** null where the rows are in several currencies: nothing is added up across them */
  'rows.sum': {
    input: z.object({ viewId: z.string(), column: z.string() }),
    output: z.object({ sum: decimal.nullable(), count: z.number() }),
  },
} as const;
