import { rowReader } from '../../domain/model/readers/row-reader.ts';
import type { Value } from '../../domain/model/readers/row-reader.ts';
import { problemWords } from '../../domain/model/readers/problems.ts';
import type { ReaderParams } from '../../domain/model/readers/params.ts';
import type { TableName } from '../../domain/model/books.ts';
import type { Encoding, ImportPreview, Profile } from '../../contract/rpc/books.ts';
import { completeProfile, readPlan, withDigits } from './plan.ts';
import { checkProfile, chooseProfile, headersOf, missingColumns } from './profiles.ts';
import { sampleFile, sampleRecords } from './sample.ts';
import type { FileSample } from './sample.ts';
import { totalsOf } from './totals.ts';

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
};

/** A file with the profile that reads it. */
export type ReadyFile = { readonly sample: FileSample; readonly profile: Profile; readonly known: boolean };

/**
 * Samples the file and settles its profile: the given one, else a fitting saved or committed one, else the known header names.
 * @throws Refused file_* , profile_invalid
 */
export async function readyFile(source: ImportSource): Promise<ReadyFile> {
  const given = source.profile;
  if (given !== undefined) checkProfile(given, source.table);
  const first = await sampleFile(source.path, { encoding: source.encoding ?? given?.encoding, delimiter: given?.delimiter });
  const { profile, known } =
    given === undefined ? chooseProfile(first.headers, source.table, source.saved) : { profile: given, known: true };
  const other = given === undefined && profile.delimiter !== undefined && profile.delimiter !== first.delimiter;
  const sample = other ? await sampleFile(source.path, { encoding: first.encoding, delimiter: profile.delimiter }) : first;
  const whole = missingColumns(profile).length === 0 && headersOf(profile).every((header) => sample.headers.includes(header));
  const digits = { ...profile.digits, ...source.digits };
  const complete = completeProfile(Object.keys(digits).length === 0 ? profile : { ...profile, digits }, sample, source.params);
  return { sample, profile: complete, known: known && whole };
}

const shownRows = 50;
const shownProblems = 100;

/** The start of a file as it would be imported, with control totals; writes nothing. @throws Refused file_*, profile_invalid */
export async function previewImport(source: ImportSource): Promise<ImportPreview> {
  const { sample, profile, known } = await readyFile(source);
  const absent = headersOf(profile).filter((header) => !sample.headers.includes(header));
  const readable = absent.length === 0 ? profile : withoutHeaders(profile, absent);
  const used = new Set(headersOf(readable));
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
    ...checkedRows(readable, sample, withDigits(source.params, profile)),
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
});

function checkedRows(profile: Profile, sample: FileSample, params: ReaderParams): Pick<ImportPreview, 'checked' | 'problems'> {
  const reader = rowReader(readPlan(profile, sample.headers, sample.fileName), params);
  const totals = totalsOf(reader.columns, params);
  const cells: Value[] = [];
  const problems: ImportPreview['problems'] = [];
  let [rows, rejected] = [0, 0];
  sample.records.slice(0, sampleRecords).forEach(({ record, odd }, i) => {
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
