import { z } from 'zod';
import { profile } from './books.ts';
import { pdfTemplate } from './pdf-template.ts';
import { table } from './shapes.ts';

const part = z.number().min(0).max(10_000);

/** A word of a page's text layer; places in ten-thousandths of the page's width and height. */
export const layoutWord = z.object({ text: z.string(), left: part, top: part, width: part, height: part });

export const layoutPage = z.object({
  page: z.number(),
  /** width by height */
  ratio: z.number(),
  words: z.array(layoutWord),
});
export type LayoutPage = z.infer<typeof layoutPage>;

/** The most pages that are looked at for a layout. */
const mostPages = 5;

export const pdfCalls = {
  /** words of some pages with their places, and what tables are found without a template: the proposal that a person goes on from */
  'pdf.layout': {
    input: z.object({ path: z.string(), from: z.number().int().min(1), count: z.number().int().min(1).max(mostPages) }),
    output: z.object({ pages: z.number(), shown: z.array(layoutPage), proposal: pdfTemplate.nullable() }),
    progress: true,
  },
  /** the first rows as a template cuts them; the template comes back with the words of its header, by which the layout is known again */
  'pdf.template.try': {
    input: z.object({ path: z.string(), template: pdfTemplate, table: table.nullable() }),
    output: z.object({
      template: pdfTemplate,
      headers: z.array(z.string()),
      rows: z.array(z.array(z.string())),
      /** `page/line` of each row */
      places: z.array(z.string()),
      records: z.number(),
      problems: z.number(),
      /** how the columns would go into the table, or into the one that they fit best; null where they fit none */
      profile: profile.nullable(),
    }),
    progress: true,
  },
} as const;
