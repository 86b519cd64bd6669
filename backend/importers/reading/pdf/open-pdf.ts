import { Refused } from '../../../../domain/model/refused.ts';
import { boundArrays } from './bounded-arrays.ts';
import type { ArrayGuard } from './bounded-arrays.ts';
import { pdfLimits } from './limits.ts';
import { pageWords } from './page-words.ts';
import type { PageWords } from './page-words.ts';
import { loadPdfJs, openOptions } from './pdfjs.ts';
import type { PdfJs, PdfJsPage, PdfTextItem } from './pdfjs.ts';

export type OpenPdf = {
  readonly pages: number;
  /** The words of a page's text layer, upright. @param page from 1 @throws Refused file_damaged, file_expands, file_too_large */
  readonly words: (page: number) => Promise<PageWords>;
  /** Works on a page and lets go of what it holds. @throws Refused as `words` */
  readonly with: <T>(page: number, work: (page: PdfJsPage, pdfjs: PdfJs) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
};

const headBytes = 1024;
/** The end of the file may be followed by what a mail program or a printer added. */
const tailBytes = 4096;

/** True when the bytes begin as a PDF does; some programs put a line before it. */
export const isPdf = (head: Buffer): boolean => head.subarray(0, headBytes).includes('%PDF-');

let guard: ArrayGuard | undefined;

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');

function refusalOf(error: unknown, name: string, part: string): unknown {
  if (error instanceof Refused) return error;
  if (guard?.exceeded() === true) return new Refused({ code: 'file_expands', at: name, args: { part } });
  if (nameOf(error) === 'PasswordException') return new Refused({ code: 'file_encrypted', at: name });
  return new Refused({ code: 'file_damaged', at: name, args: { part } });
}

function checkBytes(bytes: Buffer, name: string): void {
  const [limit, edge] = [pdfLimits.wholeFile, 1024 * 1024];
  if (bytes.length > limit) throw new Refused({ code: 'file_too_large', at: name, args: { part: 'PDF (MiB)', limit: limit / edge } });
  if (!isPdf(bytes)) throw new Refused({ code: 'file_damaged', at: name, args: { part: '%PDF' } });
  // a file that was cut off has lost pages, however much of it can still be read
  if (!bytes.subarray(-tailBytes).includes('%%EOF')) throw new Refused({ code: 'file_damaged', at: name, args: { part: '%%EOF' } });
}

/**
 * Opens a PDF for its words and pictures; nothing in it runs. Only for a process that ends with the file.
 * @param strict a page with an error in it is refused, as a table may not be read by halves
 * @throws Refused file_damaged, file_encrypted, file_too_large, file_expands
 */
export async function openPdf(bytes: Buffer, name: string, strict: boolean): Promise<OpenPdf> {
  checkBytes(bytes, name);
  const pdfjs = await loadPdfJs();
  guard ??= boundArrays(pdfLimits.unpacked + headBytes);
  // pdf.js takes the array over
  const task = pdfjs.getDocument({ ...openOptions(new Uint8Array(bytes)), stopAtErrors: strict });
  const document = await task.promise.catch((error: unknown) => {
    throw refusalOf(error, name, 'xref');
  });
  if (document.numPages > pdfLimits.pages)
    throw new Refused({ code: 'file_too_large', at: name, args: { part: 'PDF (pages)', limit: pdfLimits.pages } });
  const withPage: OpenPdf['with'] = async (number, work) => {
    try {
      const page = await document.getPage(number);
      const found = await work(page, pdfjs);
      page.cleanup();
      if (guard?.exceeded() === true) throw new RangeError();
      return found;
    } catch (error) {
      throw refusalOf(error, name, `${number}`);
    }
  };
  return {
    pages: document.numPages,
    with: withPage,
    words: (number) =>
      withPage(number, async (page) => {
        const { items } = await page.getTextContent();
        return pageWords(page.getViewport({ scale: 1 }), items as readonly PdfTextItem[], name);
      }),
    close: () => task.destroy(),
  };
}
