import type { CancelSignal } from '../../contract/rpc/call.ts';
import { setImmediate as breathe } from 'node:timers/promises';
import type { HandlerContext } from '../../contract/rpc/call.ts';
import { keepCells } from '../../db/queries/coded-columns.ts';
import { groupRows } from '../../db/repositories/books-group.ts';
import type { GroupQuery } from '../../db/repositories/books-group.ts';
import { requireColumn } from '../../db/repositories/books-filter.ts';
import { openView, readWindow } from '../../db/repositories/books-view.ts';
import type { ViewQuery } from '../../db/repositories/books-view.ts';
import type { BookCell } from '../../db/repositories/books-rows.ts';
import { openSnapshot } from '../../db/snapshot.ts';
import type { Store } from '../../db/store.ts';
import { tables } from '../../domain/model/books.ts';
import type { Column } from '../../domain/model/books.ts';
import { Refused } from '../../domain/model/refused.ts';
import { words } from '../../domain/model/words.ts';
import type { Lang } from '../../domain/model/words.ts';
import { sayIn } from '../words/locales.ts';
import type { JobHandlers } from '../processes/serve-jobs.ts';
import { csvOf } from './csv-writer.ts';
import type { CsvForm } from './csv-writer.ts';
import type { LongWords } from './long-texts.ts';
import { copiedCell, currencyIn, kindOf, weightDigits } from './sheet-cells.ts';
import { plainDecimal } from '../../db/repositories/group-codes.ts';
import type { About, Sheet, SheetColumn, SheetRow } from './sheet.ts';
import { writeStreamed } from './write-streamed.ts';
import type { Written } from './write-streamed.ts';
import { xlsxOf } from './xlsx-writer.ts';

/** @property groups null: the rows themselves */
export type ExportRequest = {
  readonly books: { readonly file: string; readonly key: Uint8Array };
  readonly list: ViewQuery;
  readonly groups: Pick<GroupQuery, 'groups' | 'aggregates' | 'order'> | null;
  /** of the rows, in their order */
  readonly columns: readonly string[];
  /** one per written column, the name of the row or the groups first */
  readonly titles: readonly string[];
  readonly csv: CsvForm;
  readonly format: 'csv' | 'xlsx';
  readonly about: About;
  readonly lang: Lang;
  readonly name: string;
  /** a new file, and what people call the one that it will be */
  readonly to: string;
  readonly named: string;
  /** milliseconds: what stands in the archive */
  readonly made: number;
};
/** @property cut cells of a workbook whose text stands in a sheet of its own, because no cell holds it */
export type ExportOutcome = Written & { readonly rows: number; readonly cut: number };
export type ExportJobs = { 'export.rows': { readonly input: ExportRequest; readonly output: ExportOutcome } };

const cacheMiB = 32;
/** Rows that are read, written and forgotten at a time. */
const pieceRows = 400;

const titled = (titles: readonly string[], kinds: readonly SheetColumn['kind'][]): readonly SheetColumn[] =>
  kinds.map((kind, i) => ({ kind, title: titles[i] ?? '' }));

type Told = HandlerContext['progress'];

/** The rows of a list, the name of each first: by it the row is found in its evidence. */
function rowSheet(store: Store, { list, columns, titles }: ExportRequest, told: Told): Sheet {
  const { table, money } = list;
  const view = store.read((db) => openView(db, list));
  const all = tables[table];
  const places = columns.map((name) => all.findIndex((column) => column.name === name));
  const write = columns.map((name) => {
    const column = requireColumn(table, name);
    return { column, currency: currencyIn(table, column, money) };
  });
  const placeOf = new Map(all.map((column, i) => [column.name, i]));
  const written = (name: string, cells: readonly BookCell[]): SheetRow => {
    const at = (column: string): BookCell => cells[placeOf.get(column) ?? -1] ?? null;
    return [name, ...write.map(({ column, currency }, i) => copiedCell(cells[places[i] ?? -1] ?? null, column, money, currency(at)))];
  };
  async function* pieces(): AsyncGenerator<readonly SheetRow[]> {
    for (let done = 0; done < view.total; ) {
      const at = done;
      const { rows } = store.read((db) => readWindow(db, view, at, pieceRows));
      if (rows.length === 0) throw new Refused({ code: 'view_gone', at: table });
      yield rows.map((row) => written(row.name, row.cells));
      done += rows.length;
      told({ stage: 'export', done, total: view.total });
      // a cancellation is heard between two pieces
      await breathe();
    }
  }
  const rowAt = async (index: number): Promise<SheetRow> => {
    const [row] = store.read((db) => readWindow(db, view, index, 1)).rows;
    if (row === undefined) throw new Refused({ code: 'view_gone', at: table });
    return written(row.name, row.cells);
  };
  return { columns: titled(titles, ['text', ...write.map(({ column }) => kindOf(column))]), total: view.total, rows: pieces(), rowAt };
}

