import { describe, expect, test } from 'vitest';
import { paidTwice } from '../../../domain/catalogue/payments/p06-paid-twice.ts';
import { excludedBy, judged, shuffled } from '../../helpers/judging.ts';
import { nameOfRow } from '../../helpers/population.ts';
import { paid, unjudged } from '../samples/payments.ts';

describe('P06 payment made twice', () => {
  test('the same amount, day, payee and invoice, each row named', () => {
    const found = judged(paidTwice, [paid(), paid({ bank_ref: 'ПП-2' }), paid({ booking_date: '2026-03-11' })]);
    expect(found.hits).toHaveLength(1);
    expect(found.hits[0]?.keys).toEqual([nameOfRow('payments', 1), nameOfRow('payments', 2)]);
    expect(found.hits[0]?.measures).toMatchObject({ rows: '2', paid_again: '1000.00', amount: '1000.00', currency: 'USD' });
  });

  test('another day, payee, currency, one cent more, another invoice: no duplicate', () => {
    const rows = [
      paid(),
      paid({ booking_date: '2026-03-11' }),
      paid({ counterparty: 'Kestrel Pumps AB', counterparty_id: 'S-2' }),
      paid({ currency: 'EUR' }),
      paid({ amount_minor: 100_001 }),
      paid({ invoice_no: 'RW-26-4002' }),
    ];
    const found = judged(paidTwice, rows);
    expect(found.hits).toEqual([]);
    expect(excludedBy(found)).toEqual({ otherDocuments: 2 });
  });

  test('customs payments of one sum for two declarations are two payments', () => {
    const duty = (reg: string) => paid({ invoice_no: null, purpose: `Таможенные платежи по ДТ ${reg}`, currency: 'KZT' });
    expect(judged(paidTwice, [duty('55301/130126/0100007'), duty('55301/130126/0100011')]).hits).toEqual([]);
  });

  test('a payee spelled in other letters is the same payee', () => {
    const rows = [paid({ counterparty_id: null }), paid({ counterparty_id: null, counterparty: 'RHEINWERK Аrmaturen, GmbH' })];
    expect(judged(paidTwice, rows).hits).toHaveLength(1);
  });

  test('what came back within the days is no second payment, a day later it is one', () => {
    const back = (day: string) => [paid(), paid({ bank_ref: 'ПП-2' }), paid({ direction: 'in', booking_date: day })];
    expect(judged(paidTwice, back('2026-05-09')).hits).toEqual([]);
    expect(excludedBy(judged(paidTwice, back('2026-05-09')))).toEqual({ incoming: 1, returned: 2 });
    expect(judged(paidTwice, back('2026-05-10')).hits).toHaveLength(1);
    expect(judged(paidTwice, back('2026-03-09')).hits).toHaveLength(1);
  });

  test('amounts written below nought went out as others do', () => {
    expect(judged(paidTwice, [paid({ amount_minor: -100_000 }), paid()]).hits).toHaveLength(1);
  });

  test('yen have no decimals', () => {
    const rows = [paid({ currency: 'JPY' }), paid({ currency: 'JPY', bank_ref: 'ПП-2' })];
    expect(judged(paidTwice, rows).hits[0]?.measures).toMatchObject({ amount: '100000' });
  });

  test('nothing judged, nothing found; the others are counted', () => {
    expect(judged(paidTwice, []).verdict).toEqual({ key: 'test.leads.none', args: { n: 0 } });
    expect(excludedBy(judged(paidTwice, [...unjudged, paid({ counterparty: null, counterparty_id: null })]))).toEqual({
      incoming: 1,
      noDirection: 1,
      cancelledEntry: 1,
      noAmount: 1,
      noPayee: 1,
    });
  });

  test('the order of the rows changes nothing', () => {
    const rows = Array.from({ length: 30 }, (_, i) => paid({ amount_minor: 100 + (i % 7), invoice_no: `RW-${1000 + (i % 3)}` }));
    expect(judged(paidTwice, shuffled(rows)).resultHash).toBe(judged(paidTwice, rows).resultHash);
  });

  test('finds as many groups as a comparison of all pairs does', () => {
    const rows = Array.from({ length: 60 }, (_, i) =>
      paid({ amount_minor: 1 + ((i * 7) % 5), invoice_no: `RW-${1000 + ((i * 11) % 4)}`, booking_date: `2026-03-1${(i * 13) % 3}` }),
    );
    const same = (a: number, b: number): boolean =>
      ['amount_minor', 'invoice_no', 'booking_date'].every((column) => rows[a]?.[column] === rows[b]?.[column]);
    const inPairs = rows.flatMap((_, a) => (rows.some((__, b) => a !== b && same(a, b)) ? [a + 1] : []));
    const named = judged(paidTwice, rows).hits.flatMap((hit) => hit.keys);
    expect(named.toSorted()).toEqual(inPairs.map((n) => nameOfRow('payments', n)).toSorted());
  });
});
