import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { saftReader } from '../../../backend/importers/reading/xml/saft.ts';
import { hasShared, sharedDir } from '../../helpers/shared.ts';
import { collecting, readAll, rowsOf, sourceOf } from '../reading-helpers.ts';
import type { Collected } from '../reading-helpers.ts';

const shared = (...names: string[]): Buffer => fs.readFileSync(path.join(sharedDir, 'data', ...names));
const failed = (found: Collected) => found.checks.filter((check) => !check.agrees).map(({ key, at }) => `${key} ${at}`.trim());
const check = (found: Collected, key: string, at = '') => found.checks.find((one) => one.key === key && one.at === at);

describe.skipIf(!hasShared)('the Norwegian example file', () => {
  const read = () => readAll(saftReader, 'example-888888888.xml', shared('saft-no', 'example-888888888.xml'));

  test('has 53 transactions in 170 lines, debit and credit 9,487,049.35', async () => {
    const found = await read();
    const lines = rowsOf(found, 'ledger');
    expect(lines).toHaveLength(170);
    expect(new Set(lines.map((line) => line['txn_id'])).size).toBe(53);
    expect(check(found, 'saft_entries', 'GeneralLedgerEntries')).toMatchObject({ declared: '53', counted: '53', agrees: true });
    for (const key of ['saft_total_debit', 'saft_total_credit'])
      expect(check(found, key, 'GeneralLedgerEntries')).toMatchObject({ declared: '9487049.35', counted: '9487049.35', agrees: true });
    expect(check(found, 'saft_debit_credit')).toMatchObject({ declared: '9487049.35', counted: '9487049.35', agrees: true });
    expect(check(found, 'saft_transactions_balanced')).toMatchObject({ declared: '53', counted: '53' });
    expect(check(found, 'saft_outside_period', 'GeneralLedgerEntries')).toMatchObject({ counted: '0', agrees: true });
  });

  test('gives a line, an account, a customer and a supplier field by field', async () => {
    const found = await read();
    expect(found.facts).toEqual({
      software: 'N-SYS',
      version: '12.002',
      standard: 'SAF-T NO 1.0',
      created: '2018-01-10',
      period_from: '2017-01-01',
      period_to: '2017-04-30',
      company: 'Tøyen Lekefabrikk AS',
      tax_id: '888888888MVA',
      currency: 'NOK',
    });
    const [first, second] = rowsOf(found, 'ledger');
    expect(first).toEqual({
      txn_id: '1001',
      line_no: '1',
      posting_date: '2017-01-05',
      doc_date: '2017-01-04',
      account: '4000',
      account_name: expect.any(String),
      debit_minor: '10000',
      source_doc_ref: '1234',
      description: 'Faktura 1155 - Stoff til kosebamser',
      entry_ts: '2017-01-05',
    });
    expect(second).toMatchObject({
      line_no: '2',
      account: '2400',
      credit_minor: '12500',
      supplier_id: '2002',
      counterparty: expect.any(String),
    });
    expect(rowsOf(found, 'accounts')[0]).toEqual({
      account: '1250',
      account_name: 'Inventar',
      account_type: 'GL',
      grouping_code: '12',
      period_from: '2017-01-01',
      period_to: '2017-04-30',
      opening_debit_minor: '132500',
      closing_debit_minor: '145500',
    });
    expect(rowsOf(found, 'parties', 'Customers')[0]).toEqual({
      party_id: '1000',
      kind: 'customer',
      name: 'Leketøysbutikk Tøyen',
      tax_id: '911111111MVA',
      country: 'NO',
      address: 'Tøyenbekken 4, 0238, Oslo',
      phone: '21549800',
      director: 'Kunde Kontakt',
      bank_account: 'NO4912345678911',
      account: '1500',
      opening_debit_minor: '32000',
      closing_debit_minor: '0',
    });
    expect(rowsOf(found, 'parties')).toHaveLength(12);
    expect(rowsOf(found, 'accounts')).toHaveLength(22);
  });

  test('names rows by journal, transaction and line, and each lies where its bytes lie', async () => {
    const bytes = shared('saft-no', 'example-888888888.xml');
    const found = await read();
    const ledger = found.tables.find((table) => table.table === 'ledger');
    expect(ledger?.scope).toBe('GeneralLedgerEntries');
    expect(ledger?.records.slice(0, 4).map((record) => record.locator)).toEqual(['4/1/1/1', '4/1/1/2', '4/1/1/3', '4/1/2/1']);
    expect(new Set(ledger?.records.map((record) => record.locator)).size).toBe(170);
    const account = ledger?.headers.indexOf('account') ?? -1;
    for (const record of ledger?.records ?? []) {
      const raw = bytes.toString('utf8', record.offset, record.offset + record.length);
      expect(raw).toMatch(/^<n1:Line>[\s\S]*<\/n1:Line>$/);
      expect(raw).toContain(`<n1:AccountID>${record.cells[account]}</n1:AccountID>`);
      expect(bytes.toString('utf8', 0, record.offset).split('\n')).toHaveLength(record.line);
    }
  });

  test('closes 19 of its 22 accounts: three closing balances in it do not follow from opening and movements', async () => {
    expect(failed(await read())).toEqual(['saft_account_closing 1920', 'saft_account_closing 2711', 'saft_account_closing 2740']);
  });

  test('is the same in blocks of any size and under another name', async () => {
    const bytes = shared('saft-no', 'example-888888888.xml');
    expect(saftReader.recognise('export.txt', bytes.subarray(0, 65_536))).toBe(2);
    const whole = await read();
    for (const block of [1, 2, 3, 1000, 4096])
      expect(await readAll(saftReader, 'a.txt', bytes, block)).toMatchObject({ tables: whole.tables, checks: whole.checks });
  });
});

