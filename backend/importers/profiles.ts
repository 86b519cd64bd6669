import fs from 'node:fs';
import path from 'node:path';
import { columnOf, tables } from '../../domain/model/books.ts';
import type { TableName } from '../../domain/model/books.ts';
import { Refused } from '../../domain/model/refused.ts';
import { profile as profileSchema } from '../../contract/rpc/books.ts';
import type { Profile } from '../../contract/rpc/books.ts';
import { assetsDir } from '../words/assets.ts';
import { matchHeaders } from './headers.ts';

let committed: readonly Profile[] | undefined;

/** Profiles that ship with Assay. */
export function committedProfiles(): readonly Profile[] {
  if (committed !== undefined) return committed;
  const dir = path.join(assetsDir(), 'profiles');
  const files = fs.readdirSync(dir).filter((name) => name.endsWith('.json') && name !== 'headers.json');
  committed = files.sort().map((name) => profileSchema.parse(JSON.parse(fs.readFileSync(path.join(dir, name), 'utf8'))));
  return committed;
}

/** Headers that a profile reads. */
export const headersOf = (profile: Profile): readonly string[] =>
  Object.values(profile.columns).flatMap((from) => ('header' in from ? [from.header] : 'headers' in from ? from.headers : []));

const fits = (profile: Profile, table: TableName, headers: ReadonlySet<string>): boolean => {
  const read = headersOf(profile);
  return profile.table === table && read.length > 0 && read.every((header) => headers.has(header));
};

/** The profile made of known header names; its name is `standard`. */
function standardProfile(headers: readonly string[], table: TableName): Profile {
  const columns = matchHeaders(headers, table).map(({ column, header }) => [column, { header }] as const);
  return { v: 1, name: 'standard', table, columns: Object.fromEntries(columns), repairs: [] };
}

/**
 * Which profile reads a file: a saved or committed one all of whose headers stand in the file (the one that reads most of them), else
 * the known header names.
 * @returns `known` false when a required column found no header: a person must map it
 */
export function chooseProfile(
  headers: readonly string[],
  table: TableName,
  saved: readonly Profile[],
): { readonly profile: Profile; readonly known: boolean } {
  const present = new Set(headers);
  const standard = standardProfile(headers, table);
  const fitting = [...saved, ...committedProfiles()].filter((p) => fits(p, table, present));
  const widest = fitting.toSorted((a, b) => headersOf(b).length - headersOf(a).length)[0];
  const standardKnown = missingColumns(standard).length === 0;
  if (widest !== undefined && !(standardKnown && headersOf(widest).length < headersOf(standard).length))
    return { profile: widest, known: true };
  return { profile: standard, known: standardKnown };
}

/** Required columns that a profile gives no text for. */
export function missingColumns(profile: Profile): readonly string[] {
  return tables[profile.table].filter((c) => c.required === true && !Object.hasOwn(profile.columns, c.name)).map((c) => c.name);
}

/** @throws Refused profile_invalid for a column the table does not have, a repair that does not fit, another table */
export function checkProfile(profile: Profile, table: TableName): void {
  const invalid = (at: string): never => {
    throw new Refused({ code: 'profile_invalid', at, args: { problem: at } });
  };
  if (profile.table !== table) invalid(profile.table);
  for (const name of Object.keys(profile.columns)) if (columnOf(table, name) === undefined) invalid(name);
  for (const { repair, column } of profile.repairs) {
    const type = columnOf(table, column)?.type;
    if (repair === 'left-pad-hs' ? column !== 'hs_code' : !['money', 'quantity', 'rate', 'weight'].includes(type ?? ''))
      invalid(`${repair}: ${column}`);
  }
}
