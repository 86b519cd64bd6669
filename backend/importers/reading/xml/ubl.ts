import type { FormatReader, Found } from '../format-reader.ts';
import { day, number } from './canonical.ts';
import { checkCount, componentRows, documentRows } from './declaration-parts.ts';
import type { XmlNode } from './node.ts';
import { allOf, child, deepLeaf, firstLeaf, joined, leaf } from './node.ts';
import { recogniseBy } from './recognise.ts';
import { headText } from './source-text.ts';
import { rows, tell } from './rows.ts';
import type { Mapping, RowPlace } from './rows.ts';
import { declarationDocuments, goodsColumns, goodsComponents, goodsOf, itemNoOf } from './ubl-customs.ts';
import { checkInvoice, invoiceColumns, lineNames, linesOf } from './ubl-invoice.ts';
import { amountAt, currencyAt, kilograms, partyName, taxAmount } from './ubl-parts.ts';
import { readXml } from './xml-stream.ts';

const declarations = new Set(['ImportCustomsDeclaration', 'ExportCustomsDeclaration', 'TransitCustomsDeclaration']);
const documents = new Set([...Object.keys(lineNames), ...declarations]);

const freight = (root: XmlNode): XmlNode | undefined => child(root, 'Shipment') ?? child(root, 'Delivery', 'Shipment');

/** Freight invoice: one row, for it is one service. */
const freightColumns: Mapping<XmlNode> = {
  doc_type: () => 'freight_invoice',
  doc_no: (root) => leaf(root, 'ID'),
  doc_date: (root) => day(leaf(root, 'IssueDate')),
  carrier: (root) => partyName(child(root, 'AccountingSupplierParty')),
  shipper: (root) => partyName(child(freight(root), 'Consignment', 'ConsignorParty')),
  consignee: (root) => partyName(child(freight(root), 'Consignment', 'ConsigneeParty')),
  from_place: (root) => firstLeaf(freight(root), 'Consignment/LoadingPortLocation/Name', 'OriginAddress/CityName'),
  border_place: (root) => firstLeaf(freight(root), 'FirstArrivalPortLocation/Name', 'FirstArrivalPortLocation/ID'),
  to_place: (root) => firstLeaf(freight(root), 'Consignment/UnloadingPortLocation/Name', 'Delivery/DeliveryAddress/CityName'),
  vehicle: (root) =>
    joined(
      ['VesselID', 'LicensePlateID', 'AircraftID', 'TrainID'].map((id) => deepLeaf(freight(root), id)),
      '; ',
    ),
  container: (root) => leaf(allOf(freight(root), 'TransportEquipment')[0], 'ID'),
  packages: (root) => number(leaf(freight(root), 'TotalTransportHandlingUnitQuantity')),
  gross_g: (root) => kilograms(child(freight(root), 'GrossWeightMeasure')),
  currency: (root) => leaf(root, 'DocumentCurrencyCode') || currencyAt(root, 'LegalMonetaryTotal', 'PayableAmount'),
  amount_minor: (root) => amountAt(root, 'LegalMonetaryTotal', 'PayableAmount'),
  vat_minor: (root) => taxAmount(root, leaf(root, 'DocumentCurrencyCode')),
  insured_minor: (root) => amountAt(freight(root), 'InsuranceValueAmount'),
  payer: (root) => partyName(child(root, 'AccountingCustomerParty')),
  invoice_no: (root) => leaf(root, 'BillingReference', 'InvoiceDocumentReference', 'ID'),
  reg_no: (root) => leaf(freight(root), 'Consignment', 'CustomsDeclaration', 'ID'),
};

type Take = (root: XmlNode, place: RowPlace) => void;

function invoiceTaker(found: Found): Take {
  const invoices = rows(found, { scope: 'Invoice', table: 'invoices' }, invoiceColumns);
  return (root, place) => {
    linesOf(root).forEach((line, i) =>
      invoices.put({ root, line, ordinal: i + 1 }, { ...line.place, locator: `${place.locator}.${i + 1}`, odd: place.odd }),
    );
    checkInvoice(found, root);
  };
}

function freightTaker(found: Found): Take {
  const freights = rows(found, { scope: 'FreightInvoice', table: 'freight' }, freightColumns);
  return (root, place) => {
    freights.put(root, place);
    checkInvoice(found, root);
  };
}

function declarationTaker(found: Found): Take {
  const items = rows(found, { scope: 'CustomsDeclaration', table: 'declarations' }, goodsColumns);
  const papers = documentRows(found, 'CustomsDeclaration');
  const values = componentRows(found, 'CustomsDeclaration');
  return (root, { locator, odd, ...whole }) => {
    const regNo = leaf(root, 'ID');
    const all = goodsOf(root);
    all.forEach((goods, i) => {
      const itemNo = itemNoOf(goods, i + 1);
      const place = { ...goods.place, locator: `${locator}.${i + 1}`, odd };
      items.put({ root, goods, itemNo, alone: all.length === 1 }, place);
      goodsComponents(goods).forEach((one, n) => values.put({ ...one, regNo, itemNo }, { ...place, locator: `${place.locator}.${n + 1}` }));
    });
    declarationDocuments(root).forEach((one, n) => papers.put({ ...one, regNo }, { ...whole, locator: `${locator}.0.${n + 1}`, odd }));
    const declared = firstLeaf(child(root, 'Shipment'), 'TotalGoodsItemQuantity', 'Consignment/TotalGoodsItemQuantity');
    checkCount(found, 'declaration_items', regNo, { declared, counted: all.length });
  };
}

/** UBL 2.x: customs declarations, invoices, credit and debit notes, freight invoices, alone or inside of another element. */
export const ublReader: FormatReader = {
  format: 'ubl',
  version: 'ubl-1',
  recognise: (name, head) => (/oasis:names:specification:ubl/.test(headText(head)) ? byName(name, head) : 0),
  read: async (file, found) => {
    const [invoice, freightOf, declaration] = [invoiceTaker(found), freightTaker(found), declarationTaker(found)];
    let ordinal = 0;
    await readXml(file, found, {
      isRecord: (name) => documents.has(name),
      placed: new Set(['InvoiceLine', 'CreditNoteLine', 'DebitNoteLine', 'GoodsItem']),
      record: ({ node, odd }) => {
        ordinal += 1;
        const place = { ...node.place, locator: String(ordinal), odd };
        if (ordinal === 1) tell(found, { standard: joined(['UBL', leaf(node, 'UBLVersionID'), node.name], ' ') });
        if (declarations.has(node.name)) declaration(node, place);
        else if (node.name === 'FreightInvoice') freightOf(node, place);
        else invoice(node, place);
      },
    });
  },
};

const byName = recogniseBy(documents, new RegExp(`<(?:[\\w.-]+:)?(?:${[...documents].join('|')})[\\s>]`));
