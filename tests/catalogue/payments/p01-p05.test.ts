import { describe, expect, test } from 'vitest';
import type { AuditTest } from '../../../domain/catalogue/audit-test.ts';
import { paidDeclared } from '../../../domain/catalogue/payments/p01-paid-declared.ts';
import { thirdParty } from '../../../domain/catalogue/payments/p02-third-party.ts';
import { undeclaredAdvances } from '../../../domain/catalogue/payments/p03-undeclared-advances.ts';
import { neverPaid } from '../../../domain/catalogue/payments/p04-never-paid.ts';
import { otherInvoice } from '../../../domain/catalogue/payments/p05-other-invoice.ts';
import { excludedBy, judged, judgedWith, shuffled } from '../../helpers/judging.ts';
import { nameOfRow } from '../../helpers/population.ts';
import type { TestRow } from '../../helpers/population.ts';
import { goods, paid } from '../samples/payments.ts';

const against =
  (one: AuditTest) =>
  (rows: readonly TestRow[], declarations: readonly TestRow[] = [goods()], params = {}) =>
    judgedWith(one, { rows, also: { declarations }, params });

describe('P01 paid against declared', () => {
  const judge = against(paidDeclared);

  test('two per cent and the tolerance in national money, one cent to either side', () => {
    // 1,000.00 dollars at 500 tenge: 2 % are 20.00 dollars, 1,000 tenge are 2.00
    expect(judge([paid({ amount_minor: 102_000, national_minor: 51_000_000 })]).hits).toEqual([]);
    const [hit] = judge([paid({ amount_minor: 102_001, national_minor: 51_000_500 })]).hits;
    expect(hit?.measures).toMatchObject({ paid: '1020.01', declared_price: '1000.00', difference: '20.01', currency: 'USD' });
    expect(hit?.keys).toEqual([nameOfRow('payments', 1), nameOfRow('declarations', 1)]);
    const small = [goods({ item_price_minor: 100 })];
    expect(judge([paid({ amount_minor: 300, national_minor: 150_000 })], small).hits).toEqual([]);
    expect(judge([paid({ amount_minor: 301, national_minor: 150_500 })], small).hits).toHaveLength(1);
  });

  test('part payments add up, what came back is taken off, one payment may settle several invoices', () => {
    expect(judge([paid({ amount_minor: 60_000 }), paid({ amount_minor: 40_000 })]).hits).toEqual([]);
    expect(judge([paid(), paid(), paid({ direction: 'in' })]).hits).toEqual([]);
    const two = [goods(), goods({ invoice_no: 'RW-26-4002', item_price_minor: 50_000 })];
    expect(judge([paid({ invoice_no: 'RW-26-4001; RW-26-4002', amount_minor: 150_000 })], two).hits).toEqual([]);
    expect(judge([paid({ invoice_no: 'RW-26-4001, RW-26-4002', amount_minor: 200_000 })], two).hits).toHaveLength(1);
  });

  test('a payment that names nothing stands out where the others name their invoices, unless an invoice asks for just that', () => {
    const bare = paid({ invoice_no: null, purpose: 'Additional payment', amount_minor: 30_000 });
    expect(judge([paid(), bare]).hits.map((hit) => hit.explanation.key)).toEqual(['test.P01.hit.contract']);
    expect(judge([paid(), bare], [goods(), goods({ invoice_no: 'RW-26-4002', item_price_minor: 30_000 })]).hits).toEqual([]);
    expect(excludedBy(judge([bare]))).toEqual({ invoicesNotNamed: 1 });
    expect(excludedBy(judge([paid(), { ...bare, purpose: 'Advance payment' }]))).toEqual({ advance: 1 });
  });

  test('nothing of no rows; the order of the rows changes nothing', () => {
    expect(judge([], []).hits).toEqual([]);
    const rows = Array.from({ length: 12 }, (_, i) => paid({ invoice_no: `RW-26-40${10 + (i % 4)}`, amount_minor: 40_000 + i }));
    const declared = [0, 1, 2, 3].map((n) => goods({ invoice_no: `RW-26-40${10 + n}` }));
    expect(judge(rows, declared).hits.length).toBeGreaterThan(0);
    expect(judge(shuffled(rows), shuffled(declared)).resultHash).toBe(judge(rows, declared).resultHash);
  });
});

