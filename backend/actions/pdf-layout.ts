import fs from 'node:fs';
import path from 'node:path';
import type { HandlerContext, Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import type { Profile } from '../../contract/rpc/books.ts';
import type { PdfTemplate } from '../../contract/rpc/pdf-template.ts';
import type { TableName } from '../../domain/model/books.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { FoundPage } from '../evidence/ocr/messages.ts';
import { pagesApart } from '../evidence/ocr/pages-apart.ts';
import { bestTable } from '../importers/found-plan.ts';
import { chooseProfile } from '../importers/profiles.ts';
import { checkTemplate } from '../importers/reading/pdf/by-template.ts';
import { pdfLimits } from '../importers/reading/pdf/limits.ts';
import type { PageWords } from '../importers/reading/pdf/page-words.ts';
import { completed, proposeTemplate } from '../importers/reading/pdf/propose-template.ts';
import { settingsText } from '../importers/reading/pdf/settings.ts';
import { readApart } from '../importers/reading/read-apart.ts';

type Layout = Output<AssayCalls['pdf.layout']>;
type Tried = Output<AssayCalls['pdf.template.try']>;
type Asked = { readonly path: string; readonly from: number; readonly count: number };

async function* blocksOf(file: string): AsyncGenerator<Buffer> {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (stat?.isFile() !== true) throw new Refused({ code: 'file_unreadable', at: path.basename(file) });
  if (stat.size > pdfLimits.wholeFile) {
    const limit = pdfLimits.wholeFile / (1024 * 1024);
    throw new Refused({ code: 'file_too_large', at: path.basename(file), args: { part: 'PDF (MiB)', limit } });
  }
  for await (const block of fs.createReadStream(file, { highWaterMark: 1024 * 1024 })) yield block as Buffer;
}

/** Width of the page that places are counted on when a layout is looked for: any will do, as places are parts of it. */
const reference = 1_000;
const whole = 10_000;
/** Letters reach a fifth of their size below the line that they stand on. */
const below = 0.2;

/** The words of a page as the finder of tables takes them. */
function asWords({ ratio, words }: FoundPage): PageWords {
  const [width, height] = [reference, reference / ratio];
  return {
    width,
    height,
    slanted: 0,
    words: words.map((word) => {
      const size = (word.height / whole) * height;
      const base = ((word.top + word.height) / whole) * height - below * size;
      return { text: word.text, left: (word.left / whole) * width, right: ((word.left + word.width) / whole) * width, base, size };
    }),
  };
}

async function pagesOf(asked: Asked, context: HandlerContext): Promise<{ readonly pages: number; readonly shown: readonly FoundPage[] }> {
  const only = Array.from({ length: asked.count }, (_, i) => asked.from + i);
  const shown: FoundPage[] = [];
  let pages = 0;
  await pagesApart({ name: path.basename(asked.path), models: [], skip: [], only }, blocksOf(asked.path), {
    signal: context.signal,
    progress: (done, total) => context.progress({ stage: 'read', done, total }),
    page: (page) => void shown.push(page),
    count: (total) => {
      pages = total;
    },
  });
  return { pages, shown };
}

/** Pages of a PDF as its words stand on them, and the table that is seen there. @throws Refused file_*, pdf_no_text, cancelled */
export async function pdfLayout(asked: Asked, context: HandlerContext): Promise<Layout> {
  const { pages, shown } = await pagesOf(asked, context);
  if (shown.length > 0 && shown.every((page) => page.words.length === 0))
    throw new Refused({ code: 'pdf_no_text', at: path.basename(asked.path) });
  const proposal = shown.map((page) => proposeTemplate(asWords(page))).find((one) => one !== null) ?? null;
  return {
    pages,
    shown: shown.map(({ page, ratio, words }) => ({
      page,
      ratio,
      words: words.map(({ text, left, top, width, height }) => ({ text, left, top, width, height })),
    })),
    proposal,
  };
}

const shownRows = 100;

type Trying = {
  readonly path: string;
  readonly template: PdfTemplate;
  readonly table: TableName | null;
  readonly saved: readonly Profile[];
};

/** Header words say where columns go, as for any other file; layouts of others say nothing about this one. */
function mappingOf({ columns }: PdfTemplate, { table, saved }: Trying): Profile | null {
  const headers = columns.map((column) => column.name);
  const plain = saved.filter((profile) => profile.pdf === undefined);
  return table === null ? bestTable(headers, plain) : chooseProfile(headers, table, plain).profile;
}

/** The rows that a template makes of a file. @throws Refused pdf_template_invalid, file_*, pdf_no_text, cancelled */
export async function tryTemplate(trying: Trying, context: HandlerContext): Promise<Tried> {
  const { path: file, template } = trying;
  const name = path.basename(file);
  checkTemplate(template, name);
  const { shown } = await pagesOf({ path: file, from: 1, count: 3 }, context);
  const full = completed(template, shown.map(asWords));
  const tried: Tried = { template: full, headers: [], rows: [], places: [], records: 0, problems: 0, profile: mappingOf(full, trying) };
  await readApart(
    {
      format: 'pdf',
      path: file,
      name,
      settings: settingsText({ templates: [], forced: { name: '', template: full } }),
      signal: context.signal,
    },
    {
      table: ({ headers }) => void tried.headers.push(...headers),
      record: (_, { cells, locator }) => {
        tried.records += 1;
        if (tried.rows.length >= shownRows) return;
        tried.rows.push([...cells]);
        tried.places.push(locator ?? '');
      },
      problem: () => void (tried.problems += 1),
      check: () => undefined,
      fact: () => undefined,
      bytes: () => undefined,
    },
  );
  return tried;
}