/** The OECD 2.0 shape: purchase invoices, payments of suppliers, counts and movements. */
const oecd = `<?xml version="1.0"?><AuditFile xmlns="urn:StandardAuditFile-Taxation-Financial:XX">
<Header><AuditFileVersion>2.00</AuditFileVersion><AuditFileCountry>XX</AuditFileCountry><SoftwareID>S</SoftwareID><Company><Name>Trader</Name><RegistrationNumber>77</RegistrationNumber></Company><DefaultCurrencyCode>EUR</DefaultCurrencyCode>
<SelectionCriteria><SelectionStartDate>2025-01-01</SelectionStartDate><SelectionEndDate>2025-12-31</SelectionEndDate></SelectionCriteria></Header>
<MasterFiles><GeneralLedgerAccounts><Account><AccountID>10</AccountID><AccountDescription>Goods</AccountDescription><OpeningDebitBalance>5.00</OpeningDebitBalance><ClosingDebitBalance>15.50</ClosingDebitBalance></Account>
<Account><AccountID>20</AccountID><AccountDescription>Suppliers</AccountDescription><OpeningCreditBalance>5</OpeningCreditBalance><ClosingCreditBalance>15.5</ClosingCreditBalance></Account></GeneralLedgerAccounts>
<Suppliers><Supplier><SupplierID>S1</SupplierID><CompanyStructure><Name>x</Name></CompanyStructure><Name>Maker</Name><Address><Country>CN</Country></Address></Supplier></Suppliers>
<Products><Product><ProductCode>P1</ProductCode><Description>Lamp</Description><ProductCommodityCode>940510</ProductCommodityCode><UOMBase>C62</UOMBase><UOMToUOMBaseConversionFactor>12</UOMToUOMBaseConversionFactor></Product></Products>
<PhysicalStock><PhysicalStockEntry><WarehouseID>W</WarehouseID><ProductCode>P1</ProductCode><UOMPhysicalStock>C62</UOMPhysicalStock><UnitPrice>2</UnitPrice><OpeningStockQuantity>5</OpeningStockQuantity><OpeningStockValue>10</OpeningStockValue><ClosingStockQuantity>7</ClosingStockQuantity><ClosingStockValue>14</ClosingStockValue></PhysicalStockEntry></PhysicalStock>
</MasterFiles>
<GeneralLedgerEntries><NumberOfEntries>1</NumberOfEntries><TotalDebit>10.50</TotalDebit><TotalCredit>10.50</TotalCredit><Journal><JournalID>J</JournalID><Transaction><TransactionID>T1</TransactionID><TransactionDate>2025-02-03</TransactionDate><SourceID>ann</SourceID><SystemEntryDate>2025-02-04</SystemEntryDate><GLPostingDate>2025-02-05</GLPostingDate>
<Lines><DebitLine><RecordID>a</RecordID><AccountID>10</AccountID><DebitAmount><Amount>10.50</Amount><CurrencyCode>USD</CurrencyCode><CurrencyAmount>11.55</CurrencyAmount><ExchangeRate>0.909091</ExchangeRate></DebitAmount></DebitLine><CreditLine><RecordID>b</RecordID><AccountID>20</AccountID><SupplierID>S1</SupplierID><CreditAmount><Amount>10.50</Amount></CreditAmount></CreditLine></Lines></Transaction></Journal></GeneralLedgerEntries>
<SourceDocuments><PurchaseInvoices><NumberOfEntries>1</NumberOfEntries><Invoice><InvoiceNo>I-1</InvoiceNo><SupplierInfo><SupplierID>S1</SupplierID></SupplierInfo><InvoiceDate>2025-02-03</InvoiceDate><InvoiceType>380</InvoiceType><TransactionID>T9</TransactionID><Line><LineNumber>1</LineNumber><ProductCode>P1</ProductCode><Quantity>5</Quantity><InvoiceUOM>C62</InvoiceUOM><UnitPrice>2.1</UnitPrice><InvoiceLineAmount><Amount>10.50</Amount><CurrencyCode>EUR</CurrencyCode></InvoiceLineAmount><DebitCreditIndicator>D</DebitCreditIndicator></Line><DocumentTotals><GrossTotal>10.50</GrossTotal></DocumentTotals></Invoice></PurchaseInvoices>
<Payments><NumberOfEntries>1</NumberOfEntries><Payment><PaymentRefNo>B1</PaymentRefNo><TransactionID>T1</TransactionID><TransactionDate>2025-03-01</TransactionDate><PaymentMethod>Bank</PaymentMethod><Line><SourceDocumentID>I-1</SourceDocumentID><AccountID>20</AccountID><SupplierID>S1</SupplierID><PaymentLineAmount><Amount>10.50</Amount></PaymentLineAmount></Line></Payment></Payments>
<MovementOfGoods><NumberOfMovementLines>1</NumberOfMovementLines><StockMovement><MovementReference>M1</MovementReference><MovementDate>2025-02-06</MovementDate><MovementType>P</MovementType><Line><ProductCode>P1</ProductCode><Quantity>5</Quantity><UnitOfMeasure>C62</UnitOfMeasure><BookValue>10.50</BookValue><MovementSubType>10</MovementSubType></Line></StockMovement></MovementOfGoods></SourceDocuments></AuditFile>`;

