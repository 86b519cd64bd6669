import { columnOf } from '../../domain/model/books.ts';
import type { Column } from '../../domain/model/books.ts';
import { detectDateForm, detectHsLength, detectNumberForm, detectWritten } from '../../domain/model/readers/forms.ts';
import type { ScaledType } from '../../domain/model/readers/forms.ts';
import type { NumberForm } from '../../domain/model/readers/numbers.ts';
import type { ReaderParams } from '../../domain/model/readers/params.ts';
import type { CellSource, ColumnPlan, ReadPlan } from '../../domain/model/readers/row-reader.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { Profile } from '../../contract/rpc/books.ts';
import { headerKey } from './headers.ts';
import { headersOf } from './profiles.ts';
import type { FileSample } from './sample.ts';

/** What of a sample decides on forms. */
type FormSample = Pick<FileSample, 'headers' | 'delimiter'> & {
  readonly records: readonly { readonly record: { readonly cells: readonly string[] } }[];
};

type From = Profile['columns'][string];
type Unit = NonNullable<Extract<From, { header: string }>['unit']>;

const units: Readonly<Record<ScaledType, Unit>> = { money: 'minor', quantity: 'e6', rate: 'e8', weight: 'g' };
const isScaled = (type: Column['type']): type is ScaledType => Object.hasOwn(units, type);

const numeric: readonly Column['type'][] = ['money', 'quantity', 'rate', 'weight', 'count'];

/** Texts that the sample has for a column, empty ones left out. */
function textsOf(from: From, sample: FormSample): readonly string[] {
  if (!('header' in from)) return 'value' in from ? [from.value] : [];
  const at = sample.headers.indexOf(from.header);
  return at < 0 ? [] : sample.records.map(({ record }) => (record.cells[at] ?? '').trim()).filter((text) => text !== '');
}

const typed = (profile: Profile, sample: FormSample, types: readonly Column['type'][]): readonly string[] =>
  Object.entries(profile.columns)
    .filter(([name]) => types.includes(columnOf(profile.table, name)?.type ?? 'text'))
    .flatMap(([, from]) => textsOf(from, sample));

/** A header that is the stored column's own name: whole numbers in the stored unit, or decimals in the natural one; decided once. */
function withUnit(
  name: string,
  from: From,
  given: { readonly profile: Profile; readonly sample: FormSample; readonly numbers: NumberForm },
): From {
  const type = columnOf(given.profile.table, name)?.type ?? 'text';
  if (!isScaled(type) || !('header' in from) || from.unit !== undefined) return from;
  if (headerKey(from.header) !== headerKey(name)) return from;
  const written = detectWritten(textsOf(from, given.sample), given.numbers, type);
  return { ...from, unit: written === 'whole' ? units[type] : 'decimal' };
}

/** The profile with number and date forms and units stated as the sampled values have them. */
export function completeForms(profile: Profile, sample: FormSample): Profile {
  const detected = detectNumberForm(typed(profile, sample, numeric), sample.delimiter);
  const numbers: NumberForm = profile.decimal === undefined ? detected : { decimal: profile.decimal, group: profile.group ?? null };
  const columns = Object.entries(profile.columns).map(
    ([name, from]) => [name, withUnit(name, from, { profile, sample, numbers })] as const,
  );
  return {
    ...profile,
    decimal: numbers.decimal,
    ...(numbers.group === null ? {} : { group: numbers.group }),
    date: profile.date ?? detectDateForm(typed(profile, sample, ['day'])) ?? 'YYYY-MM-DD',
    columns: Object.fromEntries(columns),
  };
}

/**
 * What a preview states of numbers and days where none of them is mapped yet: as all values of the file have them, so that a column which
 * is mapped next is read right at once.
 * @param stated what somebody said before the file was seen
 */
export function withFormsOfAll(profile: Profile, sample: FormSample, stated: Profile | undefined): Profile {
  const cells = sample.records.slice(0, 200).flatMap(({ record }) => record.cells.map((cell) => cell.trim()));
  const numbers =
    stated?.decimal === undefined && typed(profile, sample, numeric).length === 0
      ? detectNumberForm(
          cells.filter((text) => detectDateForm([text]) === null),
          sample.delimiter,
        )
      : null;
  const date = stated?.date === undefined && typed(profile, sample, ['day']).length === 0 ? detectDateForm(cells) : null;
  const { group: _group, ...rest } = profile;
  const formed =
    numbers === null ? profile : { ...rest, decimal: numbers.decimal, ...(numbers.group === null ? {} : { group: numbers.group }) };
  return date === null ? formed : { ...formed, date };
}

