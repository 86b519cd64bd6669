import PDFDocument from 'pdfkit';
import { facePath, measureWith } from '../report/faces.ts';
import { printable } from '../report/printable.ts';
import type { Face } from '../report/sheet.ts';
import { wrap } from '../report/wrap.ts';
import { readPdf } from './pdf/revisions.ts';
import { stateAt } from './pdf/document.ts';
import { array, dict, dictOf, get, integer, name, ref } from './pdf/values.ts';
import type { PdfDict, PdfObject, PdfValue } from './pdf/values.ts';

const pad = 9;
const nameSize = 10.5;
const lineSize = 7.4;

type Box = { readonly width: number; readonly height: number };

/** One page of the size of the mark, made by pdfkit so that its fonts are subset and embedded as in the report. */
async function draw(lines: readonly string[], box: Box): Promise<Uint8Array> {
  const doc = new PDFDocument({
    size: [box.width, box.height],
    margin: 0,
    pdfVersion: '1.7',
    font: null as unknown as string,
    info: { Producer: 'Assay', Creator: 'Assay', CreationDate: new Date(0) },
  });
  const measure = measureWith(doc);
  const shown = printable(measure);
  const chunks: Buffer[] = [];
  const done = new Promise<void>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', resolve);
    doc.on('error', reject);
  });
  let y = pad + nameSize * 0.8;
  for (const [i, line] of lines.entries()) {
    const [face, size]: [Face, number] = i === 0 ? ['bold', nameSize] : ['regular', lineSize];
    for (const part of wrap(shown.make(line, face), { face, size, width: box.width - 2 * pad }, measure)) {
      if (y > box.height - 3) break;
      doc.font(facePath[face], size).text(part, pad, y, { lineBreak: false, baseline: 'alphabetic' });
      y += i === 0 ? nameSize * 1.38 : lineSize * 1.42;
    }
  }
  doc.end();
  await done;
  return Buffer.concat(chunks);
}

/** Copies what a value refers to, under new numbers. */
function transplant(
  value: PdfValue,
  from: ReadonlyMap<number, PdfObject>,
  into: Map<number, PdfObject>,
  numbers: { next: number; readonly known: Map<number, number> },
): PdfValue {
  const go = (v: PdfValue): PdfValue => transplant(v, from, into, numbers);
  const dictionary = (d: PdfDict): PdfDict => ({ t: 'dict', entries: new Map([...d.entries].map(([k, v]) => [k, go(v)])) });
  if (value.t === 'array') return array(value.items.map(go));
  if (value.t === 'dict') return dictionary(value);
  if (value.t !== 'ref') return value;
  const known = numbers.known.get(value.id);
  if (known !== undefined) return ref(known);
  const id = numbers.next;
  numbers.next += 1;
  numbers.known.set(value.id, id);
  const object = from.get(value.id) ?? { t: 'null' };
  into.set(id, object.t === 'stream' ? { ...object, dict: dictionary(object.dict) } : go(object));
  return ref(id);
}

export type Appearance = {
  readonly objects: ReadonlyMap<number, PdfObject> /** object number of the form XObject */;
  readonly form: number;
};

/** The picture of a signature as a form XObject with embedded fonts. @param lines the first is the name  @param first free object number */
export async function signatureAppearance(lines: readonly string[], box: Box, first: number): Promise<Appearance> {
  const state = stateAt(readPdf(await draw(lines, box)), 1);
  const from = new Map([...state.objects].map(([id, placed]) => [id, placed.object] as const));
  const page = dictOf(from.get(state.pages[0] ?? 0));
  const content = state.resolve(get(page, 'Contents'));
  const resources = state.resolve(get(page, 'Resources'));
  if (content?.t !== 'stream' || resources?.t !== 'dict') throw new RangeError('a drawn page has contents and resources');
  const objects = new Map<number, PdfObject>();
  const numbers = { next: first + 1, known: new Map<number, number>() };
  const entries = dict({
    Type: name('XObject'),
    Subtype: name('Form'),
    BBox: array([integer(0), integer(0), integer(box.width), integer(box.height)]),
    Resources: transplant(resources, from, objects, numbers),
  }).entries;
  const filter = get(content.dict, 'Filter');
  const all = new Map([...entries, ...(filter === undefined ? [] : ([['Filter', filter]] as const))]);
  objects.set(first, { t: 'stream', dict: { t: 'dict', entries: all }, bytes: content.bytes });
  return { objects, form: first };
}
