import { day, number } from './canonical.ts';
import { taxAmount, taxBase, taxRate } from './declaration-parts.ts';
import type { ItemDocument, TaxLine } from './declaration-parts.ts';
import { documentBy, goodsQuantity, groupOf, organisation, partOf, quantityIn, shipmentOf } from './eaeu-parts.ts';
import type { Registration } from './eaeu-parts.ts';
import type { XmlNode } from './node.ts';
import { allOf, child, childrenOf, firstLeaf, joined, leaf } from './node.ts';
import type { Mapping } from './rows.ts';

/** One goods item with the declaration around it. */
export type EaeuItem = {
  readonly root: XmlNode;
  readonly goods: XmlNode;
  readonly itemNo: string;
  readonly registration: Registration;
  readonly released: string;
  readonly documents: readonly ItemDocument[];
  readonly taxes: readonly TaxLine[];
};

const shipment = ({ root }: EaeuItem): XmlNode | undefined => shipmentOf(root);
const contract = (d: EaeuItem): XmlNode | undefined => partOf(shipment(d), 'MainContractTerms');
const consigment = (d: EaeuItem): XmlNode | undefined => partOf(shipment(d), 'Consigment');
const party = (d: EaeuItem, end: string): XmlNode | undefined => partOf(shipment(d), end) ?? partOf(consigment(d), end);

/** A party that the form says to be the same as the declarant is written once. */
function partyName(d: EaeuItem, end: string): string {
  const node = party(d, end);
  const name = organisation(node);
  const same = firstLeaf(node, 'EqualIndicator', 'DeclarantEqualFlag');
  return name === '' && /^(?:1|true)$/i.test(same) ? organisation(party(d, 'Declarant')) : name;
}

const own =
  (...paths: readonly string[]) =>
  ({ goods }: EaeuItem): string =>
    firstLeaf(goods, ...paths);
const amount =
  (...paths: readonly string[]) =>
  ({ goods }: EaeuItem): string =>
    number(firstLeaf(goods, ...paths));

const procedure = (d: EaeuItem, name: string): string => leaf(partOf(d.goods, 'CustomsProcedure'), name);
const invoice = (d: EaeuItem): ItemDocument | undefined => documentBy(d.documents, '04021', '04025');
const group = (name: string) => (d: EaeuItem) => leaf(groupOf(d.goods), name);

function description(d: EaeuItem): string {
  const lines = [...childrenOf(d.goods, 'GoodsDescription'), ...allOf(child(d.goods, 'GoodsGroupDescription'), 'GoodsDescription')];
  return joined(
    lines.map((line) => line.text),
    ' ',
  );
}

const preference = ({ goods }: EaeuItem): string =>
  ['CustomsTax', 'CustomsDuty', 'Excise', 'Rate']
    .map((name) => leaf(child(goods, 'Preferencii'), name))
    .filter((part) => part !== '')
    .join('-');

export const itemColumns: Mapping<EaeuItem> = {
  reg_no: (d) => d.registration.regNo,
  office_code: (d) => d.registration.office,
  reg_date: (d) => d.registration.day,
  release_date: (d) => d.released,
  decl_type: (d) => joined([leaf(d.root, 'CustomsProcedure'), leaf(d.root, 'CustomsModeCode')], ' '),
  procedure: (d) => procedure(d, 'MainCustomsModeCode') || leaf(d.root, 'CustomsModeCode'),
  prev_procedure: (d) => procedure(d, 'PrecedingCustomsModeCode'),
  consignor: (d) => partyName(d, 'Consignor'),
  consignee: (d) => partyName(d, 'Consignee'),
  seller: (d) => organisation(party(d, 'Seller')),
  declarant: (d) => organisation(party(d, 'Declarant')),
  trading_country: (d) => leaf(contract(d), 'TradeCountryCode'),
  dispatch_country: (d) => leaf(consigment(d), 'DispatchCountryCode'),
  dest_country: (d) => leaf(consigment(d), 'DestinationCountryCode'),
  incoterm: (d) => leaf(child(contract(d), 'CUESADDeliveryTerms') ?? partOf(contract(d), 'DeliveryTerms'), 'DeliveryTermsStringCode'),
  incoterm_place: (d) => leaf(child(contract(d), 'CUESADDeliveryTerms') ?? partOf(contract(d), 'DeliveryTerms'), 'DeliveryPlace'),
  contract_no: (d) => documentBy(d.documents, '03011')?.number ?? '',
  invoice_no: (d) => invoice(d)?.number ?? '',
  invoice_date: (d) => invoice(d)?.day ?? '',
  currency: (d) => leaf(contract(d), 'ContractCurrencyCode'),
  fx_rate_e8: (d) => number(leaf(contract(d), 'ContractCurrencyRate')),
  fx_unit: (d) => number(firstLeaf(contract(d), 'CurrencyQuantity', 'ScaleNumber')),
  total_invoice_minor: (d) => number(leaf(contract(d), 'TotalInvoiceAmount')),
  item_no: (d) => d.itemNo,
  hs_code: (d) => firstLeaf(d.goods, 'GoodsTNVEDCode', 'GoodsClassificationCode'),
  description,
  producer: group('Manufacturer'),
  brand: group('TradeMark'),
  model: (d) => group('GoodsModel')(d) || group('GoodsMark')(d),
  article: (d) => group('GoodsArticle')(d) || group('GoodsMarking')(d),
  origin_country: own('OriginCountryCode'),
  preference_code: preference,
  feature: (d) => procedure(d, 'GoodsTransferFeature'),
  gross_g: amount('GrossWeightQuantity'),
  net_g: amount('NetWeightQuantity', 'NetWeightQuantity2'),
  supp_unit: (d) => quantityIn(partOf(d.goods, 'SupplementaryGoodsQuantity')).unit,
  supp_qty_e6: (d) => quantityIn(partOf(d.goods, 'SupplementaryGoodsQuantity')).quantity,
  qty_e6: (d) => goodsQuantity(d.goods).quantity,
  qty_unit: (d) => goodsQuantity(d.goods).unit,
  item_price_minor: amount('InvoicedCost'),
  customs_value_minor: amount('CustomsCost'),
  stat_value_usd_minor: amount('StatisticalCost'),
  valuation_method: own('CustomsCostCorrectMethod'),
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

/** Day of the release out of a customs mark, where it decides so. */
export const releaseDay = (mark: XmlNode): string => day(firstLeaf(mark, 'GTDOutResolution/DecisionDate', 'DecisionDate', 'ReleaseDate'));
