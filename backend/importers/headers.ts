import fs from 'node:fs';
import path from 'node:path';
import { columnOf, tables } from '../../domain/model/books.ts';
import type { Column, TableName } from '../../domain/model/books.ts';
import { assetsDir } from '../words/assets.ts';

/** Header text as it is compared: lower case, ё as е, № and % as words, everything else that is no letter or digit as one space. */
export const headerKey = (header: string): string =>
  header
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll('№', ' no ')
    .replaceAll('%', ' pct ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** A header that is a stored column's own name says that its values may be whole numbers in the stored unit. */
export type HeaderMatch = {
  readonly column: string;
  readonly header: string;
  readonly storedName: boolean;
  /** the header says that its amounts are in thousands */
  readonly thousands: boolean;
};

const thousandsWords = /(?:^| )(?:тыс\p{L}*|thousands?|мың|000)(?: |$)/u;

/** A header that says that its amounts are in thousands: `Сумма, тыс. тенге`. */
export const saysThousands = (header: string): boolean => thousandsWords.test(headerKey(header));

/** What no repair multiplies out. */
const otherUnit = /(?:^| )(?:млн|миллион\p{L}*|млрд|миллиард\p{L}*|millions?|billions?)(?: |$)/u;

const unitWords =
  /(?: в)?(?: (?:тыс|тысяч\p{L}*|мың|thousands?(?: of)?|000))?(?: (?:тенге|теңге|тг|kzt))$|(?: в)? (?:тыс|тысяч\p{L}*|мың|thousands?)$/u;

type Names = ReadonlyMap<string, { readonly column: string; readonly rank: number }>;
const known = new Map<TableName, Names>();

/** `customs_value_minor` is also called `customs_value`; `net_g` in kilograms is `net_kg` (data table). */
const plainName = (column: Column): string => column.name.replace(/_(?:minor|e6|e8)$/, '');

function namesOf(table: TableName): Names {
  const found = known.get(table);
  if (found !== undefined) return found;
  const file = path.join(assetsDir(), 'profiles', 'headers.json');
  const data = JSON.parse(fs.readFileSync(file, 'utf8')) as Partial<
    Readonly<Record<TableName, Readonly<Record<string, readonly string[]>>>>
  >;
  const names = new Map<string, { column: string; rank: number }>();
  for (const column of tables[table]) {
    const all = [headerKey(column.name), headerKey(plainName(column)), ...(data[table]?.[column.name] ?? [])];
    all.forEach((name, rank) => {
      if ((names.get(name)?.rank ?? Number.POSITIVE_INFINITY) > rank) names.set(name, { column: column.name, rank });
    });
  }
  known.set(table, names);
  return names;
}

const debits = new Set(['дт', 'счет дт', 'счет дебета', 'дебет счета', 'дебет счет', 'шот дт']);
const credits = new Set(['кт', 'счет кт', 'счет кредита', 'кредит счета', 'кредит счет', 'шот кт']);

/** A journal of postings names its two accounts `Дт` and `Кт`; alone, `ДТ` is a declaration for goods. */
const isPostings = (headers: readonly string[]): boolean =>
  headers.some((header) => debits.has(headerKey(header))) && headers.some((header) => credits.has(headerKey(header)));

function namedInPostings(own: string, table: TableName, names: Names): ReturnType<Names['get']> {
  if (table !== 'ledger' && (debits.has(own) || credits.has(own))) return undefined;
  // each line stands in the debit of one account: the other one is its contra account
  return table === 'ledger' && own === 'сумма' ? { column: 'debit_minor', rank: 50 } : names.get(own);
}

/** `Сумма, тыс. тенге` names a column of the national currency and no other; a header without a unit goes before it. */
function inNational(name: ReturnType<Names['get']>, table: TableName): ReturnType<Names['get']> {
  if (name === undefined || columnOf(table, name.column)?.currency !== 'national') return undefined;
  return { ...name, rank: name.rank + 100 };
}

/**
 * Headers that are known names of the table's columns, in three languages (assets/profiles/headers.json). Where two headers name one
 * column, the better name wins and the other header stays unmapped.
 */
export function matchHeaders(headers: readonly string[], table: TableName): readonly HeaderMatch[] {
  const names = namesOf(table);
  const best = new Map<string, HeaderMatch & { readonly rank: number }>();
  const postings = isPostings(headers);
  for (const header of headers) {
    const own = headerKey(header);
    const find = (key: string): ReturnType<Names['get']> => (postings ? namedInPostings(key, table, names) : names.get(key));
    const name = find(own) ?? inNational(find(own.replace(unitWords, '')), table);
    if (name === undefined || (best.get(name.column)?.rank ?? Number.POSITIVE_INFINITY) <= name.rank) continue;
    const isMoney = columnOf(table, name.column)?.type === 'money';
    const storedName = own === headerKey(name.column);
    best.set(name.column, { column: name.column, header, storedName, thousands: isMoney && saysThousands(header), rank: name.rank });
  }
  return [...best.values()].map(({ rank: _rank, ...match }) => match);
}

const wordsIn = (key: string): readonly string[] => key.split(' ').filter((word) => word.length > 1);

/** Words that stand in headers of every kind and tell none from another. */
const empty = new Set([
  'no',
  'of',
  'the',
  'по',
  'за',
  'на',
  'номер',
  'код',
  'number',
  'code',
  'дата',
  'date',
  'сумма',
  'amount',
  'нөмірі',
  'коды',
]);

/**
 * Columns whose known names share words with a header that is none of them: `Дата и время проводки` is near `дата проводки`.
 * @returns likeness below 1 by column; none where only words are shared that stand everywhere
 */
export function nearHeader(header: string, table: TableName): ReadonlyMap<string, number> {
  const own = new Set(wordsIn(headerKey(header)));
  const near = new Map<string, number>();
  if (own.size === 0 || own.size > 12 || otherUnit.test(headerKey(header))) return near;
  for (const [name, { column }] of namesOf(table)) {
    const other = wordsIn(name);
    const shared = other.filter((word) => own.has(word));
    if (!shared.some((word) => !empty.has(word))) continue;
    const likeness = (2 * shared.length) / (own.size + other.length);
    if (likeness >= 0.6 && likeness > (near.get(column) ?? 0)) near.set(column, likeness * 0.9);
  }
  return near;
}
