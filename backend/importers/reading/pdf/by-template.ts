import type { PdfTemplate } from '../../../../contract/rpc/pdf-template.ts';
import { Refused } from '../../../../domain/model/refused.ts';
import type { Found } from '../format-reader.ts';
import { limits } from '../workbook/limits.ts';
import type { Edition } from '../workbook/edition.ts';
import { plainTable } from '../workbook/plain-table.ts';
import type { RowTaker, SheetRow } from '../workbook/sheet-rows.ts';
import { joinedCells } from './cell-lines.ts';
import { foldedLine, foldedWord } from './fingerprint.ts';
import { isPageNumber } from './furniture.ts';
import { linesOf } from './lines.ts';
import type { PageLine } from './lines.ts';
import type { PageWords } from './page-words.ts';
import { rowPlaces } from './row-places.ts';
import { sheetRow } from './table-writer.ts';

const whole = 10_000;

/** @throws Refused pdf_template_invalid for columns over each other, or two of one name */
export function checkTemplate({ columns, top, bottom }: PdfTemplate, at: string): void {
  const names = new Set(columns.map((column) => column.name.normalize('NFC').toLowerCase()));
  const apart = columns.every((column, i) => column.left < column.right && (i === 0 || (columns[i - 1]?.right ?? 0) <= column.left));
  if (names.size !== columns.length || !apart || top >= bottom) throw new Refused({ code: 'pdf_template_invalid', at });
}

const wordsOf = (text: string): string =>
  text
    .split(/\s+/u)
    .map(foldedWord)
    .filter((word) => word !== '')
    .join(' ');

type Cut = { readonly no: number; readonly cells: readonly string[]; readonly outside: boolean };

/** The words of a line in the template's columns; words between columns belong to none. */
function cut(line: PageLine, { columns }: PdfTemplate, width: number): Cut {
  const cells = columns.map(() => '');
  let outside = false;
  for (const word of line.words) {
    const middle = ((word.left + word.right) / 2 / width) * whole;
    const at = columns.findIndex((column) => column.left <= middle && middle < column.right);
    if (at < 0) outside = true;
    else cells[at] = cells[at] === '' ? word.text : `${cells[at]} ${word.text}`;
  }
  return { no: line.no, cells, outside };
}

type State = { open: boolean };

/** Lines of a page between the words that open the table and those that end it. */
function tableLines(page: PageWords, template: PdfTemplate, state: State): readonly PageLine[] {
  const [opening, ending] = [wordsOf(template.startAfter), wordsOf(template.endBefore)];
  const place = (line: PageLine): number => (line.base / page.height) * whole;
  const all = linesOf(page.words);
  const isNumber = (line: PageLine): boolean => (line === all[0] || line === all.at(-1)) && isPageNumber(line);
  const lines = all.filter((line) => place(line) >= template.top && place(line) <= template.bottom && !isNumber(line));
  const texts = lines.map(foldedLine);
  const again = opening === '' ? -1 : texts.findIndex((text) => text.includes(opening));
  if (opening === '' || again >= 0) state.open = true;
  if (!state.open) return [];
  const kept: PageLine[] = [];
  for (const [i, line] of lines.entries()) {
    if (i <= again) continue;
    if (ending !== '' && (texts[i] ?? '').startsWith(ending)) {
      state.open = false;
      break;
    }
    kept.push(line);
  }
  return kept;
}

export type TemplateReader = {
  readonly page: (no: number, words: PageWords) => Promise<void>;
  readonly end: () => Promise<number>;
};

/** The rows of a report as its template cuts them: one table, named by the template's columns. @throws Refused pdf_template_invalid */
export function templateReader(template: PdfTemplate, found: Found, edition: Edition): TemplateReader {
  checkTemplate(template, 'pdf');
  const places = rowPlaces(found);
  const state: State = { open: false };
  const columns = template.columns.map(({ name }, i) => ({ header: name, from: i, to: i }));
  const block = { title: [], columns, dataFrom: 0, line: null };
  let [head, taker, dropped, outside]: [SheetRow[], RowTaker | null, number, number] = [[], null, 0, 0];
  let pending: { readonly page: number; readonly lines: Cut[] } | null = null;
  const start = (): void => {
    taker = plainTable({ edition, scope: '', name: '', found: places.found, block, sample: head })?.taker ?? null;
    for (const row of head) taker?.row(row);
    head = [];
  };
  const settle = (): void => {
    if (pending === null) return;
    const [first] = pending.lines;
    const row = sheetRow({ no: first?.no ?? 0, cells: joinedCells(pending.lines), spans: [] }, places.add(pending.page, first?.no ?? 0));
    pending = null;
    if (taker !== null) taker.row(row);
    else head.push(row);
    if (taker === null && head.length >= limits.headRows) start();
  };
  const take = (page: number, one: Cut): void => {
    const goesOn = template.rowColumn !== null && (one.cells[template.rowColumn] ?? '') === '';
    if (goesOn && pending !== null) pending.lines.push(one);
    else {
      settle();
      pending = { page, lines: [one] };
    }
  };
  return {
    page: async (no, words) => {
      const lines = tableLines(words, template, state);
      dropped += linesOf(words.words).length - lines.length;
      for (const line of lines) {
        const one = cut(line, template, words.width);
        if (one.outside) outside += 1;
        if (one.cells.some((cell) => cell !== '')) take(no, one);
      }
    },
    end: async () => {
      settle();
      if (taker === null) start();
      if (taker === null) return 0;
      (taker as RowTaker).end();
      if (dropped > 0) found.fact('pdf_page_lines', String(dropped));
      if (outside > 0) found.fact('pdf_outside', String(outside));
      return 1;
    },
  };
}
