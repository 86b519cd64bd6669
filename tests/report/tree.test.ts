import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { describe, expect, test } from 'vitest';
import { canonicalBytes } from '../../domain/caselog/canonical.ts';
import type { Words } from '../../domain/model/words.ts';
import { findingsData } from '../../domain/report/findings-data.ts';
import { reportTree } from '../../domain/report/report.ts';
import type { ReportNode } from '../../domain/report/tree.ts';
import { loadMessages } from '../../backend/words/locales.ts';
import { sampleCase } from './sample.ts';

const tree = reportTree(sampleCase('en'), 'f'.repeat(64));
const headings = (nodes: readonly ReportNode[]): readonly string[] =>
  nodes.flatMap((node) => (node.node === 'heading' ? [node.words.key] : []));

function keysIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'key' in value && 'args' in value ? [(value as Words).key] : [];
  return [...own, ...Object.values(value).flatMap(keysIn)];
}

describe('the document tree', () => {
  test('says everything by keys that have a text', () => {
    const texts = loadMessages('en');
    const unknown = keysIn(tree).filter((key) => texts[key] === undefined && !key.startsWith('test.'));
    expect([...new Set(unknown)]).toEqual([]);
  });
  test('is the same for the same case', () => {
    expect(reportTree(sampleCase('en'), 'f'.repeat(64))).toEqual(tree);
  });
  test('gives each finding its five parts in order', () => {
    const parts = headings(tree.nodes).filter((key) => key.startsWith('report.part.'));
    const five = ['condition', 'criteria', 'cause', 'effect', 'response'].map((part) => `report.part.${part}`);
    expect(parts).toEqual([...five, ...five]);
  });
  test('says in its summary which findings rest on leads alone, and what part of the sums is theirs', () => {
    const sample = sampleCase('en');
    const [, draft] = sample.findings;
    const note = tree.nodes.find((node) => keysIn(node).includes('report.summary.drafts'));
    expect(JSON.stringify(note)).toContain(JSON.stringify({ money: draft?.total, currency: sample.assessment.currency }));
    expect(keysIn(tree).filter((key) => key === 'report.summary.draft')).toHaveLength(1);
    const sound = { ...sample, findings: sample.findings.map((finding) => ({ ...finding, leads: [] })) };
    expect(keysIn(reportTree(sound, ''))).not.toContain('report.summary.drafts');
  });
  test('has one calculation row per declaration line and payment', () => {
    const tables = tree.nodes.filter((node) => node.node === 'table');
    const ofCalculation = tables.filter((node) => node.columns.some((column) => column.head.key === 'report.col.findingNos'));
    expect(ofCalculation.map((node) => node.rows.length)).toEqual([28]);
  });
  test('prints case, data, log head and versions on every page', () => {
    const { caseHead } = sampleCase('en');
    expect(tree.running.foot.map((w) => w.args['hash']).filter((hash) => hash !== undefined)).toEqual([
      'f'.repeat(16),
      caseHead.slice(0, 16),
    ]);
    expect(tree.running.banner).toEqual({ key: 'report.banner', args: {} });
  });
  test('carries the banner only with a test certificate', () => {
    expect(reportTree({ ...sampleCase('en'), test: false }, 'f'.repeat(64)).running.banner).toBeNull();
  });
  test('says of a case without findings that there are none', () => {
    const none = reportTree({ ...sampleCase('en', 0), imports: [], overrides: [], runs: [], evidence: [] }, 'f'.repeat(64));
    expect(keysIn(none)).toContain('report.summary.none');
    expect(headings(none.nodes)).not.toContain('report.findings.heading');
  });
  test('lists the unverified numbers of the pack', () => {
    const texts = JSON.stringify(tree.nodes);
    expect(texts).toContain('Tax Code 214-VIII');
    expect(headings(reportTree({ ...sampleCase('en'), pack: { ...sampleCase('en').pack, unverified: [] } }, '').nodes)).toHaveLength(
      headings(tree.nodes).length - 1,
    );
  });
});

describe('findings.json', () => {
  const bytes = canonicalBytes(findingsData(sampleCase('ru')));
  test('is canonical in the sense of RFC 8785', () => {
    const text = Buffer.from(bytes).toString('utf8');
    expect(canonicalize(JSON.parse(text))).toBe(text);
  });
  test('holds money as decimal text and counts as numbers', () => {
    const data = JSON.parse(Buffer.from(bytes).toString('utf8'));
    expect(data.totals.underpaid).toMatch(/^\d+\.\d\d$/);
    expect(data.lines[0].item).toBe(1);
    expect(data.log.caseHead).toBe(sampleCase('ru').caseHead);
    const parts = 'app caseId caseNo coverage currency evidence findings imports issuedAt lines log overrides pack template totals v';
    expect(Object.keys(data).sort().join(' ')).toBe(parts);
  });
  test('holds no score and no test run', () => {
    expect(Buffer.from(bytes).toString('utf8')).not.toMatch(/score|runId|resultHash/);
  });
  test('takes file names that are not composed', () => {
    const frozen = sampleCase('ru');
    const decomposed = { ...frozen, evidence: [{ name: 'Йод.csv'.normalize('NFD'), sha256: 'a'.repeat(64), bytes: 1 }] };
    expect(Buffer.from(canonicalBytes(findingsData(decomposed))).toString('utf8')).toContain('Йод.csv'.normalize('NFC'));
  });
  test('has one hash for one case', () => {
    const hash = (): string =>
      createHash('sha256')
        .update(canonicalBytes(findingsData(sampleCase('ru'))))
        .digest('hex');
    expect(hash()).toBe(hash());
  });
});
