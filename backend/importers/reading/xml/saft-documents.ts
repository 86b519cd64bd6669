import { day, number, percent, wholeOr } from './canonical.ts';
import type { XmlNode } from './node.ts';
import { allOf, child, childrenOf, firstLeaf, joined, leaf } from './node.ts';
import type { Mapping } from './rows.ts';
import type { SaftHeader } from './saft-header.ts';
import { amountText, creditOf, debitOf } from './saft-ledger.ts';
import type { Lists, Named } from './saft-lists.ts';
import { scaled, sum } from './sum.ts';
import { amountText as decimalText } from './sum.ts';

/** A source document with what the file says around it. */
export type SaftDocument = {
  readonly section: string;
  readonly node: XmlNode;
  readonly number: string;
  readonly day: string;
  readonly type: string;
  /** N normal, A cancelled, F invoiced elsewhere, … ; '' where the schema has none */
  readonly status: string;
  readonly header: SaftHeader;
  readonly lists: Lists;
};

export type DocumentLine = SaftDocument & { readonly line: XmlNode; readonly ordinal: number };

export const sections: ReadonlyMap<string, string> = new Map([
  ['SalesInvoices', 'Invoice'],
  ['PurchaseInvoices', 'Invoice'],
  ['MovementOfGoods', 'StockMovement'],
  ['WorkingDocuments', 'WorkDocument'],
  ['Payments', 'Payment'],
]);

export function saftDocument(section: string, node: XmlNode, around: { readonly header: SaftHeader; readonly lists: Lists }): SaftDocument {
  const status = child(node, 'DocumentStatus');
  return {
    section,
    node,
    number: firstLeaf(node, 'InvoiceNo', 'DocumentNumber', 'PaymentRefNo', 'MovementReference'),
    day: day(firstLeaf(node, 'InvoiceDate', 'MovementDate', 'WorkDate', 'TransactionDate')),
    type: firstLeaf(node, 'InvoiceType', 'MovementType', 'WorkType', 'PaymentType', 'PaymentMethod'),
    status: firstLeaf(status, 'InvoiceStatus', 'MovementStatus', 'WorkStatus', 'PaymentStatus'),
    ...around,
  };
}

export const linesOf = (node: XmlNode): readonly XmlNode[] => childrenOf(node, 'Line');

const customerIn = (node: XmlNode): string => firstLeaf(node, 'CustomerID', 'CustomerInfo/CustomerID', 'Customer/CustomerID');
const supplierIn = (node: XmlNode): string => firstLeaf(node, 'SupplierID', 'SupplierInfo/SupplierID', 'Supplier/SupplierID');

/** Customer and supplier codes of a document, its lines included. */
export function partiesOf(node: XmlNode): { readonly customers: string[]; readonly suppliers: string[] } {
  const all = [node, ...linesOf(node)];
  return { customers: [...new Set(all.map(customerIn))], suppliers: [...new Set(all.map(supplierIn))] };
}

type Side = { readonly id: string; readonly named: Named | undefined };

function counterparty({ section, node, lists }: SaftDocument): Side {
  const [customer, supplier] = [customerIn(node), supplierIn(node)];
  if (section === 'PurchaseInvoices' || customer === '') {
    const written = { name: firstLeaf(node, 'SupplierInfo/Name', 'Supplier/Name'), country: '' };
    if (supplier !== '' || written.name !== '') return { id: supplier, named: lists.named('supplier', supplier) ?? written };
  }
  const written = { name: firstLeaf(node, 'CustomerInfo/Name', 'Customer/Name'), country: '' };
  return { id: customer, named: lists.named('customer', customer) ?? written };
}

function trader({ header }: SaftDocument): Side {
  return { id: header.taxId, named: { name: header.company, country: header.country } };
}

const isSale = ({ section }: SaftDocument): boolean => section !== 'PurchaseInvoices';
const seller = (document: SaftDocument): Side => (isSale(document) ? trader(document) : counterparty(document));
const buyer = (document: SaftDocument): Side => (isSale(document) ? counterparty(document) : trader(document));

/** Credit notes give their amounts on the other side; they keep their sign, as they do in other formats. */
const isReversal = (type: string): boolean => ['NC', '381', '384', 'CreditNote'].includes(type);

/** Credit of a sale and debit of a purchase are positive; on a credit note the other side is. */
function lineAmount({ line, section, type }: DocumentLine): string {
  const given = number(amountText(child(line, 'InvoiceLineAmount')));
  if (given !== '') return given;
  const [debit, credit] = [debitOf(line), creditOf(line)];
  const positive = (section === 'PurchaseInvoices') === isReversal(type) ? credit : debit;
  const negative = positive === credit ? debit : credit;
  if (positive !== '' || negative === '') return positive;
  return /[1-9]/.test(negative) ? number(negative.startsWith('-') ? negative.slice(1) : `-${negative}`) : negative;
}

