import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ublReader } from '../../../backend/importers/reading/xml/ubl.ts';
import { hasShared, sharedDir } from '../../helpers/shared.ts';
import { readAll, rowsOf } from '../reading-helpers.ts';

const shared = (name: string): Buffer => fs.readFileSync(path.join(sharedDir, 'data', 'ubl', name));

describe.skipIf(!hasShared)('the UBL examples', () => {
  test('the import declaration field by field', async () => {
    const bytes = shared('UBL-ImportCustomsDeclaration-2.3-Example.xml');
    expect(ublReader.recognise('x.bin', bytes)).toBe(2);
    const found = await readAll(ublReader, 'import.xml', bytes);
    expect(rowsOf(found, 'declarations')).toEqual([
      {
        reg_no: '10158209175014500',
        office_code: 'FI0245442-8',
        reg_date: '2013-08-29',
        decl_type: 'IM X',
        procedure: '10',
        prev_procedure: '11',
        consignor: 'Elektroniikka Oy',
        consignee: 'Yang Mei Electronic Ltd',
        declarant: 'Huolitsija Oy',
        dispatch_country: 'TH',
        dest_country: 'FI',
        incoterm: 'FOB',
        incoterm_place: 'BANGKOK',
        invoice_no: '0665/2003',
        invoice_date: '2013-06-23',
        currency: 'USD',
        item_no: '1',
        hs_code: '8518309590',
        description: 'Kuulokkeita',
        origin_country: 'TH',
        preference_code: '100',
        gross_g: '1.5',
        net_g: '1',
        item_price_minor: '250',
        stat_value_usd_minor: '250.00',
      },
    ]);
    expect(rowsOf(found, 'value_components')).toEqual([
      { reg_no: '10158209175014500', item_no: '1', box: '46', currency: 'EUR', amount_minor: '182.62' },
    ]);
    expect(rowsOf(found, 'item_documents')).toEqual([
      { reg_no: '10158209175014500', box: '44', doc_code: '741', doc_no: '108-3692468', doc_date: '2013-06-23' },
      { reg_no: '10158209175014500', box: '44', doc_code: 'N380', doc_no: '0665/2003', doc_date: '2013-06-23' },
      { reg_no: '10158209175014500', box: '40', doc_no: 'FIRMA000000010' },
    ]);
    expect(found.checks).toEqual([{ key: 'declaration_items', at: '10158209175014500', declared: '1', counted: '1', agrees: true }]);
    const record = found.tables.find((table) => table.table === 'declarations')?.records[0];
    expect(record?.locator).toBe('1/1/1');
    const raw = bytes.toString('utf8', record?.offset, (record?.offset ?? 0) + (record?.length ?? 0));
    expect(raw).toMatch(/^<cac:GoodsItem>[\s\S]*<\/cac:GoodsItem>$/);
  });

  test('the invoice field by field', async () => {
    const found = await readAll(ublReader, 'invoice.xml', shared('UBL-Invoice-2.0-Example.xml'));
    expect(rowsOf(found, 'invoices')).toEqual([
      {
        doc_type: 'SalesInvoice',
        invoice_no: 'A00095678',
        invoice_date: '2005-06-21',
        seller: 'Consortial',
        seller_id: '175 269 2355',
        seller_country: 'GB',
        buyer: 'IYT Corporation',
        buyer_id: '12356478',
        buyer_country: 'GB',
        order_ref: 'AEG012345',
        due_date: '2005-07-21',
        currency: 'GBP',
        line_no: '1',
        product_code: '6578489',
        article: '17589683',
        description: 'Acme beeswax',
        qty_e6: '100',
        qty_unit: 'KGM',
        unit_price_e6: '1.00',
        amount_minor: '100.00',
        vat_rate: '17.5%',
        vat_minor: '17.50',
        total_minor: '107.50',
        total_vat_minor: '17.50',
      },
    ]);
    expect(found.checks.map(({ key, declared, counted, agrees }) => [key, declared, counted, agrees])).toEqual([
      ['invoice_lines', '100.00', '100.00', true],
      ['invoice_net', '90.00', '90.00', true],
      ['invoice_payable', '107.50', '107.50', true],
    ]);
  });
});

const names =
  'xmlns="urn:oasis:names:specification:ubl:schema:xsd:X-2" xmlns:a="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"';
