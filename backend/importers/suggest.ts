import { tables } from '../../domain/model/books.ts';
import type { Column, TableName } from '../../domain/model/books.ts';
import { contentsOf } from '../../domain/model/readers/contents.ts';
import type { ContentKind, Contents, KnownCodes } from '../../domain/model/readers/contents.ts';
import type { Suggestion } from '../../contract/rpc/books.ts';
import { headerKey, matchHeaders, nearHeader } from './headers.ts';

/** Columns of a file with some of their values. */
export type NamedColumns = { readonly headers: readonly string[]; readonly records: readonly (readonly string[])[] };

/** What programs call a column that nobody named. */
const placeholder = /^(?:(?:column|col|field|f|столбец|колонка|графа|поле|баған|unnamed|reserved|rezerv)\s*\d*|\d+|)$/;

/** How well contents go with a column, by its name first, then by its type; 0 where they contradict it. */
const byName: readonly (readonly [RegExp, ContentKind, number])[] = [
  [/^(?:reg_no|prev_decl|decl_no)$/, 'declaration', 1],
  [/^hs_code$/, 'hs', 1],
  [/^currency$/, 'currency', 1],
  [/^incoterm$/, 'incoterm', 1],
  [/country$/, 'country', 0.8],
  [/^(?:account|contra_account)$/, 'account', 0.9],
  [/(?:_account|iban)$/, 'iban', 0.9],
  [/(?:_id|taxid|tax_id)$/, 'taxid', 0.8],
  [/^direction$/, 'mark', 0.8],
  [/_rate$/, 'percent', 0.7],
  [/^(?:item_no|line_no)$/, 'count', 0.5],
];

const byType: Readonly<Record<Column['type'], readonly ContentKind[]>> = {
  day: ['day'],
  money: ['amount', 'number', 'count'],
  quantity: ['amount', 'number', 'count'],
  weight: ['amount', 'number', 'count'],
  rate: ['amount', 'number'],
  count: ['count'],
  rateText: ['percent', 'amount', 'count'],
  code: ['code', 'declaration', 'taxid', 'iban', 'account', 'hs', 'currency', 'country', 'incoterm', 'mark', 'count', 'number', 'text'],
  text: ['text', 'code', 'country', 'incoterm', 'taxid', 'mark', 'count', 'number', 'account', 'hs', 'currency'],
};

/** Kinds that say by themselves which column is meant. */
function named(column: Column, { kind, sign }: Contents): number {
  const own = byName.find(([name, of]) => of === kind && name.test(column.name));
  if (own !== undefined) return own[2];
  // a whole account or a code of six digits is seldom an amount, a day never is
  if (kind === 'day' && column.type === 'day') return 0.7;
  // an amount may be any of several: only the one that the table cannot do without is meant by itself
  if (kind === 'amount' && column.type === 'money' && column.required === true) return sign && column.least === 0 ? 0 : 0.5;
  return 0;
}

const agrees = (column: Column, { kind, sign }: Contents): boolean => byType[column.type].includes(kind) && !(sign && column.least === 0);

type Rated = { readonly column: Column; readonly header: string; readonly score: number; readonly why: Suggestion['why'] };
type Given = {
  readonly header: string;
  readonly contents: Contents | null;
  readonly words: ReadonlyMap<string, number>;
  readonly mute: boolean;
};

/** @returns how well the two go together, 0 to 1; 0: not at all */
function rate(column: Column, { header, contents, words, mute }: Given): Rated | null {
  const word = words.get(column.name) ?? 0;
  const content = contents === null ? 0 : named(column, contents);
  const contradicts = contents !== null && !agrees(column, contents);
  const needed = column.required === true ? 0.02 : 0;
  if (word > 0 && contradicts) return word === 1 ? { column, header, score: 0.35, why: 'word' } : null;
  if (word > 0) return { column, header, score: Math.min(1, word * 0.85 + content * 0.1 + needed), why: content > 0 ? 'both' : 'word' };
  // a header that says something else is believed, unless only one kind of column can hold what stands below it
  if (contradicts || content < (mute ? 0.5 : 0.9)) return null;
  return { column, header, score: content * (mute ? 0.6 : 0.45) + needed, why: 'content' };
}

const sureOf = (score: number): Suggestion['sure'] => (score >= 0.8 ? 'high' : score >= 0.5 ? 'medium' : 'low');

/** Words of headers: 1 a known name of the column, less where only some of its words are there. */
function wordsOf(headers: readonly string[], table: TableName): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const found = new Map(headers.map((header) => [header, new Map<string, number>()]));
  for (const { header, column } of matchHeaders(headers, table)) found.get(header)?.set(column, 1);
  for (const header of headers) {
    const own = found.get(header);
    if (own === undefined || own.size > 0) continue;
    for (const [column, likeness] of nearHeader(header, table)) own.set(column, likeness);
  }
  return found;
}

/** More columns than any book has: what stands behind them is left to people. */
const mostHeaders = 500;

/**
 * Which column of the file goes to which column of the table, by its header's words and by what stands below it. No two go to one, and
 * none goes to two; of several that fit as well the first in the table and in the file is taken.
 */
export function suggestColumns(file: NamedColumns, table: TableName, codes: KnownCodes): readonly Suggestion[] {
  const headers = file.headers.slice(0, mostHeaders);
  const words = wordsOf(headers, table);
  const given = headers.map((header, i): Given => {
    const contents = contentsOf(
      file.records.map((cells) => cells[i] ?? ''),
      codes,
    );
    return {
      header,
      contents,
      words: words.get(header) ?? new Map(),
      mute: placeholder.test(headerKey(header)) || isCounted(header, headers),
    };
  });
  const rated = given.flatMap((one) => tables[table].flatMap((column) => rate(column, one) ?? []));
  const [columns, taken, out] = [new Set<string>(), new Set<string>(), [] as Suggestion[]];
  for (const { column, header, score, why } of rated.toSorted((a, b) => b.score - a.score)) {
    if (columns.has(column.name) || taken.has(header)) continue;
    columns.add(column.name);
    taken.add(header);
    const kind = given.find((one) => one.header === header)?.contents?.kind ?? null;
    out.push({ column: column.name, header, why, sure: sureOf(score), kind });
  }
  return out;
}

/** `Сумма 2`: the second of two columns of one name says as little as the first. */
const isCounted = (header: string, headers: readonly string[]): boolean => {
  const base = /^(.*) \d+$/.exec(header)?.[1];
  return base !== undefined && headers.some((other) => other.toLowerCase() === base.toLowerCase());
};
