import { createHash } from 'node:crypto';
import { datasetHash } from '../../domain/caselog/work-hash.ts';
import { linkKindsOf, tablesOf } from '../../domain/catalogue/audit-test.ts';
import type { AuditTest, Params } from '../../domain/catalogue/audit-test.ts';
import type { Books } from '../../domain/catalogue/index.ts';
import { columnOf } from '../../domain/model/books.ts';
import type { TableName } from '../../domain/model/books.ts';
import type { HashBytes } from '../../domain/model/scalars.ts';

/** What the case log pins of an import, as far as a run depends on it. */
export type PinnedImport = {
  readonly table: TableName;
  readonly evidence: string;
  readonly importer: string;
  readonly profileHash: string;
  readonly rowDigest: string;
};

const sha256: HashBytes = (bytes) => createHash('sha256').update(bytes).digest('hex');

/**
 * The hash of what a run looked at: the imports of its tables, the overrides in force, the population.
 * @param overridesHead of domain/caselog/work-hash.ts, null without overrides; linksHead null without confirmed links
 */
export function runDataset(
  test: AuditTest,
  params: Params,
  given: { readonly imports: readonly PinnedImport[]; readonly overridesHead: string | null; readonly linksHead: string | null },
): string {
  const tables = tablesOf(test, params);
  const imports = given.imports
    .filter((i) => tables.includes(i.table))
    .map((i) => ({ sha256: i.evidence, kind: i.table, profileHash: i.profileHash, importer: i.importer, rowDigest: i.rowDigest }));
  return datasetHash(
    {
      imports,
      overridesHead: given.overridesHead,
      ...(linkKindsOf(test, params).length === 0 ? {} : { linksHead: given.linksHead }),
      population: { id: `${test.id}:${tables.join('+')}`, version: test.version },
    },
    sha256,
  );
}

/** Minor digits by currency that the profiles state beside the pack's; the books keep amounts in them. */
export function digitsOfImports(imports: Iterable<{ readonly profile: unknown }>): Record<string, number> {
  const digits: Record<string, number> = {};
  for (const { profile } of imports) {
    const stated = typeof profile === 'object' && profile !== null ? (profile as { readonly digits?: unknown }).digits : undefined;
    for (const [code, n] of Object.entries(stated ?? {})) if (typeof n === 'number') digits[code] = n;
  }
  return digits;
}

/** Names of the columns that a pinned profile fills. */
export const columnsOfProfile = (profile: unknown): readonly string[] => {
  const columns = typeof profile === 'object' && profile !== null ? (profile as { readonly columns?: unknown }).columns : undefined;
  return typeof columns === 'object' && columns !== null ? Object.keys(columns) : [];
};

/** The columns that the case's imports fill, by their profiles: what decides whether a test can be run. */
export function booksOf(imports: Iterable<{ readonly table: TableName; readonly rows: number; readonly profile: unknown }>): Books {
  const books = new Map<TableName, Set<string>>();
  for (const { table, rows, profile } of imports) {
    if (rows === 0) continue;
    const known = books.get(table) ?? new Set<string>();
    for (const name of columnsOfProfile(profile)) if (columnOf(table, name) !== undefined) known.add(name);
    books.set(table, known);
  }
  return books;
}
