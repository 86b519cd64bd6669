import { Refused } from '../../../../domain/model/refused.ts';
import { words } from '../../../../domain/model/words.ts';
import type { FixedTemplate } from '../../../../contract/rpc/books.ts';
import type { FormatReader, Found, SourceFile } from '../format-reader.ts';
import { cellAt, crosses, guessPlan, isWritten } from './column-plan.ts';
import type { FixedPlan } from './column-plan.ts';
import { fixedSettingsIn } from './fixed-settings.ts';
import type { FixedSettings } from './fixed-settings.ts';
import { linesOf } from './lines.ts';
import type { SourceLine } from './lines.ts';
import { isOdd } from './odd.ts';
import { totalLines } from './total-lines.ts';
import type { TotalLines } from './total-lines.ts';

/** Lines that are looked at for a layout. */
export const sampledLines = 400;

type Reading = {
  readonly found: Found;
  readonly plan: FixedPlan;
  readonly table: number;
  readonly headers: readonly string[];
  /** columns were guessed: what crosses them is no record; values of a given plan may stand side by side */
  readonly guessed: boolean;
  /** the header's line of a learned layout; '' where there is none */
  readonly headerLine: string;
  readonly totals: TotalLines;
  /** nothing above the first header's line is a record; a header that is missing on a later page hides none */
  begun: boolean;
  ordinal: number;
  dropped: number;
  totalsDropped: number;
};

