import { columnOf } from '../model/books.ts';
import type { TableName } from '../model/books.ts';
import { isDecimal } from '../money/decimal.ts';
import { words } from '../model/words.ts';
import type { Words } from '../model/words.ts';
import type { FrozenCase, FrozenCheck, FrozenFact, FrozenImport, FrozenPart } from './frozen.ts';
import { columnName, columnPlace, repairName, tableName } from './names.ts';
import { code, say, text } from './tree.ts';
import type { Annex, Cell, Fact, ReportNode, TableRow } from './tree.ts';

function headFacts(file: FrozenImport): readonly Fact[] {
  const from: Cell = file.obtainedFrom === null ? { say: words('import.from.none') } : { say: file.obtainedFrom.what };
  return [
    { label: words('report.import.from'), value: from },
    { label: words('report.import.sha256'), value: code(file.sha256) },
    { label: words('report.import.bytes'), value: { count: file.bytes } },
    { label: words('report.import.format'), value: { say: file.format.what } },
    { label: words('report.import.at'), value: { instant: file.importedAt } },
    ...(file.encoding === '' ? [] : [{ label: words('report.import.encoding'), value: text(file.encoding) }]),
  ];
}

const partName = (part: FrozenPart): Words =>
  part.scope === '' ? tableName(part.table) : words('report.import.part', { scope: part.scope, table: { words: tableName(part.table) } });

/** Rows of each part: read, accepted, rejected. */
const partsTable = (parts: readonly FrozenPart[]): ReportNode => ({
  node: 'table',
  columns: [
    { head: words('report.import.table'), kind: 'text', width: 46 },
    { head: words('report.import.read'), kind: 'number', width: 18 },
    { head: words('report.import.accepted'), kind: 'number', width: 18 },
    { head: words('report.import.rejected'), kind: 'number', width: 18 },
  ],
  rows: parts.map((part) => ({
    cells: [say(partName(part)), { count: part.rows + part.rejected }, { count: part.rows }, { count: part.rejected }],
  })),
});

/** The sum of a column whose amounts are in the currency of each row is a control total and no amount of money. */
const mixed = (table: string, column: string): boolean => {
  const currency = columnOf(table as TableName, column)?.currency;
  return currency !== undefined && currency !== 'national' && currency !== 'USD';
};

function sumRows(part: FrozenPart, several: boolean): readonly TableRow[] {
  const sums = Object.entries(part.sums).sort(([a], [b]) => columnPlace(a) - columnPlace(b));
  return sums.map(([column, sum]) => {
    const named = mixed(part.table, column) ? words('report.import.mixed', { column: { words: columnName(column) } }) : columnName(column);
    const name = several ? words('report.import.sumOf', { part: { words: partName(part) }, column: { words: named } }) : named;
    return { cells: [{ say: name }, { money: sum }] };
  });
}

function sumsTable(parts: readonly FrozenPart[]): readonly ReportNode[] {
  const rows = parts.flatMap((part) => sumRows(part, parts.length > 1));
  if (rows.length === 0) return [];
  const columns = [
    { head: words('report.col.controlTotal'), kind: 'text', width: 68 },
    { head: words('report.col.sum'), kind: 'money', width: 32 },
  ] as const;
  return [{ node: 'table', narrow: true, columns, rows }];
}

/** Totals are written as the language writes them. */
const figure = (value: string): Cell => (isDecimal(value) ? { money: value } : text(value));

function checkNodes(checks: readonly FrozenCheck[]): readonly ReportNode[] {
  if (checks.length === 0) return [];
  const failing = checks.filter((check) => !check.agrees);
  const told: ReportNode = {
    node: 'paragraph',
    content: say(words('report.import.checks', { agreeing: checks.length - failing.length, failing: failing.length })),
  };
  const columns = [
    { head: words('report.import.check'), kind: 'text', width: 34 },
    { head: words('report.import.checkAt'), kind: 'text', width: 22 },
    { head: words('report.import.declared'), kind: 'text', width: 20 },
    { head: words('report.import.counted'), kind: 'text', width: 20 },
    { head: words('report.import.agrees'), kind: 'text', width: 12 },
  ] as const;
  // what does not agree comes first: a file may pass hundreds of checks
  const rows = [...failing, ...checks.filter((check) => check.agrees)].map((check) => ({
    cells: [
      say(check.what),
      text(check.at),
      figure(check.declared),
      figure(check.counted),
      say(words(check.agrees ? 'report.import.agrees.yes' : 'report.import.agrees.no')),
    ],
  }));
  return [told, { node: 'table', dense: true, columns, rows }];
}

function factsTable(facts: readonly FrozenFact[]): readonly ReportNode[] {
  if (facts.length === 0) return [];
  const columns = [
    { head: words('report.import.fact'), kind: 'text', width: 42 },
    { head: words('report.col.value'), kind: 'text', width: 58 },
  ] as const;
  return [{ node: 'table', dense: true, columns, rows: facts.map((fact) => ({ cells: [say(fact.what), text(fact.value)] })) }];
}

function repairFacts(parts: readonly FrozenPart[]): readonly ReportNode[] {
  const facts = parts.flatMap((part) =>
    Object.entries(part.repaired)
      .filter(([, n]) => n > 0)
      .map(([repair, n]): Fact => ({ label: repairName(repair), value: { count: n } })),
  );
  return facts.length === 0 ? [] : [{ node: 'facts', facts }];
}

function certificate(file: FrozenImport): readonly ReportNode[] {
  const { withdrawn } = file;
  return [
    { node: 'heading', level: 2, words: words('report.verbatim', { text: file.fileName }) },
    ...(withdrawn === null
      ? []
      : [
          {
            node: 'note',
            content: say(words('report.import.withdrawn', { day: { day: withdrawn.at.slice(0, 10) }, reason: withdrawn.reason })),
          } as const,
        ]),
    { node: 'facts', facts: headFacts(file) },
    partsTable(file.parts),
    ...sumsTable(file.parts),
    ...repairFacts(file.parts),
    ...checkNodes(file.checks),
    ...factsTable(file.facts),
  ];
}

/** Which files were read, whom they came from, what came out of them, what did not, and what they say of themselves. */
export function importAnnex(frozen: FrozenCase): Annex {
  if (frozen.imports.length === 0) return null;
  const nodes: readonly ReportNode[] = [
    { node: 'paragraph', content: say(words('report.import.text')) },
    ...frozen.imports.flatMap(certificate),
  ];
  return { name: words('report.import.heading'), turned: false, nodes };
}
