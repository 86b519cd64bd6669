import type { FormatReader, Found } from '../format-reader.ts';
import { number } from './canonical.ts';
import { checkCount, checkTotal, componentRows, documentRows, noComponent } from './declaration-parts.ts';
import type { ItemDocument, ValueComponent } from './declaration-parts.ts';
import { itemColumns, releaseDay } from './eaeu-item.ts';
import type { EaeuItem } from './eaeu-item.ts';
import {
  byShipment,
  goodsOf,
  itemDocuments,
  ownRegistration,
  partOf,
  shipmentOf,
  taxComponents,
  taxLinesOf,
  unregistered,
} from './eaeu-parts.ts';
import type { Registration } from './eaeu-parts.ts';
import { answers, checkEntry, entryComponents, isEntry, isOtherMethod, methodComponents } from './eaeu-value.ts';
import type { XmlNode } from './node.ts';
import { firstLeaf, joined, leaf } from './node.ts';
import { recogniseBy } from './recognise.ts';
import { rows, tell } from './rows.ts';
import type { RowPlace, Rows } from './rows.ts';
import { readXml, xmlLimits } from './xml-stream.ts';
import type { XmlRecord } from './xml-stream.ts';

const declarations = new Set(['ESADout_CU', 'ESADout', 'ESADexp_CU']);
const corrections = new Set(['KDTout_CU', 'KDTout']);
const values = new Set(['DTSout_CU', 'DTSout', 'DTS1', 'DTSin']);
const marks = new Set(['GTDoutCustomsMark', 'GTDOutCustomsMark', 'GTDInCustomsMark', 'CustomsMark']);
const documents = new Set([...declarations, ...corrections, ...values, ...marks]);

/** Elements of the documents of one envelope that wait for the customs mark with their number; with more they go on without it. */
const mostHeld = xmlLimits.nodes;

/** 1: the first shipment of a declaration, every value declaration as DTS-1. 2: all shipments, other methods by their own names. */
type Edition = 1 | 2;

type Sink = {
  readonly edition: Edition;
  readonly found: Found;
  readonly items: Rows<EaeuItem>;
  readonly documents: Rows<ItemDocument>;
  readonly values: Rows<ValueComponent>;
  readonly corrections: Rows<ValueComponent>;
  readonly boxes: Rows<ValueComponent>;
};

type Held = XmlRecord & { readonly locator: string };

function sinkOf(found: Found, edition: Edition): Sink {
  return {
    edition,
    found,
    items: rows(found, { scope: 'ESADout_CU', table: 'declarations' }, itemColumns),
    documents: documentRows(found, 'ESADout_CU'),
    values: componentRows(found, 'ESADout_CU'),
    corrections: componentRows(found, 'KDTout_CU'),
    boxes: componentRows(found, 'DTSout_CU'),
  };
}

/** The number stands in the document, or in a customs mark of the same envelope, or nowhere; then the document's own id names it. */
function registrationFor(record: Held, all: readonly Held[]): Registration {
  const own = ownRegistration(record.node);
  if (own.regNo !== '') return own;
  const ids = [leaf(record.node, 'DocumentID'), firstLeaf(record.node, 'RefDocumentID', 'GTDDocumentID')].filter((id) => id !== '');
  const related = all.filter(({ node }) => ids.includes(leaf(node, 'RefDocumentID')) || ids.includes(leaf(node, 'DocumentID')));
  const others = related.length > 0 ? related : all.filter(({ node }) => marks.has(node.name));
  const found = others.map(({ node }) => ownRegistration(node)).filter(({ regNo }) => regNo !== '');
  const numbers = new Set(found.map(({ regNo }) => regNo));
  if (numbers.size === 1) return found[0] ?? unregistered;
  return { ...unregistered, regNo: ids[0] ?? '' };
}

function releasedBy(registration: Registration, all: readonly Held[]): string {
  const mark = all.find(
    ({ node }) => marks.has(node.name) && ownRegistration(node).regNo === registration.regNo && releaseDay(node) !== '',
  );
  return mark === undefined ? '' : releaseDay(mark.node);
}

function takeDeclaration(
  to: Sink,
  record: Held,
  { registration, released }: { readonly registration: Registration; readonly released: string },
): void {
  const { node, odd, locator } = record;
  const { regNo } = registration;
  const roots = to.edition < 2 ? [node] : byShipment(node);
  const all = roots.flatMap((root) => goodsOf(root).map((goods) => ({ root, goods })));
  all.forEach(({ root, goods }, i) => {
    const place: RowPlace = { ...goods.place, locator: `${locator}.${i + 1}`, odd };
    const itemNo = leaf(goods, 'GoodsNumeric') || String(i + 1);
    const papers = itemDocuments(goods);
    to.items.put({ root, goods, itemNo, registration, released, documents: papers, taxes: taxLinesOf(goods) }, place);
    papers.forEach((one, n) => to.documents.put({ ...one, regNo, itemNo }, { ...place, locator: `${place.locator}.${n + 1}` }));
    taxComponents(goods, '47').forEach((one, n) =>
      to.values.put({ ...one, regNo, itemNo }, { ...place, locator: `${place.locator}.${n + 1}` }),
    );
  });
  for (const root of roots) checkDeclaration(to.found, root, regNo);
}

