import { day, number } from './canonical.ts';
import { noDocument } from './declaration-parts.ts';
import type { ItemDocument, Tax, TaxLine, ValueComponent } from './declaration-parts.ts';
import { noComponent } from './declaration-parts.ts';
import type { XmlNode } from './node.ts';
import { allOf, child, deepLeaf, firstLeaf, joined, leaf } from './node.ts';

/** Children whose local name ends so: the album's versions put `ESADout_CU`, `CUESAD`, `KDTout`, `ESADout` in front. */
export const ending = (node: XmlNode | undefined, end: string): XmlNode[] =>
  node === undefined ? [] : node.children.filter((one) => one.name.endsWith(end));

export type Registration = { readonly regNo: string; readonly office: string; readonly day: string };
export const unregistered: Registration = { regNo: '', office: '', day: '' };

const written = /^(\d{5,8})\/(\d{2})(\d{2})(\d{2})\/(\S+)$/;

/** `OFFICE/DDMMYY/NNNNNNN` as the register writes it, from the element's parts or its text. */
export function registrationOf(node: XmlNode | undefined): Registration {
  if (node === undefined) return unregistered;
  const [office, no] = [leaf(node, 'CustomsCode'), leaf(node, 'GTDNumber')];
  const on = day(leaf(node, 'RegistrationDate'));
  if (no !== '') {
    const [year = '', month = '', date = ''] = on.split('-');
    const stamp = date === '' ? on : `${date}${month}${year.slice(2)}`;
    return { regNo: [office, stamp, no].filter((part) => part !== '').join('/'), office, day: on };
  }
  const parts = written.exec(node.text);
  if (parts === null) return { regNo: node.text, office: '', day: '' };
  const [, code = '', date = '', month = '', year = ''] = parts;
  return { regNo: node.text, office: code, day: `20${year}-${month}-${date}` };
}

const registeredAs = new Set([
  'GTDID',
  'GTDNumber',
  'GtdNumber',
  'GtdRegistryNumber',
  'DTNumber',
  'RegNumberDoc',
  'DeclarationNumber',
  'CustomsDeclarationNumber',
]);

/** The number of the document itself: only its own children are looked at, others are numbers of documents that it names. */
export const ownRegistration = (root: XmlNode): Registration => registrationOf(root.children.find((one) => registeredAs.has(one.name)));

/** Name, and in front of it nothing: BIN, IIN, INN and the like stand beside it in the form and in `party` lists. */
export function organisation(node: XmlNode | undefined): string {
  const name = firstLeaf(node, 'OrganizationName', 'ShortName');
  if (name !== '') return name;
  const person = ['PersonSurname', 'PersonName', 'PersonMiddleName'].map((part) => deepLeaf(node, part));
  return joined(person, ' ') || deepLeaf(node, 'OrganizationName');
}

/** Classifier of kinds of payments of the EAEU (decision of the Commission 378): 1 fees, 2 duties, 3 export duties, 4 excise, 5 VAT. */
export function taxOf(code: string): Tax | null {
  if (/^20[4-8]\d$/.test(code) || /^21\d\d$/.test(code)) return 'ad';
  switch (code.charAt(0)) {
    case '1':
      return 'fee';
    case '2':
    case '3':
      return 'duty';
    case '4':
      return 'excise';
    case '5':
      return 'vat';
    default:
      return null;
  }
}

/** A percentage, or an amount of a currency per unit as the form writes it. */
function rateOf(line: XmlNode): string {
  const rate = number(leaf(line, 'Rate'));
  if (rate === '' || leaf(line, 'RateTypeCode') !== '*') return rate === '' ? '' : `${rate}%`;
  const unit = firstLeaf(line, 'RateTNVEDQualifierCode', 'RateQualifierCode', 'WeightingFactor');
  return joined([rate, leaf(line, 'RateCurrencyCode')], ' ') + (unit === '' ? '' : ` / ${unit}`);
}

export const paymentLines = (goods: XmlNode): XmlNode[] => ending(goods, 'CustomsPaymentCalculation');

export const taxLinesOf = (goods: XmlNode): TaxLine[] =>
  paymentLines(goods).map((line) => ({
    tax: taxOf(leaf(line, 'PaymentModeCode')),
    rate: rateOf(line),
    base: number(leaf(line, 'TaxBase')),
    amount: number(leaf(line, 'PaymentAmount')),
  }));

