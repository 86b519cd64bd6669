import { describe, expect, test } from 'vitest';
import { identifiers } from '../../../domain/catalogue/patterns/d15-identifiers.ts';
import { timeClusters } from '../../../domain/catalogue/patterns/d18-time-clusters.ts';
import { excludedBy, judged, judgedWith, shuffled } from '../../helpers/judging.ts';
import { generic } from '../../helpers/lines.ts';
import { nameOfRow } from '../../helpers/population.ts';
import type { TestRow } from '../../helpers/population.ts';

const party = (tax_id: string | null, more: TestRow = {}): TestRow => ({ tax_id, country: 'KZ', name: 'ТОО «Сәулет»', ...more });

describe('D15 validity of identifiers', () => {
  test('the vectors: eleven digits with their check digit, the second pass, and a number that cannot be issued', () => {
    const right = ['980140001231', '120340005670', '151240019991', '180140000901'];
    expect(
      judged(
        identifiers,
        right.map((id) => party(id)),
      ).hits,
    ).toEqual([]);
    const wrong = [
      ...right.map((id) => id.slice(0, -1) + ((Number(id.slice(-1)) + 1) % 10)),
      ...Array.from({ length: 10 }, (_, d) => `18014000170${d}`),
    ];
    expect(
      judged(
        identifiers,
        wrong.map((id) => party(id)),
      ).hits.map((hit) => hit.measures['problem']),
    ).toEqual(wrong.map(() => 'checkDigit'));
  });

  test('one number in several books is one hit with all its rows', () => {
    const found = judgedWith(identifiers, {
      rows: [party('180140000901'), party('180140000902')],
      also: {
        invoices: [
          { buyer_id: '180140000902', buyer_country: 'KZ' },
          { buyer_id: 'C-7', buyer_country: 'KZ' },
        ],
        payments: [{ counterparty_id: '180140000902' }],
        register: [{ consignee_id: '180140000902' }],
      },
    });
    expect(found.hits).toHaveLength(1);
    expect(found.hits[0]?.keys).toEqual([
      nameOfRow('parties', 2),
      nameOfRow('register', 1),
      nameOfRow('invoices', 1),
      nameOfRow('payments', 1),
    ]);
  });

  test('a number of the home country must have its form; foreign numbers and other codes are not judged', () => {
    expect(judged(identifiers, [party('1801400009')]).hits[0]?.explanation.key).toBe('test.D15.hit.form');
    const found = judged(identifiers, [party('91440300', { country: 'CN' }), party('S-CN-1', { country: null }), party(null)]);
    expect(found.hits).toEqual([]);
    expect(excludedBy(found)).toEqual({ noTaxId: 1, foreignParty: 1, otherCode: 1 });
  });

  test('a pack without a check digit judges the form and says so', () => {
    const found = judgedWith(identifiers, { rows: [party('180140000902')], pack: generic });
    expect(found.hits).toEqual([]);
    expect(JSON.stringify(found.verdict)).toContain('test.D15.warn.noChecksum');
  });

  test('the order of the rows changes nothing', () => {
    const rows = ['180140000902', '180140000903', '180140000902'].map((id) => party(id));
    expect(judged(identifiers, shuffled(rows)).resultHash).toBe(judged(identifiers, rows).resultHash);
  });
});

const entry = (n: number, time: string, more: TestRow = {}): TestRow => ({
  txn_id: `T${n}`,
  user: 'Ким',
  entry_ts: `2026-01-05T${time}`,
  ...more,
});
const every = (n: number, seconds: number): readonly TestRow[] =>
  Array.from({ length: n }, (_, i) => entry(i, new Date(Date.UTC(2026, 0, 5, 18, 50, i * seconds)).toISOString().slice(11, 19)));

describe('D18 clusters in time', () => {
  test('eleven entries within two minutes are a cluster, ten are none', () => {
    const found = judged(timeClusters, every(11, 12));
    expect(found.hits[0]?.measures).toMatchObject({ user: 'Ким', entries: '11', from_time: '18:50', to_time: '18:52', seconds: '120' });
    expect(found.hits[0]?.keys).toHaveLength(11);
    expect(judged(timeClusters, every(10, 12)).hits).toEqual([]);
  });

  test('one second too slow is no cluster', () => {
    const rows = [...every(10, 12), entry(10, '18:52:01')];
    expect(judged(timeClusters, rows).hits).toEqual([]);
  });

  test('windows that overlap are one cluster; another user is another', () => {
    expect(judged(timeClusters, every(30, 10)).hits).toHaveLength(1);
    const two = every(12, 5).map((row, i) => ({ ...row, user: i % 2 === 0 ? 'Ким' : 'Ли' }));
    expect(judged(timeClusters, two).hits).toEqual([]);
  });

  test('lines of one transaction are one entry', () => {
    const lines = every(6, 5).flatMap((row) => [row, row]);
    expect(judged(timeClusters, lines).hits).toEqual([]);
  });

  test('what a program entered at one moment is left out', () => {
    const found = judged(timeClusters, every(20, 0));
    expect(found.hits).toEqual([]);
    expect(excludedBy(found)).toEqual({ batch: 20 });
  });

  test('entries without a user or a time of day are counted', () => {
    const found = judged(timeClusters, [
      entry(1, '', { entry_ts: '2026-01-05' }),
      entry(2, '', { entry_ts: null }),
      entry(3, '09:00', { user: null }),
    ]);
    expect(excludedBy(found)).toEqual({ noUser: 1, noTime: 2 });
    expect(judged(timeClusters, []).hits).toEqual([]);
  });

  test('the order of the rows changes nothing', () => {
    expect(judged(timeClusters, shuffled(every(30, 7))).resultHash).toBe(judged(timeClusters, every(30, 7)).resultHash);
  });
});