/** The profile with the digits of a whole commodity code as the sampled ones have them. */
export function withHsLength(profile: Profile, sample: FormSample, params: ReaderParams): Profile {
  const hs = profile.columns['hs_code'];
  return hs === undefined ? profile : { ...profile, hsLength: profile.hsLength ?? detectHsLength(textsOf(hs, sample), params.hsLength) };
}

/**
 * The profile with everything stated that the file leaves open: encoding, delimiter, number and date forms, units. Importing the same
 * file with the result gives the same rows everywhere.
 */
export function completeProfile(profile: Profile, sample: FileSample, params: ReaderParams): Profile {
  const { encoding, delimiter, headless } = sample;
  const formed = withHsLength(completeForms(profile, sample), sample, params);
  return { ...formed, encoding, delimiter, ...(headless ? { header: false } : {}) };
}

function sourceOf(from: From, headers: readonly string[]): CellSource {
  if ('value' in from) return { kind: 'fixed', text: from.value };
  if ('ordinal' in from) return { kind: 'ordinal' };
  const named = 'header' in from ? [from.header] : from.headers;
  return { kind: 'cells', at: named.map((header) => headers.indexOf(header)), join: 'join' in from ? from.join : '' };
}

type Stated = Profile['repairs'][number];

/** @param headers of the file, the place of a column that a repair goes by @throws Refused profile_invalid when it is not there */
function repairsOf(stated: readonly Stated[], headers: readonly string[]): Partial<ColumnPlan> {
  const of = (repair: Stated['repair']): Stated | undefined => stated.find((one) => one.repair === repair);
  const placeOf = ({ repair, by = '' }: Stated): number => {
    const at = headers.indexOf(by);
    if (at < 0) throw new Refused({ code: 'profile_invalid', at: repair, args: { problem: `${repair}: ${by}` } });
    return at;
  };
  const [unit, mark] = [of('rate-unit'), of('split-mark')];
  return {
    ...(of('thousands') === undefined ? {} : { thousands: true }),
    ...(unit === undefined ? {} : { unit: unit.by === undefined ? { units: unit.unit ?? 1 } : { at: placeOf(unit) } }),
    ...(mark === undefined ? {} : { split: { at: placeOf(mark) } }),
    ...(of('split-sign') === undefined ? {} : { split: 'sign' }),
  };
}

function columnPlan(name: string, from: From, given: { readonly profile: Profile; readonly headers: readonly string[] }): ColumnPlan {
  const unit = 'header' in from ? from.unit : undefined;
  // a whole amount among decimals may be minor units; a quantity or rate in millionths beside decimals is nobody's writing
  const decimalForm = columnOf(given.profile.table, name)?.type === 'money' ? 'decimalOnly' : 'plain';
  const stated = given.profile.repairs.filter((r) => r.column === name);
  const repairs = stated.map((r) => r.repair);
  return {
    column: name,
    source: sourceOf(from, given.headers),
    written: unit === undefined ? 'plain' : unit === 'decimal' ? decimalForm : 'scaled',
    scale: 'header' in from ? (from.scale ?? 0) : 0,
    round: repairs.includes('round-decimals'),
    absolute: repairs.includes('absolute-credit'),
    ...repairsOf(stated, given.headers),
  };
}

/** @param profile a completed one @throws Refused file_headers_unknown naming the headers that the file does not have */
export function readPlan(profile: Profile, headers: readonly string[], file: string): ReadPlan {
  const absent = headersOf(profile).filter((header) => !headers.includes(header));
  if (absent.length > 0) throw new Refused({ code: 'file_headers_unknown', at: file, args: { missing: absent.join(', ') } });
  return {
    table: profile.table,
    width: headers.length,
    numbers: { decimal: profile.decimal ?? '.', group: profile.group ?? null },
    dates: profile.date ?? 'YYYY-MM-DD',
    hs: { length: profile.hsLength ?? 0, leftPad: profile.repairs.some((r) => r.repair === 'left-pad-hs') },
    columns: Object.entries(profile.columns).map(([name, from]) => columnPlan(name, from, { profile, headers })),
  };
}

/** The pack's parameters with the digits that the profile states. */
export function withDigits(params: ReaderParams, profile: Profile): ReaderParams {
  const stated = profile.digits ?? {};
  return { ...params, currencyDigits: (code) => (Object.hasOwn(stated, code) ? (stated[code] ?? null) : params.currencyDigits(code)) };
}
