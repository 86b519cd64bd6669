import type { Profile } from '../../contract/rpc/books.ts';
import { problemWords } from '../../domain/model/readers/problems.ts';
import { rowReader } from '../../domain/model/readers/row-reader.ts';
import type { Value } from '../../domain/model/readers/row-reader.ts';
import type { ReaderParams } from '../../domain/model/readers/params.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { Day } from '../../domain/model/scalars.ts';
import type { Lang, Words } from '../../domain/model/words.ts';
import { commodityCode, foldGoods } from '../../domain/classification/goods-words.ts';
import type { ReferenceEntry } from '../../db/repositories/reference.ts';
import { matchHeaders } from '../importers/headers.ts';
import { completeForms, readPlan } from '../importers/plan.ts';
import type { CellFile, CellTable } from './file-cells.ts';

export type TariffLine = ReferenceEntry & { readonly folded: string };
export type TariffLines = {
  readonly entries: readonly TariffLine[];
  readonly rated: boolean;
  readonly lang: Lang;
  /** the version's first day: as said, or the earliest day that a line has */
  readonly validFrom: Day | null;
  readonly rejected: readonly { readonly line: number; readonly problem: Words }[];
  readonly rejectedCount: number;
};

const rates = ['duty_rate', 'excise_rate', 'vat_rate'];
const [keptProblems, sampledLines] = [100, 2_000];

/** No number of a tariff is an amount of money: its columns are codes, days and rates as text. */
const params: ReaderParams = { nationalCurrency: '', currencyDigits: () => null, hsLength: 0 };

type Mapped = { readonly profile: Profile; readonly rated: boolean };

/** @returns null without a column of codes and one of descriptions @throws Refused field_missing for rates without a day from which they hold */
function mappingOf({ headers, canonical, lines }: CellTable, day: Day | null, file: CellFile): Mapped | null {
  const columns = Object.fromEntries(matchHeaders(headers, 'tariff').map(({ column, header }) => [column, { header }] as const));
  if (columns['hs_code'] === undefined || columns['description'] === undefined) return null;
  const rated = rates.some((column) => columns[column] !== undefined);
  if (rated && columns['valid_from'] === undefined && day === null) throw new Refused({ code: 'field_missing', at: 'valid_from' });
  const profile: Profile = { v: 1, name: 'tariff', table: 'tariff', columns, repairs: [] };
  if (canonical) return { profile: { ...profile, decimal: '.', date: 'YYYY-MM-DD' }, rated };
  const records = lines.slice(0, sampledLines).map((record) => ({ record }));
  return { profile: completeForms(profile, { headers, delimiter: file.delimiter, records }), rated };
}

const kazakh = /[әғқңөұүһі]/iu;
const cyrillic = /[\u0400-\u04ff]/u;

/** The language of most descriptions, by their letters. */
function languageOf(entries: readonly TariffLine[]): Lang {
  const some = entries.slice(0, sampledLines);
  const share = (pattern: RegExp): number => some.filter((one) => pattern.test(one.description)).length / Math.max(1, some.length);
  if (share(cyrillic) < 0.5) return 'en';
  return share(kazakh) >= 0.5 ? 'kk' : 'ru';
}

const textOrNull = (value: Value | undefined): string | null => (typeof value === 'string' && value !== '' ? value : null);

/**
 * The lines of a nomenclature or national tariff: code with or without points, description, unit, rates and days where the file has them.
 * A line without a code (the title of a section) or with one that is none is a named problem, the others are kept.
 * @param day first day of the version where the file has no column of days
 * @throws Refused file_headers_unknown, file_empty, field_missing
 */
export function tariffLines(file: CellFile, day: Day | null): TariffLines {
  const entries: TariffLine[] = [];
  const rejected: { line: number; problem: Words }[] = [];
  let [rejectedCount, rated, mapped] = [0, false, 0];
  const reject = (line: number, problem: Words): void => {
    rejectedCount += 1;
    if (rejected.length < keptProblems) rejected.push({ line, problem });
  };
  for (const table of file.tables) {
    const mapping = mappingOf(table, day, file);
    if (mapping === null) continue;
    mapped += 1;
    rated ||= mapping.rated;
    readTable(table, mapping.profile, { name: file.name, day, take: (entry) => entries.push(entry), reject });
  }
  if (mapped === 0) throw new Refused({ code: 'file_no_table', at: file.name });
  if (entries.length === 0) throw new Refused({ code: 'file_empty', at: file.name });
  const days = entries.flatMap((one) => one.validFrom ?? []).toSorted();
  return { entries, rated, lang: languageOf(entries), validFrom: day ?? days[0] ?? null, rejected, rejectedCount };
}

type Into = {
  readonly name: string;
  readonly day: Day | null;
  readonly take: (entry: TariffLine) => void;
  readonly reject: (line: number, problem: Words) => void;
};

type Cell = (column: string) => string | null;

/** @returns the line, or the column that is no code or no text */
function lineOf(cell: Cell, day: Day | null): TariffLine | 'hs_code' | 'description' {
  const code = commodityCode(cell('hs_code') ?? '');
  // tariffs show the depth of a line by dashes before its text
  const description = (cell('description') ?? '').replace(/^[\s\u2013\u2014-]+/u, '');
  if (code === null) return 'hs_code';
  if (description === '') return 'description';
  return {
    code,
    description,
    folded: foldGoods(description),
    originCountry: cell('origin_country'),
    validFrom: (cell('valid_from') as Day | null) ?? day,
    validTo: cell('valid_to') as Day | null,
    dutyRate: cell('duty_rate'),
    exciseRate: cell('excise_rate'),
    vatRate: cell('vat_rate'),
    suppUnit: cell('supp_unit'),
    source: cell('source'),
  };
}

function readTable(table: CellTable, profile: Profile, { name, day, take, reject }: Into): void {
  const reader = rowReader(readPlan(profile, table.headers, name), params);
  const at = new Map(reader.columns.map((column, i) => [column.name, i]));
  const out: Value[] = [];
  const cell: Cell = (column) => textOrNull(out[at.get(column) ?? -1]);
  for (const record of table.lines) {
    const problem = reader.read(record, out, 0);
    if (problem !== null) {
      reject(record.line, problemWords(problem));
      continue;
    }
    const line = lineOf(cell, day);
    if (typeof line === 'object') take(line);
    else
      reject(
        record.line,
        problemWords(
          line === 'hs_code'
            ? { code: 'hs_unreadable', column: line, text: cell(line) ?? '' }
            : { code: 'required_empty', column: line, text: '' },
        ),
      );
  }
}
