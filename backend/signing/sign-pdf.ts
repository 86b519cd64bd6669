import { X509Certificate, createHash, verify } from 'node:crypto';
import { Refused } from '../../domain/model/refused.ts';
import { signatureAppearance } from './appearance.ts';
import { createCms } from './cms.ts';
import type { Signer } from './cms.ts';
import { formFields, stateAt } from './pdf/document.ts';
import type { State } from './pdf/document.ts';
import { readPdf } from './pdf/revisions.ts';
import type { PdfFile } from './pdf/revisions.ts';
import { PdfFault, array, dict, dictOf, get, integer, name, ref, textString } from './pdf/values.ts';
import type { PdfDict, PdfObject, PdfValue } from './pdf/values.ts';
import { incrementBytes } from './pdf/write.ts';

/** Bytes kept for the container; a P-256 signature with two certificates takes about 1,700. */
export const contentsBytes = 12_288;
const unset = 9_999_999_999;

export type Place = {
  /** from 0 */ readonly page: number /** PDF coordinates */;
  readonly rect: readonly [number, number, number, number];
};

export type SignRequest = {
  readonly pdf: Uint8Array;
  readonly signer: Signer;
  readonly reason: string;
  /** RFC 3339; the stated time, which is evidence of nothing by itself */
  readonly at: string;
  /** null = a signature that is not seen on a page */
  readonly place: Place | null;
  /** what is written in the frame, the name first */
  readonly lines: readonly string[];
};

/** RFC 3339 -> `D:20260314112500+05'00'` */
function pdfDate(at: string): string {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(Z|([+-]\d\d):(\d\d))$/.exec(at);
  if (parts === null) throw new Refused({ code: 'signing_failed', args: { reason: 'time' } });
  const [, year, month, day, hour, minute, second, zone, offset, rest] = parts;
  return `D:${year}${month}${day}${hour}${minute}${second}${zone === 'Z' ? 'Z' : `${offset}'${rest}'`}`;
}

const withEntries = (of: PdfDict, more: Readonly<Record<string, PdfValue>>): PdfDict => ({
  t: 'dict',
  entries: new Map([...of.entries, ...Object.entries(more)]),
});

function signatureDict(request: SignRequest): PdfDict {
  return dict({
    Type: name('Sig'),
    Filter: name('Adobe.PPKLite'),
    SubFilter: name('ETSI.CAdES.detached'),
    ByteRange: array([integer(0), integer(unset), integer(unset), integer(unset)]),
    Contents: { t: 'string', bytes: new Uint8Array(contentsBytes), hex: true },
    M: textString(pdfDate(request.at)),
    Name: textString(request.signer.identity.name),
    Reason: textString(request.reason),
  });
}

/** The page and, where the page keeps its annotations in an object of their own, that object. */
function addAnnotation(state: State, pageId: number, widget: number, objects: Map<number, PdfObject>): void {
  const page = dictOf(state.objects.get(pageId)?.object);
  if (page === null) throw new Refused({ code: 'signing_failed', args: { reason: 'page' } });
  const held = get(page, 'Annots');
  const list = state.resolve(held);
  const items = list?.t === 'array' ? list.items : [];
  const grown = array([...items, ref(widget)]);
  if (held?.t === 'ref') objects.set(held.id, grown);
  else objects.set(pageId, withEntries(page, { Annots: grown }));
}

function addField(state: State, widget: number, objects: Map<number, PdfObject>, free: number): void {
  const held = get(state.catalog, 'AcroForm');
  if (held === undefined) {
    objects.set(free, dict({ Fields: array([ref(widget)]), SigFlags: integer(3) }));
    objects.set(state.root, withEntries(state.catalog, { AcroForm: ref(free) }));
    return;
  }
  const form = dictOf(state.resolve(held));
  const fields = state.resolve(get(form, 'Fields'));
  if (held.t !== 'ref' || form === null || fields?.t !== 'array') throw new Refused({ code: 'signing_failed', args: { reason: 'form' } });
  objects.set(held.id, withEntries(form, { Fields: array([...fields.items, ref(widget)]), SigFlags: integer(3) }));
}