describe('a file of the OECD 2.0 shape', () => {
  test('gives ledger, purchases, payments, counts and movements', async () => {
    const found = await readAll(saftReader, 'oecd.xml', Buffer.from(oecd));
    expect(rowsOf(found, 'ledger')).toEqual([
      expect.objectContaining({
        line_no: '1',
        posting_date: '2025-02-05',
        doc_date: '2025-02-03',
        debit_minor: '10.50',
        currency: 'USD',
        currency_minor: '11.55',
        fx_e8: '0.909091',
        user: 'ann',
        account_name: 'Goods',
      }),
      expect.objectContaining({ line_no: '2', credit_minor: '10.50', supplier_id: 'S1', counterparty: 'Maker' }),
    ]);
    expect(rowsOf(found, 'invoices')[0]).toMatchObject({
      direction: 'purchase',
      seller: 'Maker',
      seller_id: 'S1',
      seller_country: 'CN',
      buyer: 'Trader',
      buyer_id: '77',
      amount_minor: '10.50',
      total_minor: '10.50',
      qty_unit: 'C62',
    });
    expect(rowsOf(found, 'payments')[0]).toMatchObject({
      direction: 'out',
      amount_minor: '10.50',
      invoice_no: 'I-1',
      counterparty: 'Maker',
      txn_type: 'Bank',
    });
    expect(rowsOf(found, 'stock', 'PhysicalStock')).toEqual([
      {
        movement_date: '2025-01-01',
        movement_type: 'opening',
        warehouse: 'W',
        article: 'P1',
        qty_e6: '5',
        qty_unit: 'C62',
        unit_price_e6: '2',
        value_minor: '10',
      },
      {
        movement_date: '2025-12-31',
        movement_type: 'closing',
        warehouse: 'W',
        article: 'P1',
        qty_e6: '7',
        qty_unit: 'C62',
        unit_price_e6: '2',
        value_minor: '14',
      },
    ]);
    expect(rowsOf(found, 'stock', 'MovementOfGoods')[0]).toMatchObject({ doc_no: 'M1', movement_type: '10', value_minor: '10.50' });
    expect(rowsOf(found, 'products')[0]).toMatchObject({ hs_code: '940510', unit_factor_e6: '12' });
    expect(failed(found)).toEqual(['saft_transaction_missing T9']);
    expect(check(found, 'saft_accounts_closed')).toMatchObject({ declared: '2', counted: '2' });
  });

  test.each<[string, string, string, string[]]>([
    [
      'debit and credit of a transaction differ',
      '<CreditAmount><Amount>10.50',
      '<CreditAmount><Amount>10.51',
      [
        'saft_total_credit GeneralLedgerEntries',
        'saft_debit_credit',
        'saft_journal_balance J',
        'saft_transaction_balance T1',
        'saft_account_closing 20',
        'saft_transaction_missing T9',
      ],
    ],
    [
      'an account is not listed',
      '<RecordID>b</RecordID><AccountID>20',
      '<RecordID>b</RecordID><AccountID>21',
      ['saft_account_closing 20', 'saft_account_missing 21', 'saft_transaction_missing T9'],
    ],
    [
      'a transaction lies outside of the selection',
      '<TransactionDate>2025-02-03',
      '<TransactionDate>2024-02-03',
      ['saft_outside_period GeneralLedgerEntries', 'saft_transaction_missing T9'],
    ],
    [
      'the closing balance is another',
      '<ClosingDebitBalance>15.50',
      '<ClosingDebitBalance>15.51',
      ['saft_account_closing 10', 'saft_transaction_missing T9'],
    ],
    [
      'an amount is no number',
      '<DebitAmount><Amount>10.50',
      '<DebitAmount><Amount>ten',
      [
        'saft_total_debit GeneralLedgerEntries',
        'saft_debit_credit',
        'saft_journal_balance J',
        'saft_transaction_balance T1',
        'saft_account_closing 10',
        'saft_transaction_missing T9',
      ],
    ],
  ])('%s', async (_name, find, put, expected) => {
    const found = await readAll(saftReader, 'oecd.xml', Buffer.from(oecd.replace(find, put)));
    expect(failed(found)).toEqual(expected);
  });

  test('a transaction used twice in one journal is said, in two journals it is not', async () => {
    const transaction = /<Transaction>[\s\S]*<\/Transaction>/.exec(oecd)?.[0] ?? '';
    const twice = oecd.replace(transaction, transaction + transaction);
    expect(failed(await readAll(saftReader, 'a.xml', Buffer.from(twice)))).toContain('saft_transaction_repeated T1');
    const apart = oecd.replace(transaction, `${transaction}</Journal><Journal><JournalID>K</JournalID>${transaction}`);
    expect(failed(await readAll(saftReader, 'a.xml', Buffer.from(apart)))).not.toContain('saft_transaction_repeated T1');
  });

  test('is refused when its outermost element is another', async () => {
    await expect(saftReader.read(sourceOf('a.xml', Buffer.from('<Audit><Header/></Audit>')), collecting())).rejects.toMatchObject({
      code: 'file_xml_other',
      at: 'a.xml',
      args: { found: 'Audit' },
    });
  });
});
