import { z } from 'zod';
import { sha256, uuid } from './shapes.ts';

/** A recognised word with its place on the page, in ten-thousandths of width and height; confidence 0–100. */
export const recognisedWord = z.object({
  text: z.string(),
  left: z.number(),
  top: z.number(),
  width: z.number(),
  height: z.number(),
  confidence: z.number(),
});

export const recognisedPage = z.object({
  page: z.number(),
  text: z.string(),
  words: z.array(recognisedWord),
  /** layer: the file's own text; ocr: recognised from the picture */
  by: z.enum(['layer', 'ocr']),
  /** of the models used, joined by `+`: `rus+eng`; '' for a text layer */
  languages: z.string(),
  /** mean over the words, 0–100; 100 for a text layer */
  confidence: z.number(),
});

const inCase = z.object({ caseId: uuid });

export const ocrCalls = {
  /** models at hand: those that ship, that set-up found, that the user added. `signed`: on the list of known models */
  'ocr.models': {
    input: z.object({}),
    output: z.object({ models: z.array(z.object({ lang: z.string(), name: z.string(), signed: z.boolean(), sha256 })) }),
  },
  /** adds a traineddata file to the vault's own models; unknown ones are allowed and marked */
  'ocr.addModel': { input: z.object({ path: z.string() }), output: z.object({ lang: z.string(), signed: z.boolean(), sha256 }) },
  /** recognises pictures, and pages of a PDF that have no text layer; pages at hand already are kept unless `again` */
  'ocr.run': {
    input: inCase.extend({ evidenceId: uuid, languages: z.array(z.string()).min(1).max(4), again: z.boolean() }),
    output: z.object({ pages: z.number(), recognised: z.number(), layer: z.number(), words: z.number(), confidence: z.number() }),
    progress: true,
  },
  'ocr.pages': { input: inCase.extend({ evidenceId: uuid }), output: z.object({ pages: z.array(recognisedPage) }) },
  /** words in recognised text of the whole case */
  'ocr.search': {
    input: inCase.extend({ find: z.string().min(1).max(200), limit: z.number().int().min(1).max(200) }),
    output: z.object({ found: z.array(z.object({ evidenceId: uuid, name: z.string(), page: z.number(), excerpt: z.string() })) }),
  },
} as const;
