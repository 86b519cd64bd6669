import { describe, expect, test } from 'vitest';
import { asycudaReader } from '../../../backend/importers/reading/xml/asycuda.ts';
import { eaeuReader } from '../../../backend/importers/reading/xml/eaeu.ts';
import { encode } from '../encode.ts';
import { readAll, rowsOf } from '../reading-helpers.ts';

const empty = '<null/>';
const amounts = (national: string, foreign: string, currency: string): string =>
  `<Amount_national_currency>${national}</Amount_national_currency><Amount_foreign_currency>${foreign}</Amount_foreign_currency><Currency_code>${currency}</Currency_code><Currency_name>x</Currency_name>`;
const asycudaItem = `<Item>
<Attached_documents><Attached_document_code>N380</Attached_document_code><Attached_document_name>Commercial invoice</Attached_document_name><Attached_document_reference>INV-7</Attached_document_reference><Attached_document_date>7/14/16</Attached_document_date></Attached_documents>
<Attached_documents><Attached_document_code>${empty}</Attached_document_code><Attached_document_reference>${empty}</Attached_document_reference></Attached_documents>
<IncoTerms><Code>CIF</Code><Place>${empty}</Place></IncoTerms>
<Tarification><HScode><Commodity_code>94051000</Commodity_code><Precision_1>10</Precision_1><Precision_2>${empty}</Precision_2></HScode><Preference_code>${empty}</Preference_code><Extended_customs_procedure>4071</Extended_customs_procedure><National_customs_procedure>000</National_customs_procedure>
<Supplementary_unit><Suppplementary_unit_code>NMB</Suppplementary_unit_code><Suppplementary_unit_name>Number</Suppplementary_unit_name><Suppplementary_unit_quantity>120,5</Suppplementary_unit_quantity></Supplementary_unit><Supplementary_unit><Suppplementary_unit_code>${empty}</Suppplementary_unit_code></Supplementary_unit>
<Item_price>1 234,50</Item_price><Valuation_method_code>1</Valuation_method_code><A.I._code>${empty}</A.I._code></Tarification>
<Goods_description><Country_of_origin_code>CN</Country_of_origin_code><Description_of_goods>Chandeliers</Description_of_goods><Commercial_Description>Glass lamp</Commercial_Description></Goods_description>
<Previous_doc><Summary_declaration>BL-9</Summary_declaration><Summary_declaration_sl>3</Summary_declaration_sl></Previous_doc>
<Taxation><Item_taxes_amount>630,00</Item_taxes_amount>
<Taxation_line><Duty_tax_code>DD</Duty_tax_code><Duty_tax_Base>2500</Duty_tax_Base><Duty_tax_rate>10</Duty_tax_rate><Duty_tax_amount>250</Duty_tax_amount><Duty_tax_MP>1</Duty_tax_MP></Taxation_line>
<Taxation_line><Duty_tax_code>EXC</Duty_tax_code><Duty_tax_Base>2500</Duty_tax_Base><Duty_tax_rate>2</Duty_tax_rate><Duty_tax_amount>50</Duty_tax_amount><Duty_tax_MP>1</Duty_tax_MP></Taxation_line>
<Taxation_line><Duty_tax_code>TVA</Duty_tax_code><Duty_tax_Base>2800</Duty_tax_Base><Duty_tax_rate>11,25</Duty_tax_rate><Duty_tax_amount>315</Duty_tax_amount><Duty_tax_MP>1</Duty_tax_MP></Taxation_line>
<Taxation_line><Duty_tax_code>RS</Duty_tax_code><Duty_tax_amount>10</Duty_tax_amount></Taxation_line><Taxation_line><Duty_tax_code>PC</Duty_tax_code><Duty_tax_amount>5</Duty_tax_amount></Taxation_line>
<Taxation_line><Duty_tax_code>${empty}</Duty_tax_code><Duty_tax_amount/></Taxation_line></Taxation>
<Valuation_item><Weight_itm><Gross_weight_itm>100,250</Gross_weight_itm><Net_weight_itm>90</Net_weight_itm></Weight_itm><Total_CIF_itm>2500,00</Total_CIF_itm><Rate_of_adjustement>1</Rate_of_adjustement><Statistical_value>2500</Statistical_value><Alpha_coeficient_of_apportionment>1</Alpha_coeficient_of_apportionment>
<Item_Invoice>${amounts('2469', '1234,5', 'USD')}</Item_Invoice><item_external_freight>${amounts('31', '15,5', 'USD')}</item_external_freight><item_insurance>${amounts('0', '0', empty)}</item_insurance></Valuation_item>
</Item>`;
const asycuda = `<?xml version="1.0" encoding="UTF-8" standalone="no"?><ASYCUDA id="1">
<Property><Nbers><Total_number_of_items>1</Total_number_of_items></Nbers></Property>
<Identification><Office_segment><Customs_clearance_office_code>CIAB1</Customs_clearance_office_code></Office_segment><Type><Type_of_declaration>IM</Type_of_declaration><Declaration_gen_procedure_code>4</Declaration_gen_procedure_code></Type><Registration><Serial_number>C</Serial_number><Number>1234</Number><Date>7/20/16</Date></Registration></Identification>
<Traders><Exporter><Exporter_name>Maker</Exporter_name></Exporter><Consignee><Consignee_name>Trader</Consignee_name></Consignee></Traders><Declarant><Declarant_name>Broker</Declarant_name><Reference><Number>L-1</Number></Reference></Declarant>
<General_information><Country><Trading_country>CN</Trading_country><Export><Export_country_code>CN</Export_country_code></Export><Destination><Destination_country_code>CI</Destination_country_code></Destination></Country></General_information>
<Transport><Delivery_terms><Code>FOB</Code><Place>Shanghai</Place></Delivery_terms></Transport>
<Valuation><Total_CIF>2500</Total_CIF><Gs_Invoice>${amounts('2469', '1234,50', 'USD')}</Gs_Invoice></Valuation>
${asycudaItem}</ASYCUDA>`;

