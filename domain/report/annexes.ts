import { words } from '../model/words.ts';
import type { Words } from '../model/words.ts';
import { coverageFacts } from './coverage-annex.ts';
import type { FrozenCase, FrozenLine, FrozenRun } from './frozen.ts';
import { taxShortName } from './names.ts';
import { code, say, text } from './tree.ts';
import type { Annex, Cell, Fact, ReportNode, TableColumn, TableRow } from './tree.ts';

function calculationColumns(withDeclaredRate: boolean): readonly TableColumn[] {
  const declared = words('report.group.declared');
  const audited = words('report.group.audited');
  const rate = (group: typeof declared): TableColumn => ({ head: words('report.col.rate'), kind: 'text', width: 9, group });
  return [
    { head: words('report.col.declaration'), kind: 'code', width: 15 },
    { head: words('report.col.item'), kind: 'number', width: 5 },
    { head: words('report.col.tax'), kind: 'text', width: 10 },
    { head: words('report.col.base'), kind: 'money', width: 10.5, group: declared },
    ...(withDeclaredRate ? [rate(declared)] : []),
    { head: words('report.col.amount'), kind: 'money', width: 10, group: declared },
    { head: words('report.col.base'), kind: 'money', width: 10.5, group: audited },
    rate(audited),
    { head: words('report.col.amount'), kind: 'money', width: 10, group: audited },
    { head: words('report.col.differencePlain'), kind: 'money', width: 10 },
    { head: words('report.col.findingNos'), kind: 'text', width: 7 },
  ];
}

/** The calculation with its figures; the unrounded value where rounding changed it. */
function working(line: FrozenLine): { readonly note?: Words } {
  if (line.formula === undefined) return {};
  const rounded = line.exact === undefined || sameAmount(line.exact, line.audited);
  if (rounded) return { note: line.formula };
  return { note: words('report.calculation.exact', { formula: { words: line.formula }, exact: { decimal: line.exact } }) };
}

/** `1.50` and `1.5` are one amount. */
const sameAmount = (a: string, b: string): boolean => trimmed(a) === trimmed(b);
const trimmed = (value: string): string => (value.includes('.') ? value.replace(/\.?0+$/, '') : value);

function calculationRow(line: FrozenLine, numbers: ReadonlyMap<string, number>, withDeclaredRate: boolean): TableRow {
  const findings = line.findings.map((id) => numbers.get(id) ?? 0).sort((a, b) => a - b);
  const declaredRate: readonly Cell[] = withDeclaredRate ? [text(line.declaredRate ?? '')] : [];
  return {
    cells: [
      code(line.declaration),
      { count: line.item },
      { say: taxShortName(line.tax) },
      { money: line.declaredBase },
      ...declaredRate,
      { money: line.declared },
      { money: line.auditedBase },
      text(line.rate),
      { money: line.audited },
      { money: line.difference },
      text(findings.join(', ')),
    ],
    ...working(line),
  };
}

/** One row per declaration line and payment type, on turned pages. */
export function calculationAnnex(frozen: FrozenCase): Annex {
  const { lines, currency } = frozen.assessment;
  if (lines.length === 0) return null;
  const numbers = new Map(frozen.findings.map((f, i) => [f.findingId, i + 1]));
  const withDeclaredRate = lines.some((line) => line.declaredRate !== undefined);
  const nodes: readonly ReportNode[] = [
    { node: 'paragraph', content: say(words('report.calculation.text', { currency, n: lines.length })) },
    {
      node: 'table',
      dense: true,
      columns: calculationColumns(withDeclaredRate),
      rows: lines.map((line) => calculationRow(line, numbers, withDeclaredRate)),
    },
  ];
  return { name: words('report.calculation.heading'), turned: true, nodes };
}

function runNodes(run: FrozenRun): readonly ReportNode[] {
  const params = Object.entries(run.params)
    .map(([name, value]) => `${name} = ${value}`)
    .join('; ');
  const facts: Fact[] = [
    { label: words('report.test.version'), value: code(`${run.test} ${run.version}`) },
    { label: words('report.test.params'), value: params === '' ? { say: words('report.test.noParams') } : code(params) },
    { label: words('report.test.population'), value: { count: run.populationN } },
    ...run.excluded.map((e) => ({ label: words('report.test.excluded', { reason: { words: e.reason } }), value: { count: e.n } })),
    { label: words('report.test.hits'), value: { count: run.hitsN } },
    ...coverageFacts(run.coverage),
    ...(run.verdict === null ? [] : [{ label: words('report.test.verdict'), value: { say: run.verdict } }]),
    { label: words('report.test.datasetHash'), value: code(run.datasetHash) },
    { label: words('report.test.resultHash'), value: code(run.resultHash) },
  ];
  return [
    { node: 'heading', level: 2, words: words(`test.${run.test}.name`) },
    { node: 'facts', facts },
  ];
}

/** Every test run, with what is needed to run it again and get the same bytes. A hit is a lead, not a finding. */
export function testsAnnex(frozen: FrozenCase): Annex {
  if (frozen.runs.length === 0) return null;
  const nodes: readonly ReportNode[] = [{ node: 'paragraph', content: say(words('report.test.text')) }, ...frozen.runs.flatMap(runNodes)];
  return { name: words('report.test.heading'), turned: false, nodes };
}

/** That something is left out is said; what it is stands in the restricted annex alone. */
const restrictedNote = ({ restricted }: FrozenCase): readonly ReportNode[] =>
  restricted === undefined ? [] : [{ node: 'note', content: say(words('report.restricted', { ...restricted })) }];

export function evidenceAnnex(frozen: FrozenCase): Annex {
  if (frozen.evidence.length === 0 && frozen.restricted === undefined) return null;
  const table: ReportNode = {
    node: 'table',
    columns: [
      { head: words('report.col.no'), kind: 'number', width: 5 },
      { head: words('report.col.file'), kind: 'text', width: 32 },
      { head: words('report.col.bytes'), kind: 'number', width: 13 },
      { head: words('report.col.sha256'), kind: 'code', width: 50 },
    ],
    rows: frozen.evidence.map((e, i) => ({ cells: [{ count: i + 1 }, text(e.name), { count: e.bytes }, code(e.sha256)] })),
  };
  const nodes = [...restrictedNote(frozen), ...(frozen.evidence.length === 0 ? [] : [table])];
  return { name: words('report.evidence.heading'), turned: false, nodes };
}

/** @param path of the number in its pack: `vat.rates[1]` */
const numberName = (path: string): Words => words(`report.number.${path.replace(/\[\d+\]/g, '')}`);

/** The pack's numbers that are in use and not confirmed (domain-corrections 8). */
export function legalAnnex(frozen: FrozenCase): Annex {
  const { unverified } = frozen.pack;
  if (unverified.length === 0) return null;
  const nodes: readonly ReportNode[] = [
    { node: 'note', content: say(words('report.legal.text', { n: unverified.length })) },
    {
      node: 'table',
      columns: [
        { head: words('report.col.number'), kind: 'text', width: 35 },
        { head: words('report.col.value'), kind: 'text', width: 20 },
        { head: words('report.col.source'), kind: 'text', width: 45 },
      ],
      rows: unverified.map((u) => ({ cells: [say(numberName(u.name)), text(u.value), text(u.source)] })),
    },
  ];
  return { name: words('report.legal.heading'), turned: false, nodes };
}
