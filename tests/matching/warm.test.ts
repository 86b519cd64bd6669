import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Desk } from '../actions/backend.ts';
import { caseDesk } from '../changes/books.ts';

let at: Desk;
let caseId = '';
const kind = 'invoice-payment' as const;

const invoiceHeads = 'direction,doc_type,invoice_no,invoice_date,seller,seller_id,corrects_no,currency,line_no,amount,total';
const paymentHeads = 'bank_ref,booking_date,direction,amount,currency,counterparty,counterparty_id,purpose,invoice_no';
const who = 'Rheinwerk GmbH,S-1';

const invoices = [
  `purchase,invoice,RW-1001,2024-03-01,${who},,USD,1,5000.00,5000.00`,
  `purchase,invoice,RW-1002,2024-03-02,${who},,USD,1,700.00,1000.00`,
  `purchase,invoice,RW-1002,2024-03-02,${who},,USD,2,300.00,1000.00`,
  `purchase,invoice,RW-1003,2024-03-03,${who},,EUR,1,100.00,100.00`,
  `purchase,invoice,RW-1004,2024-03-04,${who},,KRW,1,150000,150000`,
  `purchase,invoice,RW-1005,2024-03-05,${who},,GBP,1,80.00,80.00`,
];
const payments = [
  `P-1,2024-03-11,out,1500.00,USD,${who},advance,`,
  `P-2,2024-03-12,out,3000.00,USD,${who},rest,`,
  `P-3,2024-03-13,out,110.00,USD,${who},euro,`,
  `P-4,2024-03-14,out,9000.00,USD,${who},much,`,
];
const rates = ['2024-03-11,USD,1,450.00', '2024-03-11,EUR,1,495.00', '2024-03-11,KRW,100,34.00'];

const bring = async (table: 'invoices' | 'payments' | 'rates' | 'products' | 'declarations', text: string, of = caseId): Promise<void> => {
  await at.call('import.commit', { caseId: of, path: at.file(`${table}-${of.slice(-4)}.csv`, text), table });
};

const open = async (side: 'left' | 'right', find = '') =>
  (await at.call('match.unmatched', { caseId, kind, side, find, at: 0, limit: 100 })).rows;
const told = async (side: 'left' | 'right') => (await open(side)).map((row) => `${row.label} ${row.open} of ${row.amount} ${row.currency}`);
const nameOf = async (side: 'left' | 'right', label: string): Promise<string> =>
  (await open(side, label)).find((row) => row.label === label)?.name ?? `no open ${label}`;

const link = async (left: string, right: string, amount: string | null, currency = 'USD') =>
  at.call('match.link', { caseId, kind, note: '', links: [{ left, right, amount, currency: amount === null ? '' : currency }] });

beforeAll(async () => {
  ({ at, caseId } = await caseDesk());
  await bring('invoices', `${[invoiceHeads, ...invoices].join('\n')}\n`);
  await bring('payments', `${[paymentHeads, ...payments].join('\n')}\n`);
  await bring('rates', `${['rate_date,currency,fx_unit,rate', ...rates].join('\n')}\n`);
}, 120_000);
afterAll(() => at.leave());