const head = '<ID>N1</ID><IssueDate>2025-03-04+05:00</IssueDate><DocumentCurrencyCode>USD</DocumentCurrencyCode>';
const party = (role: string, name: string): string =>
  `<a:${role}><a:Party><a:PartyLegalEntity><RegistrationName>${name}</RegistrationName><CompanyID>${name}1</CompanyID></a:PartyLegalEntity></a:Party></a:${role}>`;
const totals =
  '<a:LegalMonetaryTotal><LineExtensionAmount currencyID="USD">30</LineExtensionAmount><TaxExclusiveAmount currencyID="USD">30</TaxExclusiveAmount><TaxInclusiveAmount currencyID="USD">30</TaxInclusiveAmount><PayableAmount currencyID="USD">30</PayableAmount></a:LegalMonetaryTotal>';
const line = (name: string, quantity: string): string =>
  `<a:${name}><ID>A</ID><${quantity} unitCode="C62">10</${quantity}><LineExtensionAmount currencyID="USD">30</LineExtensionAmount><a:Item><Name>Lamp</Name><a:OriginCountry><IdentificationCode>CN</IdentificationCode></a:OriginCountry><a:CommodityClassification><ItemClassificationCode listID="HS">9405.10</ItemClassificationCode></a:CommodityClassification></a:Item><a:Price><PriceAmount currencyID="USD">300</PriceAmount><BaseQuantity unitCode="C62">100</BaseQuantity></a:Price></a:${name}>`;

describe('other UBL documents', () => {
  test.each([
    ['CreditNote', 'CreditNoteLine', 'CreditedQuantity'],
    ['DebitNote', 'DebitNoteLine', 'DebitedQuantity'],
    ['Invoice', 'InvoiceLine', 'InvoicedQuantity'],
  ])('%s', async (root, lineName, quantity) => {
    const text = `<${root} ${names}>${head}<a:BillingReference><a:InvoiceDocumentReference><ID>I-7</ID></a:InvoiceDocumentReference></a:BillingReference>${party('AccountingSupplierParty', 'S')}${party('AccountingCustomerParty', 'B')}${totals.replace('31', '31')}${line(lineName, quantity)}</${root}>`;
    const found = await readAll(ublReader, 'x.xml', Buffer.from(text));
    expect(rowsOf(found, 'invoices')).toEqual([
      {
        doc_type: root,
        invoice_no: 'N1',
        invoice_date: '2025-03-04',
        seller: 'S',
        seller_id: 'S1',
        buyer: 'B',
        buyer_id: 'B1',
        corrects_no: 'I-7',
        currency: 'USD',
        line_no: '1',
        description: 'Lamp',
        hs_code: '9405.10',
        origin_country: 'CN',
        qty_e6: '10',
        qty_unit: 'C62',
        unit_price_e6: '3',
        amount_minor: '30',
        total_minor: '30',
      },
    ]);
    expect(found.checks.every((check) => check.agrees)).toBe(true);
  });

  test('an invoice whose total is not the sum of its lines', async () => {
    const text = `<Invoice ${names}>${head}${totals}${line('InvoiceLine', 'InvoicedQuantity').replace('USD">30<', 'USD">31<')}</Invoice>`;
    const found = await readAll(ublReader, 'x.xml', Buffer.from(text));
    expect(found.checks.filter((check) => !check.agrees)).toEqual([
      { key: 'invoice_lines', at: 'N1', declared: '30.00', counted: '31.00', agrees: false },
    ]);
  });

  test('a freight invoice is one row of freight', async () => {
    const text = `<FreightInvoice ${names}>${head}${party('AccountingSupplierParty', 'Carrier')}${party('AccountingCustomerParty', 'Payer')}<a:Shipment><ID>1</ID><GrossWeightMeasure unitCode="TNE">1.25</GrossWeightMeasure><a:Consignment><ID>1</ID><a:CustomsDeclaration><ID>D-1</ID></a:CustomsDeclaration></a:Consignment></a:Shipment>${totals}${line('InvoiceLine', 'InvoicedQuantity')}</FreightInvoice>`;
    const found = await readAll(ublReader, 'x.xml', Buffer.from(text));
    expect(found.tables.map((table) => table.table)).toEqual(['freight']);
    expect(rowsOf(found, 'freight')).toEqual([
      {
        doc_type: 'freight_invoice',
        doc_no: 'N1',
        doc_date: '2025-03-04',
        carrier: 'Carrier',
        gross_g: '1250',
        currency: 'USD',
        amount_minor: '30',
        payer: 'Payer',
        reg_no: 'D-1',
      },
    ]);
  });
});