function checkDeclaration(found: Found, root: XmlNode, at: string): void {
  const [shipment, goods] = [shipmentOf(root), goodsOf(root)];
  checkCount(found, 'declaration_items', at, { declared: leaf(shipment, 'TotalGoodsNumber'), counted: goods.length });
  const parts = (name: string): string[] => goods.map((one) => number(leaf(one, name)));
  checkTotal(found, 'declaration_customs_value', at, {
    declared: firstLeaf(shipment, 'TotalCustCost', 'TotalCustomsValueAmount'),
    parts: parts('CustomsCost'),
  });
  checkTotal(found, 'declaration_invoice_total', at, {
    declared: leaf(partOf(shipment, 'MainContractTerms'), 'TotalInvoiceAmount'),
    parts: parts('InvoicedCost'),
  });
}

/** КДТ: what a correction changed, beside the declaration and never instead of it. */
function takeCorrection(to: Sink, record: Held, regNo: string): void {
  const { node: root, odd, locator } = record;
  goodsOf(root).forEach((goods, i) => {
    const place = (n: number): RowPlace => ({ ...goods.place, locator: `${locator}.${i + 1}.${n}`, odd });
    const itemNo = firstLeaf(goods, 'GoodsNumeric', 'KDTGoodsNumeric') || String(i + 1);
    const value = number(leaf(goods, 'CustomsCost'));
    const before = number(leaf(goods, 'PreviousCustomsCost'));
    const answer = joined([leaf(root, 'KDTNumber'), leaf(goods, 'ChangeCode')], ' ');
    to.corrections.put({ ...noComponent, regNo, itemNo, box: 'КДТ 45', answer, national: value, note: before }, place(0));
    taxComponents(goods, 'КДТ 47').forEach((one, n) => to.corrections.put({ ...one, regNo, itemNo }, place(n + 1)));
  });
}

function takeValue(to: Sink, record: Held, regNo: string): void {
  const { node: root, odd, locator } = record;
  const place = (i: number, n: number, at = root.place): RowPlace => ({ ...at, locator: `${locator}.${i}.${n}`, odd });
  answers(root).forEach((one, n) => to.boxes.put({ ...one, regNo }, place(0, n + 1)));
  root.children
    .filter((one) => isEntry(one.name))
    .forEach((entry, i) => {
      const itemNo = firstLeaf(entry, 'GTDGoodsNumber', 'SheetGoodsSerialNumber') || String(i + 1);
      const boxes = to.edition > 1 && isOtherMethod(entry) ? methodComponents(entry) : entryComponents(entry);
      boxes.forEach((one, n) => to.boxes.put({ ...one, regNo, itemNo }, place(i + 1, n + 1, entry.place)));
      checkEntry(to.found, `${regNo} ${itemNo}`, boxes);
    });
}

function takeAll(to: Sink, held: readonly Held[]): void {
  for (const record of held) {
    const { name } = record.node;
    if (marks.has(name)) continue;
    const registration = registrationFor(record, held);
    if (declarations.has(name)) takeDeclaration(to, record, { registration, released: releasedBy(registration, held) });
    else if (corrections.has(name)) takeCorrection(to, record, registration.regNo);
    else takeValue(to, record, registration.regNo);
  }
}

const placed = new Set([
  'ESADout_CUGoods',
  'ESADoutGoods',
  'KDToutGoods',
  'DTSout_CUGoodsCustomsCost',
  'DTSGoodsCustomsCost',
  'DTSoutGoodsCustomsCost',
]);

const readerAs = (edition: Edition): FormatReader => ({
  format: 'eaeu',
  version: `eaeu-${edition}`,
  recognise: recogniseBy(documents, /<(?:[\w.-]+:)?(?:ESADout_CU|ESADout|KDTout_CU|DTSout_CU|DTSout)[\s>]/),
  read: async (file, found) => {
    tell(found, { standard: 'EAEU' });
    const to = sinkOf(found, edition);
    let [held, waiting, ordinal]: [Held[], number, number] = [[], 0, 0];
    await readXml(file, found, {
      isRecord: (name) => documents.has(name),
      placed,
      record: (record) => {
        ordinal += 1;
        held.push({ ...record, locator: String(ordinal) });
        if ((waiting += record.size) < mostHeld) return;
        takeAll(to, held);
        [held, waiting] = [[], 0];
      },
    });
    takeAll(to, held);
  },
});

/**
 * Customs documents of the EAEU by the album's element names: goods declarations (`ESADout_CU`), corrections (`KDTout_CU`), customs
 * value declarations (`DTSout_CU`, DTS-1), alone or in an envelope together with the customs mark that numbers and releases them.
 */
export const eaeuReader = readerAs(2);
/** As it was released first. */
export const earlierEaeuReader = readerAs(1);