describe('ASYCUDA World', () => {
  test('a declaration field by field: misspelled names, null elements, decimal commas, days with the month first', async () => {
    const bytes = Buffer.from(asycuda);
    expect(asycudaReader.recognise('x', bytes)).toBe(2);
    const found = await readAll(asycudaReader, 'a.xml', bytes);
    expect(rowsOf(found, 'declarations')).toEqual([
      {
        reg_no: 'CIAB1/2016/C1234',
        office_code: 'CIAB1',
        reg_date: '2016-07-20',
        decl_type: 'IM4',
        procedure: '40',
        prev_procedure: '71',
        consignor: 'Maker',
        consignee: 'Trader',
        declarant: 'Broker',
        trading_country: 'CN',
        dispatch_country: 'CN',
        dest_country: 'CI',
        incoterm: 'CIF',
        incoterm_place: 'Shanghai',
        invoice_no: 'INV-7',
        invoice_date: '2016-07-14',
        currency: 'USD',
        fx_rate_e8: '2',
        total_invoice_minor: '1234.50',
        item_no: '1',
        hs_code: '9405100010',
        description: 'Chandeliers / Glass lamp',
        origin_country: 'CN',
        feature: '000',
        gross_g: '100.250',
        net_g: '90',
        supp_unit: 'NMB',
        supp_qty_e6: '120.5',
        item_price_minor: '1234.50',
        customs_value_minor: '2500.00',
        valuation_method: '1',
        duty_rate: '10%',
        duty_base_minor: '2500',
        duty_amount_minor: '250',
        excise_rate: '2%',
        excise_base_minor: '2500',
        excise_amount_minor: '50',
        vat_rate: '11.25%',
        vat_base_minor: '2800',
        vat_amount_minor: '315',
        fee_amount_minor: '15.00',
      },
    ]);
    expect(rowsOf(found, 'item_documents')).toEqual([
      {
        reg_no: 'CIAB1/2016/C1234',
        item_no: '1',
        box: '44',
        doc_code: 'N380',
        doc_name: 'Commercial invoice',
        doc_no: 'INV-7',
        doc_date: '2016-07-14',
      },
      { reg_no: 'CIAB1/2016/C1234', item_no: '1', box: '40', doc_no: 'BL-9', prev_item_no: '3' },
    ]);
    const boxes = rowsOf(found, 'value_components').map((row) => [
      row['item_no'],
      row['box'],
      row['answer'],
      row['amount_minor'],
      row['national_minor'],
    ]);
    expect(boxes).toEqual([
      ['1', '11a', undefined, '1234.5', '2469'],
      ['1', '17', undefined, '15.5', '31'],
      ['1', '25a', undefined, undefined, '2500.00'],
      ['1', '46', undefined, undefined, '2500'],
      ['1', '47', 'DD', undefined, '250'],
      ['1', '47', 'EXC', undefined, '50'],
      ['1', '47', 'TVA', undefined, '315'],
      ['1', '47', 'RS', undefined, '10'],
      ['1', '47', 'PC', undefined, '5'],
      [undefined, '11a', undefined, '1234.50', '2469'],
      [undefined, '25a', undefined, undefined, '2500'],
    ]);
    expect(found.checks.map(({ key, agrees }) => [key, agrees])).toEqual([
      ['declaration_items', true],
      ['declaration_customs_value', true],
      ['declaration_invoice_total', true],
      ['declaration_item_taxes', true],
    ]);
  });

  test('totals that the items do not make are said', async () => {
    const found = await readAll(
      asycudaReader,
      'a.xml',
      Buffer.from(asycuda.replace('<Total_CIF>2500', '<Total_CIF>2600').replace('630,00', '631,00')),
    );
    expect(found.checks.filter((check) => !check.agrees).map(({ key, at }) => [key, at])).toEqual([
      ['declaration_customs_value', 'CIAB1/2016/C1234'],
      ['declaration_item_taxes', 'CIAB1/2016/C1234 1'],
    ]);
  });

  test('an unregistered declaration goes by its reference; days with the day first', async () => {
    const text = asycuda
      .replace('<Number>1234</Number>', `<Number>${empty}</Number>`)
      .replace('7/20/16', '20/07/2016')
      .replace('7/14/16', '14/07/2016');
    const [row] = rowsOf(await readAll(asycudaReader, 'a.xml', Buffer.from(text)), 'declarations');
    expect(row).toMatchObject({ reg_no: 'L-1', reg_date: '2016-07-20', invoice_date: '2016-07-14' });
  });
});

