import type { ImportPreview, Profile } from '../../../../contract/rpc/books.ts';
import { tableNames, tables } from '../../../../domain/model/books.ts';
import type { TableName } from '../../../../domain/model/books.ts';

/** What the person said about the file so far; what is left out is found out from the file. */
export type Source = {
  readonly path: string;
  readonly table: TableName;
  readonly encoding?: Profile['encoding'];
  readonly profile?: Profile;
  /** of a file that is no CSV: what it is, and the part of it that is mapped */
  readonly format?: string;
  readonly scope?: string;
};

const plain = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '_');

/** Headers that say a column's own name. */
export function sameNames(headers: readonly string[], table: TableName): Profile['columns'] {
  const byName = new Map(headers.map((header) => [plain(header), header]));
  const found: Profile['columns'] = {};
  for (const { name } of tables[table]) {
    const header = byName.get(plain(name));
    if (header !== undefined) found[name] = { header };
  }
  return found;
}

/** @returns the profile with one column taken from another header, or from none */
export function mapped(profile: Profile, column: string, header: string): Profile {
  const { [column]: _old, ...rest } = profile.columns;
  return { ...profile, columns: header === '' ? rest : { ...rest, [column]: { header } } };
}

/** @returns the profile with a header put to a column, or to none; what stood there before stands nowhere */
export function sentTo(profile: Profile, header: string, column: string): Profile {
  const kept = Object.entries(profile.columns).filter(([name, from]) => name !== column && !('header' in from && from.header === header));
  const repairs = profile.repairs.filter((one) => one.column !== column && (column !== '' || kept.some(([name]) => name === one.column)));
  return { ...profile, columns: { ...Object.fromEntries(kept), ...(column === '' ? {} : { [column]: { header } }) }, repairs };
}

/** The column that a header goes to, or ''. */
export const goesTo = (profile: Profile, header: string): string =>
  Object.entries(profile.columns).find(([, from]) =>
    'header' in from ? from.header === header : 'headers' in from && from.headers.includes(header),
  )?.[0] ?? '';

type Offer = ImportPreview['repairs'][number];

/** Repairs that only make sense together: the two sides of one amount, direction and amount of a payment. */
export const offerGroups = (offers: readonly Offer[]): readonly (readonly [Offer, ...Offer[]])[] => {
  const groups = new Map<string, [Offer, ...Offer[]]>();
  for (const offer of offers) {
    const key = offer.repair.startsWith('split-') ? offer.repair : `${offer.repair} ${offer.column}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [offer]);
    else group.push(offer);
  }
  return [...groups.values()];
};

/** @returns the profile with the repairs stated, and the columns that they need; or without them */
export function withRepairs(profile: Profile, offers: readonly Offer[], on: boolean): Profile {
  const same = (a: { readonly repair: string; readonly column: string }): boolean =>
    offers.some((offer) => offer.repair === a.repair && offer.column === a.column);
  const others = profile.repairs.filter((one) => !same(one));
  if (!on) return { ...profile, repairs: others };
  const stated = offers.map(({ repair, column, unit, by }) => ({
    repair,
    column,
    ...(unit === undefined ? {} : { unit }),
    ...(by === undefined ? {} : { by }),
  }));
  const columns = Object.fromEntries(offers.flatMap(({ column, header }) => (header === undefined ? [] : [[column, { header }]])));
  return { ...profile, columns: { ...profile.columns, ...columns }, repairs: [...others, ...stated] };
}

/** What the file gives a column: a header, or words about a fixed or joined value. */
export function headerOf(
  profile: Profile,
  column: string,
): { readonly header: string; readonly other: 'value' | 'joined' | 'ordinal' | null } {
  const from = profile.columns[column];
  if (from === undefined) return { header: '', other: null };
  if ('header' in from) return { header: from.header, other: null };
  if ('value' in from) return { header: from.value, other: 'value' };
  return 'headers' in from ? { header: from.headers.join(from.join), other: 'joined' } : { header: '', other: 'ordinal' };
}

/** Of two readings of one file the one that fits: known, else more columns found; the first one when both say as little. */
export function fitsBetter(a: ImportPreview, b: ImportPreview): boolean {
  if (a.known !== b.known) return a.known;
  return Object.keys(a.profile.columns).length >= Object.keys(b.profile.columns).length;
}

/**
 * A mapping that is not known yet is named after its file, so that it does not take another one's place.
 * @param kept what comes of it is kept: one that is made of known words has no name of its own either
 */
export const named = (preview: ImportPreview, kept = false): ImportPreview =>
  preview.known && !(kept && preview.origin === 'words')
    ? preview
    : { ...preview, profile: { ...preview.profile, name: preview.fileName.replace(/\.[^.]+$/, '') } };

/** How a person cut the file, for another table: nothing is mapped yet. @returns null where nobody cut it */
export function layoutOf({ name, fixed, pdf }: Profile, table: TableName): Profile | null {
  if (fixed === undefined && pdf === undefined) return null;
  const layout = { ...(fixed === undefined ? {} : { fixed }), ...(pdf === undefined ? {} : { pdf }) };
  return { v: 1, name, table, columns: {}, repairs: [], ...layout };
}

/** Of these one at least says what a row is about; each may be absent where another one stands. */
const amounts: Readonly<Partial<Record<TableName, readonly string[]>>> = {
  ledger: ['debit_minor', 'credit_minor'],
  invoices: ['amount_minor', 'total_minor'],
};

/** @returns the columns of amounts, where the book has such and the file gives none of them */
export function lackingAmounts({ table, columns }: Profile): readonly string[] {
  const all = amounts[table] ?? [];
  return all.some((name) => columns[name] !== undefined) ? [] : all;
}

/** Ready to be imported: every required column has a source. */
export const isReady = (preview: ImportPreview): boolean => preview.missing.length === 0;

/** The tables, best fitting first: the one that the file was taken for, then by how many of its headers name a column. */
export function byFit(headers: readonly string[], taken: TableName): readonly TableName[] {
  const fit = new Map(tableNames.map((table) => [table, Object.keys(sameNames(headers, table)).length]));
  const rest = tableNames.filter((table) => table !== taken);
  // sort keeps the order of tables that fit as well
  return [taken, ...rest.sort((a, b) => (fit.get(b) ?? 0) - (fit.get(a) ?? 0))];
}

/** True when no other table has more columns of the headers' names: a file of another table often has the few that this one needs. */
export function fitsMost(headers: readonly string[], table: TableName): boolean {
  const named = (one: TableName): number => Object.keys(sameNames(headers, one)).length;
  return tableNames.every((other) => named(other) <= named(table));
}

type PartRows = { readonly table: TableName; readonly rows: number };

/** The table that an imported file is mostly about: declarations or postings where it has them, else the most rows; null for none. */
export function mainTable(parts: readonly PartRows[]): TableName | null {
  const filled = parts.filter((part) => part.rows > 0);
  const first = (['declarations', 'ledger'] as const).find((table) => filled.some((part) => part.table === table));
  return first ?? filled.toSorted((a, b) => b.rows - a.rows)[0]?.table ?? parts[0]?.table ?? null;
}

export const nameOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

const bare = (path: string): string => path.replace(/\.[^./\\]*$/, '');

/** Memo files that were dropped with their DBF are read with it, and not looked at by themselves. */
export function withoutMemos(paths: readonly string[]): readonly string[] {
  const books = new Set(paths.filter((path) => /\.dbf$/i.test(path)).map(bare));
  return paths.filter((path) => !(/\.(?:dbt|fpt)$/i.test(path) && books.has(bare(path))));
}
