import { describe, expect, test } from 'vitest';
import { capacity } from '../../../domain/catalogue/quantity/q09-capacity.ts';
import { excludedBy, judged, shuffled } from '../../helpers/judging.ts';
import type { TestRow } from '../../helpers/population.ts';

const paper = (doc: string, grams: number | null, more: TestRow = {}): TestRow => ({
  doc_type: 'transport',
  doc_no: doc,
  doc_date: '2026-01-05',
  vehicle: '123KZA02',
  container: null,
  gross_g: grams,
  ...more,
});
const hitsOf = (rows: readonly TestRow[], params = {}) => judged(capacity, rows, params).hits;

describe('Q09 capacity', () => {
  test('24 t is what a lorry carries, a gram more is too much', () => {
    expect(hitsOf([paper('CMR-1', 24_000_000)])).toEqual([]);
    expect(hitsOf([paper('CMR-1', 24_000_001)])[0]?.measures).toMatchObject({ means: 'truck', excess_kg: '0.001', capacity_kg: '24000' });
    expect(hitsOf([paper('CMR-1', 24_000_001)], { truckKg: '24000.001' })).toEqual([]);
  });

  test('a container by rail or sea holds 30.48 t; a lorry with a container is held to the lorry’s limit', () => {
    const boxed = { container: 'CSQU3054383', vehicle: null };
    expect(hitsOf([paper('B-1', 30_480_000, boxed)])).toEqual([]);
    expect(hitsOf([paper('B-1', 30_480_001, boxed)])[0]?.measures).toMatchObject({ means: 'container' });
    expect(hitsOf([paper('SMGS-7', 30_000_000, { ...boxed, vehicle: 'вагон 5' })])).toEqual([]);
    expect(hitsOf([paper('CMR-1', 25_000_000, { container: 'CSQU3054383' })])[0]?.measures).toMatchObject({ means: 'truck' });
  });

  test('papers of one lorry and day are one load; of other days they are not; a paper told twice weighs once', () => {
    const two = [paper('CMR-1', 13_000_000), paper('CMR-2', 12_000_000)];
    expect(hitsOf(two)[0]?.measures).toMatchObject({ gross_kg: '25000', papers: '2' });
    expect(hitsOf(two.map((row, i) => ({ ...row, doc_date: `2026-01-0${i + 1}` })))).toEqual([]);
    expect(hitsOf([paper('CMR-1', 13_000_000), paper('CMR-1', 13_000_000)])).toEqual([]);
  });

  test('two vehicles or containers in one cell carry twice as much', () => {
    expect(hitsOf([paper('CMR-1', 48_000_000, { vehicle: '1KZ; 2KZ' })])).toEqual([]);
    expect(hitsOf([paper('CMR-1', 48_000_001, { vehicle: '1KZ; 2KZ' })])).toHaveLength(1);
  });

  test('what cannot be judged is counted with its reason', () => {
    const rows = [paper('P-1', 1, { doc_type: 'insurance' }), paper('CMR-1', null), paper('CMR-2', 5, { vehicle: null })];
    expect(excludedBy(judged(capacity, rows))).toEqual({ notTransport: 1, noWeight: 1, noMeans: 1 });
    expect(hitsOf([])).toEqual([]);
  });

  test('the order of the rows changes nothing', () => {
    const rows = [paper('CMR-1', 30_000_000), paper('CMR-2', 1), paper('CMR-3', 26_000_000, { vehicle: 'X1' })];
    expect(judged(capacity, shuffled(rows)).resultHash).toBe(judged(capacity, shuffled(shuffled(rows))).resultHash);
  });
});
