import { day, number, wholeOr } from './canonical.ts';
import { noComponent, noDocument, procedureParts } from './declaration-parts.ts';
import type { ItemDocument, ValueComponent } from './declaration-parts.ts';
import type { XmlNode } from './node.ts';
import { allOf, attribute, child, childrenOf, firstLeaf, joined, leaf } from './node.ts';
import type { Mapping } from './rows.ts';
import { amountAt, commodityCode, country, currencyAt, kilograms, partyCountry, partyName } from './ubl-parts.ts';

export type UblGoods = { readonly root: XmlNode; readonly goods: XmlNode; readonly itemNo: string; readonly alone: boolean };

const shipmentOf = (root: XmlNode): XmlNode | undefined => child(root, 'Shipment');
export const goodsOf = (root: XmlNode): readonly XmlNode[] => {
  const shipment = shipmentOf(root);
  const direct = childrenOf(shipment, 'GoodsItem');
  return direct.length > 0 ? direct : childrenOf(shipment, 'Consignment').flatMap((one) => childrenOf(one, 'GoodsItem'));
};
export const itemNoOf = (goods: XmlNode, ordinal: number): string => wholeOr(firstLeaf(goods, 'SequenceNumberID', 'ID'), ordinal);

const importer = (root: XmlNode): XmlNode | undefined => child(root, 'ImporterParty');
const terms = ({ root }: UblGoods): XmlNode | undefined => allOf(shipmentOf(root), 'DeliveryTerms')[0];
const procedure = ({ goods }: UblGoods): readonly [string, string] => procedureParts(leaf(goods, 'CustomsProcedureCode'));
const itemOf = (goods: XmlNode): XmlNode | undefined => child(goods, 'Item');

/** The person that acts before customs: a declarant of its own, else the importer's or exporter's agent. */
const declarant = (root: XmlNode): string =>
  partyName(child(root, 'DeclarantParty') ?? child(root, 'DeclarantCustomsParty')) ||
  partyName(child(importer(root), 'AgentParty')) ||
  partyName(child(root, 'ExporterParty', 'AgentParty'));

const origin = ({ root, goods }: UblGoods): string =>
  country(goods, 'OriginAddress', 'Country') ||
  country(itemOf(goods), 'OriginCountry') ||
  country(shipmentOf(root), 'OriginAddress', 'Country');

/** The country of destination, or, for goods brought in, the one of the importer who declares them. */
const destination = ({ root }: UblGoods): string =>
  firstLeaf(shipmentOf(root), 'Consignment/FinalDestinationCountry/IdentificationCode', 'DestinationCountry/IdentificationCode') ||
  country(root, 'DestinationCountry') ||
  (root.name === 'ImportCustomsDeclaration' ? partyCountry(importer(root)) : '');

const papers = (root: XmlNode): readonly XmlNode[] => childrenOf(root, 'AdditionalDocumentReference');
/** UN/EDIFACT 1001 with or without the union's letter: 380 commercial invoice, 325 pro-forma. */
const invoice = (root: XmlNode): XmlNode | undefined => papers(root).find((one) => /^N?(?:380|325)$/.test(leaf(one, 'DocumentTypeCode')));

/** The weight of the whole shipment is the item's where there is only one. */
const weight = ({ root, goods, alone }: UblGoods, name: string): string =>
  kilograms(child(goods, name) ?? (alone ? child(shipmentOf(root), name) : undefined));

const dollars = ({ root, goods, alone }: UblGoods): string => {
  const statistics = [
    child(goods, 'DeclaredStatisticsValueAmount'),
    alone ? child(shipmentOf(root), 'DeclaredStatisticsValueAmount') : undefined,
  ];
  return number(statistics.find((one) => attribute(one, 'currencyID') === 'USD')?.text ?? '');
};

