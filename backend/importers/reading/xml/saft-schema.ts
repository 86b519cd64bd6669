import type { Found } from '../format-reader.ts';
import type { XmlNode } from './node.ts';
import { firstLeaf, leaf } from './node.ts';
import { mostChecks } from './saft-lists.ts';
import { around, forms, shapes, stated } from './saft-shapes-pt.ts';
import type { Slot } from './saft-shapes-pt.ts';
import type { OpenElement } from './xml-stream.ts';

/** Holds a Portuguese 1.04_01 file against its schema; other files pass without being looked at. */
export type SchemaCheck = {
  readonly record: (node: XmlNode, parent: OpenElement | null) => void;
  readonly opened: (element: OpenElement) => void;
  readonly closed: (element: OpenElement) => void;
  readonly report: () => void;
};

type Fault = (at: string, expected: string, got: string) => void;

const version = '1.04_01';
const namespaceOf = /:PT_(\d\.\d\d_\d\d)$/;

export function schemaCheck(found: Found): SchemaCheck {
  let [named, inForce, faults] = ['', false, 0];
  const fault: Fault = (at, expected, got) => {
    if ((faults += 1) <= mostChecks) found.check({ key: 'saft_schema', at, declared: expected, counted: got, agrees: false });
  };
  const begin = (header: XmlNode): void => {
    const said = leaf(header, 'AuditFileVersion');
    if (named !== '' && named !== said) fault('Header/AuditFileVersion', named, said);
    inForce = named === version || (named === '' && said === version);
  };
  return {
    opened: (element) => {
      if (element.parent === null) named = namespaceOf.exec([...element.attributes.values()].join('\n'))?.[1] ?? '';
      else if (inForce) checkPlace(fault, element.name, element.parent);
    },
    record: (node, parent) => {
      if (node.name === 'Header') begin(node);
      if (!inForce || parent === null) return;
      checkPlace(fault, node.name, parent);
      if (shapes.has(node.name)) checkNode(fault, node, { shape: node.name, at: nameOf(node) });
    },
    closed: (element) => {
      if (!inForce) return;
      for (const name of stated.get(element.name) ?? []) checkText(fault, { name, text: element.field(name), at: element.name });
    },
    report: () => {},
  };
}

/** A record by its own number, so that a person finds it. */
function nameOf(node: XmlNode): string {
  const id = firstLeaf(
    node,
    'InvoiceNo',
    'DocumentNumber',
    'PaymentRefNo',
    'CustomerID',
    'SupplierID',
    'ProductCode',
    'RecordID',
    'AccountID',
  );
  return id === '' ? node.name : `${node.name} ${id}`;
}

function checkPlace(fault: Fault, name: string, parent: OpenElement): void {
  const allowed = around.get(parent.name);
  if (allowed !== undefined && !allowed.has(name)) fault(parent.name, [...allowed].join(' '), name);
}

type Shaped = { readonly shape: string; readonly at: string };

/** Order and number of the children, then each child. Only the first fault of an order is said: the rest follows from it. */
function checkNode(fault: Fault, node: XmlNode, { shape, at }: Shaped): void {
  const slots = shapes.get(shape) ?? [];
  const wrong = orderFault(slots, node.children);
  if (wrong !== null) fault(at, wrong.expected, wrong.got);
  for (const one of node.children) {
    const slot = slots.find(({ names }) => names.includes(one.name));
    if (slot === undefined) continue;
    if (shapes.has(slot.shape) && !isLeaf(one, slot)) checkNode(fault, one, { shape: slot.shape, at: `${at}/${one.name}` });
    else checkText(fault, { name: one.name, text: one.text, at });
  }
}

/** A text where the schema has an element of the same name with children elsewhere (`Contact`, `SourceDocumentID`). */
const isLeaf = (node: XmlNode, slot: Slot): boolean => node.children.length === 0 && node.text !== '' && slot.least === 0;

function orderFault(slots: readonly Slot[], children: readonly XmlNode[]): { readonly expected: string; readonly got: string } | null {
  let [at, times] = [0, 0];
  for (const { name } of children) {
    for (;;) {
      const slot = slots[at];
      if (slot === undefined) return { expected: '', got: name };
      if (slot.names.includes(name) && (slot.most === 'any' || times === 0)) break;
      if (times < slot.least) return { expected: slot.names.join(' | '), got: name };
      [at, times] = [at + 1, 0];
    }
    times += 1;
  }
  for (const slot of slots.slice(at)) {
    if (times < slot.least) return { expected: slot.names.join(' | '), got: '' };
    times = 0;
  }
  return null;
}

/** Elements may not be empty; numbers, days and codes have their form. */
function checkText(fault: Fault, { name, text, at }: { readonly name: string; readonly text: string; readonly at: string }): void {
  const form = forms.get(name);
  if (text === '' || (form !== undefined && !form.test(text)))
    fault(`${at}/${name}`, form === undefined ? '…' : form.source, text.slice(0, 60));
}
