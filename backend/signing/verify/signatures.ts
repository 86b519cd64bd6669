import { words } from '../../../domain/model/words.ts';
import type { Words } from '../../../domain/model/words.ts';
import type { SignatureField } from '../pdf/document.ts';
import type { PdfFile } from '../pdf/revisions.ts';
import { dictOf, get, stringText } from '../pdf/values.ts';
import type { PdfDict, PdfValue } from '../pdf/values.ts';
import type { Covered } from './container.ts';

/** A signature as it lies in the file. */
export type FoundSignature = {
  readonly field: string;
  /** the revision that it belongs to, from 1 */
  readonly revision: number;
  readonly covered: Covered | null;
  /** PDF date of /M as a moment, null when there is none */
  readonly claimed: Date | null;
  readonly problems: readonly Words[];
};

/** `D:20260314112500+05'00'` */
function pdfMoment(value: PdfValue | undefined): Date | null {
  if (value?.t !== 'string') return null;
  const parts = /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|([+-]\d\d)'(\d\d)'?)$/.exec(stringText(value));
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second, offset, rest] = parts;
  const moment = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset === undefined ? 'Z' : `${offset}:${rest}`}`);
  return Number.isNaN(moment.getTime()) ? null : moment;
}

function ranges(value: PdfValue | undefined): readonly [number, number, number, number] | null {
  if (value?.t !== 'array' || value.items.length !== 4) return null;
  const list = value.items.map((item) => (item.t === 'number' && item.integer && item.value >= 0 ? item.value : -1));
  const [a = -1, b = -1, c = -1, d = -1] = list;
  return list.includes(-1) ? null : [a, b, c, d];
}

/** The gap is one hex string behind /Contents, inside the signature's own object, equal to what that object says. */
function gapIsContents(
  file: PdfFile,
  gap: readonly [number, number],
  place: { readonly from: number; readonly to: number },
  contents: Uint8Array,
): boolean {
  const [open, close] = gap;
  if (open < place.from || close > place.to || close - open !== 2 * contents.length + 2) return false;
  if (file.bytes[open] !== 0x3c || file.bytes[close - 1] !== 0x3e) return false;
  const lead = Buffer.from(file.bytes.subarray(Math.max(0, open - 10), open)).toString('latin1');
  const written = Buffer.from(file.bytes.subarray(open + 1, close - 1)).toString('latin1');
  const hex = Buffer.from(contents).toString('hex');
  // one letter in another case says the same to a reader and is still a changed byte
  return /\/Contents ?$/.test(lead) && (written === hex || written === hex.toUpperCase());
}

/** Rules 3 and 4 for one field. */
function locate(file: PdfFile, field: SignatureField): FoundSignature {
  const index = file.revisions.findLastIndex((revision) => revision.objects.has(field.value ?? -1));
  const revision = file.revisions[index];
  const placed = revision?.objects.get(field.value ?? -1);
  const dict: PdfDict | null = dictOf(placed?.object);
  const title = field.title;
  const result = (problems: readonly Words[], covered: Covered | null): FoundSignature => ({
    field: title,
    revision: index + 1,
    covered,
    claimed: pdfMoment(get(dict, 'M')),
    problems,
  });
  if (revision === undefined || placed === undefined || dict === null)
    return result([words('verify.field_without_value', { field: title })], null);
  const kind = get(dict, 'SubFilter');
  const kindName = kind?.t === 'name' ? kind.name : '';
  const problems: Words[] = kindName === 'ETSI.CAdES.detached' ? [] : [words('verify.subfilter', { field: title, kind: kindName })];
  const range = ranges(get(dict, 'ByteRange'));
  const contents = get(dict, 'Contents');
  const bad = (why: string): FoundSignature => result([...problems, words('verify.bad_byterange', { field: title, why })], null);
  if (range === null || contents?.t !== 'string') return bad('form');
  const [start, first, second, length] = range;
  if (start !== 0 || first === 0 || second <= first) return bad('order');
  if (second + length > file.bytes.length) return bad('beyond_end');
  if (!gapIsContents(file, [first, second], placed, contents.bytes)) problems.push(words('verify.gap', { field: title }));
  if (second + length !== revision.to) problems.push(words('verify.not_at_revision_end', { field: title }));
  const signed = [file.bytes.subarray(0, first), file.bytes.subarray(second, second + length)];
  return result(problems, { field: title, contents: contents.bytes, signed });
}

function hasKey(value: PdfValue | undefined, key: string): boolean {
  if (value?.t === 'array') return value.items.some((item) => hasKey(item, key));
  if (value?.t !== 'dict') return false;
  return value.entries.has(key) || [...value.entries.values()].some((item) => hasKey(item, key));
}

/** Rule 2: a dictionary with a ByteRange that no field, or more than one, shows as its value. */
export function strayRanges(file: PdfFile, fields: readonly SignatureField[]): readonly Words[] {
  return file.revisions.flatMap((revision) =>
    [...revision.objects.values()].flatMap(({ id, object }) => {
      const dict = dictOf(object);
      if (dict === null ? object.t === 'stream' || !hasKey(object, 'ByteRange') : !hasKey(dict, 'ByteRange')) return [];
      const owners = fields.filter((field) => field.value === id).length;
      const nested = dict !== null && [...dict.entries.values()].some((value) => hasKey(value, 'ByteRange'));
      return owners === 1 && !nested && dict?.entries.has('ByteRange') === true ? [] : [words('verify.stray_byterange', { object: id })];
    }),
  );
}

export const findSignatures = (file: PdfFile, fields: readonly SignatureField[]): readonly FoundSignature[] =>
  fields.map((field) => locate(file, field)).sort((a, b) => a.revision - b.revision);
