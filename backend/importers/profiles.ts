import fs from 'node:fs';
import path from 'node:path';
import { columnOf, tables } from '../../domain/model/books.ts';
import type { TableName } from '../../domain/model/books.ts';
import { profile as profileSchema } from '../../contract/rpc/books.ts';
import type { Profile, ProfileOrigin } from '../../contract/rpc/books.ts';
import { assetsDir } from '../words/assets.ts';
import { matchHeaders, saysThousands } from './headers.ts';

let committed: readonly Profile[] | undefined;

/** Profiles that ship with Assay. */
export function committedProfiles(): readonly Profile[] {
  if (committed !== undefined) return committed;
  const dir = path.join(assetsDir(), 'profiles');
  const files = fs.readdirSync(dir).filter((name) => name.endsWith('.json') && name !== 'headers.json');
  committed = files.sort().map((name) => profileSchema.parse(JSON.parse(fs.readFileSync(path.join(dir, name), 'utf8'))));
  return committed;
}

/** Headers that a profile reads, those that its repairs go by included. */
export const headersOf = (profile: Profile): readonly string[] => [
  ...Object.values(profile.columns).flatMap((from) => ('header' in from ? [from.header] : 'headers' in from ? from.headers : [])),
  ...profile.repairs.flatMap(({ by }) => (by === undefined ? [] : [by])),
];

const fits = (profile: Profile, table: TableName, headers: ReadonlySet<string>): boolean => {
  const read = headersOf(profile);
  return profile.table === table && read.length > 0 && read.every((header) => headers.has(header));
};

/** The profile made of known header names; its name is `standard`. */
function standardProfile(headers: readonly string[], table: TableName): Profile {
  const matches = matchHeaders(headers, table);
  const columns = matches.map(({ column, header }) => [column, { header }] as const);
  const repairs = matches.flatMap(({ column, thousands }) => (thousands ? [{ repair: 'thousands', column } as const] : []));
  return { v: 1, name: 'standard', table, columns: Object.fromEntries(columns), repairs };
}

/** A profile with suggested columns: amounts whose header says thousands are multiplied out, as those of known names are. */
export function withSuggestions(profile: Profile, suggested: readonly { readonly column: string; readonly header: string }[]): Profile {
  const columns = { ...Object.fromEntries(suggested.map(({ column, header }) => [column, { header }] as const)), ...profile.columns };
  const repaired = new Set(profile.repairs.map((one) => `${one.repair}:${one.column}`));
  const more = Object.entries(columns).flatMap(([column, from]) => {
    const inThousands = 'header' in from && saysThousands(from.header) && columnOf(profile.table, column)?.type === 'money';
    return inThousands && !repaired.has(`thousands:${column}`) ? [{ repair: 'thousands', column } as const] : [];
  });
  return { ...profile, columns, repairs: [...profile.repairs, ...more] };
}

/** Whose file it is and of which program, as far as that is known; '' where it is not. */
export type FileOwner = { readonly taxid: string; readonly software: string };

const nobody: FileOwner = { taxid: '', software: '' };

/** Names of one program are written with more or less of its version. */
const sameSoftware = (a: string, b: string): boolean => {
  const [one, other] = [a, b].map((text) => text.toLowerCase().replace(/\s+/g, ' ').trim());
  return one !== undefined && other !== undefined && one !== '' && other !== '' && (one.startsWith(other) || other.startsWith(one));
};

/** How near a profile is to a file: made for this trader's program, this trader, this program; for anybody; for another trader. */
function nearness(profile: Profile, owner: FileOwner): number {
  const trader = profile.taxid ?? '';
  const own = trader !== '' && trader === owner.taxid;
  const program = sameSoftware(profile.software ?? '', owner.software);
  if (own) return program ? 5 : 4;
  if (program) return trader === '' ? 3 : 2;
  return trader === '' ? 1 : 0;
}

const originOf = (near: number, shipped: boolean): ProfileOrigin =>
  shipped ? 'shipped' : near >= 4 ? 'trader' : near >= 2 ? 'software' : 'saved';

export type ChosenProfile = { readonly profile: Profile; readonly known: boolean; readonly origin: ProfileOrigin };

/**
 * Which profile reads a file: a saved or committed one all of whose headers stand in the file. Those of the file's trader go before those
 * of its program, these before all others; of several as near the one that reads most headers. Else the known header names.
 * @returns `known` false when a required column found no header: a person must map it
 */
export function chooseProfile(
  headers: readonly string[],
  table: TableName,
  saved: readonly Profile[],
  owner: FileOwner = nobody,
): ChosenProfile {
  const present = new Set(headers);
  const standard = standardProfile(headers, table);
  const committedOnes = committedProfiles();
  const ranked = [...saved, ...committedOnes]
    .filter((p) => fits(p, table, present))
    .map((profile) => ({ profile, near: nearness(profile, owner), read: headersOf(profile).length }))
    .toSorted((a, b) => b.near - a.near || b.read - a.read);
  const [best] = ranked;
  const standardKnown = missingColumns(standard).length === 0;
  const narrower = best !== undefined && best.near < 2 && standardKnown && best.read < headersOf(standard).length;
  if (best !== undefined && !narrower) {
    return { profile: best.profile, known: true, origin: originOf(best.near, committedOnes.includes(best.profile)) };
  }
  return { profile: standard, known: standardKnown, origin: 'words' };
}

/** Required columns that a profile gives no text for. */
export function missingColumns(profile: Profile): readonly string[] {
  return tables[profile.table].filter((c) => c.required === true && !Object.hasOwn(profile.columns, c.name)).map((c) => c.name);
}
