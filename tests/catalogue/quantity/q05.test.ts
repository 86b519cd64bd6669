import { describe, expect, test } from 'vitest';
import { undeclaredPurchase } from '../../../domain/catalogue/quantity/q05-undeclared-purchase.ts';
import { excludedBy, judgedWith, shuffled } from '../../helpers/judging.ts';
import { nameOfRow } from '../../helpers/population.ts';
import type { TestRow } from '../../helpers/population.ts';

const credit = (ref: string | null, minor: number, more: TestRow = {}): TestRow => ({
  txn_id: `T${ref}`,
  posting_date: '2026-01-20',
  account: '3310',
  contra_account: '1330',
  credit_minor: minor,
  supplier_id: 'S1',
  counterparty: 'Seller',
  source_doc_ref: ref,
  ...more,
});
const declarations = [{ reg_no: '55301/100226/0000001', invoice_no: 'I-100', reg_date: '2026-06-01' }];
const parties = [
  { party_id: 'S1', name: 'Seller', country: 'CN' },
  { party_id: 'S2', name: 'Другой', country: 'RU' },
];
const judge = (rows: readonly TestRow[], more: object = {}, also: object = {}) =>
  judgedWith(undeclaredPurchase, { rows, also: { declarations, parties, ...also }, ...more });

describe('Q05 purchases abroad without a declaration', () => {
  test('a purchase whose document no declaration names is shown with its entry, invoice and receipt', () => {
    const rows = [
      { ...credit('N-1', 0), account: '1330', contra_account: '3310', credit_minor: null, debit_minor: 500 },
      credit('N-1', 500),
    ];
    const also = { invoices: [{ direction: 'purchase', invoice_no: 'n-1' }], stock: [{ invoice_no: 'N-1' }, { invoice_no: 'N-2' }] };
    const [hit] = judge(rows, {}, also).hits;
    expect(hit?.keys).toEqual([nameOfRow('ledger', 2), nameOfRow('ledger', 1), nameOfRow('invoices', 1), nameOfRow('stock', 1)]);
    expect(hit?.measures).toMatchObject({ national: '5.00', receipt_rows: '1' });
    expect(hit?.score).toBe(90);
  });

  test('the number of the document, a number in the text, or a confirmed link leads to the declaration', () => {
    expect(judge([credit('i-100', 5)]).hits).toEqual([]);
    expect(judge([credit('ПТ-7', 5, { description: 'Поступление по инвойсу I-100' })]).hits).toHaveLength(1);
    expect(judge([credit('ПТ-7', 5, { description: 'Поступление по ДТ 55301/100226/0000001' })]).hits).toEqual([]);
    const links = {
      'invoice-ledger': [{ left: 1, right: 1, amount: null, currency: 'KZT' }],
      'declaration-invoice': [{ left: 1, right: 1, amount: null, currency: 'KZT' }],
    };
    expect(judge([credit('ПТ-7', 5)], { links }, { invoices: [{ direction: 'purchase', invoice_no: 'X' }] }).hits).toEqual([]);
  });

  test('members of the union and the home country need no declaration; an unknown country is no accusation', () => {
    const rows = [
      credit('N-1', 5, { supplier_id: 'S2', counterparty: null }),
      credit('N-2', 5, { supplier_id: 'S9', counterparty: 'Nobody' }),
      credit('N-3', 5, { supplier_id: null, counterparty: 'другой' }),
    ];
    expect(excludedBy(judge(rows))).toEqual({ homeSupplier: 2, noCountry: 1 });
  });

  test('services, entries against other accounts, and what was taken back are no purchases of goods', () => {
    expect(excludedBy(judge([credit('N-1', 5, { description: 'Услуги экспедитора' })]))).toEqual({ service: 1 });
    expect(judge([credit('N-1', 5, { contra_account: '7210' })]).hits).toEqual([]);
    expect(excludedBy(judge([credit('N-1', 5), credit('N-1', -5)]))).toEqual({ takenBack: 2 });
    const back = credit('N-1', 0, { debit_minor: 5, credit_minor: null });
    expect(judge([credit('N-1', 5), back]).hits).toEqual([]);
    expect(judge([credit('N-1', 6), back]).hits).toHaveLength(1);
  });

  test('without contra accounts the lines of the entry say whether it is for goods', () => {
    const bare = (account: string) => [
      credit('N-1', 5, { contra_account: null }),
      { txn_id: 'TN-1', posting_date: '2026-01-20', account, debit_minor: 5, source_doc_ref: 'N-1' },
    ];
    expect(judge(bare('1330')).hits).toHaveLength(1);
    expect(judge(bare('7210')).hits).toEqual([]);
  });

  test('what is booked less than 20 days before the last declaration is said to be recent', () => {
    const kind = (day: string) => judge([credit('N-1', 5, { posting_date: day })]).hits[0]?.explanation.key;
    expect(kind('2026-05-12')).toBe('test.Q05.hit.booked');
    expect(kind('2026-05-13')).toBe('test.Q05.hit.recent');
  });

  test('a chart without the accounts of the parameters is said to be unread', () => {
    const found = judge([credit('N-1', 5)], { params: { goodsAccounts: '' } });
    expect([found.hits, found.verdict?.key]).toEqual([[], 'test.verdict.with']);
    expect(judge([]).hits).toEqual([]);
  });

  test('the order of the rows changes nothing', () => {
    const rows = [1, 2, 3, 4].flatMap((n) => [credit(`N-${n}`, n * 100), credit(`N-${n}`, n, { currency: 'USD', currency_minor: n })]);
    expect(judge(shuffled(rows)).resultHash).toBe(judge(shuffled(shuffled(rows))).resultHash);
    expect(judge(shuffled(rows)).hits).toHaveLength(4);
  });
});
