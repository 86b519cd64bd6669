import { describe, expect, test } from 'vitest';
import { readFromFrame } from '../../renderer/parts/pdf/messages.ts';
import { fold, spansOf } from '../../renderer/parts/pdf/frame/fold.ts';
import { listedRuns } from '../../renderer/screens/case/sections.tsx';
import { readAudited } from '../../renderer/screens/findings/audited.ts';
import { isLeadOnly } from '../../renderer/screens/findings/finding.ts';
import { orderedHits, wholeView } from '../../renderer/screens/tests/hit-order.ts';
import type { RunHit } from '../../renderer/screens/tests/hits.ts';

test('beside the sections stand the tests with open leads, and the one that is looked at', () => {
  const run = (id: string, open: number, at = '2026-03-01') => ({ test: id, open, at });
  const runs = [run('D01', 3, '2026-02-01'), run('D01', 0), run('D02', 1), run('Q01', 0), run('V14', 0)];
  const listed = (at?: string) => listedRuns({ runs } as never, at).map((one) => one.test);
  expect(listed()).toEqual(['D02']);
  expect(listed('Q01')).toEqual(['D02', 'Q01']);
});

describe('the text of a PDF page', () => {
  test('is found whatever its case, blanks and «ё»', () => {
    const text = 'Отчёт\nо проверке: 184\u202f548,78\u00a0KZT';
    const page = fold(text);
    for (const words of ['отчет о', '184 548,78 kzt', ' ПРОВЕРКЕ ']) {
      const [span] = spansOf(words, page, 10);
      expect(span, words).toBeDefined();
      expect(fold(text.slice(span?.from, span?.to)).text).toBe(fold(words.trim()).text);
    }
    expect(spansOf('549', page, 10)).toEqual([]);
    expect(spansOf('  ', page, 10)).toEqual([]);
  });

  test('gives each place once, and no more than were asked for', () => {
    expect(spansOf('aa', fold('aaaa aa'), 10)).toEqual([
      { from: 0, to: 2 },
      { from: 2, to: 4 },
      { from: 5, to: 7 },
    ]);
    expect(spansOf('aa', fold('aaaa aa'), 2)).toHaveLength(2);
  });
});

describe('a message of the frame that shows PDFs', () => {
  test('is taken when it is one of the known ones', () => {
    expect(readFromFrame({ kind: 'opened', pages: 7 })).toEqual({ kind: 'opened', pages: 7 });
    expect(readFromFrame({ kind: 'copied', text: 'never' })).toEqual({ kind: 'copied' });
    expect(readFromFrame({ kind: 'key', keys: 'Ctrl+K' })).toEqual({ kind: 'key', keys: 'Ctrl+K' });
    expect(readFromFrame({ kind: 'failed', why: 'no such reason' })).toEqual({ kind: 'failed', why: 'unknown' });
  });

  test.each([
    null,
    'opened',
    { kind: 'opened', pages: -1 },
    { kind: 'opened', pages: 1e9 },
    { kind: 'opened', pages: '7' },
    { kind: 'at', page: 1.5, percent: 100 },
    { kind: 'need', id: 1, folder: '../locales', name: 'x' },
    // Keys that would change or sign something are never handed on.
    { kind: 'key', keys: 'Ctrl+Enter' },
    { kind: 'key', keys: 'F' },
    { kind: 'key', keys: 'Ctrl+N' },
    { kind: 'sign' },
  ])('is not taken otherwise: %j', (message) => {
    expect(readFromFrame(message)).toBeNull();
  });
});

describe('an audited value', () => {
  test.each([
    ['customs_value', '734 195,86', '734195.86'],
    ['customs_value', '734\u202f195.8', '734195.8'],
    ['customs_value', '0', '0'],
    ['qty', '12,500001', '12.500001'],
    ['hs_code', '8518 30 950 0', '8518309500'],
    ['origin', 'cn', 'CN'],
    ['duty_rate', ' 12,5% ', '12.5%'],
  ] as const)('%s %s is read', (component, text, audited) => {
    expect(readAudited(component, text, 2)).toEqual({ audited });
  });

  test.each([
    ['customs_value', '', 'missing'],
    ['customs_value', '12,3,4', 'number'],
    ['customs_value', '1e5', 'number'],
    ['customs_value', '-5', 'negative'],
    ['customs_value', '5,001', 'places'],
    ['qty', '1,0000001', 'places'],
    ['hs_code', '85183', 'hs'],
    ['origin', 'Китай', 'country'],
  ] as const)('%s «%s» is refused: %s', (component, text, problem) => {
    expect(readAudited(component, text, 2)).toMatchObject({ problem });
  });
});

const hit = (key: string, measures: Record<string, string>, state: RunHit['disposition']['state'] = 'lead'): RunHit => ({
  key,
  keys: [key],
  score: 50,
  measures,
  explanation: { key: 'x', args: {} },
  position: 1,
  disposition: { state, reason: '' },
  findingId: null,
});

describe('the list of leads', () => {
  const hits = [hit('a', { z: '9' }), hit('b', { z: '10' }, 'explained'), hit('c', { z: '-2' })];
  const keys = (view: Partial<typeof wholeView>): string[] =>
    orderedHits(hits, { ...wholeView, ...view }, (one) => `lead ${one.key}`).map((one) => one.key);

  test('stands by score until something else is asked for', () => {
    expect(keys({})).toEqual(['a', 'b', 'c']);
  });

  test('is sorted by numbers as numbers', () => {
    expect(keys({ sort: { column: 'z', descending: true } })).toEqual(['b', 'a', 'c']);
    expect(keys({ sort: { column: 'z', descending: false } })).toEqual(['c', 'a', 'b']);
  });

  test('is narrowed by decision and by words', () => {
    expect(keys({ state: 'lead' })).toEqual(['a', 'c']);
    expect(keys({ text: 'LEAD c' })).toEqual(['c']);
  });
});

test('a finding rests on a lead alone when every test that it came from gives leads only', () => {
  const tests = [
    { id: 'V14', leadOnly: true },
    { id: 'D16', leadOnly: false },
  ];
  const from = (...ids: string[]) => ({ from: ids.map((id) => ({ runId: 'r', key: 'k', test: id })) });
  expect(isLeadOnly(from('V14', 'V14'), tests)).toBe(true);
  expect(isLeadOnly(from('V14', 'D16'), tests)).toBe(false);
  expect(isLeadOnly(from(), tests)).toBe(false);
});
