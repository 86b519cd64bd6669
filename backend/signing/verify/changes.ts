import { words } from '../../../domain/model/words.ts';
import type { Words } from '../../../domain/model/words.ts';
import { formFields, stateAt } from '../pdf/document.ts';
import type { SignatureField, State } from '../pdf/document.ts';
import type { PdfFile, Revision } from '../pdf/revisions.ts';
import { dictOf, get, isName, same } from '../pdf/values.ts';
import type { PdfArray, PdfDict, PdfObject, PdfValue } from '../pdf/values.ts';
import { embeddedFindings } from './data.ts';

/** A visible signature is a mark, not a cover: points. */
const largest = { width: 300, height: 120 } as const;
const widgetKeys = new Set(['Type', 'Subtype', 'FT', 'T', 'F', 'P', 'Rect', 'V', 'AP']);
const signatureKeys = new Set(['Type', 'Filter', 'SubFilter', 'ByteRange', 'Contents', 'M', 'Name', 'Reason']);

type Step = {
  readonly revision: Revision;
  /** from 1 */
  readonly number: number;
  readonly before: State;
  readonly after: State;
  /** the field that this revision adds, when it adds exactly one */
  readonly field: SignatureField | null;
};

const onlyKeys = (dict: PdfDict, keys: ReadonlySet<string>): boolean => [...dict.entries.keys()].every((key) => keys.has(key));

function without(dict: PdfDict, ...keys: readonly string[]): PdfDict {
  return { t: 'dict', entries: new Map([...dict.entries].filter(([key]) => !keys.includes(key))) };
}

/** The second list is the first with that one reference behind it. */
function appended(before: PdfObject | undefined, after: PdfObject | undefined, id: number): boolean {
  if (after?.t !== 'array') return false;
  const old: PdfArray['items'] = before?.t === 'array' ? before.items : [];
  const last = after.items.at(-1);
  return after.items.length === old.length + 1 && old.every((item, i) => same(item, after.items[i])) && last?.t === 'ref' && last.id === id;
}

function catalogMay(before: PdfDict, after: PdfDict): boolean {
  const form = get(after, 'AcroForm');
  return !before.entries.has('AcroForm') && form?.t === 'ref' && same(before, without(after, 'AcroForm'));
}

function formMay(before: PdfDict, after: PdfDict, field: number): boolean {
  const flags = get(after, 'SigFlags');
  const rest = same(without(before, 'Fields', 'SigFlags'), without(after, 'Fields', 'SigFlags'));
  return rest && flags?.t === 'number' && flags.value === 3 && appended(get(before, 'Fields'), get(after, 'Fields'), field);
}

const pageMay = (before: PdfDict, after: PdfDict, field: number): boolean =>
  same(without(before, 'Annots'), without(after, 'Annots')) && appended(get(before, 'Annots'), get(after, 'Annots'), field);

const refId = (value: PdfValue | undefined): number | null => (value?.t === 'ref' ? value.id : null);

/** Rule 9 for an object that existed: only the four places where a signature is hung in. */
function changeAllowed(id: number, before: PdfObject, after: PdfObject, step: Step): boolean {
  if (same(before, after)) return true;
  const field = step.field;
  if (field === null) return false;
  const [old, now] = [dictOf(before), dictOf(after)];
  const page = refId(get(field.dict, 'P'));
  const annotations = refId(get(dictOf(step.before.objects.get(page ?? -1)?.object), 'Annots'));
  if (id === annotations) return appended(before, after, field.id);
  if (old === null || now === null || before.t !== 'dict' || after.t !== 'dict') return false;
  if (id === step.before.root) return catalogMay(old, now);
  if (id === refId(get(step.before.catalog, 'AcroForm'))) return formMay(old, now, field.id);
  return id === page && pageMay(old, now, field.id);
}

function describe(object: PdfObject): string {
  const dict = dictOf(object);
  const type = [get(dict, 'Type'), get(dict, 'Subtype')].flatMap((value) => (value?.t === 'name' ? [value.name] : []));
  return type.length > 0 ? type.join(' ') : object.t;
}

/** Annotations that a page has now and had not, other than the new signature. */
function strangeAnnotations(step: Step): readonly Words[] {
  const listed = (state: State, page: number): readonly PdfValue[] => {
    const list = state.resolve(get(dictOf(state.objects.get(page)?.object), 'Annots'));
    return list?.t === 'array' ? list.items : [];
  };
  return step.after.pages.flatMap((page) => {
    const old = listed(step.before, page);
    const added = listed(step.after, page).filter((item) => !old.some((o) => same(o, item)));
    return added
      .filter((item) => refId(item) !== step.field?.id)
      .map((item) =>
        words('verify.annotation_added', { revision: step.number, what: describe(step.after.resolve(item) ?? { t: 'null' }) }),
      );
  });
}