describe('P02 payments to third parties', () => {
  const judge = against(thirdParty);

  test('the seller, also in other letters, is no third party; another company is one, offshore weighs more', () => {
    expect(judge([paid(), paid({ counterparty_id: null, counterparty: 'RHEINWERK ARMATUREN, GMBH' })]).hits).toEqual([]);
    const other = paid({ counterparty: 'Seabright Commodities Ltd', counterparty_id: 'X-1', country: 'VG' });
    expect(judge([other]).hits[0]).toMatchObject({ score: 90, measures: { problem: 'payee', listed: 'yes' } });
    expect(judge([{ ...other, country: 'SE' }]).hits[0]?.score).toBe(60);
    expect(judge([paid({ country: 'LV' })]).hits[0]?.measures).toMatchObject({ problem: 'country', seller_countries: 'DE' });
  });

  test('services, unknown payees and contracts are counted', () => {
    const found = judge([
      paid({ purpose: 'freight' }),
      paid({ counterparty: null, counterparty_id: null }),
      paid({ contract_no: null, invoice_no: null, purpose: 'x' }),
    ]);
    expect(excludedBy(found)).toEqual({ forServices: 1, noPayee: 1, noContract: 1 });
    expect(judge([], []).hits).toEqual([]);
  });
});

describe('P03 payments without a declaration', () => {
  const last = goods({ invoice_no: 'RW-26-4900', reg_date: '2026-12-20' });
  const judge = (rows: readonly TestRow[], params = {}) => against(undeclaredAdvances)(rows, [goods(), last], params);
  const advance = (day: string): TestRow => paid({ booking_date: day, invoice_no: null, purpose: 'Advance payment', amount_minor: 77_700 });

  test('180 days before the last declaration are within the term, 181 are not', () => {
    expect(judge([advance('2026-06-23')]).hits).toEqual([]);
    expect(judge([advance('2026-06-22')]).hits[0]?.measures).toMatchObject({ days: '181', amount: '777.00' });
  });

  test('the day as of which is judged, where it is earlier than the books reach', () => {
    expect(judge([advance('2026-06-22')], { asOf: '2026-12-01' }).hits).toEqual([]);
    expect(judge([advance('2026-06-22')], { asOf: '2027-12-01' }).hits[0]?.measures).toMatchObject({ days: '181' });
  });

  test('where declarations were asked for until a later day, the payments that go on until then count as far as it', () => {
    const rent = paid({ booking_date: '2026-12-31', counterparty: 'ТОО «Аренда»', counterparty_id: 'V-9', purpose: 'аренда' });
    const rows = (day: string): TestRow[] => [advance(day), { ...rent, invoice_no: null, contract_no: null, country: 'KZ' }];
    const until = { declaredUntil: '2027-03-31' };
    // the last payment is of the 31st of December, 11 days after the last declaration
    expect(judge(rows('2026-07-04'), until).hits).toEqual([]);
    const found = judge(rows('2026-07-03'), until);
    expect(found.hits[0]?.measures).toMatchObject({ days: '181' });
    expect(found.verdict?.args['note']).toMatchObject({ words: { key: 'test.P03.warn.silence' } });
    expect(judge(rows('2026-07-03')).hits).toEqual([]);
    expect(judge(rows('2026-07-03'), { ...until, asOf: '2026-12-30' }).hits).toEqual([]);
    expect(judge(rows('2026-07-03'), { declaredUntil: '2026-12-30' }).hits).toEqual([]);
    // declarations that go on after that day show themselves how far they reach
    expect(judge(rows('2026-06-22'), { declaredUntil: '2026-11-30' }).hits[0]?.measures).toMatchObject({ days: '181' });
  });

  test('declared invoices, union countries, refunds and older debts are left out', () => {
    expect(judge([paid(), paid({ country: 'RU', invoice_no: 'X-100001' })]).hits).toEqual([]);
    expect(judge([advance('2026-03-01'), paid({ direction: 'in', booking_date: '2026-04-01', amount_minor: 77_700 })]).hits).toEqual([]);
    expect(excludedBy(judge([paid({ invoice_no: 'X-100001', booking_date: '2026-05-01' })]))).toEqual({ beforeDeclarations: 1 });
    expect(judge([paid({ invoice_no: 'X-100001', booking_date: '2026-05-02' })]).hits).toHaveLength(1);
  });
});

