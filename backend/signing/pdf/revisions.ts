import { Reader } from './read.ts';
import { PdfFault, get } from './values.ts';
import type { PdfDict, PdfObject } from './values.ts';

/** One object as a revision writes it. */
export type Placed = { readonly id: number; readonly from: number; readonly to: number; readonly object: PdfObject };

/** A part of the file from the end of the part before to its own %%EOF. */
export type Revision = {
  readonly from: number;
  /** behind %%EOF and its newline */
  readonly to: number;
  readonly xref: number;
  readonly objects: ReadonlyMap<number, Placed>;
  readonly freed: readonly number[];
  readonly trailer: PdfDict;
};

export type PdfFile = {
  readonly bytes: Uint8Array;
  readonly revisions: readonly Revision[] /** bytes behind the last revision */;
  readonly rest: number;
};

const mostObjects = 4_000_000;
/** A report has a handful of signatures; each revision costs a comparison of all objects. */
const mostRevisions = 40;

function readObjects(reader: Reader): Map<number, Placed> {
  const objects = new Map<number, Placed>();
  for (reader.space(); !reader.looksAt('xref'); reader.space()) {
    const from = reader.at;
    if (reader.looksAt('startxref')) reader.fail('xref_stream');
    const id = reader.digits(7);
    reader.expect(' 0 obj');
    if (objects.has(id)) reader.fail('object_twice');
    if (objects.size > mostObjects) reader.fail('too_many_objects');
    objects.set(id, { id, from, to: 0, object: reader.object() });
    objects.set(id, { ...(objects.get(id) as Placed), to: reader.at });
  }
  return objects;
}

type Table = { readonly offsets: ReadonlyMap<number, number>; readonly freed: readonly number[] };

/** Entries are 20 bytes: `oooooooooo ggggg n` and two bytes of line end. */
function readEntry(reader: Reader): { readonly offset: number; readonly used: boolean } {
  const text = Buffer.from(reader.bytes.subarray(reader.at, reader.at + 20)).toString('latin1');
  const parts = /^(\d{10}) (\d{5}) ([nf])( \n| \r|\r\n)$/.exec(text);
  if (parts === null) return reader.fail('xref_entry');
  const used = parts[3] === 'n';
  if (used && parts[2] !== '00000') reader.fail('generation');
  reader.at += 20;
  return { offset: Number(parts[1]), used };
}

function readTable(reader: Reader): Table {
  reader.expect('xref');
  reader.newline();
  const offsets = new Map<number, number>();
  const freed: number[] = [];
  for (reader.space(); !reader.looksAt('trailer'); reader.space()) {
    const first = reader.digits(7);
    reader.expect(' ');
    const count = reader.digits(7);
    reader.newline();
    for (let id = first; id < first + count; id++) {
      const entry = readEntry(reader);
      if (offsets.has(id)) reader.fail('xref_twice');
      if (entry.used) offsets.set(id, entry.offset);
      else if (id !== 0) freed.push(id);
    }
  }
  return { offsets, freed };
}

/** The table names exactly the objects that stand in the revision. */
function compareTable(table: Table, objects: ReadonlyMap<number, Placed>, at: number): void {
  for (const [id, offset] of table.offsets) if (objects.get(id)?.from !== offset) throw new PdfFault('xref_offset', offset);
  for (const placed of objects.values()) if (!table.offsets.has(placed.id)) throw new PdfFault('object_not_in_xref', placed.from);
  if (table.offsets.has(0)) throw new PdfFault('xref_entry', at);
}

function readRevision(reader: Reader, before: Revision | undefined): Revision {
  const from = before?.to ?? 0;
  const objects = readObjects(reader);
  const xref = reader.at;
  const table = readTable(reader);
  compareTable(table, objects, xref);
  reader.expect('trailer');
  reader.space();
  const trailer = reader.dict();
  if (trailer.entries.has('Encrypt') || trailer.entries.has('XRefStm')) reader.fail('trailer');
  const prev = get(trailer, 'Prev');
  if (before === undefined ? prev !== undefined : prev?.t !== 'number' || prev.value !== before.xref) reader.fail('xref_chain');
  reader.space();
  reader.expect('startxref');
  reader.newline();
  if (reader.digits(10) !== xref) reader.fail('startxref');
  reader.newline();
  reader.expect('%%EOF');
  if (reader.looksAt('\r\n')) reader.at += 2;
  else if (reader.looksAt('\n')) reader.at += 1;
  return { from, to: reader.at, xref, objects, freed: table.freed, trailer };
}

function readHeader(reader: Reader): void {
  if (!/^%PDF-1\.[4-7]$/.test(Buffer.from(reader.bytes.subarray(0, 8)).toString('latin1'))) reader.fail('header');
  reader.at = 8;
  reader.newline();
  if (reader.bytes[reader.at] !== 0x25) return;
  const end = reader.bytes.indexOf(0x0a, reader.at);
  if (end < 0 || end - reader.at > 8) reader.fail('header');
  reader.at = end + 1;
}

/**
 * The whole file, every byte of it accounted for: header, objects, table, trailer, end, again for each increment.
 * Classic tables only; no object streams, no encryption, no repair.
 * @throws PdfFault when the first revision or a begun increment is not whole
 */
export function readPdf(bytes: Uint8Array): PdfFile {
  const reader = new Reader(bytes);
  readHeader(reader);
  const revisions: Revision[] = [readRevision(reader, undefined)];
  while (reader.at < bytes.length) {
    const at = reader.at;
    reader.space();
    // what does not even begin like an increment is not one: unsigned bytes, named as such
    if (!/^\d{1,7} 0 obj|^xref/.test(Buffer.from(bytes.subarray(reader.at, reader.at + 16)).toString('latin1'))) {
      return { bytes, revisions, rest: bytes.length - at };
    }
    reader.at = at;
    if (revisions.length === mostRevisions) reader.fail('too_many_revisions');
    revisions.push(readRevision(reader, revisions.at(-1)));
  }
  return { bytes, revisions, rest: 0 };
}

/** What each object number stands for after that many revisions. */
export function objectsAt(file: PdfFile, count: number): Map<number, Placed> {
  const state = new Map<number, Placed>();
  for (const revision of file.revisions.slice(0, count)) {
    for (const placed of revision.objects.values()) state.set(placed.id, placed);
    for (const id of revision.freed) state.delete(id);
  }
  return state;
}
