import { z } from 'zod';
import { failureSchema } from '../../../contract/rpc/errors.ts';
import { ocrLimits } from './limits.ts';

/** A model as the recognising process finds it: a traineddata file, packed or not. */
export type ModelFile = { readonly lang: string; readonly file: string };

/** What is asked of the process that looks at pages. */
export type PageTask = {
  /** of the file, for refusals */
  readonly name: string;
  /** empty: only the text layer is taken, pages without one stay empty */
  readonly models: readonly ModelFile[];
  /** pages that are at hand already */
  readonly skip: readonly number[];
  /** look at these only; null: all */
  readonly only: readonly number[] | null;
};

export type ToPages =
  | { readonly kind: 'task'; readonly task: PageTask }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'end' };

const part = z.number().int().min(0).max(10_000);
const word = z.object({
  text: z.string().max(1_000),
  left: part,
  top: part,
  width: part,
  height: part,
  confidence: z.number().min(0).max(100),
});

/** A page as the process gives it; what read a hostile file is itself no more trusted than the file. */
export const foundPage = z.object({
  page: z.number().int().min(1).max(1_000_000),
  text: z.string().max(ocrLimits.text),
  words: z.array(word).max(ocrLimits.words),
  by: z.enum(['layer', 'ocr']),
  languages: z.string().max(100),
  confidence: z.number().min(0).max(100),
  /** width by height of the page, for showing it in its form */
  ratio: z.number().min(0.001).max(1_000),
});
export type FoundPage = z.infer<typeof foundPage>;

export const fromPages = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pages'), pages: z.number().int().min(1).max(1_000_000) }),
  /** hundredths of the page that is looked at */
  z.object({ kind: z.literal('progress'), page: z.number().int(), hundredths: z.number().int().min(0).max(100) }),
  z.object({ kind: z.literal('page'), page: foundPage }),
  z.object({ kind: z.literal('done') }),
  z.object({ kind: z.literal('failed'), failure: failureSchema }),
]);
export type FromPages = z.infer<typeof fromPages>;
