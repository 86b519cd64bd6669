import { z } from 'zod';
import { day, lang, sha256, uuid, words } from './shapes.ts';
import { importResult } from './books.ts';

/** One version of a nomenclature or tariff in the vault. `validFrom` null: its file names no day. */
export const referenceList = z.object({
  no: z.number(),
  name: z.string(),
  sha256,
  lang,
  validFrom: day.nullable(),
  rated: z.boolean(),
  entries: z.number(),
});
export type ReferenceListTold = z.infer<typeof referenceList>;

/** A line of it; rates as the file writes them. */
export const referenceEntry = z.object({
  code: z.string(),
  description: z.string(),
  originCountry: z.string().nullable(),
  validFrom: day.nullable(),
  validTo: day.nullable(),
  dutyRate: z.string().nullable(),
  exciseRate: z.string().nullable(),
  vatRate: z.string().nullable(),
  suppUnit: z.string().nullable(),
  source: z.string().nullable(),
  /** name of its list */
  list: z.string(),
});
export type ReferenceFound = z.infer<typeof referenceEntry>;

/** score: BM25; fit: share of the description's weight that the text has, 0 to 1; matched: the words of the description that it has */
const likeness = { score: z.number(), fit: z.number(), matched: z.array(z.string()) };

export const hsAdvice = z.object({
  words: z.array(z.string()),
  nomenclature: z.array(z.object({ code: z.string(), description: z.string(), ...likeness })),
  /** goods whose code was confirmed in earlier cases: text and code only */
  earlier: z.array(z.object({ code: z.string(), text: z.string(), times: z.number(), ...likeness })),
  unknown: z.array(z.string()),
  lists: z.array(referenceList),
});
export type HsAdvice = z.infer<typeof hsAdvice>;

export const referenceCalls = {
  'hs.lists': { input: z.object({}), output: z.object({ lists: z.array(referenceList) }) },
  /**
   * Takes a nomenclature or tariff into the vault's reference data, as a version of the list of that name. `day`: first day of the version
   * where the file has no column of days.
   */
  'hs.import': {
    input: z.object({ path: z.string(), name: z.string().min(1).max(60), day: day.nullable() }),
    output: z.object({
      list: referenceList,
      rejected: z.array(z.object({ line: z.number(), problem: words })),
      rejectedCount: z.number(),
    }),
  },
  'hs.remove': { input: z.object({ no: z.number().int().min(1) }), output: z.object({}) },
  /** by the beginning of a code, by beginnings of words in any order, or by both; of each list the version in force on the day */
  'hs.search': {
    input: z.object({ find: z.string().max(400), day: day.nullable(), limit: z.number().int().min(1).max(500) }),
    output: z.object({ found: z.array(referenceEntry), more: z.boolean(), lists: z.array(referenceList) }),
  },
  /** the nomenclature entries and goods of earlier cases whose words are most like a description */
  'hs.advise': { input: z.object({ text: z.string().min(1).max(4_000), limit: z.number().int().min(1).max(50) }), output: hsAdvice },
  /** takes over a version of the vault's tariff into a case: as evidence, and as rows of its tariff */
  'hs.take': { input: z.object({ caseId: uuid, no: z.number().int().min(1) }), output: importResult, progress: true },
} as const;
