import { describe, expect, test } from 'vitest';
import { eaeuReader } from '../../../backend/importers/reading/xml/eaeu.ts';
import { esfReader } from '../../../backend/importers/reading/xml/esf.ts';
import { readerOf, recogniseFormat } from '../../../backend/importers/reading/readers.ts';
import { readAll, rowsOf } from '../reading-helpers.ts';
import type { Collected } from '../reading-helpers.ts';

const eaeu = (text: string): Promise<Collected> => readAll(eaeuReader, 'a.xml', Buffer.from(text));
const goods = (no: string, cost: string, more = ''): string =>
  `<ESADout_CUGoods><GoodsNumeric>${no}</GoodsNumeric><GoodsTNVEDCode>9405100010</GoodsTNVEDCode><CustomsCost>${cost}</CustomsCost>${more}</ESADout_CUGoods>`;
const shipment = (inner: string, country: string): string =>
  `<ESADout_CUGoodsShipment><TotalGoodsNumber>1</TotalGoodsNumber><ESADout_CUConsigment><DispatchCountryCode>${country}</DispatchCountryCode></ESADout_CUConsigment>${inner}</ESADout_CUGoodsShipment>`;
const number =
  '<GTDID><CustomsCode>50512</CustomsCode><RegistrationDate>2025-02-01</RegistrationDate><GTDNumber>0001234</GTDNumber></GTDID>';
const declaration = (...shipments: readonly string[]): string => `<ESADout_CU>${number}${shipments.join('')}</ESADout_CU>`;

describe('a goods declaration', () => {
  const two = declaration(shipment(goods('1', '100'), 'CN'), shipment(goods('2', '200'), 'TR'));

  test('with several shipments gives the goods of all of them, each with its own shipment', async () => {
    const found = await eaeu(two);
    expect(rowsOf(found, 'declarations').map((row) => [row['item_no'], row['dispatch_country'], row['customs_value_minor']])).toEqual([
      ['1', 'CN', '100'],
      ['2', 'TR', '200'],
    ]);
    expect(found.tables[0]?.records.map((record) => record.locator)).toEqual(['1/1/1', '1/1/2']);
    expect(found.checks.map((check) => check.agrees)).toEqual([true, true]);
    const before = await readAll(readerOf('eaeu-1'), 'a.xml', Buffer.from(two));
    expect(rowsOf(before, 'declarations')).toHaveLength(1);
  });

  test.each([
    [
      'any prefix',
      (text: string) => text.replace(/<(\/?)(\w)/g, '<$1n1:$2').replace('<n1:ESADout_CU>', '<n1:ESADout_CU xmlns:n1="urn:x">'),
    ],
    [
      'another version of the album',
      (text: string) =>
        text.replace(
          '<ESADout_CU>',
          '<ESADout_CU xmlns="urn:customs.ru:Information:CustomsDocuments:ESADout_CU:5.24.0" DocumentModeID="1006107E">',
        ),
    ],
    [
      'an envelope with a signature',
      (text: string) =>
        `<ED_Container xmlns="urn:e"><ContainerDoc><DocBody><Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><Object>${text}</Object></Signature></DocBody></ContainerDoc></ED_Container>`,
    ],
    ['comments and white space', (text: string) => text.replaceAll('><', '>\n  <!-- x -->\n  <')],
  ])('is the same under %s', async (_, form) => {
    const text = form(two);
    expect(recogniseFormat('a.xml', Buffer.from(text))?.format).toBe('eaeu');
    const [plain, formed] = await Promise.all([eaeu(two), eaeu(text)]);
    expect(rowsOf(formed, 'declarations')).toEqual(rowsOf(plain, 'declarations'));
  });

  test('without its optional parts, or with empty ones, is a row with what is there', async () => {
    const bare = await eaeu(
      '<ESADout_CU><DocumentID>D-9</DocumentID><ESADout_CUGoodsShipment><ESADout_CUGoods/></ESADout_CUGoodsShipment></ESADout_CU>',
    );
    expect(rowsOf(bare, 'declarations')).toEqual([{ reg_no: 'D-9', item_no: '1' }]);
    const empty = await eaeu(
      declaration(
        shipment(
          goods('', '', '<Preferencii/><ESADout_CUPresentedDocument/><ESADout_CUCustomsPaymentCalculation/><GoodsGroupDescription/>'),
          '',
        ),
      ),
    );
    expect(rowsOf(empty, 'declarations')).toMatchObject([{ reg_no: '50512/010225/0001234', item_no: '1', hs_code: '9405100010' }]);
  });
});

