import type { ImportPreview, Profile } from '../../../../contract/rpc/books.ts';
import { tables } from '../../../../domain/model/books.ts';
import type { TableName } from '../../../../domain/model/books.ts';

/** What the person said about the file so far; what is left out is found out from the file. */
export type Source = {
  readonly path: string;
  readonly table: TableName;
  readonly encoding?: Profile['encoding'];
  readonly profile?: Profile;
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

/** A mapping that is not known yet is named after its file, so that it does not take another one's place. */
export const named = (preview: ImportPreview): ImportPreview =>
  preview.known ? preview : { ...preview, profile: { ...preview.profile, name: preview.fileName.replace(/\.[^.]+$/, '') } };

/** Ready to be imported: every required column has a source. */
export const isReady = (preview: ImportPreview): boolean => preview.missing.length === 0;
