import type { FormatReader, Found } from '../format-reader.ts';
import { number } from './canonical.ts';
import { asycudaDay } from './asycuda-days.ts';
import { itemColumns } from './asycuda-item.ts';
import type { AsycudaItem } from './asycuda-item.ts';
import { checkCount, checkTotal, componentRows, documentRows, noComponent, noDocument } from './declaration-parts.ts';
import type { ItemDocument, ValueComponent } from './declaration-parts.ts';
import type { XmlNode } from './node.ts';
import { child, childrenOf, firstLeaf, leaf } from './node.ts';
import { recogniseBy } from './recognise.ts';
import { rows, tell } from './rows.ts';
import type { RowPlace } from './rows.ts';
import { asycudaTaxes, taxLinesOf } from './asycuda-taxes.ts';
import { readXml } from './xml-stream.ts';
import type { XmlRecord } from './xml-stream.ts';

/** Amounts of the valuation note by the box of the DTS-1 that holds the same; `header` and `item` spell them differently. */
const components = [
  { box: '11a', header: 'Gs_Invoice', item: 'Item_Invoice' },
  { box: '17', header: 'Gs_external_freight', item: 'item_external_freight' },
  { box: '22', header: 'Gs_internal_freight', item: 'item_internal_freight' },
  { box: '19', header: 'Gs_insurance', item: 'item_insurance' },
  { box: 'other', header: 'Gs_other_cost', item: 'item_other_cost' },
  { box: '24', header: 'Gs_deduction', item: 'item_deduction' },
] as const;

const isNil = (text: string): boolean => text === '' || !/[1-9]/.test(text);

/** Office, year, serial and number as the register shows them; a declaration without a number goes by its reference (box 7). */
export function asycudaRegNo(root: XmlNode, day: string): string {
  const registration = child(root, 'Identification', 'Registration');
  const [serial, no] = [leaf(registration, 'Serial_number'), leaf(registration, 'Number')];
  const office = leaf(root, 'Identification', 'Office_segment', 'Customs_clearance_office_code');
  if (no === '') return firstLeaf(root, 'Declarant/Reference/Number');
  return [office, day.slice(0, 4), `${serial}${no}`].filter((part) => part !== '').join('/');
}

function componentOf(box: string, node: XmlNode | undefined): ValueComponent | null {
  const amount = number(leaf(node, 'Amount_foreign_currency'));
  const national = number(leaf(node, 'Amount_national_currency'));
  if (isNil(amount) && isNil(national)) return null;
  const currency = leaf(node, 'Currency_code');
  return { ...noComponent, box, currency, amount: currency === '' ? '' : amount, national, rate: number(leaf(node, 'Currency_rate')) };
}

/** Amounts of the whole declaration or of one item. */
function componentsOf(node: XmlNode | undefined, level: 'header' | 'item'): ValueComponent[] {
  const found = components.flatMap((one) => componentOf(one.box, child(node, one[level])) ?? []);
  const total = number(leaf(node, level === 'header' ? 'Total_CIF' : 'Total_CIF_itm'));
  if (!isNil(total)) found.push({ ...noComponent, box: '25a', national: total });
  const statistical = number(leaf(node, 'Statistical_value'));
  if (!isNil(statistical)) found.push({ ...noComponent, box: '46', national: statistical });
  return found;
}

function documentsOf(item: XmlNode, day: (text: string) => string): ItemDocument[] {
  const attached = childrenOf(item, 'Attached_documents').map((one) => ({
    ...noDocument,
    box: '44',
    code: leaf(one, 'Attached_document_code'),
    name: leaf(one, 'Attached_document_name'),
    number: leaf(one, 'Attached_document_reference'),
    day: day(leaf(one, 'Attached_document_date')),
  }));
  const previous = childrenOf(item, 'Previous_doc').map((one) => ({
    ...noDocument,
    box: '40',
    number: firstLeaf(one, 'Previous_document_reference', 'Summary_declaration'),
    previousItem: /^\d+$/.test(leaf(one, 'Summary_declaration_sl')) ? leaf(one, 'Summary_declaration_sl') : '',
  }));
  return [...attached, ...previous].filter((one) => one.number !== '' || one.code !== '');
}

