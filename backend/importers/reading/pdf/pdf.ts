import { Refused } from '../../../../domain/model/refused.ts';
import type { FormatReader, Found, SourceFile } from '../format-reader.ts';
import type { Edition } from '../workbook/edition.ts';
import { chunkedPage, tableFinder } from './detect-tables.ts';
import { isPdf, openPdf } from './open-pdf.ts';
import type { OpenPdf } from './open-pdf.ts';
import { pdfLimits } from './limits.ts';
import type { PageWords } from './page-words.ts';
import { settingsIn } from './settings.ts';
import { fittingTemplate } from './fingerprint.ts';
import { templateReader } from './by-template.ts';

/** Pages in which a layout is looked for: a cover may come first. */
const coverPages = 3;

/** Pages with a text layer are counted: a picture among them would be missing from the table without a word. */
function sayPages(found: Found, pages: number, empty: readonly number[]): void {
  const at = empty.slice(0, 20).join(', ');
  found.check({ key: 'pdf_pages', at, declared: String(pages), counted: String(pages - empty.length), agrees: empty.length === 0 });
}

type Taker = {
  readonly page: (no: number, words: PageWords, next: PageWords | null) => Promise<void>;
  readonly end: () => Promise<number>;
};

async function readPages(pdf: OpenPdf, file: SourceFile, found: Found, taker: Taker): Promise<number> {
  const empty: number[] = [];
  let [slanted, current] = [0, await pdf.words(1)];
  for (let no = 1; no <= pdf.pages; no += 1) {
    const next = no < pdf.pages ? await pdf.words(no + 1) : null;
    if (current.words.length === 0) empty.push(no);
    slanted += current.slanted;
    await taker.page(no, current, next);
    await found.breathe(Math.floor((file.bytes * no) / pdf.pages));
    if (next !== null) current = next;
  }
  if (empty.length === pdf.pages) throw new Refused({ code: 'pdf_no_text', at: file.name });
  sayPages(found, pdf.pages, empty);
  if (slanted > 0) found.fact('pdf_slanted', String(slanted));
  return taker.end();
}

type Told = { readonly settings: string; readonly edition: Edition };

async function takerFor(pdf: OpenPdf, found: Found, { settings, edition }: Told): Promise<Taker> {
  const { templates, forced } = settingsIn(settings);
  const shown: PageWords[] = [];
  for (let no = 1; no <= Math.min(coverPages, pdf.pages) && templates.length > 0; no += 1) shown.push(await pdf.words(no));
  const known = forced ?? fittingTemplate(templates, shown);
  if (known !== null) {
    if (known.name !== '') found.fact('pdf_template', known.name);
    return templateReader(known.template, found, edition);
  }
  const finder = tableFinder(found, edition);
  return {
    page: (no, words, next) => finder.page(chunkedPage(no, words), next === null ? null : chunkedPage(no + 1, next)),
    end: finder.end,
  };
}

async function read(file: SourceFile, found: Found, told: Told): Promise<void> {
  if (file.bytes > pdfLimits.wholeFile) {
    const limit = pdfLimits.wholeFile / (1024 * 1024);
    throw new Refused({ code: 'file_too_large', at: file.name, args: { part: 'PDF (MiB)', limit } });
  }
  const pdf = await openPdf(await file.read(0, file.bytes), file.name, true);
  await found.breathe(0);
  const tables = await readPages(pdf, file, found, await takerFor(pdf, found, told));
  if (tables === 0) throw new Refused({ code: 'file_no_table', at: file.name });
}

const readerAs = (version: string, edition: Edition): FormatReader => ({
  format: 'pdf',
  version,
  recognise: (name, head) => (isPdf(head) ? 2 : /\.pdf$/i.test(name) ? 1 : 0),
  read: (file, found, settings = '') => read(file, found, { settings, edition }),
});

/** Reports in PDF with a text layer: by a template that was learned for their layout, else by texts that stand below each other. */
export const pdf = readerAs('pdf-2', 4);
/** As it was released first. */
export const earlierPdf = readerAs('pdf-1', 3);
