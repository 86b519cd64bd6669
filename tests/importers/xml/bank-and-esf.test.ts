import { describe, expect, test } from 'vitest';
import { camtReader } from '../../../backend/importers/reading/xml/camt.ts';
import { esfReader } from '../../../backend/importers/reading/xml/esf.ts';
import { readAll, rowsOf } from '../reading-helpers.ts';

const balance = (code: string, amount: string, side = 'CRDT'): string =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${side}</CdtDbtInd><Dt><Dt>2025-03-31</Dt></Dt></Bal>`;
const entries = `<Ntry><NtryRef>1</NtryRef><Amt Ccy="EUR">100.10</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2025-03-03</Dt></BookgDt><ValDt><Dt>2025-03-04</Dt></ValDt><AcctSvcrRef>SVC1</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>
<NtryDtls><TxDtls><Refs><EndToEndId>E2E-1</EndToEndId></Refs><RltdPties><Dbtr><Nm>Покупатель</Nm><PstlAdr><Ctry>KZ</Ctry></PstlAdr></Dbtr><DbtrAcct><Id><IBAN>KZ12</IBAN></Id></DbtrAcct></RltdPties><RltdAgts><DbtrAgt><FinInstnId><BIC>HALYKZ</BIC></FinInstnId></DbtrAgt></RltdAgts><RmtInf><Ustrd>Оплата по счёту</Ustrd><Ustrd>№ 5</Ustrd><Strd><RfrdDocInf><Nb>5</Nb></RfrdDocInf></Strd></RmtInf></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="EUR">30</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><DtTm>2025-03-05T10:00:00Z</DtTm></BookgDt><AcctSvcrRef>SVC2</AcctSvcrRef><NtryDtls><Btch><NbOfTxs>2</NbOfTxs></Btch>
<TxDtls><Refs><TxId>T1</TxId></Refs><AmtDtls><InstdAmt><Amt Ccy="USD">11</Amt><CcyXchg><XchgRate>1.1</XchgRate></CcyXchg></InstdAmt><TxAmt><Amt Ccy="EUR">10</Amt></TxAmt></AmtDtls><RltdPties><Cdtr><Pty><Nm>Maker</Nm></Pty></Cdtr></RltdPties></TxDtls>
<TxDtls><Refs><TxId>NOTPROVIDED</TxId><EndToEndId>E3</EndToEndId></Refs><Amt Ccy="EUR">20</Amt></TxDtls></NtryDtls></Ntry>
<Ntry><Amt Ccy="EUR">7</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>PDNG</Sts><BookgDt><Dt>2025-03-31</Dt></BookgDt><AddtlNtryInf>Pending</AddtlNtryInf></Ntry>`;
const account =
  '<Id>STM</Id><ElctrncSeqNb>7</ElctrncSeqNb><FrToDt><FrDtTm>2025-03-01T00:00:00</FrDtTm><ToDtTm>2025-03-31T23:59:59</ToDtTm></FrToDt><Acct><Id><IBAN>FI11</IBAN></Id><Ccy>EUR</Ccy><Ownr><Nm>Trader</Nm></Ownr></Acct>';
const camt = (message: string, statement: string, inner: string, version = '02'): Buffer =>
  Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}"><${message}><GrpHdr><MsgId>1</MsgId><CreDtTm>2025-04-01T06:00:00</CreDtTm></GrpHdr><${statement}>${inner}</${statement}></${message}></Document>`,
  );

