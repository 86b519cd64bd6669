import { z } from 'zod';
import { pdfTemplate } from './pdf-template.ts';
import { cell, column, decimal, filter, sha256, sort, table, uuid, words } from './shapes.ts';

export const encoding = z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1251', 'ibm866', 'koi8-r', 'kz-1048']);
export type Encoding = z.infer<typeof encoding>;

export const repair = z.enum(['left-pad-hs', 'round-decimals', 'absolute-credit', 'thousands', 'rate-unit', 'split-sign', 'split-mark']);
export type Repair = z.infer<typeof repair>;

/**
 * A stated departure from what the file says. `rate-unit`: the rate is quoted for `unit` units (a power of ten), or for as many as the
 * column `by` says. `split-sign`: one signed column gives debit and credit, or the direction of a payment. `split-mark`: the column `by`
 * says whether an amount is debit or credit. `thousands`: the file's amounts are in thousands of the currency.
 */
export const statedRepair = z.object({
  repair,
  column: z.string(),
  unit: z.number().int().min(1).max(1_000_000).optional(),
  by: z.string().optional(),
});
export type StatedRepair = z.infer<typeof statedRepair>;

/** Where the columns of a text of fixed width stand, marked once: characters [from, to) of the line, from left to right, none over another. */
export const fixedTemplate = z.object({
  v: z.literal(1),
  columns: z
    .array(z.object({ name: z.string().min(1).max(200), from: z.number().int().min(0).max(5_000), to: z.number().int().min(1).max(5_001) }))
    .min(1)
    .max(200),
  /** the header's line as it is printed, by which the layout is known again and dropped on each page; '' where there is none */
  header: z.string().max(5_001),
});
export type FixedTemplate = z.infer<typeof fixedTemplate>;

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
  /** how the columns of a text of fixed width are cut */
  fixed: fixedTemplate.optional(),
  /** false: the file has no line of headers; its columns are called by their number */
  header: z.literal(false).optional(),
  /** whose files it is for, and of which program: it is taken first for them */
  taxid: z.string().max(40).optional(),
  software: z.string().max(200).optional(),
  /** a second file that the first one points into (DBF memo), as it was when the rows were read */
  beside: z.object({ name: z.string(), sha256 }).optional(),
  /** repairs are stated here, logged in the certificate, never silent */
  repairs: z.array(statedRepair).default([]),
});
export type Profile = z.infer<typeof profile>;

export const rowProblem = z.object({ line: z.number(), problem: words });

/** Why a column of the file is put to a column of the table: its words, its contents, both, a profile, a person. */
export const suggestion = z.object({
  column: z.string(),
  header: z.string(),
  why: z.enum(['word', 'content', 'both']),
  sure: z.enum(['high', 'medium', 'low']),
  /** what its contents look like: `mapping.kind.<kind>` in the locale files; null where they say nothing */
  kind: z.string().nullable(),
});
export type Suggestion = z.infer<typeof suggestion>;

/** A repair that the previewed rows would need, or that the profile states, with what it does to them. */
export const repairOffer = statedRepair.extend({
  stated: z.boolean(),
  /** values of the previewed rows that it changes */
  count: z.number(),
  examples: z.array(z.object({ line: z.number(), before: z.string(), after: z.string() })),
  /** the column of the file that the table's column would be taken from; absent where it is mapped already */
  header: z.string().optional(),
});
export type RepairOffer = z.infer<typeof repairOffer>;

/** How the profile came to be used: `chosen` by a person, else known by the trader, the program, its headers, or made of known words. */
export const profileOrigin = z.enum(['chosen', 'trader', 'software', 'saved', 'shipped', 'words', 'format']);
export type ProfileOrigin = z.infer<typeof profileOrigin>;

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
  /** csv, xlsx, dbf, fixed …, and the part of the file that is shown */
  format: z.string(),
  scope: z.string(),
  origin: profileOrigin,
  suggestions: z.array(suggestion),
  repairs: z.array(repairOffer),
  /** the program that the file names; '' where it names none */
  software: z.string(),
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
const profileName = z.string().min(1).max(200);

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
  /** without a format the file is read as CSV; of other formats the part `scope` is shown */
  'import.preview': {
    input: source.extend({ caseId: uuid, format: z.string().optional(), scope: z.string().optional() }),
    output: importPreview,
  },
  /** the imports of the case that these same bytes gave; looked up before anything is read */
  'import.there': {
    input: z.object({ caseId: uuid, path: z.string() }),
    output: z.object({ imports: z.array(z.object({ importId: uuid, table, scope: z.string(), fileName: z.string(), at: z.string() })) }),
  },
  /** the first lines of a text, and where its columns seem to stand; null where no line shows any */
  'fixed.layout': {
    input: z.object({ path: z.string() }),
    output: z.object({ encoding, lines: z.array(z.string()), proposal: fixedTemplate.nullable() }),
  },
  /** without a table the format or the headers say where each part goes; without a format the content says what it is */
  'import.commit': {
    input: source.extend({
      caseId: uuid,
      table: table.nullable(),
      format: z.string().optional(),
      obtainedFrom: importSource.optional(),
      /** how a preview came to the profile; without it a given one was chosen */
      origin: profileOrigin.optional(),
    }),
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
  /** `hashes` beside the profiles, in their order */
  'profile.list': { input: z.object({}), output: z.object({ profiles: z.array(profile), hashes: z.array(sha256) }) },
  'profile.save': { input: profile, output: z.object({}) },
  'profile.rename': { input: z.object({ name: profileName, title: profileName }), output: z.object({}) },
  'profile.remove': { input: z.object({ name: profileName }), output: z.object({}) },
  /** a profile as a file: canonical JSON with a line end */
  'profile.write': { input: z.object({ name: profileName, path: z.string() }), output: z.object({ sha256 }) },
  /** a profile out of a file, held against its shape and its table; nothing is kept */
  'profile.read': { input: z.object({ path: z.string() }), output: z.object({ profile, sha256 }) },
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