describe('a customs value declaration', () => {
  const entry = (method: string, calculation: string): string =>
    `<DTSout_CU>${number.replaceAll('GTDID', 'GTDNumber')}<DTSout_CUGoodsCustomsCost><GTDGoodsNumber>1</GTDGoodsNumber><NationalDeclaredCustomsCost>700.00</NationalDeclaredCustomsCost><DollarDeclaredCustomsCost>1.40</DollarDeclaredCustomsCost><MethodNumberCode>${method}</MethodNumberCode><DTS_CUCustomsCostCalculation>${calculation}</DTS_CUCustomsCostCalculation></DTSout_CUGoodsCustomsCost></DTSout_CU>`;
  const boxes = (found: Collected) =>
    rowsOf(found, 'value_components').map((row) => [row['box'], row['answer'], row['national_minor'] ?? row['amount_minor']]);

  test('of another method has boxes of other numbers: its amounts go by their names, none as transport of DTS-1', async () => {
    const other =
      '<DTSMethod6><Method6Calculation><ValueBasisCustAmount>600.00</ValueBasisCustAmount><CurrencyRate>500.1</CurrencyRate><CurrencyCode>840</CurrencyCode><BorderTransportCharges>100.00</BorderTransportCharges><BorderPlace>5</BorderPlace></Method6Calculation></DTSMethod6>';
    expect(boxes(await eaeu(entry('6', other)))).toEqual([
      ['ДТС-2 ValueBasisCustAmount', '6', '600.00'],
      ['ДТС-2 BorderTransportCharges', '6', '100.00'],
      ['25a', '6', '700.00'],
      ['25b', undefined, '1.40'],
    ]);
    const before = await readAll(readerOf('eaeu-1'), 'a.xml', Buffer.from(entry('6', other)));
    expect(boxes(before).map(([box]) => box)).toContain('17');
  });

  test('of the first method keeps the boxes of DTS-1, whatever stands empty beside it', async () => {
    const first =
      '<DTSMethod1><Method1CalculationBasis><DealCurrencyAmount>1.00</DealCurrencyAmount><DealCurrencyCode>USD</DealCurrencyCode><DealNationalAmount>600.00</DealNationalAmount></Method1CalculationBasis><Method1AdditionalSum><BorderTransportCharges>100.00</BorderTransportCharges></Method1AdditionalSum></DTSMethod1><DTSMethod6/>';
    expect(boxes(await eaeu(entry('1', first))).map(([box]) => box)).toEqual(['11a', '17', '25a', '25b']);
  });
});

describe('an electronic invoice', () => {
  const invoice = (product: string, rest = ''): string =>
    `<esf:invoiceContainer xmlns:esf="esf" xmlns:v2="v2.esf"><invoiceSet><v2:invoice><date>05.02.2025</date><num>17</num>${rest}<productSet><currencyCode>KZT</currencyCode><products>${product}</products></productSet></v2:invoice></invoiceSet></esf:invoiceContainer>`;

  test('names the declaration as its number or in twenty signs, the item with zeros in front', async () => {
    const product =
      '<product><additional>-</additional><catalogTruId>1</catalogTruId><description>Сливки</description><kpvedCode>10.51</kpvedCode><ndsAmount>79.07</ndsAmount><ndsRate>12</ndsRate><priceWithTax>738</priceWithTax><priceWithoutTax>658.93</priceWithoutTax><productDeclaration>090430042019N00336</productDeclaration><productNumberInDeclaration>002</productNumberInDeclaration><quantity>3</quantity><truOriginCode>2</truOriginCode><unitCode>0401401000</unitCode><unitNomenclature>796</unitNomenclature><unitPrice>219.64</unitPrice></product>';
    const found = await readAll(esfReader, 'a.xml', Buffer.from(invoice(product)));
    expect(rowsOf(found, 'invoices')).toMatchObject([
      {
        reg_no: '090430042019N00336',
        item_no: '2',
        hs_code: '0401401000',
        amount_minor: '658.93',
        vat_minor: '79.07',
        unit_price_e6: '219.64',
      },
    ]);
  });

  test('without parties, terms, rates or any product is read as far as it goes', async () => {
    const found = await readAll(
      esfReader,
      'a.xml',
      Buffer.from(invoice('<product><description>А</description><ndsRate/><quantity/></product>', '<customers/><sellers/>')),
    );
    expect(rowsOf(found, 'invoices')).toEqual([
      { invoice_no: '17', invoice_date: '2025-02-05', currency: 'KZT', line_no: '1', description: 'А' },
    ]);
    expect((await readAll(esfReader, 'a.xml', Buffer.from(invoice('')))).tables).toEqual([]);
  });
});