/** Object numbers that the new signature needs: its field, its value, its picture with the fonts. */
function belonging(step: Step): ReadonlySet<number> {
  const found = new Set<number>();
  if (step.field === null) return found;
  found.add(step.field.id);
  // a list, not recursion: a hostile file may chain any number of objects
  const open: (PdfValue | undefined)[] = [get(step.field.dict, 'V'), get(step.field.dict, 'AP')];
  while (open.length > 0) {
    const value = open.pop();
    if (value?.t === 'array') open.push(...value.items);
    if (value?.t === 'dict') open.push(...value.entries.values());
    if (value?.t !== 'ref' || found.has(value.id) || !step.revision.objects.has(value.id) || step.before.objects.has(value.id)) continue;
    found.add(value.id);
    const object = step.after.objects.get(value.id)?.object;
    open.push(object?.t === 'stream' ? object.dict : object);
  }
  const form = refId(get(step.after.catalog, 'AcroForm'));
  if (form !== null && !step.before.objects.has(form)) found.add(form);
  return found;
}

function objectProblems(step: Step): readonly Words[] {
  const own = belonging(step);
  const revision = step.number;
  return [...step.revision.objects.values()].flatMap(({ id, object }) => {
    const before = step.before.objects.get(id)?.object;
    if (before === undefined) return own.has(id) ? [] : [words('verify.object_added', { revision, object: id, what: describe(object) })];
    return changeAllowed(id, before, object, step)
      ? []
      : [words('verify.object_changed', { revision, object: id, what: describe(before) })];
  });
}

function numbers(value: PdfValue | undefined): readonly number[] {
  return value?.t === 'array' ? value.items.flatMap((item) => (item.t === 'number' ? [item.value] : [])) : [];
}

/** The field is a signature's widget and nothing more; its mark is no larger than a mark. */
function fieldProblems(step: Step): readonly Words[] {
  const { field, number } = step;
  if (field === null) return [];
  const value = dictOf(step.after.objects.get(field.value ?? -1)?.object);
  const appearance = dictOf(get(field.dict, 'AP'));
  const plain = onlyKeys(field.dict, widgetKeys) && isName(get(field.dict, 'Subtype'), 'Widget');
  const picture = appearance === null || (onlyKeys(appearance, new Set(['N'])) && get(appearance, 'N')?.t === 'ref');
  const problems: Words[] = [];
  if (!plain || !picture || value === null || !onlyKeys(value, signatureKeys)) {
    problems.push(words('verify.object_added', { revision: number, object: field.id, what: 'Sig' }));
  }
  const [left = 0, bottom = 0, right = 0, top = 0] = numbers(get(field.dict, 'Rect'));
  if (Math.abs(right - left) > largest.width || Math.abs(top - bottom) > largest.height) {
    problems.push(words('verify.mark_too_large', { revision: number }));
  }
  return problems;
}

function trailerProblems(step: Step, file: PdfFile): readonly Words[] {
  const old = file.revisions[step.number - 2]?.trailer;
  const kept = old !== undefined && same(without(old, 'Prev', 'Size'), without(step.revision.trailer, 'Prev', 'Size'));
  return kept ? [] : [words('verify.object_changed', { revision: step.number, object: 0, what: 'trailer' })];
}

function dataProblems(step: Step): readonly Words[] {
  const [old, now] = [embeddedFindings(step.before), embeddedFindings(step.after)];
  const unchanged = old === null ? now === null : now !== null && Buffer.compare(old.bytes, now.bytes) === 0;
  const touched = old?.objects.some((id) => step.revision.objects.has(id)) ?? false;
  return unchanged && !touched ? [] : [words('verify.attachment_changed', { revision: step.number })];
}

/** What one increment does besides hanging in one signature. @param number of the revision, from 2  @throws PdfFault */
export function revisionProblems(file: PdfFile, number: number): readonly Words[] {
  const revision = file.revisions[number - 1];
  if (revision === undefined) return [];
  const [before, after] = [stateAt(file, number - 1), stateAt(file, number)];
  const known = new Set(formFields(before).map((field) => field.id));
  const added = formFields(after).filter((field) => !known.has(field.id));
  const step: Step = { revision, number, before, after, field: added.length === 1 ? (added[0] ?? null) : null };
  const problems: Words[] = [];
  if (before.pages.length !== after.pages.length) {
    problems.push(words('verify.pages_changed', { revision: number, before: before.pages.length, after: after.pages.length }));
  }
  if (added.length > 1) problems.push(words('verify.field_added', { revision: number, n: added.length }));
  problems.push(...revision.freed.map((id) => words('verify.object_freed', { revision: number, object: id })));
  return [
    ...problems,
    ...trailerProblems(step, file),
    ...dataProblems(step),
    ...strangeAnnotations(step),
    ...fieldProblems(step),
    ...objectProblems(step),
  ];
}
