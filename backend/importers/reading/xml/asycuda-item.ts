import { number } from './canonical.ts';
import { procedureParts, quotient, taxAmount, taxBase, taxRate } from './declaration-parts.ts';
import type { ItemDocument, TaxLine } from './declaration-parts.ts';
import type { XmlNode } from './node.ts';
import { child, childrenOf, firstLeaf, joined, leaf } from './node.ts';
import type { Mapping } from './rows.ts';

/** One item with the declaration around it. */
export type AsycudaItem = {
  readonly root: XmlNode;
  readonly item: XmlNode;
  readonly itemNo: string;
  readonly regNo: string;
  readonly day: (text: string) => string;
  readonly documents: readonly ItemDocument[];
  readonly taxes: readonly TaxLine[];
};

const head =
  (...paths: readonly string[]) =>
  ({ root }: AsycudaItem): string =>
    firstLeaf(root, ...paths);
const own =
  (...paths: readonly string[]) =>
  ({ item }: AsycudaItem): string =>
    firstLeaf(item, ...paths);
const amount =
  (...paths: readonly string[]) =>
  ({ item }: AsycudaItem): string =>
    number(firstLeaf(item, ...paths));

/** Commodity code with its national part; a part of zeros, or one that leaves an odd number of digits, adds nothing to the nomenclature. */
function hsCode({ item }: AsycudaItem): string {
  const code = child(item, 'Tarification', 'HScode');
  const whole = leaf(code, 'Commodity_code');
  const part = leaf(code, 'Precision_1');
  return /^\d+$/.test(part) && /[1-9]/.test(part) && (whole + part).length % 2 === 0 ? whole + part : whole;
}

const procedure = ({ item }: AsycudaItem): readonly [string, string] =>
  procedureParts(leaf(item, 'Tarification', 'Extended_customs_procedure'));

/** The first supplementary unit that has a code; its fields are misspelled in the format itself. */
function supplementary(item: XmlNode): { readonly unit: string; readonly quantity: string } {
  for (const one of childrenOf(child(item, 'Tarification'), 'Supplementary_unit')) {
    const unit = firstLeaf(one, 'Suppplementary_unit_code', 'Supplementary_unit_code');
    const quantity = number(firstLeaf(one, 'Suppplementary_unit_quantity', 'Supplementary_unit_quantity'));
    if (unit !== '') return { unit, quantity };
  }
  return { unit: '', quantity: '' };
}

const invoiceOf = ({ root, item }: AsycudaItem): XmlNode | undefined => {
  const own = child(item, 'Valuation_item', 'Item_Invoice');
  return leaf(own, 'Currency_code') === '' ? child(root, 'Valuation', 'Gs_Invoice') : own;
};

function fxRate(around: AsycudaItem): string {
  const invoice = invoiceOf(around);
  const written = number(leaf(invoice, 'Currency_rate'));
  if (/[1-9]/.test(written)) return written;
  return quotient(number(leaf(invoice, 'Amount_national_currency')), number(leaf(invoice, 'Amount_foreign_currency')));
}

/** Name of a kind of document in the languages of ASYCUDA's users, or its usual code. */
const kindsOfDocument = { invoice: /invoice|facture|factura|инвойс|сч[её]т/i, contract: /contra[ck]t|contrat|контракт|договор/i } as const;

const named = (kind: keyof typeof kindsOfDocument) => (one: ItemDocument) =>
  kindsOfDocument[kind].test(one.name) || (kind === 'invoice' && /^(?:N?380|0007|IV\d\d)$/.test(one.code));

const documentOf = ({ documents }: AsycudaItem, kind: keyof typeof kindsOfDocument): ItemDocument | undefined =>
  documents.find(named(kind));

export const itemColumns: Mapping<AsycudaItem> = {
  reg_no: (d) => d.regNo,
  office_code: head('Identification/Office_segment/Customs_clearance_office_code'),
  reg_date: (d) => d.day(firstLeaf(d.root, 'Identification/Registration/Date')),
  decl_type: (d) =>
    firstLeaf(d.root, 'Identification/Type/Type_of_declaration') + firstLeaf(d.root, 'Identification/Type/Declaration_gen_procedure_code'),
  procedure: (d) => procedure(d)[0],
  prev_procedure: (d) => procedure(d)[1],
  consignor: head('Traders/Exporter/Exporter_name'),
  consignee: head('Traders/Consignee/Consignee_name'),
  declarant: head('Declarant/Declarant_name'),
  trading_country: head('General_information/Country/Trading_country'),
  dispatch_country: head('General_information/Country/Export/Export_country_code'),
  dest_country: head('General_information/Country/Destination/Destination_country_code'),
  incoterm: (d) => own('IncoTerms/Code')(d) || head('Transport/Delivery_terms/Code')(d),
  incoterm_place: (d) => own('IncoTerms/Place')(d) || head('Transport/Delivery_terms/Place')(d),
  contract_no: (d) => documentOf(d, 'contract')?.number ?? '',
  invoice_no: (d) => documentOf(d, 'invoice')?.number ?? '',
  invoice_date: (d) => documentOf(d, 'invoice')?.day ?? '',
  currency: (d) => leaf(invoiceOf(d), 'Currency_code'),
  fx_rate_e8: fxRate,
  total_invoice_minor: (d) => number(firstLeaf(d.root, 'Valuation/Gs_Invoice/Amount_foreign_currency')),
  item_no: (d) => d.itemNo,
  hs_code: hsCode,
  description: (d) =>
    joined(
      ['Description_of_goods', 'Commercial_Description'].map((name) => leaf(d.item, 'Goods_description', name)),
      ' / ',
    ),
  origin_country: own('Goods_description/Country_of_origin_code'),
  preference_code: own('Tarification/Preference_code'),
  feature: own('Tarification/National_customs_procedure'),
  gross_g: amount('Valuation_item/Weight_itm/Gross_weight_itm'),
  net_g: amount('Valuation_item/Weight_itm/Net_weight_itm'),
  supp_unit: (d) => supplementary(d.item).unit,
  supp_qty_e6: (d) => supplementary(d.item).quantity,
  item_price_minor: amount('Tarification/Item_price', 'Valuation_item/Item_Invoice/Amount_foreign_currency'),
  customs_value_minor: amount('Valuation_item/Total_CIF_itm'),
  valuation_method: own('Tarification/Valuation_method_code'),
  duty_rate: (d) => taxRate(d.taxes, 'duty'),
  duty_base_minor: (d) => taxBase(d.taxes, 'duty'),
  duty_amount_minor: (d) => taxAmount(d.taxes, 'duty'),
  ad_rate: (d) => taxRate(d.taxes, 'ad'),
  ad_amount_minor: (d) => taxAmount(d.taxes, 'ad'),
  excise_rate: (d) => taxRate(d.taxes, 'excise'),
  excise_base_minor: (d) => taxBase(d.taxes, 'excise'),
  excise_amount_minor: (d) => taxAmount(d.taxes, 'excise'),
  vat_rate: (d) => taxRate(d.taxes, 'vat'),
  vat_base_minor: (d) => taxBase(d.taxes, 'vat'),
  vat_amount_minor: (d) => taxAmount(d.taxes, 'vat'),
  fee_amount_minor: (d) => taxAmount(d.taxes, 'fee'),
};