describe('P04 declared and never paid', () => {
  const ends = [
    paid({ booking_date: '2026-01-01', invoice_no: null, counterparty: 'ТОО «Сервис»', counterparty_id: 'V-1' }),
    paid({ booking_date: '2026-12-31', invoice_no: null, counterparty: 'ТОО «Сервис»', counterparty_id: 'V-1', purpose: 'аренда' }),
  ].map((row) => ({ ...row, purpose: 'аренда', amount_minor: 7 }));
  const judge = (rows: readonly TestRow[], more: readonly TestRow[] = [], params = {}) =>
    judgedWith(neverPaid, {
      rows,
      also: { payments: [...ends, ...more], contracts: [{ contract_no: 'RW-KZ-1', payment_days: 90 }] },
      params,
    });

  test('the term of the contract and 15 days more, a day to either side', () => {
    // 2026-12-31 less 105 days is 2026-09-17
    expect(judge([goods({ reg_date: '2026-09-16' })]).hits[0]?.measures).toMatchObject({ term_days: '90', amount: '1000.00' });
    expect(excludedBy(judge([goods({ reg_date: '2026-09-17' })]))).toEqual({ withinTerm: 1 });
  });

  test('any payment that names it, or one of just its amount without a name, settles the question', () => {
    expect(judge([goods()], [paid({ amount_minor: 1 })]).hits).toEqual([]);
    expect(judge([goods()], [paid({ invoice_no: null, purpose: 'goods' })]).hits).toEqual([]);
  });

  test('other procedures, free goods and what may be paid before the statements begin', () => {
    const found = judge([
      goods({ invoice_no: 'A-1001', procedure: '5300' }),
      goods({ invoice_no: 'A-1002', item_price_minor: 0 }),
      goods({ invoice_no: 'A-1003', invoice_date: '2025-12-31' }),
    ]);
    expect(excludedBy(found)).toEqual({ otherProcedure: 1, noAmount: 1, beforeStatements: 1 });
    expect(judge([]).hits).toEqual([]);
  });
});

describe('P05 purpose names another invoice', () => {
  const kinds = (purpose: string, more: TestRow = {}) =>
    judged(otherInvoice, [paid({ purpose, ...more })]).hits.map((hit) => hit.measures['problem']);

  test('another number, one more number, the same in other signs', () => {
    expect(kinds('Payment for goods, contract RW-KZ-1, invoice RW-26-4001-B/77')).toEqual(['number']);
    expect(kinds('Оплата по инвойсам RW-26-4001 и RW-26-4002')).toEqual(['number']);
    expect(kinds('Оплата, инвойс № RW-26/4001 от 20.01.2026')).toEqual([]);
  });

  test('an account, a contract and a date are no invoices', () => {
    expect(kinds('на счёт KZ86125KZT5004100100 по контракту RW-KZ-1')).toEqual([]);
    expect(kinds('invoice RW-26-4001 dated 20.01.2026')).toEqual([]);
  });

  test('another amount in the text, the same one, one cent more', () => {
    expect(kinds('invoice RW-26-4001 in the amount of 1,000.00')).toEqual([]);
    expect(kinds('инвойс RW-26-4001 на сумму 1 000,00')).toEqual([]);
    expect(kinds('инвойс RW-26-4001 на сумму 1 000,01')).toEqual(['amount']);
    expect(kinds('invoice RW-26-4001 in the amount of 1.000,50')).toEqual(['amount']);
  });

  test('without text or invoice nothing is judged', () => {
    expect(excludedBy(judged(otherInvoice, [paid({ purpose: null }), paid({ invoice_no: null })]))).toEqual({
      noPurpose: 1,
      noInvoiceNamed: 1,
    });
    expect(judged(otherInvoice, []).hits).toEqual([]);
  });
});
