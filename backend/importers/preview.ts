import { rowReader } from '../../domain/model/readers/row-reader.ts';
import type { Value } from '../../domain/model/readers/row-reader.ts';
import { problemWords } from '../../domain/model/readers/problems.ts';
import type { ReaderParams } from '../../domain/model/readers/params.ts';
import type { KnownCodes } from '../../domain/model/readers/contents.ts';
import type { TableName } from '../../domain/model/books.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { Encoding, ImportPreview, Profile, ProfileOrigin } from '../../contract/rpc/books.ts';
import { completeProfile, readPlan, withDigits, withFormsOfAll } from './plan.ts';
import { chooseProfile, headersOf, missingColumns, withSuggestions } from './profiles.ts';
import { offerRepairs } from './repairs-offer.ts';
import { checkProfile } from './repairs-check.ts';
import { suggestColumns } from './suggest.ts';
import { sampleFile, sampleRecords } from './sample.ts';
import type { FileSample } from './sample.ts';
import { isTotalRecord } from './total-records.ts';
import { totalsOfTable } from './totals.ts';

/** What a person asked to import, and what the case's pack says of amounts and codes. */
export type ImportSource = {
  readonly path: string;
  readonly table: TableName;
  readonly profile?: Profile | undefined;
  readonly encoding?: Encoding | undefined;
  /** profiles of this vault */
  readonly saved: readonly Profile[];
  readonly params: ReaderParams;
  /** minor digits by currency that profiles of the case's earlier imports state; they hold for this import too */
  readonly digits?: Readonly<Record<string, number>>;
  /** of the case's trader: profiles that were saved for it go first */
  readonly taxid?: string;
  /** how a preview came to the given profile; without it a given one was chosen */
  readonly origin?: ProfileOrigin | undefined;
  /** what the pack knows of codes, for suggestions */
  readonly codes?: KnownCodes;
};

/** A file with the profile that reads it. */
export type ReadyFile = {
  readonly sample: FileSample;
  readonly profile: Profile;
  readonly known: boolean;
  readonly origin: ProfileOrigin;
};

/**
 * Samples the file and settles its profile: the given one, else a fitting saved or committed one, else the known header names.
 * @throws Refused file_* , profile_invalid
 */
export async function readyFile(source: ImportSource): Promise<ReadyFile> {
  const given = source.profile;
  if (given !== undefined) checkProfile(given, source.table);
  const header = given === undefined ? undefined : (given.header ?? true);
  const first = await sampleFile(source.path, { encoding: source.encoding ?? given?.encoding, delimiter: given?.delimiter, header });
  const owner = { taxid: source.taxid ?? '', software: '' };
  const { profile, known, origin } =
    given === undefined
      ? chooseProfile(first.headers, source.table, source.saved, owner)
      : { profile: given, known: true, origin: source.origin ?? 'chosen' };
  const other = given === undefined && profile.delimiter !== undefined && profile.delimiter !== first.delimiter;
  const sample = other ? await sampleFile(source.path, { encoding: first.encoding, delimiter: profile.delimiter, header }) : first;
  const whole = missingColumns(profile).length === 0 && headersOf(profile).every((header) => sample.headers.includes(header));
  const digits = { ...profile.digits, ...source.digits };
  const complete = completeProfile(Object.keys(digits).length === 0 ? profile : { ...profile, digits }, sample, source.params);
  return { sample, profile: complete, known: known && whole && ambiguous(profile, { sample, origin }) === undefined, origin };
}

/** A header that the file has twice and that known words alone would take: which of the two is meant a person must say. */
function ambiguous(profile: Profile, file: Pick<ReadyFile, 'sample' | 'origin'>): string | undefined {
  return file.origin === 'words' ? headersOf(profile).find((header) => file.sample.repeated.includes(header)) : undefined;
}

/** @throws Refused file_duplicate_headers where nobody said which of two columns of one name is meant */
export function refuseAmbiguous(file: ReadyFile): void {
  const header = ambiguous(file.profile, file);
  if (header !== undefined) throw new Refused({ code: 'file_duplicate_headers', at: file.sample.fileName, args: { header } });
}

const shownRows = 50;
const shownProblems = 100;

/** What was read of a file, of whatever format, and the profile that it is read by. */
export type Shown = Pick<ReadyFile, 'profile' | 'known' | 'origin'> & {
  readonly sample: Pick<FileSample, 'fileName' | 'bytes' | 'guesses' | 'encoding' | 'headers' | 'records' | 'whole'>;
  readonly format: string;
  readonly scope: string;
  readonly software: string;
};

