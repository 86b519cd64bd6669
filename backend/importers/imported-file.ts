import type { ImportedPart, ImportResult, Profile, ProfileOrigin } from '../../contract/rpc/books.ts';
import type { TableName } from '../../domain/model/books.ts';
import type { StoredBlob } from '../evidence/blob-writer.ts';
import type { Imported } from './row-sink.ts';

/** One table of a file as it came into the books. */
export type ImportedTable = {
  readonly importId: string;
  readonly table: TableName;
  readonly scope: string;
  readonly profile: Profile;
  readonly imported: Imported;
};

/** A second file that the first one points into (DBF memo), as it was kept. */
export type BesideFile = { readonly name: string; readonly evidence: StoredBlob };

/** What the operations of a file's imports pin. Rows are in the books, and visible as soon as those operations stand. */
export type ImportOutcome = {
  readonly result: ImportResult;
  readonly fileName: string;
  /** reader and its version */
  readonly importer: string;
  readonly encoding: string;
  readonly beside: BesideFile | null;
  /** beside the parts of the result, in their order */
  readonly pins: readonly { readonly profile: Profile; readonly rowDigest: string }[];
};

type Told = Pick<ImportResult, 'format' | 'checks' | 'facts' | 'unread'>;

const partOf = ({ importId, table, scope, imported }: ImportedTable): ImportedPart => {
  const { rows, rejected, rejectedCount, sums, repaired } = imported;
  return { importId, table, scope, rows, rejected: [...rejected], rejectedCount, sums, repaired };
};

const keptProblems = 100;

/** A sum is told by its column where only one part of the file has it, else by table, part and column. */
function merged<T>(parts: readonly ImportedPart[], valuesOf: (part: ImportedPart) => Readonly<Record<string, T>>): Record<string, T> {
  const owners = new Map<string, number>();
  for (const part of parts) for (const name of Object.keys(valuesOf(part))) owners.set(name, (owners.get(name) ?? 0) + 1);
  const place = ({ table, scope }: ImportedPart): string => (scope === '' ? table : `${table}/${scope}`);
  return Object.fromEntries(
    parts.flatMap((part) =>
      Object.entries(valuesOf(part)).map(([name, value]) => [owners.get(name) === 1 ? name : `${place(part)}.${name}`, value]),
    ),
  );
}

/** Which saved profile was used and why: chosen by a person, or found by trader, program or headers. Known words and formats need none. */
export function profileFacts(
  used: readonly { readonly profile: Profile; readonly origin: ProfileOrigin }[],
): { name: string; value: string }[] {
  const told = used.flatMap(({ profile, origin }) =>
    origin === 'words' || origin === 'format' ? [] : [{ name: `profile_${origin}`, value: profile.name }],
  );
  return told.filter((one, i) => told.findIndex((other) => other.name === one.name && other.value === one.value) === i);
}

/** The profile as it is pinned: with the file that its rows were read with, and no other one. */
function pinnedWith(beside: BesideFile | null, { beside: _other, ...profile }: Profile): Profile {
  return beside === null ? profile : { ...profile, beside: { name: beside.name, sha256: beside.evidence.sha256 } };
}

type ReadFile = Pick<ImportOutcome, 'fileName' | 'importer' | 'encoding'> & {
  readonly evidence: StoredBlob;
  readonly beside?: BesideFile | null;
};

/** @param imports at least one */
export function importOutcome(file: ReadFile, imports: readonly ImportedTable[], told: Told): ImportOutcome {
  const parts = imports.map(partOf);
  const beside = file.beside ?? null;
  const sum = (of: 'rows' | 'rejectedCount'): number => parts.reduce((n, part) => n + part[of], 0);
  return {
    result: {
      importId: parts[0]?.importId ?? '',
      evidence: { sha256: file.evidence.sha256, bytes: file.evidence.bytes },
      rows: sum('rows'),
      rejected: parts.flatMap((part) => part.rejected).slice(0, keptProblems),
      rejectedCount: sum('rejectedCount'),
      sums: merged(parts, (part) => part.sums),
      repaired: merged(parts, (part) => part.repaired),
      parts,
      ...told,
    },
    fileName: file.fileName,
    importer: file.importer,
    encoding: file.encoding,
    beside,
    pins: imports.map(({ profile, imported }) => ({ profile: pinnedWith(beside, profile), rowDigest: imported.digest })),
  };
}