const registered = (name: string): string =>
  `<${name}><c:CustomsCode>50512</c:CustomsCode><c:RegistrationDate>2025-02-01</c:RegistrationDate><c:GTDNumber>0001234</c:GTDNumber></${name}>`;
const payment = (code: string, rate: string, [base, amount]: readonly [string, string], type = '%'): string =>
  `<ESADout_CUCustomsPaymentCalculation><e:PaymentModeCode>${code}</e:PaymentModeCode><e:PaymentAmount>${amount}</e:PaymentAmount><e:PaymentCurrencyCode>398</e:PaymentCurrencyCode><e:TaxBase>${base}</e:TaxBase><e:Rate>${rate}</e:Rate><e:RateTypeCode>${type}</e:RateTypeCode><e:RateCurrencyCode>978</e:RateCurrencyCode><e:RateTNVEDQualifierCode>166</e:RateTNVEDQualifierCode><e:PaymentCode>ИУ</e:PaymentCode></ESADout_CUCustomsPaymentCalculation>`;
const goods = `<ESADout_CUGoods><e:GoodsNumeric>1</e:GoodsNumeric><e:GoodsDescription>Люстры</e:GoodsDescription><e:GrossWeightQuantity>100.25</e:GrossWeightQuantity><e:NetWeightQuantity>90.5</e:NetWeightQuantity><e:InvoicedCost>1234.50</e:InvoicedCost><e:CustomsCost>617250.00</e:CustomsCost><e:StatisticalCost>1240.10</e:StatisticalCost><e:GoodsTNVEDCode>9405100010</e:GoodsTNVEDCode><e:OriginCountryCode>CN</e:OriginCountryCode><e:CustomsCostCorrectMethod>1</e:CustomsCostCorrectMethod>
<e:GoodsGroupDescription><e:GoodsDescription>стеклянные</e:GoodsDescription><e:GoodsGroupInformation><e:Manufacturer>MAKER CO</e:Manufacturer><e:TradeMark>LUX</e:TradeMark><e:GoodsModel>M-1</e:GoodsModel><e:GoodsGroupQuantity><e:GoodsQuantity>12</e:GoodsQuantity><e:MeasureUnitQualifierName>ШТ</e:MeasureUnitQualifierName><e:MeasureUnitQualifierCode>796</e:MeasureUnitQualifierCode></e:GoodsGroupQuantity></e:GoodsGroupInformation></e:GoodsGroupDescription>
<e:Preferencii><e:CustomsTax>ОО</e:CustomsTax><e:CustomsDuty>ОО</e:CustomsDuty><e:Excise>-</e:Excise><e:Rate>ОО</e:Rate></e:Preferencii>
<ESADout_CUPresentedDocument><c:PrDocumentName>Контракт</c:PrDocumentName><c:PrDocumentNumber>К-1</c:PrDocumentNumber><c:PrDocumentDate>2024-12-01</c:PrDocumentDate><e:PresentedDocumentModeCode>03011</e:PresentedDocumentModeCode></ESADout_CUPresentedDocument>
<ESADout_CUPresentedDocument><c:PrDocumentName>Инвойс</c:PrDocumentName><c:PrDocumentNumber>I-7</c:PrDocumentNumber><c:PrDocumentDate>2025-01-15</c:PrDocumentDate><e:PresentedDocumentModeCode>04021</e:PresentedDocumentModeCode></ESADout_CUPresentedDocument>
<ESADout_CUPrecedingDocument><e:PrecedingDocumentCustomsCode>50512</e:PrecedingDocumentCustomsCode><e:PrecedingDocumentDate>2025-01-30</e:PrecedingDocumentDate><e:PrecedingDocumentNumber>0000777</e:PrecedingDocumentNumber><e:PrecedingDocumentGoodsNumeric>2</e:PrecedingDocumentGoodsNumeric></ESADout_CUPrecedingDocument>
${payment('1010', '1', ['617250', '20000'])}${payment('2010', '0.5', ['90.5', '24000'], '*')}${payment('4010', '5', ['617250', '30862.50'])}${payment('5010', '12', ['692112.50', '83053.50'])}
<SupplementaryGoodsQuantity><c:GoodsQuantity>12</c:GoodsQuantity><c:MeasureUnitQualifierCode>796</c:MeasureUnitQualifierCode></SupplementaryGoodsQuantity>
<ESADCustomsProcedure><e:MainCustomsModeCode>40</e:MainCustomsModeCode><e:PrecedingCustomsModeCode>00</e:PrecedingCustomsModeCode><e:GoodsTransferFeature>000</e:GoodsTransferFeature></ESADCustomsProcedure></ESADout_CUGoods>`;
const shipment = `<ESADout_CUGoodsShipment><e:TotalGoodsNumber>1</e:TotalGoodsNumber><e:TotalCustCost>617250.00</e:TotalCustCost><ESADout_CUConsignor><c:OrganizationName>SELLER CO</c:OrganizationName></ESADout_CUConsignor><ESADout_CUConsignee><e:EqualIndicator>1</e:EqualIndicator></ESADout_CUConsignee><ESADout_CUDeclarant><c:OrganizationName>ТОО Импорт</c:OrganizationName></ESADout_CUDeclarant><ESADout_CUConsigment><e:DispatchCountryCode>CN</e:DispatchCountryCode><e:DestinationCountryCode>KZ</e:DestinationCountryCode></ESADout_CUConsigment><ESADout_CUMainContractTerms><e:ContractCurrencyCode>USD</e:ContractCurrencyCode><e:ContractCurrencyRate>500</e:ContractCurrencyRate><e:TotalInvoiceAmount>1234.50</e:TotalInvoiceAmount><e:TradeCountryCode>HK</e:TradeCountryCode><e:CUESADDeliveryTerms><c:DeliveryPlace>ХОРГОС</c:DeliveryPlace><c:DeliveryTermsStringCode>DAP</c:DeliveryTermsStringCode></e:CUESADDeliveryTerms></ESADout_CUMainContractTerms>${goods}</ESADout_CUGoodsShipment>`;
const spaces =
  'xmlns="urn:customs.ru:Information:CustomsDocuments:ESADout_CU:5.14.3" xmlns:c="urn:customs.ru:CommonAggregateTypes:5.10.0" xmlns:e="urn:customs.ru:CUESADCommonAggregateTypesCust:5.14.3"';