async function newObjects(state: State, request: SignRequest, first: number): Promise<Map<number, PdfObject>> {
  const [signature, widget, form, appearance] = [first, first + 1, first + 2, first + 3];
  const objects = new Map<number, PdfObject>([[signature, signatureDict(request)]]);
  const pageId = state.pages[request.place?.page ?? 0];
  if (pageId === undefined) throw new Refused({ code: 'signing_failed', args: { reason: 'page' } });
  const rect = request.place?.rect ?? ([0, 0, 0, 0] as const);
  const field: Record<string, PdfValue> = {
    Type: name('Annot'),
    Subtype: name('Widget'),
    FT: name('Sig'),
    T: textString(`Signature${formFields(state).length + 1}`),
    F: integer(132),
    P: ref(pageId),
    Rect: array(rect.map((value): PdfValue => ({ t: 'number', value, integer: false }))),
    V: ref(signature),
  };
  if (request.place !== null) {
    const box = { width: rect[2] - rect[0], height: rect[3] - rect[1] };
    const picture = await signatureAppearance(request.lines, box, appearance);
    for (const [id, object] of picture.objects) objects.set(id, object);
    field['AP'] = dict({ N: ref(picture.form) });
  }
  objects.set(widget, dict(field));
  addAnnotation(state, pageId, widget, objects);
  addField(state, widget, objects, form);
  return objects;
}

type Slot = { readonly open: number; readonly close: number };

/** Writes the ranges over their placeholder, same width. @returns the hex string's place, brackets included */
function setByteRange(bytes: Buffer, from: number): Slot {
  const placeholder = `/ByteRange [0 ${unset} ${unset} ${unset}]`;
  const at = bytes.indexOf(placeholder, from, 'latin1');
  const open = bytes.indexOf('/Contents <', at, 'latin1') + '/Contents '.length;
  const close = open + 2 + 2 * contentsBytes;
  const range = `/ByteRange [0 ${open} ${close} ${bytes.length - close}]`;
  bytes.write(range.padEnd(placeholder.length, ' '), at, 'latin1');
  return { open, close };
}

function open(pdf: Uint8Array): { readonly file: PdfFile; readonly state: State } {
  try {
    const file = readPdf(pdf);
    if (file.rest > 0) throw new PdfFault('trailing_bytes', pdf.length - file.rest);
    return { file, state: stateAt(file, file.revisions.length) };
  } catch (error) {
    if (error instanceof PdfFault) throw new Refused({ code: 'pdf_unreadable', args: { reason: error.why } });
    throw error;
  }
}

/** A key that does not belong to the certificate would give a file that nobody can verify. */
function checkKey(signer: Signer): Signer {
  const key = new X509Certificate(signer.identity.certificates[0] ?? new Uint8Array()).publicKey;
  return {
    identity: signer.identity,
    sign: async (bytes) => {
      const value = await signer.sign(bytes);
      if (!verify('sha256', bytes, { key, dsaEncoding: 'der' }, value)) {
        throw new Refused({ code: 'signing_failed', args: { reason: 'key_and_certificate' } });
      }
      return value;
    },
  };
}

/** Appends the increment with an empty signature, then fills it: the signature covers every byte but its own. */
async function append(file: PdfFile, objects: ReadonlyMap<number, PdfObject>, signer: Signer): Promise<Uint8Array> {
  const last = file.revisions.at(-1);
  if (last === undefined) throw new RangeError('a file that was read has a revision');
  const newline = file.bytes.at(-1) === 0x0a ? '' : '\n';
  const at = file.bytes.length + newline.length;
  const added = incrementBytes({ at, objects, trailer: last.trailer, prev: last.xref });
  const bytes = Buffer.concat([file.bytes, Buffer.from(newline), added]);
  const slot = setByteRange(bytes, file.bytes.length);
  const hash = createHash('sha256').update(bytes.subarray(0, slot.open)).update(bytes.subarray(slot.close));
  const cms = await createCms(hash.digest(), checkKey(signer));
  if (cms.length > contentsBytes) throw new Refused({ code: 'signing_failed', args: { reason: 'container_too_large' } });
  bytes.write(Buffer.from(cms).toString('hex'), slot.open + 1, 'latin1');
  return bytes;
}

/**
 * One PAdES-B-B signature as an increment; what was there stays byte for byte, so earlier signatures stay valid.
 * @returns the signed file
 * @throws Refused `pdf_unreadable` (not a whole classic PDF), `signing_failed` (`reason`: locked, time, page, form, key_and_certificate, container_too_large)
 */
export async function signPdf(request: SignRequest): Promise<Uint8Array> {
  const { file, state } = open(request.pdf);
  const first = Math.max(...state.objects.keys()) + 1;
  return append(file, await newObjects(state, request, first), request.signer);
}
