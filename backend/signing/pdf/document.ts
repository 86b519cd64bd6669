import { objectsAt } from './revisions.ts';
import type { PdfFile, Placed } from './revisions.ts';
import { PdfFault, dictOf, get, isName } from './values.ts';
import type { PdfDict, PdfObject, PdfValue } from './values.ts';

/** The objects as they stand after one of the revisions. */
export type State = {
  readonly objects: ReadonlyMap<number, Placed>;
  readonly root: number;
  readonly catalog: PdfDict;
  /** object numbers of the pages, in order */
  readonly pages: readonly number[];
  readonly resolve: (value: PdfValue | undefined) => PdfObject | undefined;
};

const mostDepth = 40;

function pagesOf(start: PdfValue | undefined, objects: ReadonlyMap<number, Placed>): readonly number[] {
  const pages: number[] = [];
  const seen = new Set<number>();
  const walk = (value: PdfValue | undefined, depth: number): void => {
    if (value?.t !== 'ref' || seen.has(value.id) || depth > mostDepth) throw new PdfFault('page_tree', objects.get(0)?.from ?? 0);
    seen.add(value.id);
    const node = dictOf(objects.get(value.id)?.object);
    if (isName(get(node, 'Type'), 'Page')) pages.push(value.id);
    else {
      const kids = get(node, 'Kids');
      if (!isName(get(node, 'Type'), 'Pages') || kids?.t !== 'array') throw new PdfFault('page_tree', objects.get(value.id)?.from ?? 0);
      for (const kid of kids.items) walk(kid, depth + 1);
    }
  };
  walk(start, 0);
  return pages;
}

/** @param count revisions that have happened, from 1  @throws PdfFault without a catalog or a sound page tree */
export function stateAt(file: PdfFile, count: number): State {
  const objects = objectsAt(file, count);
  const root = get(file.revisions[count - 1]?.trailer ?? null, 'Root');
  const catalog = root?.t === 'ref' ? dictOf(objects.get(root.id)?.object) : null;
  if (root?.t !== 'ref' || catalog === null || !isName(get(catalog, 'Type'), 'Catalog')) {
    throw new PdfFault('catalog', file.revisions[count - 1]?.xref ?? 0);
  }
  const resolve = (value: PdfValue | undefined): PdfObject | undefined => (value?.t === 'ref' ? objects.get(value.id)?.object : value);
  return { objects, root: root.id, catalog, pages: pagesOf(get(catalog, 'Pages'), objects), resolve };
}

export type SignatureField = {
  /** object number of the field, which is its own widget */
  readonly id: number;
  readonly title: string;
  readonly dict: PdfDict;
  /** object number of the signature dictionary; null = the field is empty or holds it in place */
  readonly value: number | null;
};

/** Fields of the form, in order. Only fields without children are ours. @throws PdfFault for others */
export function formFields(state: State): readonly SignatureField[] {
  const form = dictOf(state.resolve(get(state.catalog, 'AcroForm')));
  if (form === null) return [];
  const fields = state.resolve(get(form, 'Fields'));
  if (fields?.t !== 'array') throw new PdfFault('form_fields', 0);
  return fields.items.map((item): SignatureField => {
    const placed = item.t === 'ref' ? state.objects.get(item.id) : undefined;
    const dict = dictOf(placed?.object);
    if (placed === undefined || dict === null || dict.entries.has('Kids') || !isName(get(dict, 'FT'), 'Sig')) {
      throw new PdfFault('form_fields', placed?.from ?? 0);
    }
    const [title, value] = [get(dict, 'T'), get(dict, 'V')];
    if (title?.t !== 'string') throw new PdfFault('form_fields', placed.from);
    return { id: placed.id, title: Buffer.from(title.bytes).toString('latin1'), dict, value: value?.t === 'ref' ? value.id : null };
  });
}
