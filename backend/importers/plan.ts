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

type From = Profile['columns'][string];
type Unit = NonNullable<Extract<From, { header: string }>['unit']>;

const units: Readonly<Record<ScaledType, Unit>> = { money: 'minor', quantity: 'e6', rate: 'e8', weight: 'g' };
const isScaled = (type: Column['type']): type is ScaledType => Object.hasOwn(units, type);

/** Texts that the sample has for a column, empty ones left out. */
function textsOf(from: From, sample: FileSample): readonly string[] {
  if (!('header' in from)) return 'value' in from ? [from.value] : [];
  const at = sample.headers.indexOf(from.header);
  return at < 0 ? [] : sample.records.map(({ record }) => (record.cells[at] ?? '').trim()).filter((text) => text !== '');
}

const typed = (profile: Profile, sample: FileSample, types: readonly Column['type'][]): readonly string[] =>
  Object.entries(profile.columns)
    .filter(([name]) => types.includes(columnOf(profile.table, name)?.type ?? 'text'))
    .flatMap(([, from]) => textsOf(from, sample));

/** A header that is the stored column's own name: whole numbers in the stored unit, or decimals in the natural one; decided once. */
function withUnit(
  name: string,
  from: From,
  given: { readonly profile: Profile; readonly sample: FileSample; readonly numbers: NumberForm },
): From {
  const type = columnOf(given.profile.table, name)?.type ?? 'text';
  if (!isScaled(type) || !('header' in from) || from.unit !== undefined) return from;
  if (headerKey(from.header) !== headerKey(name)) return from;
  const written = detectWritten(textsOf(from, given.sample), given.numbers, type);
  return { ...from, unit: written === 'whole' ? units[type] : 'decimal' };
}

/**
 * The profile with everything stated that the file leaves open: encoding, delimiter, number and date forms, units. Importing the same
 * file with the result gives the same rows everywhere.
 */
export function completeProfile(profile: Profile, sample: FileSample, params: ReaderParams): Profile {
  const detected = detectNumberForm(typed(profile, sample, ['money', 'quantity', 'rate', 'weight', 'count']), sample.delimiter);
  const numbers: NumberForm = profile.decimal === undefined ? detected : { decimal: profile.decimal, group: profile.group ?? null };
  const columns = Object.entries(profile.columns).map(
    ([name, from]) => [name, withUnit(name, from, { profile, sample, numbers })] as const,
  );
  const hs = profile.columns['hs_code'];
  return {
    ...profile,
    encoding: sample.encoding,
    delimiter: sample.delimiter,
    decimal: numbers.decimal,
    ...(numbers.group === null ? {} : { group: numbers.group }),
    date: profile.date ?? detectDateForm(typed(profile, sample, ['day'])) ?? 'YYYY-MM-DD',
    ...(hs === undefined ? {} : { hsLength: profile.hsLength ?? detectHsLength(textsOf(hs, sample), params.hsLength) }),
    columns: Object.fromEntries(columns),
  };
}

function sourceOf(from: From, headers: readonly string[]): CellSource {
  if ('value' in from) return { kind: 'fixed', text: from.value };
  if ('ordinal' in from) return { kind: 'ordinal' };
  const named = 'header' in from ? [from.header] : from.headers;
  return { kind: 'cells', at: named.map((header) => headers.indexOf(header)), join: 'join' in from ? from.join : '' };
}

function columnPlan(name: string, from: From, given: { readonly profile: Profile; readonly headers: readonly string[] }): ColumnPlan {
  const unit = 'header' in from ? from.unit : undefined;
  // a whole amount among decimals may be minor units; a quantity or rate in millionths beside decimals is nobody's writing
  const decimalForm = columnOf(given.profile.table, name)?.type === 'money' ? 'decimalOnly' : 'plain';
  const repairs = given.profile.repairs.filter((r) => r.column === name).map((r) => r.repair);
  return {
    column: name,
    source: sourceOf(from, given.headers),
    written: unit === undefined ? 'plain' : unit === 'decimal' ? decimalForm : 'scaled',
    scale: 'header' in from ? (from.scale ?? 0) : 0,
    round: repairs.includes('round-decimals'),
    absolute: repairs.includes('absolute-credit'),
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
