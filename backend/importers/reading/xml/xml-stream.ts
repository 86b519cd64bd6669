import { SaxesParser } from 'saxes';
import { Refused } from '../../../../domain/model/refused.ts';
import type { RefusalCode } from '../../../../domain/model/refused.ts';
import type { Found, SourceFile } from '../format-reader.ts';
import type { XmlNode, XmlPlace } from './node.ts';
import { placer } from './place.ts';
import type { Placer } from './place.ts';
import { prefixes } from './prefixes.ts';
import { sourceText } from './source-text.ts';

/** An element outside of records, while it is open. */
export type OpenElement = {
  readonly name: string;
  readonly parent: OpenElement | null;
  /** 1, 2, 3 … among its siblings of the same name */
  readonly ordinal: number;
  readonly line: number;
  readonly attributes: ReadonlyMap<string, string>;
  /** Texts of its children without children that have been read by now, the first of each name. */
  readonly field: (name: string) => string;
};

/** An element that was read whole; it is dropped after it was given. */
export type XmlRecord = {
  readonly node: XmlNode;
  readonly parent: OpenElement | null;
  /** 1, 2, 3 … among the records of its parent */
  readonly ordinal: number;
  readonly odd: boolean;
  /** elements in it, itself included */
  readonly size: number;
};

export type XmlVisitor = {
  /** Asked for every element outside of records: true when it is to be given whole. @param parent null for the root */
  readonly isRecord: (name: string, parent: OpenElement | null) => boolean;
  readonly record: (record: XmlRecord) => void;
  /** elements inside of records whose own offset and length are wanted */
  readonly placed?: ReadonlySet<string>;
  readonly opened?: (element: OpenElement) => void;
  readonly closed?: (element: OpenElement) => void;
};

/** Limits: no book needs more, and a file made to exhaust the laptop ends here. */
export const xmlLimits = {
  depth: 200,
  attributes: 256,
  /** characters of one element's text, or of what stands between two tags */
  text: 1_000_000,
  /** elements of one record: an invoice of ten thousand lines has about two hundred thousand */
  nodes: 400_000,
  /** different names of text children kept of one open element */
  fields: 200,
} as const;

type Node = { name: string; text: string; children: Node[]; attributes: ReadonlyMap<string, string>; place: Place };
type Place = { line: number; offset: number; length: number };
type Open = OpenElement & {
  readonly parent: Open | null;
  fields: Map<string, string> | null;
  counts: Map<string, number> | null;
  records: number;
  leafOnly: boolean;
};

const noAttributes: ReadonlyMap<string, string> = new Map();
const nowhere: XmlPlace = { line: 0, offset: 0, length: 0 };

/**
 * Reads the file once, in order, and gives every record element whole. Names are local: `n1:Line` and `Line` are the same.
 * Nothing is taken from outside the file: a DOCTYPE of any kind is refused, so there are no entities but the five of XML.
 * @throws Refused file_xml_doctype, file_xml_entity, file_xml_malformed, file_xml_truncated, file_xml_prefix, file_xml_too_deep,
 *   file_xml_too_large, file_xml_encoding, file_nul_bytes, file_empty; file_xml_other when the file has not one record
 */
