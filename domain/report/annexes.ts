import { words } from '../model/words.ts';
import type { Words } from '../model/words.ts';
import type { FrozenCase, FrozenImport, FrozenLine, FrozenRun } from './frozen.ts';
import { columnName, columnPlace, repairName, tableName, taxShortName } from './names.ts';
import { code, say, text } from './tree.ts';
import type { Cell, Fact, ReportNode, TableColumn, TableNode, TableRow } from './tree.ts';

/** An annex without its heading, which gets its number when all of them are known; null = the case has nothing for it. */
export type Annex = { readonly name: Words; readonly turned: boolean; readonly nodes: readonly ReportNode[] } | null;

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

function certificate(file: FrozenImport): readonly ReportNode[] {
  const repaired = Object.entries(file.repaired).filter(([, n]) => n > 0);
  const facts: Fact[] = [
    { label: words('report.import.table'), value: { say: tableName(file.table) } },
    { label: words('report.import.sha256'), value: code(file.sha256) },
    { label: words('report.import.bytes'), value: { count: file.bytes } },
    { label: words('report.import.rows'), value: { count: file.rows } },
    { label: words('report.import.rejected'), value: { count: file.rejected } },
    ...repaired.map(([repair, n]) => ({ label: repairName(repair), value: { count: n } })),
  ];
  const heading: ReportNode = { node: 'heading', level: 2, words: words('report.verbatim', { text: file.fileName }) };
  const sums = Object.entries(file.sums).sort(([a], [b]) => columnPlace(a) - columnPlace(b));
  if (sums.length === 0) return [heading, { node: 'facts', facts }];
  const table: TableNode = {
    node: 'table',
    narrow: true,
    columns: [
      { head: words('report.col.controlTotal'), kind: 'text', width: 68 },
      { head: words('report.col.sum'), kind: 'money', width: 32 },
    ],
    rows: sums.map(([column, sum]) => ({ cells: [{ say: columnName(column) }, { money: sum }] })),
  };
  return [heading, { node: 'facts', facts }, table];
}

/** Which files were read, what came out of them, what did not. */
export function importAnnex(frozen: FrozenCase): Annex {
  if (frozen.imports.length === 0) return null;
  const nodes: readonly ReportNode[] = [
    { node: 'paragraph', content: say(words('report.import.text')) },
    ...frozen.imports.flatMap(certificate),
  ];
  return { name: words('report.import.heading'), turned: false, nodes };
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

export function evidenceAnnex(frozen: FrozenCase): Annex {
  if (frozen.evidence.length === 0) return null;
  const nodes: readonly ReportNode[] = [
    {
      node: 'table',
      columns: [
        { head: words('report.col.no'), kind: 'number', width: 5 },
        { head: words('report.col.file'), kind: 'text', width: 32 },
        { head: words('report.col.bytes'), kind: 'number', width: 13 },
        { head: words('report.col.sha256'), kind: 'code', width: 50 },
      ],
      rows: frozen.evidence.map((e, i) => ({ cells: [{ count: i + 1 }, text(e.name), { count: e.bytes }, code(e.sha256)] })),
    },
  ];
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
