import { columnOf, tableNames, tables } from '../../domain/model/books.ts';
import type { TableName } from '../../domain/model/books.ts';
import type { Profile, ProfileOrigin } from '../../contract/rpc/books.ts';
import { chooseProfile, headersOf, missingColumns } from './profiles.ts';
import type { ChosenProfile, FileOwner } from './profiles.ts';
import { checkProfile } from './repairs-check.ts';
import type { FoundTable } from './reading/format-reader.ts';

/** Which table a part of a file goes into, and how. */
export type FoundPlan = {
  readonly table: TableName;
  readonly scope: string;
  readonly profile: Profile;
  readonly origin: ProfileOrigin;
  /** numbers and days are written as the file writes them: the first records say how, where the profile does not */
  readonly open: boolean;
};

export type PlanGiven = {
  /** what the auditor said; null: the format or the headers say it */
  readonly table: TableName | null;
  readonly profile?: Profile | undefined;
  readonly saved: readonly Profile[];
  readonly owner?: FileOwner | undefined;
  /** how a preview came to the given profile */
  readonly origin?: ProfileOrigin | undefined;
  /** minor digits by currency that profiles of the case's earlier imports state */
  readonly digits?: Readonly<Record<string, number>>;
};

/** Readers write numbers with a point, days as YYYY-MM-DD, amounts in natural units, whatever the file's own habits are. */
const canonicalForm = { decimal: '.', date: 'YYYY-MM-DD' } as const;

/** Formats whose schema lets an amount have more decimals than its currency: they are rounded, and the certificate says how often. */
const finerAmounts: readonly string[] = ['saft'];

/** The format names its columns as the table does. */
function formatProfile(table: TableName, { headers, thousands = false }: FoundTable, format: string): Profile {
  const own = headers.filter((header) => columnOf(table, header) !== undefined);
  const amounts = finerAmounts.includes(format) ? own.filter((name) => columnOf(table, name)?.type === 'money') : [];
  const inThousands = thousands ? own.filter((name) => columnOf(table, name)?.currency === 'national') : [];
  const repairs = [
    ...amounts.map((column) => ({ repair: 'round-decimals', column }) as const),
    ...inThousands.map((column) => ({ repair: 'thousands', column }) as const),
  ];
  const columns = Object.fromEntries(own.map((header) => [header, { header }]));
  return { v: 1, name: format, table, ...canonicalForm, columns, repairs };
}

export const isWhole = (profile: Profile, headers: readonly string[]): boolean =>
  missingColumns(profile).length === 0 && headersOf(profile).every((header) => headers.includes(header));

/** Two headers say too little: `Код` and `Наименование` head a list of countries as well as a chart of accounts. People may still say it. */
const fewest = 3;

/** The table whose columns the headers name best; none when its required columns are not all there. */
export function bestTable(headers: readonly string[], saved: readonly Profile[], owner?: FileOwner): Profile | null {
  return bestChoice(headers, saved, owner)?.profile ?? null;
}

function bestChoice(headers: readonly string[], saved: readonly Profile[], owner?: FileOwner): ChosenProfile | null {
  let best: { readonly chosen: ChosenProfile; readonly score: number } | null = null;
  for (const table of tableNames) {
    const chosen = chooseProfile(headers, table, saved, owner);
    const { profile, known } = chosen;
    if (!known || !isWhole(profile, headers)) continue;
    const read = headersOf(profile).length;
    if (read < fewest) continue;
    // of two tables that read the same headers, the one that asks for more of them is meant
    const score = read + tables[table].filter((c) => c.required === true).length / 100;
    if (score > (best?.score ?? 0)) best = { chosen, score };
  }
  return best?.chosen ?? null;
}

type Chosen = Pick<ChosenProfile, 'profile' | 'origin'>;

function profileOf(found: FoundTable, given: PlanGiven, format: string): Chosen | null {
  if (found.table !== null) return { profile: formatProfile(found.table, found, format), origin: 'format' };
  if (given.profile !== undefined) {
    checkProfile(given.profile, given.table ?? given.profile.table);
    if (isWhole(given.profile, found.headers)) return { profile: given.profile, origin: given.origin ?? 'chosen' };
    // other parts of the file go where their own headers say, unless one table was asked for
    if (given.table !== null) return null;
  }
  if (given.table === null) return bestChoice(found.headers, given.saved, given.owner);
  const chosen = chooseProfile(found.headers, given.table, given.saved, given.owner);
  return isWhole(chosen.profile, found.headers) ? chosen : null;
}

/** A profile that states the form of a canonical part states another file's: its readers have written their own. */
const inCanonicalForm = (profile: Profile): Profile => {
  const { group: _ours, ...rest } = profile;
  return { ...rest, ...canonicalForm };
};

/** @returns null when no table takes this part @throws Refused profile_invalid */
export function planOf(found: FoundTable, given: PlanGiven, format: string): FoundPlan | null {
  if (found.table !== null && given.table !== null && given.table !== found.table) return null;
  const chosen = profileOf(found, given, format);
  if (chosen === null || missingColumns(chosen.profile).length > 0) return null;
  const { profile, origin } = chosen;
  const digits = { ...profile.digits, ...given.digits };
  const formed = found.canonical ? inCanonicalForm(profile) : profile;
  const complete = { ...formed, ...(Object.keys(digits).length === 0 ? {} : { digits }) };
  const open = !found.canonical && (profile.decimal === undefined || profile.date === undefined);
  return { table: profile.table, scope: found.scope, profile: complete, origin, open };
}
