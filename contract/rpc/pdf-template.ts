import { z } from 'zod';

const part = z.number().int().min(0).max(10_000);

/**
 * How the tables of one layout of PDF reports are read: learned once by marking, kept with a profile. Places in ten-thousandths of the
 * page's width and height.
 */
export const pdfTemplate = z.object({
  v: z.literal(1),
  /** words of the header and where their middles stand across the page: a page that has them has this layout */
  fingerprint: z.array(z.object({ word: z.string().min(1).max(100), at: part })).max(60),
  /** from left to right, none over another; the name is the column's header */
  columns: z
    .array(z.object({ name: z.string().min(1).max(200), left: part, right: part }))
    .min(1)
    .max(60),
  /** what stands above and below is the page's header and footer */
  top: part,
  bottom: part,
  /** the table begins below the line with these words, on each page that has it; '': at the top */
  startAfter: z.string().max(300),
  /** the table ends before the line that begins with these words; '': with the page */
  endBefore: z.string().max(300),
  /** a line that is empty in this column goes on with the row above; null: each line is a row */
  rowColumn: z.number().int().min(0).max(59).nullable(),
});
export type PdfTemplate = z.infer<typeof pdfTemplate>;