describe('bank statements', () => {
  const summary = '<TxsSummry><TtlNtries><NbOfNtries>3</NbOfNtries></TtlNtries></TxsSummry>';
  const whole = (closing: string): string => `${account}${balance('OPBD', '50.00')}${balance('CLBD', closing)}${summary}${entries}`;

  test('camt.053 gives a row per payment, the parts of a batch apart', async () => {
    const bytes = camt('BkToCstmrStmt', 'Stmt', whole('120.10'));
    expect(camtReader.recognise('statement.dat', bytes)).toBe(2);
    const found = await readAll(camtReader, 'statement.xml', bytes);
    expect(found.facts).toEqual({
      created: '2025-04-01',
      period_from: '2025-03-01',
      period_to: '2025-03-31',
      company: 'Trader',
      currency: 'EUR',
    });
    const common = { own_account: 'FI11', statement_no: '7', currency: 'EUR' };
    expect(rowsOf(found, 'payments')).toEqual([
      {
        ...common,
        bank_ref: 'SVC1',
        booking_date: '2025-03-03',
        value_date: '2025-03-04',
        direction: 'in',
        amount_minor: '100.10',
        counterparty: 'Покупатель',
        counterparty_account: 'KZ12',
        counterparty_bank: 'HALYKZ',
        country: 'KZ',
        purpose: 'Оплата по счёту № 5',
        invoice_no: '5',
        txn_type: 'PMNT-RCDT-ESCT',
        txn_id: 'E2E-1',
        status: 'BOOK',
      },
      {
        ...common,
        bank_ref: 'T1',
        booking_date: '2025-03-05',
        direction: 'out',
        amount_minor: '10',
        fx_rate_e8: '1.1',
        counterparty: 'Maker',
        status: 'BOOK',
      },
      { ...common, bank_ref: 'E3', booking_date: '2025-03-05', direction: 'out', amount_minor: '20', txn_id: 'E3', status: 'BOOK' },
      { ...common, booking_date: '2025-03-31', direction: 'in', amount_minor: '7', purpose: 'Pending', status: 'PDNG' },
    ]);
    expect(found.tables[0]?.records.map((record) => record.locator)).toEqual(['1/1/1', '1/1/2/1', '1/1/2/2', '1/1/3']);
    expect(found.checks).toEqual([
      { key: 'bank_entries', at: 'FI11 7', declared: '3', counted: '3', agrees: true },
      { key: 'bank_closing', at: 'FI11 7', declared: '120.10', counted: '120.10', agrees: true },
    ]);
  });

  test.each([
    ['BkToCstmrAcctRpt', 'Rpt', '08'],
    ['BkToCstmrDbtCdtNtfctn', 'Ntfctn', '04'],
  ])('%s is read too', async (message, statement, version) => {
    const found = await readAll(camtReader, 'a.xml', camt(message, statement, `${account}${entries}`, version));
    expect(rowsOf(found, 'payments')).toHaveLength(4);
    expect(found.checks).toEqual([]);
  });

  test('a closing balance that does not follow, an overdrawn one, a batch that is not its parts', async () => {
    const wrong = await readAll(camtReader, 'a.xml', camt('BkToCstmrStmt', 'Stmt', whole('120.11')));
    expect(wrong.checks.filter((check) => !check.agrees)).toEqual([
      { key: 'bank_closing', at: 'FI11 7', declared: '120.11', counted: '120.10', agrees: false },
    ]);
    const overdrawn = `${account}${balance('PRCD', '70.10', 'DBIT')}${balance('CLBD', '0.00')}${entries}`;
    expect((await readAll(camtReader, 'a.xml', camt('BkToCstmrStmt', 'Stmt', overdrawn))).checks).toEqual([
      { key: 'bank_closing', at: 'FI11 7', declared: '0.00', counted: '0.00', agrees: true },
    ]);
    const batch = await readAll(camtReader, 'a.xml', camt('BkToCstmrStmt', 'Stmt', whole('120.10').replace('EUR">20<', 'EUR">21<')));
    expect(batch.checks.find((check) => check.key === 'bank_batch')).toMatchObject({
      at: '1.2',
      declared: '30',
      counted: '31.00',
      agrees: false,
    });
  });
});

const product =
  '<product><catalogTruId>1</catalogTruId><description>Лампа</description><ndsAmount>120.00</ndsAmount><ndsRate>12</ndsRate><priceWithTax>1120.00</priceWithTax><priceWithoutTax>1000.00</priceWithoutTax><productDeclaration>50512/010225/0001234</productDeclaration><productNumberInDeclaration>2</productNumberInDeclaration><quantity>10.000000</quantity><tnvedName>Люстры</tnvedName><truOriginCode>1</truOriginCode><turnoverSize>1000.00</turnoverSize><unitCode>9405100000</unitCode><unitNomenclature>796</unitNomenclature><unitPrice>100.00</unitPrice></product>';