/** A group's value as the cells of its column stand in a copy: filters take weights in grams, copies hold kilograms. */
const shownValue = (column: Column, by: GroupQuery['groups'][number]['by']): ((value: string | null) => string | null) =>
  column.type === 'weight' && by === 'value'
    ? (value) => (value === null ? null : plainDecimal(BigInt(value), weightDigits))
    : (value) => value;

/** Groups with their figures; beside a figure of money its currency. */
function groupSheet(store: Store, { list, groups: asked, titles }: ExportRequest, told: Told): Sheet {
  const { table, money } = list;
  if (asked === null) throw new RangeError('no groups are asked for');
  const query = { list, ...asked, limit: Number.MAX_SAFE_INTEGER };
  const { groups } = store.read((db) => groupRows(db, keepCells(0), query, (done, total) => told({ stage: 'columns', done, total })));
  const figures = asked.aggregates.map(({ of, column: name }) => {
    const column = requireColumn(table, name);
    const isCount = of === 'count' || of === 'distinct' || of === 'empty';
    return { column, isCount, isMoney: column.type === 'money' && !isCount };
  });
  const valueShown = asked.groups.map(({ column, by }) => shownValue(requireColumn(table, column), by));
  const written = ({ values, count, figures: found }: (typeof groups)[number]): SheetRow => [
    ...values.map((value, i) => valueShown[i]?.(value) ?? value),
    String(count),
    ...figures.flatMap(({ column, isCount, isMoney }, i) => {
      const { cell = null, currency = null } = found[i] ?? {};
      const text = isCount ? String(cell) : copiedCell(cell, column, money, currency);
      return isMoney ? [text, currency] : [text];
    }),
  ];
  const byKind = asked.groups.map(({ column, by }) => (by === 'value' ? kindOf(requireColumn(table, column)) : 'text'));
  const kinds = figures.flatMap(({ column, isCount, isMoney }): SheetColumn['kind'][] =>
    isMoney ? ['amount', 'text'] : [isCount ? 'number' : kindOf(column)],
  );
  async function* pieces(): AsyncGenerator<readonly SheetRow[]> {
    for (let at = 0; at < groups.length; at += pieceRows) {
      yield groups.slice(at, at + pieceRows).map(written);
      await breathe();
    }
  }
  const rowAt = async (index: number): Promise<SheetRow> => {
    const group = groups[index];
    if (group === undefined) throw new Refused({ code: 'view_gone', at: table });
    return written(group);
  };
  return { columns: titled(titles, [...byKind, 'number', ...kinds]), total: groups.length, rows: pieces(), rowAt };
}

/** What a workbook says of texts that no cell holds. */
function longWords(lang: Lang): LongWords {
  const say = sayIn(lang);
  const word = (key: string): string => say(words(`export.long.${key}`));
  const name = word('name');
  return {
    name,
    titles: [word('sheet'), word('cell'), word('piece'), word('text')],
    cut: say(words('export.long.cut', { sheet: name })),
    said: (n) => [name, say(words('export.long.said', { n }))],
  };
}

/** Writes the list in its format. @returns how many cells were too long */
async function writeSheet(sheet: Sheet, request: ExportRequest, signal: CancelSignal): Promise<ExportOutcome> {
  const { format, csv, about, lang, name, to, named, made } = request;
  if (format === 'csv') return { ...(await writeStreamed(to, csvOf(sheet, csv), { signal, named })), rows: sheet.total, cut: 0 };
  const book = xlsxOf(sheet, about, { name, made: new Date(made), words: longWords(lang) });
  const written = await writeStreamed(to, book.bytes, { signal, named });
  return { ...written, rows: sheet.total, cut: book.cut() };
}

/** Writes copies of lists in a process that reads the books as they were when it began. */
export const exportJobs = (): JobHandlers<ExportJobs> => ({
  'export.rows': async (request, { signal, progress }) => {
    const { books } = request;
    const store = openSnapshot(books.file, books.key, cacheMiB);
    books.key.fill(0);
    try {
      const sheet = request.groups === null ? rowSheet(store, request, progress) : groupSheet(store, request, progress);
      return await writeSheet(sheet, request, signal);
    } finally {
      store.close();
    }
  },
});