describe('records that are linked by hand', () => {
  const made: string[] = [];

  test('stay in their lists with what is left of them until nothing is', async () => {
    const [a, p1, p2] = [await nameOf('left', 'RW-1001'), await nameOf('right', 'P-1'), await nameOf('right', 'P-2')];
    made.push((await link(a, p1, '1500.00')).matchId, (await link(a, p2, '2300.00')).matchId);
    expect((await told('left'))[0]).toBe('RW-1001 1200.00 of 5000.00 USD');
    expect(await told('right')).toEqual(['P-2 700.00 of 3000.00 USD', 'P-3 110.00 of 110.00 USD', 'P-4 9000.00 of 9000.00 USD']);
    const { left, right } = (await at.call('match.summary', { caseId })).summaries.find((one) => one.kind === kind) ?? {};
    expect([left?.matched, left?.open, right?.matched, right?.open]).toEqual([1, 5, 2, 3]);
  }, 60_000);

  test('give no more than is left, whichever match took the rest; the refusal says how much it is', async () => {
    const [a, p4] = [await nameOf('left', 'RW-1001'), await nameOf('right', 'P-4')];
    await expect(link(a, p4, '1200.01')).rejects.toMatchObject({
      code: 'amount_above_rest',
      at: 'RW-1001',
      args: { rest: '1200.00 USD', asked: '1200.01 USD' },
    });
    await expect(link(a, p4, null)).rejects.toMatchObject({ code: 'field_invalid', at: 'amount' });
    await expect(link(a, p4, '0.00')).rejects.toMatchObject({ code: 'field_invalid', at: 'amount' });
  }, 60_000);

  test('a link that names another row of an invoice takes from the same invoice', async () => {
    const first = await nameOf('left', 'RW-1002');
    const second = first.replace(/:(\d+)$/, (_, n: string) => `:${Number(n) + 1}`);
    const p4 = await nameOf('right', 'P-4');
    made.push((await link(second, p4, '900.00')).matchId);
    expect((await told('left'))[1]).toBe('RW-1002 100.00 of 1000.00 USD');
    await expect(link(first, p4, '100.01')).rejects.toMatchObject({ code: 'amount_above_rest', at: 'RW-1002' });
  }, 60_000);

  test('in two currencies are held against each other at the rate of the day, and refused by name without one', async () => {
    const [eur, gbp, krw, p3] = [
      await nameOf('left', 'RW-1003'),
      await nameOf('left', 'RW-1005'),
      await nameOf('left', 'RW-1004'),
      await nameOf('right', 'P-3'),
    ];
    await expect(link(gbp, p3, '10.00', 'GBP')).rejects.toMatchObject({ code: 'rate_missing', at: 'GBP 2024-03-13' });
    // 150,000 won are 51,000 tenge, 113.33 dollars: within a hundredth of 110? no
    await expect(link(krw, p3, '150000', 'KRW')).rejects.toMatchObject({ code: 'amount_above_rest', at: 'P-3' });
    made.push((await link(eur, p3, '40.00', 'EUR')).matchId);
    expect(await told('right')).toContain('P-3 66.00 of 110.00 USD');
    expect(await told('left')).toContain('RW-1003 60.00 of 100.00 EUR');
    await expect(link(eur, p3, '60.01', 'EUR')).rejects.toMatchObject({ code: 'amount_above_rest', at: 'RW-1003' });
    made.push((await link(eur, p3, '60.00', 'EUR')).matchId);
    expect((await told('right')).filter((row) => row.startsWith('P-3'))).toEqual([]);
  }, 60_000);

  test('taken back they are open again, and the list of decisions is the newest first, from any place', async () => {
    const listed = async (from: number, limit: number) =>
      (await at.call('match.list', { caseId, kind, state: null, at: from, limit })).matches;
    const ids = (await listed(0, 100)).map((one) => one.matchId);
    expect(ids).toEqual(made.toReversed());
    expect((await listed(1, 2)).map((one) => one.matchId)).toEqual(ids.slice(1, 3));
    expect(await listed(99, 10)).toEqual([]);
    await at.call('match.undo', { caseId, matchId: made[1] ?? '' });
    expect((await listed(0, 100)).map((one) => one.matchId)).toEqual(ids.filter((id) => id !== made[1]));
    expect((await told('left'))[0]).toBe('RW-1001 3500.00 of 5000.00 USD');
    await at.restart();
    await at.call('vault.unlock', { passphrase: 'five grey herons on a wire' });
    expect((await told('left'))[0]).toBe('RW-1001 3500.00 of 5000.00 USD');
    expect((await listed(0, 100)).map((one) => one.matchId)).toEqual(ids.filter((id) => id !== made[1]));
  }, 90_000);

  test('another import makes the lists anew; decisions hold', async () => {
    await at.call('import.commit', {
      caseId,
      path: at.file('more.csv', `${paymentHeads}\nP-9,2024-04-01,out,3500.00,USD,${who},last,\n`),
      table: 'payments',
    });
    expect((await told('right')).at(-1)?.startsWith('P-')).toBe(true);
    expect(await told('right')).toContain('P-9 3500.00 of 3500.00 USD');
    expect((await told('left'))[0]).toBe('RW-1001 3500.00 of 5000.00 USD');
  }, 60_000);
});