/** The start of a file as it would be imported, with control totals; writes nothing. @throws Refused file_*, profile_invalid */
export async function previewImport(source: ImportSource): Promise<ImportPreview> {
  const ready = await readyFile(source);
  const told = isUnmapped(source.profile) && !ready.known ? withSuggested(ready, source) : ready;
  const profile = withFormsOfAll(told.profile, told.sample, source.profile);
  return shownImport(source, { ...told, profile, format: 'csv', scope: '', software: '' });
}

/** Nothing was mapped yet: neither by a profile nor by a person who has only said how the file is cut. */
export const isUnmapped = (profile: Profile | undefined): boolean => profile === undefined || Object.keys(profile.columns).length === 0;

const noCodes: KnownCodes = { isCurrency: () => false, isTaxId: () => false, hsLength: 10 };

const codesOf = (source: ImportSource): KnownCodes =>
  source.codes ?? {
    ...noCodes,
    isCurrency: (code) => source.params.currencyDigits(code) !== null,
    hsLength: source.params.hsLength,
  };

export const suggestionsOf = (source: ImportSource, { headers, records }: Pick<FileSample, 'headers' | 'records'>) =>
  suggestColumns({ headers, records: records.map(({ record }) => record.cells) }, source.table, codesOf(source));

/** Columns that nobody named yet are filled with what was suggested; the person sees why and changes what is wrong. */
function withSuggested(ready: ReadyFile, source: ImportSource): ReadyFile {
  const { sample, profile } = ready;
  const { decimal: _d, group: _g, date: _f, ...open } = profile;
  const known = { ...open, columns: withoutRepeated(profile, sample.repeated) };
  return { ...ready, profile: completeProfile(withSuggestions(known, suggestionsOf(source, sample)), sample, source.params) };
}

/** Of two columns of one name neither is taken by its words alone. */
const withoutRepeated = (profile: Profile, repeated: readonly string[]): Profile['columns'] =>
  Object.fromEntries(Object.entries(profile.columns).filter(([, from]) => !('header' in from && repeated.includes(from.header))));

/** @returns the preview of what was read @throws Refused profile_invalid */
export function shownImport(source: ImportSource, { sample, profile, known, origin, format, scope, software }: Shown): ImportPreview {
  const absent = headersOf(profile).filter((header) => !sample.headers.includes(header));
  const readable = absent.length === 0 ? profile : withoutHeaders(profile, absent);
  const used = new Set(headersOf(readable));
  const params = withDigits(source.params, profile);
  return {
    path: source.path,
    fileName: sample.fileName,
    bytes: sample.bytes,
    encoding: { chosen: sample.encoding, guesses: [...sample.guesses] },
    profile,
    known,
    headers: [...sample.headers],
    unmapped: sample.headers.filter((header) => !used.has(header)),
    missing: [...missingColumns(readable)],
    sample: sample.records.slice(0, shownRows).map(({ record }) => record.cells),
    ...checkedRows(readable, sample, params),
    format,
    scope,
    origin,
    suggestions: [...suggestionsOf(source, sample)],
    repairs: [...offerRepairs({ profile: readable, sample, params, codes: codesOf(source) })],
    software,
  };
}

const withoutHeaders = (profile: Profile, absent: readonly string[]): Profile => ({
  ...profile,
  columns: Object.fromEntries(
    Object.entries(profile.columns).filter(
      ([, from]) =>
        !('header' in from && absent.includes(from.header)) && !('headers' in from && from.headers.some((h) => absent.includes(h))),
    ),
  ),
  repairs: profile.repairs.filter(({ by }) => by === undefined || !absent.includes(by)),
});

function checkedRows(profile: Profile, sample: Shown['sample'], params: ReaderParams): Pick<ImportPreview, 'checked' | 'problems'> {
  const reader = rowReader(readPlan(profile, sample.headers, sample.fileName), params);
  const totals = totalsOfTable(profile.table, reader.columns, params);
  const cells: Value[] = [];
  const problems: ImportPreview['problems'] = [];
  let [rows, rejected] = [0, 0];
  sample.records.slice(0, sampleRecords).forEach(({ record, odd }, i) => {
    if (isTotalRecord(record.cells)) return;
    const problem = reader.read({ cells: record.cells, ordinal: i + 1, odd }, cells, 0);
    if (problem === null) {
      rows += 1;
      totals.add(cells, 0);
    } else {
      rejected += 1;
      if (problems.length < shownProblems) problems.push({ line: record.line, problem: problemWords(problem) });
    }
  });
  return { checked: { rows, rejected, whole: sample.whole, sums: totals.sums() }, problems };
}
