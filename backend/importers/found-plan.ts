import { columnOf, tableNames, tables } from '../../domain/model/books.ts';
import type { TableName } from '../../domain/model/books.ts';
import type { Profile } from '../../contract/rpc/books.ts';
import { checkProfile, chooseProfile, headersOf, missingColumns } from './profiles.ts';
import type { FoundTable } from './reading/format-reader.ts';

/** Which table a part of a file goes into, and how. */
export type FoundPlan = { readonly table: TableName; readonly scope: string; readonly profile: Profile };

export type PlanGiven = {
  /** what the auditor said; null: the format or the headers say it */
  readonly table: TableName | null;
  readonly profile?: Profile | undefined;
  readonly saved: readonly Profile[];
  /** minor digits by currency that profiles of the case's earlier imports state */
  readonly digits?: Readonly<Record<string, number>>;
};

/** Readers write numbers with a point, days as YYYY-MM-DD, amounts in natural units, whatever the file's own habits are. */
const canonicalForm = { decimal: '.', date: 'YYYY-MM-DD' } as const;

/** Formats whose schema lets an amount have more decimals than its currency: they are rounded, and the certificate says how often. */
const finerAmounts: readonly string[] = ['saft'];

/** The format names its columns as the table does. */
function formatProfile(table: TableName, headers: readonly string[], format: string): Profile {
  const own = headers.filter((header) => columnOf(table, header) !== undefined);
  const amounts = finerAmounts.includes(format) ? own.filter((name) => columnOf(table, name)?.type === 'money') : [];
  const repairs = amounts.map((column) => ({ repair: 'round-decimals', column }) as const);
  const columns = Object.fromEntries(own.map((header) => [header, { header }]));
  return { v: 1, name: format, table, ...canonicalForm, columns, repairs };
}

const whole = (profile: Profile, headers: readonly string[]): boolean =>
  missingColumns(profile).length === 0 && headersOf(profile).every((header) => headers.includes(header));

/** The table whose columns the headers name best; none when its required columns are not all there. */
export function bestTable(headers: readonly string[], saved: readonly Profile[]): Profile | null {
  let best: { readonly profile: Profile; readonly score: number } | null = null;
  for (const table of tableNames) {
    const { profile, known } = chooseProfile(headers, table, saved);
    if (!known || !whole(profile, headers)) continue;
    const read = headersOf(profile).length;
    // of two tables that read the same headers, the one that asks for more of them is meant
    const score = read + tables[table].filter((c) => c.required === true).length / 100;
    if (score > (best?.score ?? 0)) best = { profile, score };
  }
  return best?.profile ?? null;
}

function profileOf(found: FoundTable, given: PlanGiven, format: string): Profile | null {
  if (found.table !== null) return formatProfile(found.table, found.headers, format);
  if (given.profile !== undefined) {
    checkProfile(given.profile, given.table ?? given.profile.table);
    return whole(given.profile, found.headers) ? given.profile : null;
  }
  if (given.table === null) return bestTable(found.headers, given.saved);
  const { profile } = chooseProfile(found.headers, given.table, given.saved);
  return whole(profile, found.headers) ? profile : null;
}

/** @returns null when no table takes this part @throws Refused profile_invalid */
export function planOf(found: FoundTable, given: PlanGiven, format: string): FoundPlan | null {
  if (found.table !== null && given.table !== null && given.table !== found.table) return null;
  const profile = profileOf(found, given, format);
  if (profile === null || missingColumns(profile).length > 0) return null;
  const digits = { ...profile.digits, ...given.digits };
  const complete = {
    ...profile,
    ...(found.canonical ? canonicalForm : {}),
    ...(Object.keys(digits).length === 0 ? {} : { digits }),
  };
  return { table: profile.table, scope: found.scope, profile: complete };
}
