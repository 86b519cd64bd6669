import { describe, expect, test } from 'vitest';
import { dates } from '../../../domain/catalogue/patterns/d09-dates.ts';
import { judgedWith, shuffled } from '../../helpers/judging.ts';
import { nameOfRow } from '../../helpers/population.ts';
import type { TestRow } from '../../helpers/population.ts';

const line = (more: TestRow = {}): TestRow => ({
  reg_no: 'R1',
  reg_date: '2026-02-10',
  release_date: '2026-02-11',
  invoice_no: 'I-1',
  invoice_date: '2026-02-01',
  contract_no: 'C-1',
  ...more,
});
const kinds = (rows: readonly TestRow[], also: Readonly<Record<string, readonly TestRow[]>> = {}, params = {}) =>
  judgedWith(dates, { rows, also, params: { certificateCodes: '0601', ...params } }).hits.map((hit) => hit.measures['problem']);

describe('D09 date anomalies', () => {
  test('release and registration, invoice and registration, a day to either side', () => {
    expect(kinds([line({ release_date: '2026-02-10', invoice_date: '2026-02-10' })])).toEqual([]);
    expect(kinds([line({ release_date: '2026-02-09' })])).toEqual(['releaseBefore']);
    expect(kinds([line({ invoice_date: '2026-02-11' })])).toEqual(['invoiceAfter']);
  });

  test('transport, contract and certificate against their days', () => {
    const also = (way: string, contract: string, proof: string) => ({
      freight: [{ reg_no: 'R1', doc_date: way }],
      contracts: [{ contract_no: 'C-1', contract_date: contract }],
      documents: [
        { reg_no: 'R1', doc_code: '06013', doc_date: proof },
        { reg_no: 'R1', doc_code: '04021', doc_date: '2027-01-01' },
      ],
    });
    expect(kinds([line()], also('2026-01-29', '2026-02-01', '2026-02-10'))).toEqual([]);
    expect(kinds([line()], also('2026-01-28', '2026-02-02', '2026-02-11'))).toEqual([
      'certificateAfter',
      'contractAfter',
      'transportBefore',
    ]);
  });

  test('days off of the calendar and days after the one as of which is judged', () => {
    expect(kinds([line({ reg_date: '2026-02-08', release_date: null })])).toEqual(['nonWorking']);
    expect(kinds([line()], {}, { asOf: '2026-02-10' })).toEqual([]);
    expect(kinds([line()], {}, { asOf: '2026-02-09' })).toEqual(['future']);
  });

  test('the last day before a rate of the tariff rises: for codes that begin so, of that country, not the days around', () => {
    const item = line({ reg_date: '2026-03-02', release_date: null, invoice_date: null, hs_code: '8518309500', origin_country: 'CN' });
    const tariff = (before: string, after: string, more: TestRow = {}) => ({
      tariff: [
        { hs_code: '8518', valid_from: '2026-03-03', duty_rate: after, ...more },
        { hs_code: '8518', valid_from: '2026-01-01', duty_rate: before, ...more },
      ],
    });
    const [hit] = judgedWith(dates, { rows: [item], also: tariff('5%', '10%'), params: { certificateCodes: '0601' } }).hits;
    expect(hit?.explanation.args).toMatchObject({ document: '8518: 5% → 10%' });
    expect(kinds([item], tariff('5', '5.5', { origin_country: 'CN' }))).toEqual(['beforeDuty']);
    expect(kinds([item], tariff('5%', '10%', { origin_country: 'IT' }))).toEqual([]);
    expect(kinds([item], tariff('10%', '5%'))).toEqual([]);
    expect(kinds([item], tariff('10%', '10%'))).toEqual([]);
    expect(kinds([item], tariff('5%', '0.4 EUR/kg'))).toEqual([]);
    for (const reg_date of ['2026-02-27', '2026-03-03']) expect(kinds([{ ...item, reg_date }], tariff('5%', '10%'))).toEqual([]);
    expect(kinds([{ ...item, hs_code: '8519' }], tariff('5%', '10%'))).toEqual([]);
  });

  test('the last day before the exchange rate rises by two per cent, not by a little less, nor by an unknown rate', () => {
    const item = line({ reg_date: '2026-03-02', release_date: null, invoice_date: null, currency: 'USD' });
    const rates = (next: number) => ({
      rates: [500e8, next].map((rate_e8, i) => ({ rate_date: `2026-03-0${2 + i}`, currency: 'USD', fx_unit: 1, rate_e8 })),
    });
    expect(kinds([item], rates(510e8))).toEqual(['beforeExchange']);
    expect(kinds([item], rates(510e8 - 1))).toEqual([]);
    expect(kinds([item], rates(490e8))).toEqual([]);
    expect(kinds([{ ...item, currency: 'EUR' }], rates(510e8))).toEqual([]);
    expect(kinds([item])).toEqual([]);
  });

  test('a declaration is one, all its items are named; missing days and no rows say nothing', () => {
    const found = judgedWith(dates, { rows: [line({ release_date: '2026-02-09' }), line({ release_date: '2026-02-09' })] });
    expect(found.hits[0]?.keys).toEqual([nameOfRow('declarations', 1), nameOfRow('declarations', 2)]);
    expect(kinds([line({ release_date: null, invoice_date: null })])).toEqual([]);
    expect(kinds([])).toEqual([]);
  });

  test('the order of the rows changes nothing', () => {
    const rows = Array.from({ length: 12 }, (_, i) => line({ reg_no: `R${i % 5}`, release_date: `2026-02-0${1 + (i % 5)}` }));
    expect(judgedWith(dates, { rows: shuffled(rows) }).resultHash).toBe(judgedWith(dates, { rows }).resultHash);
  });
});