/** Every line of box 47 by its code, with rate, base and way of payment. */
export const taxComponents = (goods: XmlNode, box: string): ValueComponent[] =>
  paymentLines(goods).map((line) => ({
    ...noComponent,
    box,
    answer: leaf(line, 'PaymentModeCode'),
    national: number(leaf(line, 'PaymentAmount')),
    note: joined([leaf(line, 'TaxBase'), rateOf(line), firstLeaf(line, 'PaymentCode', 'PaymentWayCode')], ' · '),
  }));

/** Boxes 44 and 40 of one item. */
export function itemDocuments(goods: XmlNode): ItemDocument[] {
  const presented = ending(goods, 'PresentedDocument').map((one) => ({
    ...noDocument,
    box: '44',
    code: firstLeaf(one, 'PresentedDocumentModeCode', 'ModeCode'),
    name: firstLeaf(one, 'PrDocumentName', 'Name'),
    number: firstLeaf(one, 'PrDocumentNumber', 'Number') || presentedRegistration(one),
    day: day(firstLeaf(one, 'PrDocumentDate', 'Date')),
    from: day(firstLeaf(one, 'DocumentBeginActionsDate', 'BeginActions')),
    to: day(firstLeaf(one, 'DocumentEndActionsDate', 'EndActions')),
  }));
  const preceding = ending(goods, 'PrecedingDocument').map((one) => ({
    ...noDocument,
    box: '40',
    code: leaf(one, 'PrecedingDocumentModeCode'),
    name: leaf(one, 'PrecedingDocumentName'),
    number: precedingNumber(one),
    day: day(leaf(one, 'PrecedingDocumentDate')),
    previousItem: leaf(one, 'PrecedingDocumentGoodsNumeric'),
    quantity: number(firstLeaf(one, 'NetWeightQuantity')),
  }));
  return [...presented, ...preceding];
}

const presentedRegistration = (one: XmlNode): string => registrationOf(allOf(one, 'CustomsDocIdDetails')[0]).regNo;

/** A customs declaration is named by office, day and number; other documents by their number alone. */
function precedingNumber(one: XmlNode): string {
  const [office, no] = [leaf(one, 'PrecedingDocumentCustomsCode'), leaf(one, 'PrecedingDocumentNumber')];
  const [year = '', month = '', date = ''] = day(leaf(one, 'PrecedingDocumentDate')).split('-');
  return office === '' || date === '' || no.includes('/') ? no : `${office}/${date}${month}${year.slice(2)}/${no}`;
}

/** Codes of the classifier of documents: 03011 contract, 04021 invoice, 04025 pro-forma. */
export const documentBy = (documents: readonly ItemDocument[], ...codes: readonly string[]): ItemDocument | undefined =>
  documents.find((one) => one.box === '44' && codes.includes(one.code));

export const groupOf = (goods: XmlNode): XmlNode | undefined => allOf(goods, 'GoodsGroupInformation')[0];
export const shipmentOf = (root: XmlNode): XmlNode | undefined => ending(root, 'GoodsShipment')[0];

/** A declaration with several shipments as one declaration for each: nothing of the others is taken for its own. */
export function byShipment(root: XmlNode): XmlNode[] {
  const shipments = ending(root, 'GoodsShipment');
  if (shipments.length < 2) return [root];
  return shipments.map((own) => ({ ...root, children: root.children.filter((one) => one === own || !shipments.includes(one)) }));
}

export const goodsOf = (root: XmlNode): XmlNode[] => {
  const shipment = shipmentOf(root);
  const found = ending(shipment, 'Goods');
  return found.length > 0 ? found : ending(root, 'Goods');
};
export const partOf = (node: XmlNode | undefined, end: string): XmlNode | undefined => ending(node, end)[0];
export const quantityIn = (node: XmlNode | undefined): { readonly quantity: string; readonly unit: string } => ({
  quantity: number(firstLeaf(node, 'GoodsQuantity')),
  unit: firstLeaf(node, 'MeasureUnitQualifierCode', 'MeasureUnitQualifierName'),
});
export const goodsQuantity = (goods: XmlNode) => quantityIn(child(groupOf(goods), 'GoodsGroupQuantity'));