const totals = ({ node }: SaftDocument): XmlNode | undefined => child(node, 'DocumentTotals');

function taxTotal(document: SaftDocument): string {
  const payable = leaf(totals(document), 'TaxPayable');
  if (payable !== '') return number(payable);
  const parts = allOf(totals(document), 'TaxAmount').map(amountText);
  if (parts.length === 0) return '';
  const all = sum();
  for (const part of parts) all.add(part);
  return decimalText(all.value());
}

const taxOf = (line: XmlNode): XmlNode | undefined => child(line, 'Tax') ?? child(line, 'TaxInformation');

export const invoiceColumns: Mapping<DocumentLine> = {
  direction: (d) => (isSale(d) ? 'sale' : 'purchase'),
  doc_type: (d) => d.type,
  invoice_no: (d) => d.number,
  invoice_date: (d) => d.day,
  seller: (d) => seller(d).named?.name ?? '',
  seller_id: (d) => seller(d).id,
  seller_country: (d) => seller(d).named?.country ?? '',
  buyer: (d) => buyer(d).named?.name ?? '',
  buyer_id: (d) => buyer(d).id,
  buyer_country: (d) => buyer(d).named?.country ?? '',
  order_ref: (d) =>
    joined(
      childrenOf(d.line, 'OrderReferences').map((one) => leaf(one, 'OriginatingON')),
      '; ',
    ),
  corrects_no: (d) => joined(referencesOf(d.line), '; '),
  currency: (d) => leaf(child(d.line, 'InvoiceLineAmount'), 'CurrencyCode') || d.header.currency,
  fx_rate_e8: (d) => number(leaf(child(d.line, 'InvoiceLineAmount'), 'ExchangeRate')),
  line_no: (d) => wholeOr(leaf(d.line, 'LineNumber'), d.ordinal),
  product_code: (d) => leaf(d.line, 'ProductCode'),
  description: (d) => firstLeaf(d.line, 'Description', 'ProductDescription'),
  qty_e6: (d) => number(leaf(d.line, 'Quantity')),
  qty_unit: (d) => firstLeaf(d.line, 'UnitOfMeasure', 'InvoiceUOM'),
  unit_price_e6: (d) => number(amountText(child(d.line, 'UnitPrice'))),
  discount_minor: (d) => number(leaf(d.line, 'SettlementAmount')),
  amount_minor: lineAmount,
  vat_rate: (d) => percent(leaf(taxOf(d.line), 'TaxPercentage')),
  vat_minor: (d) => number(amountText(child(taxOf(d.line), 'TaxAmount'))),
  freight_minor: (d) => number(amountText(child(d.line, 'ShippingCostsAmount'))),
  total_minor: (d) => number(amountText(child(totals(d), 'GrossTotal'))),
  total_vat_minor: taxTotal,
  txn_id: (d) => leaf(d.node, 'TransactionID'),
  status: (d) => d.status,
  system_entry_ts: (d) => leaf(d.node, 'SystemEntryDate'),
};

/** Numbers of the documents that a line corrects or returns. */
export const referencesOf = (line: XmlNode): string[] =>
  childrenOf(line, 'References').map((one) => firstLeaf(one, 'Reference', 'CreditNote/Reference', 'DebitNote/Reference'));

export const stockColumns: Mapping<DocumentLine> = {
  doc_no: (d) => d.number,
  movement_date: (d) => d.day,
  movement_type: (d) => leaf(d.line, 'MovementSubType') || d.type,
  warehouse: (d) => firstLeaf(d.line, 'ShipFrom/WarehouseID') || firstLeaf(d.node, 'ShipFrom/WarehouseID'),
  to_warehouse: (d) => firstLeaf(d.line, 'ShipTo/WarehouseID') || firstLeaf(d.node, 'ShipTo/WarehouseID'),
  article: (d) => leaf(d.line, 'ProductCode'),
  product_name: (d) => firstLeaf(d.line, 'ProductDescription', 'Description'),
  batch: (d) =>
    joined(
      allOf(d.line, 'SerialNumber').map((one) => one.text),
      '; ',
    ),
  qty_e6: (d) => number(leaf(d.line, 'Quantity')),
  qty_unit: (d) => leaf(d.line, 'UnitOfMeasure'),
  unit_price_e6: (d) => number(amountText(child(d.line, 'UnitPrice'))),
  value_minor: (d) => number(amountText(child(d.line, 'BookValue'))) || creditOf(d.line) || debitOf(d.line),
  counterparty: (d) => counterparty(d).named?.name ?? '',
  txn_id: (d) => leaf(d.node, 'TransactionID') || leaf(d.line, 'TransactionID'),
  status: (d) => d.status,
};