export const goodsColumns: Mapping<UblGoods> = {
  reg_no: ({ root }) => leaf(root, 'ID'),
  office_code: ({ root }) => leaf(root, 'CustomsParty', 'PartyIdentification', 'ID'),
  reg_date: ({ root }) => day(leaf(root, 'IssueDate')),
  release_date: ({ root }) => day(leaf(root, 'AcceptanceDate')),
  decl_type: ({ root }) => joined([leaf(root, 'SubTypeCode'), leaf(root, 'TypeCode')], ' '),
  procedure: (d) => procedure(d)[0],
  prev_procedure: (d) => procedure(d)[1],
  consignor: ({ root }) => partyName(child(root, 'ConsignorParty') ?? child(root, 'ExporterParty')),
  consignee: ({ root }) => partyName(child(root, 'ConsigneeParty') ?? importer(root)),
  seller: ({ root }) => partyName(child(root, 'SellerSupplierParty') ?? child(root, 'SellerParty')),
  declarant: ({ root }) => declarant(root),
  trading_country: ({ root }) => country(root, 'TradingCountry'),
  dispatch_country: ({ root }) => country(shipmentOf(root), 'ExportCountry') || country(root, 'ExportCountry'),
  dest_country: destination,
  incoterm: (d) => leaf(terms(d), 'ID'),
  incoterm_place: (d) => firstLeaf(terms(d), 'DeliveryLocation/Name', 'DeliveryLocation/ID'),
  invoice_no: ({ root }) => leaf(invoice(root), 'ID'),
  invoice_date: ({ root }) => day(leaf(invoice(root), 'IssueDate')),
  currency: ({ goods }) => currencyAt(goods, 'ValueAmount') || currencyAt(itemOf(goods), 'ValueAmount'),
  fx_rate_e8: ({ root }) => number(firstLeaf(root, 'ExchangeRate/CalculationRate', 'PricingExchangeRate/CalculationRate')),
  total_invoice_minor: ({ root }) => amountAt(shipmentOf(root), 'TotalInvoiceAmount') || amountAt(root, 'TotalInvoiceAmount'),
  item_no: ({ itemNo }) => itemNo,
  hs_code: ({ goods }) => commodityCode(itemOf(goods)) || leaf(goods, 'RequiredCustomsID'),
  description: ({ goods }) =>
    joined(
      [...childrenOf(itemOf(goods), 'Description'), ...childrenOf(goods, 'Description')].map((one) => one.text),
      ' ',
    ) || leaf(itemOf(goods), 'Name'),
  brand: ({ goods }) => leaf(itemOf(goods), 'BrandName'),
  model: ({ goods }) => leaf(itemOf(goods), 'ModelName'),
  article: ({ goods }) => firstLeaf(itemOf(goods), 'SellersItemIdentification/ID', 'ManufacturersItemIdentification/ID'),
  origin_country: origin,
  preference_code: ({ goods }) => leaf(goods, 'PreferenceCriterionCode'),
  gross_g: (d) => weight(d, 'GrossWeightMeasure'),
  net_g: (d) => weight(d, 'NetWeightMeasure'),
  qty_e6: ({ goods }) => number(leaf(goods, 'Quantity')),
  qty_unit: ({ goods }) => attribute(child(goods, 'Quantity'), 'unitCode'),
  item_price_minor: ({ goods }) => amountAt(goods, 'ValueAmount'),
  customs_value_minor: ({ goods }) => amountAt(goods, 'DeclaredCustomsValueAmount'),
  stat_value_usd_minor: dollars,
};

/** Amounts without a column of their own: the statistical value of box 46 in its currency, freight and insurance. */
export function goodsComponents(goods: XmlNode): ValueComponent[] {
  const amounts = [
    ['46', 'DeclaredStatisticsValueAmount'],
    ['17', 'FreeOnBoardValueAmount'],
    ['19', 'InsuranceValueAmount'],
  ] as const;
  return amounts.flatMap(([box, name]) => {
    const amount = amountAt(goods, name);
    if (amount === '') return [];
    return [{ ...noComponent, box: name === 'FreeOnBoardValueAmount' ? 'FOB' : box, currency: currencyAt(goods, name), amount }];
  });
}

/** Documents of the whole declaration: box 44, and the declarations that it follows (box 40). */
export function declarationDocuments(root: XmlNode): ItemDocument[] {
  const attached = papers(root).map((one) => ({
    ...noDocument,
    box: '44',
    code: leaf(one, 'DocumentTypeCode'),
    name: leaf(one, 'DocumentType'),
    number: leaf(one, 'ID'),
    day: day(leaf(one, 'IssueDate')),
    from: day(leaf(one, 'ValidityPeriod', 'StartDate')),
    to: day(leaf(one, 'ValidityPeriod', 'EndDate')),
  }));
  const previous = childrenOf(root, 'PreviousCustomsDeclaration').map((one) => ({ ...noDocument, box: '40', number: leaf(one, 'ID') }));
  return [...attached, ...previous];
}