function headersOf(plan: FixedPlan, line: string | undefined): readonly string[] {
  const seen = new Map<string, number>();
  return plan.columns.map((span, i) => {
    const written = plan.header && line !== undefined ? cellAt(line, span) : '';
    const name = written === '' ? String(i + 1) : written;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} ${times}`;
  });
}

/** A header's line as it is known again: the blanks between its words may differ. */
const lineKey = (text: string): string => text.replaceAll('\f', '').trim().replace(/\s+/g, ' ');

/** The layout that was asked for, else the learned one whose header's line the file has. */
function templateOf(settings: FixedSettings, texts: readonly string[]): { readonly name: string; readonly template: FixedTemplate } | null {
  if (settings.forced !== null) return settings.forced;
  const lines = new Set(texts.map(lineKey));
  return settings.templates.find(({ template }) => template.header !== '' && lines.has(lineKey(template.header))) ?? null;
}

type Given = { readonly plan: FixedPlan | null; readonly settings: FixedSettings; readonly lines: readonly SourceLine[] };

function begin(file: SourceFile, found: Found, given: Given): Reading {
  const texts = given.lines.map(({ text }) => text.replaceAll('\f', ''));
  const learned = given.plan === null ? templateOf(given.settings, texts) : null;
  const plan = given.plan ?? (learned === null ? guessPlan(texts) : { columns: learned.template.columns, header: false });
  if (plan === null) throw new Refused({ code: 'file_no_table', at: file.name });
  const headerLine = texts.find((text) => isWritten(text) && !/\d/.test(text) && !crosses(text, plan) && filled(text, plan) > 1);
  const headers = learned === null ? headersOf(plan, headerLine) : learned.template.columns.map(({ name }) => name);
  // the fact stands before its table: whoever maps the table goes by the profile of that name
  if (learned !== null && learned.name !== '') found.fact('fixed_template', learned.name);
  const table = found.table({ scope: '', table: null, headers, canonical: false });
  const reading = { found, plan, table, headers, guessed: given.plan === null && learned === null };
  const known = learned === null ? '' : lineKey(learned.template.header);
  return {
    ...reading,
    headerLine: known,
    totals: totalLines(headers, found),
    begun: known === '' || !texts.some((text) => lineKey(text) === known),
    ordinal: 0,
    dropped: 0,
    totalsDropped: 0,
  };
}

const filled = (text: string, plan: FixedPlan): number => plan.columns.filter((span) => cellAt(text, span) !== '').length;

/** `Лист 3`, `Page 2 of 7`, alone on its line. */
const pageLine = /^\s*[-–—]?\s*(?:страница|стр\.?|лист|page|бет)\s*(?:№\s*)?\d+(?:\s*(?:из|of|\/)\s*\d+)?\s*[-–—]?\s*$/iu;

/** Something stands where a learned layout has no column: a title, a footer. */
function standsOutside(text: string, { columns }: FixedPlan): boolean {
  let from = 0;
  for (const column of columns) {
    if (text.slice(from, column.from).trim() !== '') return true;
    from = column.to;
  }
  return text.slice(from).trim() !== '';
}

function isFurniture(to: Reading, text: string, cells: readonly string[]): boolean {
  if (!isWritten(text) || pageLine.test(text)) return true;
  if (to.headerLine !== '' && lineKey(text) === to.headerLine) return true;
  const isHeader = to.plan.header && cells.every((cell, i) => cell === to.headers[i] || (cell === '' && to.headers[i] === String(i + 1)));
  return isHeader || (cells.filter((cell) => cell !== '').length < 2 && cells.length > 1) || (!to.guessed && standsOutside(text, to.plan));
}

/** Header lines come again on each page; titles, page numbers and rules fill one column or cross them: none is a record. */
function takeLine(to: Reading, line: SourceLine): void {
  const text = line.text.replaceAll('\f', '');
  if (text.trim() === '') return;
  if (!to.begun && lineKey(text) === to.headerLine) to.begun = true;
  if (!to.begun) {
    to.dropped += 1;
    return;
  }
  const cells = to.plan.columns.map((span) => cellAt(text, span));
  if (to.totals.take(cells, line.line)) {
    to.totalsDropped += 1;
    return;
  }
  if (isFurniture(to, text, cells)) {
    to.dropped += 1;
    return;
  }
  if (to.guessed && crosses(text, to.plan)) {
    if (/\d/.test(text)) to.found.problem(to.table, line.line, words('problem.text_crosses', { text: text.trim().slice(0, 60) }));
    to.dropped += 1;
    return;
  }
  to.totals.add(cells);
  to.ordinal += 1;
  const place = { ordinal: to.ordinal, locator: null, line: line.line, offset: line.offset, length: line.length };
  to.found.record(to.table, { cells, ...place, odd: isOdd(text) });
}

/**
 * Text in columns of fixed width: by a plan, by a layout that was learned, or by the blanks that all lines share. Page headers, footers
 * and lines of sums are no records; they are counted, and the sums held against the records above them.
 * @param plan columns as the caller states them; null: the settings say, else they are guessed from the first lines
 */
export const fixedReader = (plan: FixedPlan | null = null): FormatReader => ({
  format: 'fixed',
  version: 'fixed-3',
  recognise: (name, head) => {
    const text = head.toString('latin1');
    if (/[;\t]/.test(text) || !/\.(?:txt|prn|dat|asc)$/i.test(name)) return 0;
    return guessPlan(
      text
        .split('\n')
        .slice(0, -1)
        .map((line) => line.replace(/\r$/, '')),
    ) === null
      ? 0
      : 1;
  },
  read: async (file, found, told = '') => {
    const settings = fixedSettingsIn(told);
    const waiting: SourceLine[] = [];
    let to: Reading | null = null;
    const start = (): Reading => {
      const begun = begin(file, found, { plan, settings, lines: waiting });
      for (const line of waiting) takeLine(begun, line);
      return begun;
    };
    for await (const line of linesOf(file, found.breathe)) {
      if (to === null) {
        waiting.push(line);
        if (waiting.length >= sampledLines) to = start();
      } else takeLine(to, line);
    }
    to ??= start();
    if (to.ordinal === 0) throw new Refused({ code: 'file_no_table', at: file.name });
    found.fact('page_lines', String(to.dropped));
    if (to.totalsDropped > 0) found.fact('total_lines', String(to.totalsDropped));
  },
});

export const fixed: FormatReader = fixedReader();