/** What was really paid: the means of payment where they are given, else the gross total, else the lines. */
function paidAmount({ node }: SaftDocument): string {
  const means = childrenOf(node, 'PaymentMethod').map((one) => leaf(one, 'PaymentAmount'));
  const parts = means.some((text) => text !== '') ? means : [amountText(child(node, 'DocumentTotals', 'GrossTotal'))];
  const written = parts.some((text) => text !== '') ? parts : linesOf(node).map(lineSum);
  const all = sum();
  for (const part of written) all.add(number(part));
  if (all.unread() > 0) return joined(written, ' ');
  return decimalText(all.value());
}

const lineSum = (line: XmlNode): string => number(amountText(child(line, 'PaymentLineAmount'))) || creditOf(line) || debitOf(line);

/** A supplier is paid, a customer pays; the Portuguese table holds receipts only. */
const paidOut = (d: SaftDocument): boolean => partiesOf(d.node).suppliers.some((id) => id !== '');

export const paymentColumns: Mapping<SaftDocument> = {
  bank_ref: (d) => d.number,
  booking_date: (d) => d.day,
  value_date: (d) => day(firstLeaf(d.node, 'PaymentMethod/PaymentDate', 'ValueDate')),
  direction: (d) => (paidOut(d) ? 'out' : 'in'),
  amount_minor: paidAmount,
  currency: (d) => firstLeaf(d.node, 'Line/PaymentLineAmount/CurrencyCode') || d.header.currency,
  counterparty: (d) => partyName(d),
  counterparty_id: (d) => joined([...partiesOf(d.node).customers, ...partiesOf(d.node).suppliers], '; '),
  purpose: (d) => leaf(d.node, 'Description'),
  invoice_no: (d) =>
    joined(
      settledBy(d.node).map((one) => one.number),
      '; ',
    ),
  txn_type: (d) => d.type || leaf(d.node, 'PaymentMethod', 'PaymentMechanism'),
  txn_id: (d) => leaf(d.node, 'TransactionID'),
  status: (d) => d.status,
};

function partyName({ node, lists }: SaftDocument): string {
  const { customers, suppliers } = partiesOf(node);
  const named = [...customers.map((id) => lists.named('customer', id)), ...suppliers.map((id) => lists.named('supplier', id))];
  return joined(
    named.map((one) => one?.name ?? ''),
    '; ',
  );
}

/** Invoices that the lines of a payment settle. */
export function settledBy(node: XmlNode): { readonly number: string; readonly day: string }[] {
  return linesOf(node).flatMap((line) =>
    childrenOf(line, 'SourceDocumentID').map((one) => ({
      number: leaf(one, 'OriginatingON') || one.text,
      day: day(leaf(one, 'InvoiceDate')),
    })),
  );
}

export type TotalFault = { readonly at: string; readonly declared: string; readonly counted: bigint };

/** One unit of the last decimal that totals have, scaled by 10^8. */
const cent = 1_000_000n;

/** Net total against the lines and gross total against net and tax, up to the rounding of each line. */
export function totalFaults(document: SaftDocument): TotalFault[] {
  const at = totals(document);
  if (at === undefined) return [];
  const stated = (name: string): bigint | null => scaled(amountText(child(at, name)) || 'none');
  const [net, gross, tax] = [stated('NetTotal'), stated('GrossTotal'), stated('TaxPayable')];
  const lines = linesOf(document.node);
  const all = sum();
  for (const line of lines) {
    all.add(creditOf(line));
    all.add(debitOf(line), -1);
    all.add(amountText(child(line, 'InvoiceLineAmount')));
    all.add(amountText(child(line, 'PaymentLineAmount')));
  }
  const faults: TotalFault[] = [];
  const near = (a: bigint, b: bigint): boolean => (a > b ? a - b : b - a) <= (cent * BigInt(lines.length + 1)) / 2n + cent / 2n;
  const counted = all.value() < 0n ? -all.value() : all.value();
  if (net !== null && all.unread() === 0 && !near(net < 0n ? -net : net, counted))
    faults.push({ at: 'NetTotal', declared: amountText(child(at, 'NetTotal')), counted });
  if (net !== null && gross !== null && tax !== null && !near(gross, net + tax))
    faults.push({ at: 'GrossTotal', declared: amountText(child(at, 'GrossTotal')), counted: net + tax });
  return faults;
}