export async function readXml(file: SourceFile, found: Pick<Found, 'breathe'>, visitor: XmlVisitor): Promise<void> {
  const parser = new SaxesParser({ xmlns: false });
  const refuse = (code: RefusalCode, args: Readonly<Record<string, string | number>> = {}): never => {
    throw new Refused({ code, at: file.name, args: { line: parser.line, ...args } });
  };
  const text = await sourceText(file, () => parser.line);
  const places = placer(text.encoding);
  const tree = treeBuilder({ parser, places, visitor, refuse });
  let [started, tail] = [false, ''];
  for await (const piece of text.pieces()) {
    const before = parser.position;
    places.next(piece);
    parser.write(piece.text);
    if (parser.position - tree.lastEvent() > xmlLimits.text) refuse('file_xml_too_large');
    tail = tree.lastEvent() < before ? tail + piece.text : piece.text.slice(tree.lastEvent() - before);
    started ||= piece.text.trim() !== '';
    await found.breathe(piece.offset + piece.bytes);
  }
  if (!started) throw new Refused({ code: 'file_empty', at: file.name });
  // the parser looks for the end of an entity's name to the end of the file
  if (/^[^<]*&[#\w.:-]*[^#\w.:;-]/.test(tail)) refuse('file_xml_entity');
  tree.ending();
  parser.close();
  const { root, records } = tree.seen();
  if (records === 0) throw new Refused({ code: 'file_xml_other', at: file.name, args: { found: root } });
}

/**
 * A document that stands as text inside of another one.
 * @param at name of the file, for refusals @returns its root @throws Refused as `readXml`
 */
export function xmlInside(text: string, at: string): XmlNode {
  const parser = new SaxesParser({ xmlns: false });
  const refuse = (code: RefusalCode): never => {
    throw new Refused({ code, at, args: { line: parser.line } });
  };
  const places = placer('utf-8');
  let root: XmlNode | null = null;
  const visitor: XmlVisitor = { isRecord: () => true, record: ({ node }) => void (root = node) };
  const tree = treeBuilder({ parser, places, visitor, refuse });
  places.next({ text, offset: 0, bytes: text.length, odd: false });
  parser.write(text);
  tree.ending();
  parser.close();
  return root ?? refuse('file_xml_truncated');
}

type Build = {
  readonly parser: SaxesParser;
  readonly places: Placer;
  readonly visitor: XmlVisitor;
  readonly refuse: (code: RefusalCode, args?: Readonly<Record<string, string | number>>) => never;
};

type Tree = {
  /** position of the parser at the last tag or text */
  readonly lastEvent: () => number;
  /** what the parser still finds wrong is that the file stops */
  readonly ending: () => void;
  readonly seen: () => Seen;
};
type Seen = { readonly root: string; readonly records: number };

/**
 * Seven handlers and not one more: with the eighth V8 keeps the parser's fields in a dictionary and everything takes five times as long
 * (saxes 6.0.0, Node 24).
 */
function treeBuilder(build: Build): Tree {
  const { parser, refuse } = build;
  let [event, ended] = [0, false];
  parser.on('error', (error) => refuse(...faultOf(error.message, ended)));
  parser.on('doctype', () => refuse('file_xml_doctype'));
  const note = (): void => void (event = parser.position);
  const seen = watchElements(build, note);
  return { lastEvent: () => event, ending: () => void (ended = true), seen };
}

function faultOf(message: string, ended: boolean): [RefusalCode] {
  if (ended) return ['file_xml_truncated'];
  return [/entity/.test(message) ? 'file_xml_entity' : 'file_xml_malformed'];
}

function watchElements(build: Build, note: () => void): () => Seen {
  const { parser, places, refuse } = build;
  const scope = prefixes(() => refuse('file_xml_prefix'));
  const stack = elementStack(build);
  let [pending, depth] = ['', 0];
  const text = (more: string): void => {
    note();
    pending = pending === '' ? more : pending + more;
    if (pending.length > xmlLimits.text) refuse('file_xml_too_large');
  };
  parser.on('text', text);
  parser.on('cdata', text);
  parser.on('opentagstart', (tag) => places.tag(parser.position, tag.name, parser.line));
  parser.on('opentag', (tag) => {
    note();
    pending = '';
    if ((depth += 1) > xmlLimits.depth) refuse('file_xml_too_deep', { most: xmlLimits.depth });
    const attributes = attributesOf(tag.attributes, () => refuse('file_xml_too_large'));
    if (attributes !== noAttributes) scope.declare(depth, attributes);
    stack.open(scope.local(tag.name), attributes);
  });
  parser.on('closetag', () => {
    note();
    stack.close(pending);
    pending = '';
    scope.leave(depth);
    depth -= 1;
  });
  return stack.seen;
}

/** Nearly every element has no attribute, and asking so makes no array. */
function isEmpty(given: Readonly<Record<string, string>>): boolean {
  for (const key in given) if (key !== '') return false;
  return true;
}

/** By local name, declarations of namespaces by their full one. */
function attributesOf(given: Readonly<Record<string, string>>, tooMany: () => never): ReadonlyMap<string, string> {
  if (isEmpty(given)) return noAttributes;
  const keys = Object.keys(given);
  if (keys.length > xmlLimits.attributes) tooMany();
  return new Map(keys.map((key) => [key.startsWith('xmlns') ? key : key.slice(key.indexOf(':') + 1), given[key] ?? '']));
}

type Stack = {
  readonly open: (name: string, attributes: ReadonlyMap<string, string>) => void;
  readonly close: (text: string) => void;
  readonly seen: () => Seen;
};

function elementStack({ parser, places, visitor, refuse }: Build): Stack {
  const inside: Node[] = [];
  let at: Open | null = null;
  let [nodes, ordinal, records, root] = [0, 0, 0, ''];

  const openOutside = (name: string, attributes: ReadonlyMap<string, string>): void => {
    if (at !== null) at.leafOnly = false;
    if (root === '') root = name;
    if (visitor.isRecord(name, at)) {
      nodes = 1;
      ordinal = at === null ? 1 : (at.records += 1);
      inside.push({ name, text: '', children: [], attributes, place: { ...places.start(), length: 0 } });
      places.watchOdd();
      return;
    }
    at = openElement(name, at, { line: parser.line, attributes });
    visitor.opened?.(at);
  };
  const closeOutside = (text: string): void => {
    if (at === null) return;
    const [one, parent] = [at, at.parent];
    at = parent;
    if (one.leafOnly && parent !== null) keepField(parent, one.name, text.trim());
    visitor.closed?.(one);
  };
  const open: Stack['open'] = (name, attributes) => {
    const parent = inside.at(-1);
    if (parent === undefined) return openOutside(name, attributes);
    if ((nodes += 1) > xmlLimits.nodes) refuse('file_xml_too_large');
    const place = visitor.placed?.has(name) === true ? { ...places.start(), length: 0 } : (nowhere as Place);
    const node: Node = { name, text: '', children: [], attributes, place };
    parent.children.push(node);
    inside.push(node);
  };
  const close: Stack['close'] = (text) => {
    const node = inside.pop();
    if (node === undefined) return closeOutside(text);
    if (node.children.length === 0) node.text = text.trim();
    if (node.place !== nowhere) node.place.length = places.at(parser.position) - node.place.offset;
    if (inside.length > 0) return;
    records += 1;
    visitor.record({ node, parent: at, ordinal, odd: places.wasOdd(), size: nodes });
  };
  return { open, close, seen: () => ({ root, records }) };
}

function openElement(name: string, parent: Open | null, tag: Pick<OpenElement, 'line' | 'attributes'>): Open {
  const ordinal = (parent?.counts?.get(name) ?? 0) + 1;
  if (parent !== null) {
    parent.counts ??= new Map();
    if (ordinal > 1 || parent.counts.size < xmlLimits.fields) parent.counts.set(name, ordinal);
  }
  const element: Open = {
    name,
    parent,
    ordinal,
    ...tag,
    fields: null,
    counts: null,
    records: 0,
    leafOnly: true,
    field: (of) => element.fields?.get(of) ?? '',
  };
  return element;
}

function keepField(parent: Open, name: string, text: string): void {
  if (text === '') return;
  parent.fields ??= new Map();
  if (!parent.fields.has(name) && parent.fields.size < xmlLimits.fields) parent.fields.set(name, text);
}

/** The nearest open element of that name, outwards from `from`. */
export function ancestor(from: OpenElement | null, name: string): OpenElement | null {
  for (let at = from; at !== null; at = at.parent) if (at.name === name) return at;
  return null;
}