function declarationTaker(found: Found): (record: XmlRecord) => void {
  const declarations = rows(found, { scope: 'ASYCUDA', table: 'declarations' }, itemColumns);
  const documents = documentRows(found, 'ASYCUDA');
  const values = componentRows(found, 'ASYCUDA');
  let ordinal = 0;
  return ({ node: root, odd }) => {
    ordinal += 1;
    const day = asycudaDay(root);
    const regNo = asycudaRegNo(root, day(leaf(root, 'Identification', 'Registration', 'Date')));
    const items = childrenOf(root, 'Item');
    items.forEach((item, i) => {
      const place: RowPlace = { ...item.place, locator: `${ordinal}.${i + 1}`, odd };
      const itemNo = String(i + 1);
      const around: AsycudaItem = { root, item, itemNo, regNo, day, documents: documentsOf(item, day), taxes: taxLinesOf(item) };
      declarations.put(around, place);
      around.documents.forEach((one, n) => documents.put({ ...one, regNo, itemNo }, { ...place, locator: `${place.locator}.${n + 1}` }));
      const parts = [...componentsOf(child(item, 'Valuation_item'), 'item'), ...asycudaTaxes(item)];
      parts.forEach((one, n) => values.put({ ...one, regNo, itemNo }, { ...place, locator: `${place.locator}.${n + 1}` }));
    });
    const whole: RowPlace = { ...root.place, locator: String(ordinal), odd };
    componentsOf(child(root, 'Valuation'), 'header').forEach((one, n) =>
      values.put({ ...one, regNo }, { ...whole, locator: `${ordinal}.0.${n + 1}` }),
    );
    checkDeclaration(found, root, regNo);
  };
}

function checkDeclaration(found: Found, root: XmlNode, regNo: string): void {
  const items = childrenOf(root, 'Item');
  const parts = (...path: string[]): string[] => items.map((item) => number(leaf(item, ...path)));
  checkCount(found, 'declaration_items', regNo, {
    declared: leaf(root, 'Property', 'Nbers', 'Total_number_of_items'),
    counted: items.length,
  });
  const value = leaf(root, 'Valuation', 'Total_CIF');
  if (!isNil(value))
    checkTotal(found, 'declaration_customs_value', regNo, { declared: value, parts: parts('Valuation_item', 'Total_CIF_itm') });
  const invoice = leaf(root, 'Valuation', 'Gs_Invoice', 'Amount_foreign_currency');
  if (!isNil(invoice))
    checkTotal(found, 'declaration_invoice_total', regNo, { declared: invoice, parts: items.map((item) => number(itemPrice(item))) });
  items.forEach((item, i) => {
    const taxes = leaf(item, 'Taxation', 'Item_taxes_amount');
    if (!isNil(taxes))
      checkTotal(found, 'declaration_item_taxes', `${regNo} ${i + 1}`, {
        declared: taxes,
        parts: taxLinesOf(item).map((line) => line.amount),
      });
  });
}

const itemPrice = (item: XmlNode): string =>
  firstLeaf(item, 'Valuation_item/Item_Invoice/Amount_foreign_currency', 'Tarification/Item_price');

/** ASYCUDA World XML: one declaration (`ASYCUDA`) per file or several inside of another element; fields without a value hold `<null/>`. */
export const asycudaReader: FormatReader = {
  format: 'asycuda',
  version: 'asycuda-1',
  recognise: recogniseBy(new Set(['ASYCUDA']), /<ASYCUDA[\s>]/),
  read: async (file, found) => {
    tell(found, { standard: 'ASYCUDA World' });
    const take = declarationTaker(found);
    await readXml(file, found, { isRecord: (name) => name === 'ASYCUDA', placed: new Set(['Item']), record: take });
  },
};
