import type { Found } from '../format-reader.ts';
import { day, number, percent, wholeOr } from './canonical.ts';
import type { XmlNode } from './node.ts';
import { attribute, child, childrenOf, deepLeaf, firstLeaf, joined, leaf } from './node.ts';
import type { Mapping } from './rows.ts';
import { absolute, amountText, scaled, sum } from './sum.ts';
import {
  allowances,
  amountAt,
  commodityCode,
  country,
  currencyAt,
  partyCountry,
  partyId,
  partyName,
  taxAmount,
  unitPrice,
} from './ubl-parts.ts';

export type UblLine = { readonly root: XmlNode; readonly line: XmlNode; readonly ordinal: number };

export const lineNames: Readonly<Record<string, string>> = {
  Invoice: 'InvoiceLine',
  CreditNote: 'CreditNoteLine',
  DebitNote: 'DebitNoteLine',
  FreightInvoice: 'InvoiceLine',
  SelfBilledInvoice: 'InvoiceLine',
  SelfBilledCreditNote: 'CreditNoteLine',
};

const totalOf = (root: XmlNode): XmlNode | undefined => child(root, 'LegalMonetaryTotal') ?? child(root, 'RequestedMonetaryTotal');
const currencyOf = ({ root, line }: UblLine): string =>
  currencyAt(line, 'LineExtensionAmount') || leaf(root, 'DocumentCurrencyCode') || currencyAt(totalOf(root), 'PayableAmount');
const exchange = ({ root }: UblLine): XmlNode | undefined => child(root, 'PricingExchangeRate') ?? child(root, 'PaymentExchangeRate');
const quantity = (line: XmlNode): XmlNode | undefined =>
  child(line, 'InvoicedQuantity') ?? child(line, 'CreditedQuantity') ?? child(line, 'DebitedQuantity');
const item = ({ line }: UblLine): XmlNode | undefined => child(line, 'Item');

/** What a credit or debit note corrects. */
const corrected = (root: XmlNode): string =>
  joined(
    childrenOf(root, 'BillingReference').map((one) => firstLeaf(one, 'InvoiceDocumentReference/ID', 'CreditNoteDocumentReference/ID')),
    '; ',
  ) || leaf(child(root, 'DiscrepancyResponse'), 'ReferenceID');

const typeOf = (root: XmlNode): string => firstLeaf(root, 'InvoiceTypeCode', 'CreditNoteTypeCode') || root.name;

/** Rate of the line's tax, of its item, else of the document where it has only one. */
function taxRate({ root, line }: UblLine): string {
  const own = deepLeaf(child(line, 'TaxTotal'), 'Percent') || leaf(child(line, 'Item'), 'ClassifiedTaxCategory', 'Percent');
  if (own !== '') return percent(own);
  const all = childrenOf(child(root, 'TaxTotal'), 'TaxSubtotal').map((one) => deepLeaf(one, 'Percent'));
  return all.length === 1 ? percent(all[0] ?? '') : '';
}

