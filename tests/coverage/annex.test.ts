import { expect, test } from 'vitest';
import { coverageRow } from '../../domain/coverage/coverage.ts';
import type { Month } from '../../domain/coverage/months.ts';
import type { Day } from '../../domain/model/scalars.ts';
import { coverageAnnex } from '../../domain/report/coverage-annex.ts';
import { sampleCase } from '../report/sample.ts';

test('the annex says who stated how many records there must be, and which months are compared in part', () => {
  const frozen = sampleCase('en');
  const stated = ['2024-01', '2024-02', '2024-03'].map((month, i) => {
    return { table: 'ledger', month: month as Month, n: 9, source: 'письмо № 4', note: i === 2 ? 'пересчитано' : null } as const;
  });
  const counted = [{ table: 'ledger', months: new Map([['2024-01' as Month, 9]]), undated: 0 }] as const;
  const period = { from: '2024-01-15' as Day, to: '2024-03-31' as Day };
  const row = coverageRow({ ...period, counted, stated, listed: null, requested: [] }, 'ledger');
  const annex = coverageAnnex({ ...frozen, coverage: { minimumBp: null, rows: [row], register: null } });
  const told = JSON.stringify(annex);
  const args = (months: string, note: string) =>
    `"args":{"table":{"words":{"key":"report.table.ledger","args":{}}},"months":"${months}","source":"письмо № 4","note":"${note}"}`;
  expect(told).toContain(args('2024-01, 2024-02', ''));
  expect(told).toContain(args('2024-03', 'пересчитано'));
  expect(told).toContain('"key":"report.coverage.part","args":{"from":{"day":"2024-01-15"},"to":{"day":"2024-01-31"}}');
});