const declaration = (number: string): string =>
  `<ESADout_CU ${spaces}><c:DocumentID>D-1</c:DocumentID><CustomsProcedure>ИМ</CustomsProcedure><CustomsModeCode>40</CustomsModeCode>${number}${shipment}</ESADout_CU>`;
const expected = {
  reg_no: '50512/010225/0001234',
  office_code: '50512',
  reg_date: '2025-02-01',
  decl_type: 'ИМ 40',
  procedure: '40',
  prev_procedure: '00',
  consignor: 'SELLER CO',
  consignee: 'ТОО Импорт',
  declarant: 'ТОО Импорт',
  trading_country: 'HK',
  dispatch_country: 'CN',
  dest_country: 'KZ',
  incoterm: 'DAP',
  incoterm_place: 'ХОРГОС',
  contract_no: 'К-1',
  invoice_no: 'I-7',
  invoice_date: '2025-01-15',
  currency: 'USD',
  fx_rate_e8: '500',
  total_invoice_minor: '1234.50',
  item_no: '1',
  hs_code: '9405100010',
  description: 'Люстры стеклянные',
  producer: 'MAKER CO',
  brand: 'LUX',
  model: 'M-1',
  origin_country: 'CN',
  preference_code: 'ОО-ОО---ОО',
  feature: '000',
  gross_g: '100.25',
  net_g: '90.5',
  supp_unit: '796',
  supp_qty_e6: '12',
  qty_e6: '12',
  qty_unit: '796',
  item_price_minor: '1234.50',
  customs_value_minor: '617250.00',
  stat_value_usd_minor: '1240.10',
  valuation_method: '1',
  duty_rate: '0.5 978 / 166',
  duty_base_minor: '90.5',
  duty_amount_minor: '24000',
  excise_rate: '5%',
  excise_base_minor: '617250',
  excise_amount_minor: '30862.50',
  vat_rate: '12%',
  vat_base_minor: '692112.50',
  vat_amount_minor: '83053.50',
  fee_amount_minor: '20000',
};