export const invoiceColumns: Mapping<UblLine> = {
  doc_type: ({ root }) => typeOf(root),
  invoice_no: ({ root }) => leaf(root, 'ID'),
  invoice_date: ({ root }) => day(leaf(root, 'IssueDate')),
  seller: ({ root }) => partyName(child(root, 'AccountingSupplierParty') ?? child(root, 'SellerSupplierParty')),
  seller_id: ({ root }) => partyId(child(root, 'AccountingSupplierParty') ?? child(root, 'SellerSupplierParty')),
  seller_country: ({ root }) => partyCountry(child(root, 'AccountingSupplierParty') ?? child(root, 'SellerSupplierParty')),
  buyer: ({ root }) => partyName(child(root, 'AccountingCustomerParty') ?? child(root, 'BuyerCustomerParty')),
  buyer_id: ({ root }) => partyId(child(root, 'AccountingCustomerParty') ?? child(root, 'BuyerCustomerParty')),
  buyer_country: ({ root }) => partyCountry(child(root, 'AccountingCustomerParty') ?? child(root, 'BuyerCustomerParty')),
  contract_no: ({ root }) => leaf(root, 'ContractDocumentReference', 'ID'),
  order_ref: ({ root, line }) => leaf(root, 'OrderReference', 'ID') || leaf(line, 'OrderLineReference', 'OrderReference', 'ID'),
  corrects_no: ({ root }) => corrected(root),
  incoterm: ({ root }) => firstLeaf(root, 'DeliveryTerms/ID', 'Delivery/DeliveryTerms/ID'),
  incoterm_place: ({ root }) => firstLeaf(root, 'DeliveryTerms/DeliveryLocation/Name', 'DeliveryTerms/DeliveryLocation/ID'),
  due_date: ({ root }) => day(firstLeaf(root, 'DueDate', 'PaymentMeans/PaymentDueDate', 'PaymentTerms/PaymentDueDate')),
  currency: currencyOf,
  fx_rate_e8: (d) => number(leaf(exchange(d), 'CalculationRate')),
  fx_unit: (d) => number(leaf(exchange(d), 'SourceCurrencyBaseRate')),
  line_no: ({ line, ordinal }) => wholeOr(leaf(line, 'ID'), ordinal),
  product_code: (d) => leaf(item(d), 'BuyersItemIdentification', 'ID'),
  article: (d) => firstLeaf(item(d), 'SellersItemIdentification/ID', 'ManufacturersItemIdentification/ID', 'StandardItemIdentification/ID'),
  description: (d) =>
    joined(
      childrenOf(item(d), 'Description').map((one) => one.text),
      ' ',
    ) || leaf(item(d), 'Name'),
  hs_code: (d) => commodityCode(item(d)),
  origin_country: (d) => country(item(d), 'OriginCountry'),
  reg_no: ({ root }) => leaf(root, 'Delivery', 'Shipment', 'Consignment', 'CustomsDeclaration', 'ID'),
  qty_e6: ({ line }) => number(quantity(line)?.text ?? ''),
  qty_unit: ({ line }) => attribute(quantity(line), 'unitCode'),
  unit_price_e6: ({ line }) => unitPrice(child(line, 'Price')),
  discount_minor: ({ line }) => allowances(line, false),
  amount_minor: ({ line }) => amountAt(line, 'LineExtensionAmount'),
  vat_rate: taxRate,
  vat_minor: (d) => taxAmount(d.line, currencyOf(d)),
  total_minor: ({ root }) => amountAt(totalOf(root), 'PayableAmount'),
  total_vat_minor: (d) => taxAmount(d.root, currencyOf(d)),
};

export const linesOf = (root: XmlNode): readonly XmlNode[] => childrenOf(root, lineNames[root.name] ?? 'InvoiceLine');

/**
 * Totals of the document against its parts: the lines; lines less allowances plus charges; that with the tax, less what was prepaid.
 * Each is looked at where the document states it.
 */
export function checkInvoice(found: Found, root: XmlNode): void {
  const total = totalOf(root);
  const at = leaf(root, 'ID');
  const read = (name: string): bigint | null => scaled(amountAt(total, name) || 'none');
  const say = (key: string, declared: bigint | null, counted: bigint | null): void => {
    if (declared === null || counted === null) return;
    const agrees = absolute(declared - counted) === 0n;
    found.check({ key, at, declared: amountText(declared), counted: amountText(counted), agrees });
  };
  const lines = sum();
  for (const line of linesOf(root)) lines.add(amountAt(line, 'LineExtensionAmount'));
  const extension = read('LineExtensionAmount');
  say('invoice_lines', extension, lines.unread() > 0 ? null : lines.value());
  const zero = (name: string): bigint => read(name) ?? 0n;
  const net = extension === null ? null : extension - zero('AllowanceTotalAmount') + zero('ChargeTotalAmount');
  // older documents give the tax here instead of the amount without it
  const tax = scaled(taxAmount(root, leaf(root, 'DocumentCurrencyCode')) || '0');
  const stated = read('TaxExclusiveAmount');
  if (stated === null || stated !== tax || net === tax) say('invoice_net', stated, net);
  const gross = net === null || tax === null ? null : net + tax;
  say('invoice_gross', read('TaxInclusiveAmount'), gross);
  const rounding = zero('PayableRoundingAmount') - zero('PrepaidAmount');
  say('invoice_payable', read('PayableAmount'), gross === null ? null : gross + rounding);
}
