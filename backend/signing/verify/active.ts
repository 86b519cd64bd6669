import { words } from '../../../domain/model/words.ts';
import type { Words } from '../../../domain/model/words.ts';
import type { PdfFile } from '../pdf/revisions.ts';
import type { PdfObject, PdfValue } from '../pdf/values.ts';

const keys = new Set(['JS', 'JavaScript', 'OpenAction', 'AA', 'XFA', 'OCProperties', 'RichMediaContent', 'RichMediaSettings']);
const actions = new Set([
  'JavaScript',
  'Launch',
  'SubmitForm',
  'ImportData',
  'GoToR',
  'GoToE',
  'Rendition',
  'Movie',
  'Sound',
  'Hide',
  'ResetForm',
]);

function activeIn(value: PdfObject | PdfValue): string | null {
  if (value.t === 'array') return value.items.map(activeIn).find((found) => found !== null) ?? null;
  if (value.t === 'stream') return activeIn(value.dict);
  if (value.t !== 'dict') return null;
  for (const [key, item] of value.entries) {
    if (keys.has(key)) return key;
    if (key === 'S' && item.t === 'name' && actions.has(item.name)) return item.name;
    const inside = activeIn(item);
    if (inside !== null) return inside;
  }
  return null;
}

/** A report shows; it never does anything. Each kind of active content is named once. */
export function activeContent(file: PdfFile): readonly Words[] {
  const found = new Set<string>();
  for (const revision of file.revisions) {
    for (const { object } of revision.objects.values()) {
      const what = activeIn(object);
      if (what !== null) found.add(what);
    }
  }
  return [...found].map((what) => words('verify.active_content', { what }));
}