describe('EAEU documents', () => {
  test('a goods declaration field by field, in UTF-8 and windows-1251', async () => {
    const text = declaration(registered('GTDID'));
    const forms = [Buffer.from(text), encode(`<?xml version="1.0" encoding="windows-1251"?>${text}`, 'windows-1251')];
    for (const bytes of forms) {
      expect(eaeuReader.recognise('x', bytes)).toBe(2);
      const found = await readAll(eaeuReader, 'a.xml', bytes);
      expect(rowsOf(found, 'declarations')).toEqual([expected]);
      expect(
        rowsOf(found, 'item_documents').map((row) => [row['box'], row['doc_code'], row['doc_no'], row['doc_date'], row['prev_item_no']]),
      ).toEqual([
        ['44', '03011', 'К-1', '2024-12-01', undefined],
        ['44', '04021', 'I-7', '2025-01-15', undefined],
        ['40', undefined, '50512/300125/0000777', '2025-01-30', '2'],
      ]);
      expect(rowsOf(found, 'value_components').map((row) => [row['box'], row['answer'], row['national_minor']])).toEqual([
        ['47', '1010', '20000'],
        ['47', '2010', '24000'],
        ['47', '4010', '30862.50'],
        ['47', '5010', '83053.50'],
      ]);
      expect(found.checks.map(({ key, agrees }) => [key, agrees])).toEqual([
        ['declaration_items', true],
        ['declaration_customs_value', true],
        ['declaration_invoice_total', true],
      ]);
    }
  });

  test('the number comes out of the customs mark of the same envelope, before or behind the declaration', async () => {
    const mark = `<GTDoutCustomsMark xmlns:c="urn:c"><c:RefDocumentID>D-1</c:RefDocumentID>${registered('GTDID')}<GTDOutResolution><DecisionDate>2025-02-03</DecisionDate></GTDOutResolution></GTDoutCustomsMark>`;
    for (const inner of [mark + declaration(''), declaration('') + mark]) {
      const found = await readAll(eaeuReader, 'a.xml', Buffer.from(`<ED_Container><ContainerDoc>${inner}</ContainerDoc></ED_Container>`));
      expect(rowsOf(found, 'declarations')).toEqual([{ ...expected, release_date: '2025-02-03' }]);
    }
    const alone = await readAll(eaeuReader, 'a.xml', Buffer.from(declaration('')));
    expect(rowsOf(alone, 'declarations')[0]).toMatchObject({ reg_no: 'D-1' });
  });

  test('a correction stands beside the declaration and never instead of it', async () => {
    const text = `<KDTout_CU xmlns:c="urn:c"><KDTNumber>1</KDTNumber>${registered('GtdRegistryNumber')}<KDToutGoodsShipment><KDToutGoods><GoodsNumeric>1</GoodsNumeric><CustomsCost>700000</CustomsCost><PreviousCustomsCost>617250</PreviousCustomsCost><KDToutCustomsPaymentCalculation><PaymentModeCode>5010</PaymentModeCode><PaymentAmount>9000</PaymentAmount></KDToutCustomsPaymentCalculation></KDToutGoods></KDToutGoodsShipment></KDTout_CU>`;
    const found = await readAll(eaeuReader, 'a.xml', Buffer.from(text));
    expect(found.tables.map((table) => [table.scope, table.table])).toEqual([['KDTout_CU', 'value_components']]);
    expect(rowsOf(found, 'value_components')).toEqual([
      { reg_no: '50512/010225/0001234', item_no: '1', box: 'КДТ 45', answer: '1', national_minor: '700000', note: '617250' },
      { reg_no: '50512/010225/0001234', item_no: '1', box: 'КДТ 47', answer: '5010', national_minor: '9000' },
    ]);
  });

  const dts = (total: string): string =>
    `<DTSout_CU xmlns:c="urn:c" xmlns:d="urn:d">${registered('GTDNumber')}<DTSBuyerSellerDependence><d:Column7A>1</d:Column7A></DTSBuyerSellerDependence><DTSAdditionalPayments><d:Column9A>0</d:Column9A></DTSAdditionalPayments><DTSout_CUGoodsCustomsCost><GTDGoodsNumber>1</GTDGoodsNumber><NationalDeclaredCustomsCost>${total}</NationalDeclaredCustomsCost><DollarDeclaredCustomsCost>1300.00</DollarDeclaredCustomsCost><DTS_CUCustomsCostCalculation><d:DTSMethod1><d:Method1CalculationBasis><d:DealCurrencyAmount>1000</d:DealCurrencyAmount><d:DealCurrencyCode>USD</d:DealCurrencyCode><d:DealNationalAmount>500000</d:DealNationalAmount><d:DealCurrencyRate>500</d:DealCurrencyRate><d:IndirectNationalPayment>1000</d:IndirectNationalPayment><d:BasisNationalAmount>501000</d:BasisNationalAmount></d:Method1CalculationBasis><d:Method1AdditionalSum><d:IntellectualPropertyPayment>50000</d:IntellectualPropertyPayment><d:BorderTransportCharges>80000</d:BorderTransportCharges><d:BorderPlace>ХОРГОС</d:BorderPlace><d:TotalAdditionalSum>130000</d:TotalAdditionalSum></d:Method1AdditionalSum><d:Method1Deduction><d:UnionTransportCharge>10000</d:UnionTransportCharge><d:TotalDeductionAmount>10000</d:TotalDeductionAmount></d:Method1Deduction></d:DTSMethod1></DTS_CUCustomsCostCalculation></DTSout_CUGoodsCustomsCost></DTSout_CU>`;

  test('a customs value declaration gives its boxes, and box 25a is computed anew', async () => {
    const found = await readAll(eaeuReader, 'a.xml', Buffer.from(dts('621000')));
    const rows = rowsOf(found, 'value_components', 'DTSout_CU');
    expect(rows.map((row) => [row['box'], row['answer'] ?? row['amount_minor'] ?? row['national_minor']])).toEqual([
      ['7a', '1'],
      ['9a', '0'],
      ['11a', '1000'],
      ['11b', '1000'],
      ['12', '501000'],
      ['15', '50000'],
      ['17', '80000'],
      ['20', '130000'],
      ['22', '10000'],
      ['24', '10000'],
      ['25a', '621000'],
      ['25b', '1300.00'],
    ]);
    expect(rows[2]).toMatchObject({
      reg_no: '50512/010225/0001234',
      item_no: '1',
      currency: 'USD',
      national_minor: '500000',
      fx_rate_e8: '500',
    });
    expect(rows[6]).toMatchObject({ note: 'ХОРГОС' });
    expect(found.checks.map(({ key, agrees }) => [key, agrees])).toEqual([
      ['value_box', true],
      ['value_box', true],
      ['value_box', true],
      ['value_box', true],
    ]);
    const wrong = await readAll(eaeuReader, 'a.xml', Buffer.from(dts('621001')));
    expect(wrong.checks.filter((check) => !check.agrees)).toEqual([
      { key: 'value_box', at: '50512/010225/0001234 1 25a', declared: '621001', counted: '621000.00', agrees: false },
    ]);
  });
});
