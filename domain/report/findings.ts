import { isDecimal, sumDecimals } from '../money/decimal.ts';
import { words } from '../model/words.ts';
import type { Words } from '../model/words.ts';
import { componentName, taxName } from './names.ts';
import type { FrozenCase, FrozenCorrection, FrozenFinding } from './frozen.ts';
import { code, say, text } from './tree.ts';
import type { Cell, Inline, ReportNode, TableNode, TableRow } from './tree.ts';

const amountHead = (key: string, frozen: FrozenCase): Words => words(key, { currency: frozen.assessment.currency });

/** Paragraphs of a text that a person wrote: empty lines part them. */
function prose(value: string): readonly ReportNode[] {
  const parts = value
    .split(/\n+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length === 0) return [{ node: 'paragraph', content: say(words('report.notStated')) }];
  return parts.map((part) => ({ node: 'paragraph', content: text(part) as Inline }));
}

/** All findings at a glance; without findings the report says so. */
export function summarySection(frozen: FrozenCase): readonly ReportNode[] {
  const heading: ReportNode = { node: 'heading', level: 1, words: words('report.summary.heading') };
  if (frozen.findings.length === 0) return [heading, { node: 'paragraph', content: say(words('report.summary.none')) }];
  const { underpaid, overpaid, currency } = frozen.assessment;
  const rows = frozen.findings.map(
    (finding, i): TableRow => ({
      cells: [
        { count: i + 1 },
        finding.leads.length === 0 ? text(finding.title) : { say: words('report.summary.draft', { title: finding.title }) },
        { count: new Set(finding.corrections.map((c) => c.row)).size },
        { money: finding.total },
      ],
    }),
  );
  const table: TableNode = {
    node: 'table',
    columns: [
      { head: words('report.col.no'), kind: 'number', width: 5 },
      { head: words('report.col.finding'), kind: 'text', width: 64 },
      { head: words('report.col.lines'), kind: 'number', width: 9 },
      { head: amountHead('report.col.effect', frozen), kind: 'money', width: 22 },
    ],
    rows,
  };
  const args = {
    n: frozen.findings.length,
    underpaid: { money: underpaid, currency },
    overpaid: { money: overpaid, currency },
  };
  return [heading, { node: 'paragraph', content: say(words('report.summary.text', args)) }, ...draftsNote(frozen), table];
}

/** Findings that rest on leads alone are computed, but nobody owes anything by them yet: the summary says so beside its sums. */
function draftsNote(frozen: FrozenCase): readonly ReportNode[] {
  const drafts = frozen.findings.filter((finding) => finding.leads.length > 0);
  if (drafts.length === 0) return [];
  const effect = sumDecimals(drafts.map((finding) => finding.total));
  const args = { n: drafts.length, effect: { money: effect, currency: frozen.assessment.currency } };
  return [{ node: 'note', content: say(words('report.summary.drafts', args)) }];
}

function correctionCell(correction: FrozenCorrection, value: string): Cell {
  if (value === '') return { say: words('report.notDeclared') };
  return correction.component === 'customs_value' && isDecimal(value) ? { money: value } : code(value);
}

function correctionTable(finding: FrozenFinding): TableNode {
  return {
    node: 'table',
    columns: [
      { head: words('report.col.declaration'), kind: 'code', width: 30 },
      { head: words('report.col.item'), kind: 'number', width: 9 },
      { head: words('report.col.component'), kind: 'text', width: 23 },
      { head: words('report.col.declared'), kind: 'number', width: 19 },
      { head: words('report.col.audited'), kind: 'number', width: 19 },
    ],
    rows: finding.corrections.map((c) => ({
      cells: [
        code(c.declaration),
        { count: c.item },
        { say: componentName(c.component) },
        correctionCell(c, c.declared),
        correctionCell(c, c.audited),
      ],
    })),
  };
}

function effect(finding: FrozenFinding, frozen: FrozenCase): readonly ReportNode[] {
  const tables: ReportNode[] = finding.corrections.length === 0 ? [] : [correctionTable(finding)];
  if (finding.effect.length === 0) return [...tables, { node: 'paragraph', content: say(words('report.effect.none')) }];
  const rows: TableRow[] = finding.effect.map((e) => ({ cells: [{ say: taxName(e.tax) }, { money: e.difference }] }));
  const total: TableRow = { cells: [{ say: words('report.total') }, { money: finding.total }], total: true };
  const table: TableNode = {
    node: 'table',
    narrow: true,
    columns: [
      { head: words('report.col.tax'), kind: 'text', width: 68 },
      { head: amountHead('report.col.difference', frozen), kind: 'money', width: 32 },
    ],
    rows: [...rows, total],
  };
  return [...tables, table];
}

function findingNodes(finding: FrozenFinding, n: number, frozen: FrozenCase): readonly ReportNode[] {
  const part = (key: string): ReportNode => ({ node: 'heading', level: 3, words: words(`report.part.${key}`) });
  const criteria: readonly ReportNode[] =
    finding.criteria.length === 0 ? prose('') : [{ node: 'list', items: finding.criteria.map((c) => text(c) as Inline) }];
  return [
    { node: 'heading', level: 2, words: words('report.finding.heading', { n, title: finding.title }) },
    ...(finding.leads.length === 0
      ? []
      : [{ node: 'note', content: say(words('report.finding.leadOnly', { tests: finding.leads.join(', ') })) } as const]),
    part('condition'),
    ...prose(finding.condition),
    part('criteria'),
    ...criteria,
    part('cause'),
    ...prose(finding.cause),
    part('effect'),
    ...effect(finding, frozen),
    part('response'),
    ...prose(finding.response),
  ];
}

/** Each finding in its five parts. */
export function findingSections(frozen: FrozenCase): readonly ReportNode[] {
  if (frozen.findings.length === 0) return [];
  return [
    { node: 'heading', level: 1, words: words('report.findings.heading') },
    ...frozen.findings.flatMap((finding, i) => findingNodes(finding, i + 1, frozen)),
  ];
}

/** Totals by tax; what was paid too little and too much stand apart and are never netted. */
export function assessmentSection(frozen: FrozenCase): readonly ReportNode[] {
  const { totals, underpaid, overpaid } = frozen.assessment;
  const heading: ReportNode = { node: 'heading', level: 1, words: words('report.assessment.heading') };
  if (totals.length === 0) return [heading, { node: 'paragraph', content: say(words('report.assessment.none')) }];
  const rows: TableRow[] = totals.map((t) => ({
    cells: [{ say: taxName(t.tax) }, { money: t.declared }, { money: t.audited }, { money: t.underpaid }, { money: t.overpaid }],
  }));
  const total: TableRow = {
    cells: [{ say: words('report.total') }, { blank: true }, { blank: true }, { money: underpaid }, { money: overpaid }],
    total: true,
  };
  return [
    heading,
    { node: 'paragraph', content: say(words('report.assessment.text', { currency: frozen.assessment.currency })) },
    {
      node: 'table',
      columns: [
        { head: words('report.col.tax'), kind: 'text', width: 28 },
        { head: words('report.col.declared'), kind: 'money', width: 18 },
        { head: words('report.col.audited'), kind: 'money', width: 18 },
        { head: words('report.col.underpaid'), kind: 'money', width: 18 },
        { head: words('report.col.overpaid'), kind: 'money', width: 18 },
      ],
      rows: [...rows, total],
    },
  ];
}