const invoice = (prefix = ''): string =>
  `<${prefix}invoice><date>05.02.2025</date><invoiceType>ORDINARY_INVOICE</invoiceType><num>17</num><turnoverDate>04.02.2025</turnoverDate><relatedInvoice><date>01.02.2025</date><num>16</num><registrationNumber>ESF-16</registrationNumber></relatedInvoice><customers><customer><countryCode>KZ</countryCode><name>ТОО Қала</name><tin>123456789012</tin></customer></customers><deliveryTerm><contractNum>К-1</contractNum><deliveryConditionCode>EXW</deliveryConditionCode><destination>Алматы</destination></deliveryTerm><productSet><currencyCode>KZT</currencyCode><products>${product}</products><totalNdsAmount>120.00</totalNdsAmount><totalPriceWithTax>1120.00</totalPriceWithTax><totalPriceWithoutTax>1000.00</totalPriceWithoutTax></productSet><sellers><seller><name>ТОО Импорт</name><tin>210987654321</tin></seller></sellers></${prefix}invoice>`;

describe('electronic invoices of Kazakhstan (files of our own making)', () => {
  const expected = {
    doc_type: 'ORDINARY_INVOICE',
    invoice_no: '17',
    invoice_date: '2025-02-05',
    seller: 'ТОО Импорт',
    seller_id: '210987654321',
    buyer: 'ТОО Қала',
    buyer_id: '123456789012',
    buyer_country: 'KZ',
    contract_no: 'К-1',
    corrects_no: 'ESF-16',
    incoterm: 'EXW',
    incoterm_place: 'Алматы',
    currency: 'KZT',
    line_no: '1',
    product_code: '1',
    description: 'Лампа',
    hs_code: '9405100000',
    origin_sign: '1',
    reg_no: '50512/010225/0001234',
    item_no: '2',
    qty_e6: '10.000000',
    qty_unit: '796',
    unit_price_e6: '100.00',
    amount_minor: '1000.00',
    vat_rate: '12%',
    vat_minor: '120.00',
    total_minor: '1120.00',
    total_vat_minor: '120.00',
  };

  test('a container gives a row per product', async () => {
    const bytes = Buffer.from(
      `<?xml version="1.0" encoding="UTF-8"?><esf:invoiceContainer xmlns:esf="esf" xmlns:v2="v2.esf"><invoiceSet>${invoice('v2:')}</invoiceSet></esf:invoiceContainer>`,
    );
    expect(esfReader.recognise('a.xml', bytes)).toBe(2);
    const found = await readAll(esfReader, 'a.xml', bytes);
    expect(rowsOf(found, 'invoices')).toEqual([expected]);
    expect(found.checks.map(({ key, agrees }) => [key, agrees])).toEqual([
      ['invoice_lines', true],
      ['invoice_tax', true],
      ['invoice_gross', true],
    ]);
  });

  test('an answer of the system keeps the invoice as a text', async () => {
    const text = `<?xml version="1.0"?>${invoice()}`;
    for (const inside of [`<![CDATA[${text}]]>`, text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')]) {
      const bytes = Buffer.from(
        `<invoiceInfoContainer><invoiceSet><invoiceInfo><invoiceBody>${inside}</invoiceBody><invoiceStatus>DELIVERED</invoiceStatus><registrationNumber>ESF-17</registrationNumber></invoiceInfo></invoiceSet></invoiceInfoContainer>`,
      );
      const found = await readAll(esfReader, 'a.xml', bytes);
      expect(rowsOf(found, 'invoices')).toEqual([{ ...expected, txn_id: 'ESF-17', status: 'DELIVERED' }]);
    }
  });

  test('a text inside that is broken refuses the file', async () => {
    const bytes = Buffer.from(
      '<invoiceInfoContainer><invoiceInfo><invoiceBody><![CDATA[<invoice><num>1</invoice>]]></invoiceBody></invoiceInfo></invoiceInfoContainer>',
    );
    await expect(readAll(esfReader, 'a.xml', bytes)).rejects.toMatchObject({ code: 'file_xml_malformed', at: 'a.xml' });
  });
});
