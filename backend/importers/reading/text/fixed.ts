import { Refused } from '../../../../domain/model/refused.ts';
import { words } from '../../../../domain/model/words.ts';
import type { FormatReader, Found, SourceFile } from '../format-reader.ts';
import { cellAt, crosses, guessPlan, isWritten } from './column-plan.ts';
import type { FixedPlan } from './column-plan.ts';
import { linesOf } from './lines.ts';
import type { SourceLine } from './lines.ts';
import { isOdd } from './odd.ts';

const sampled = 400;

type Reading = {
  readonly found: Found;
  readonly plan: FixedPlan;
  readonly table: number;
  readonly headers: readonly string[];
  /** columns were guessed: what crosses them is no record; values of a given plan may stand side by side */
  readonly guessed: boolean;
  ordinal: number;
  dropped: number;
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

function begin(file: SourceFile, found: Found, given: { readonly plan: FixedPlan | null; readonly lines: readonly SourceLine[] }): Reading {
  const texts = given.lines.map(({ text }) => text.replaceAll('\f', ''));
  const plan = given.plan ?? guessPlan(texts);
  if (plan === null) throw new Refused({ code: 'file_no_table', at: file.name });
  const headerLine = texts.find((text) => isWritten(text) && !/\d/.test(text) && !crosses(text, plan) && filled(text, plan) > 1);
  const headers = headersOf(plan, headerLine);
  const table = found.table({ scope: '', table: null, headers, canonical: false });
  return { found, plan, table, headers, guessed: given.plan === null, ordinal: 0, dropped: 0 };
}

const filled = (text: string, plan: FixedPlan): number => plan.columns.filter((span) => cellAt(text, span) !== '').length;

/** Header lines come again on each page; titles, page numbers and rules fill one column or cross them: none is a record. */
function takeLine(to: Reading, line: SourceLine): void {
  const text = line.text.replaceAll('\f', '');
  if (text.trim() === '') return;
  const cells = to.plan.columns.map((span) => cellAt(text, span));
  const isHeader = to.plan.header && cells.every((cell, i) => cell === to.headers[i] || (cell === '' && to.headers[i] === String(i + 1)));
  if (!isWritten(text) || isHeader || (filled(text, to.plan) < 2 && to.plan.columns.length > 1)) {
    to.dropped += 1;
    return;
  }
  if (to.guessed && crosses(text, to.plan)) {
    if (/\d/.test(text)) to.found.problem(to.table, line.line, words('problem.text_crosses', { text: text.trim().slice(0, 60) }));
    to.dropped += 1;
    return;
  }
  to.ordinal += 1;
  const place = { ordinal: to.ordinal, locator: null, line: line.line, offset: line.offset, length: line.length };
  to.found.record(to.table, { cells, ...place, odd: isOdd(text) });
}

/**
 * Text in columns of fixed width, by a plan or by the blanks that all lines share.
 * @param plan columns as a profile states them; null guesses them from the first lines
 */
export const fixedReader = (plan: FixedPlan | null = null): FormatReader => ({
  format: 'fixed',
  version: 'fixed-2',
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
  read: async (file, found) => {
    const waiting: SourceLine[] = [];
    let to: Reading | null = null;
    const start = (): Reading => {
      const begun = begin(file, found, { plan, lines: waiting });
      for (const line of waiting) takeLine(begun, line);
      return begun;
    };
    for await (const line of linesOf(file, found.breathe)) {
      if (to === null) {
        waiting.push(line);
        if (waiting.length >= sampled) to = start();
      } else takeLine(to, line);
    }
    to ??= start();
    if (to.ordinal === 0) throw new Refused({ code: 'file_no_table', at: file.name });
    found.fact('page_lines', String(to.dropped));
  },
});

export const fixed: FormatReader = fixedReader();
