/** Why bytes are not DER; the code goes into the message. */
export class DerFault extends Error {
  readonly why: string;
  constructor(why: string) {
    super(why);
    this.name = 'DerFault';
    this.why = why;
  }
}

export type Node = { readonly tag: number; readonly from: number; readonly body: number; readonly to: number };

const deepest = 40;
const constructedBit = 0x20;
const sequenceTag = 0x30;
const setTag = 0x31;

function readLength(bytes: Uint8Array, at: number): { readonly length: number; readonly body: number } {
  const first = bytes[at] ?? 0x80;
  if (first < 0x80) return { length: first, body: at + 1 };
  const count = first & 0x7f;
  if (count === 0 || count > 4) throw new DerFault('indefinite_length');
  let length = 0;
  for (let i = 1; i <= count; i++) length = length * 256 + (bytes[at + i] ?? 0);
  if (length < 0x80 || bytes[at + 1] === 0) throw new DerFault('length_not_minimal');
  return { length, body: at + 1 + count };
}

/** One element header. @param end the element may not reach beyond */
export function nodeAt(bytes: Uint8Array, at: number, end: number): Node {
  if (at + 2 > end) throw new DerFault('too_short');
  const tag = bytes[at] ?? 0;
  // end-of-contents marks belong to BER; as an element they would let padding be taken into the container
  if (tag === 0) throw new DerFault('end_of_contents');
  if ((tag & 0x1f) === 0x1f) throw new DerFault('long_tag');
  const { length, body } = readLength(bytes, at + 1);
  if (body + length > end) throw new DerFault('too_short');
  return { tag, from: at, body, to: body + length };
}

export function childrenOf(bytes: Uint8Array, node: Node): readonly Node[] {
  const children: Node[] = [];
  for (let at = node.body; at < node.to; ) {
    const child = nodeAt(bytes, at, node.to);
    children.push(child);
    at = child.to;
  }
  return children;
}

function checkInteger(bytes: Uint8Array, node: Node): void {
  const [first, second] = [bytes[node.body], bytes[node.body + 1] ?? 0];
  const length = node.to - node.body;
  if (length === 0) throw new DerFault('empty_integer');
  if (length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))) throw new DerFault('integer_not_minimal');
}

function checkPrimitive(bytes: Uint8Array, node: Node): void {
  const length = node.to - node.body;
  const first = bytes[node.body] ?? 0;
  if (node.tag === sequenceTag - constructedBit || node.tag === setTag - constructedBit) throw new DerFault('primitive_sequence');
  if (node.tag === 0x01 && (length !== 1 || (first !== 0 && first !== 0xff))) throw new DerFault('boolean');
  if (node.tag === 0x02) checkInteger(bytes, node);
  if (node.tag === 0x03 && (length === 0 || first > 7)) throw new DerFault('bit_string');
  if (node.tag === 0x05 && length !== 0) throw new DerFault('null');
  if (node.tag === 0x06 && length === 0) throw new DerFault('empty_oid');
}

function check(bytes: Uint8Array, node: Node, depth: number): void {
  if (depth > deepest) throw new DerFault('too_deep');
  if ((node.tag & constructedBit) === 0) {
    checkPrimitive(bytes, node);
    return;
  }
  const universal = (node.tag & 0xc0) === 0;
  if (universal && node.tag !== sequenceTag && node.tag !== setTag) throw new DerFault('constructed_string');
  for (const child of childrenOf(bytes, node)) check(bytes, child, depth + 1);
}

/**
 * Definite and minimal lengths, minimal integers, primitive strings, all the way down: one encoding for one value.
 * @returns the length of the element; bytes behind it are the caller's matter
 * @throws DerFault
 */
export function derLength(bytes: Uint8Array): number {
  const node = nodeAt(bytes, 0, bytes.length);
  check(bytes, node, 0);
  return node.to;
}

/** A SET OF is written in ascending order of its encoded elements (X.690 §11.6). */
export function isSortedSet(bytes: Uint8Array): boolean {
  const elements = childrenOf(bytes, nodeAt(bytes, 0, bytes.length)).map((node) => Buffer.from(bytes.subarray(node.from, node.to)));
  return elements.every((element, i) => i === 0 || Buffer.compare(elements[i - 1] ?? element, element) < 0);
}
