import type { CoverageCell, CoverageRow } from '../coverage/coverage.ts';
import { isShort } from '../coverage/coverage.ts';
import { percentText } from '../coverage/run-coverage.ts';
import type { RunCoverage, TableCoverage } from '../coverage/run-coverage.ts';
import { words } from '../model/words.ts';
import type { Words } from '../model/words.ts';
import type { FrozenCase, FrozenCoverage } from './frozen.ts';
import { tableName } from './names.ts';
import { blank, say, text } from './tree.ts';
import type { Annex, Cell, Fact, ReportNode, TableColumn, TableRow } from './tree.ts';

/** Received of expected, as far as a number is known. */
const shareWords = ({ received, expected, shareBp }: Pick<TableCoverage, 'received' | 'expected' | 'shareBp'>): Words =>
  expected === null || shareBp === null
    ? words('report.coverage.unknown', { received })
    : words('report.coverage.share', { received, expected, share: { percent: percentText(shareBp) } });

/** The coverage that a run had, beside its result. */
export const coverageFacts = (coverage: RunCoverage | null): readonly Fact[] =>
  (coverage?.tables ?? []).map((table) => ({
    label: words('report.coverage.of', { table: { words: tableName(table.table) } }),
    value: { say: shareWords(table) },
  }));

const summaryColumns: readonly TableColumn[] = [
  { head: words('report.import.table'), kind: 'text', width: 24 },
  { head: words('report.coverage.received'), kind: 'number', width: 11 },
  { head: words('report.coverage.expected'), kind: 'number', width: 11 },
  { head: words('report.coverage.missing'), kind: 'number', width: 11 },
  { head: words('report.coverage.shareHead'), kind: 'number', width: 11 },
  { head: words('report.coverage.outside'), kind: 'number', width: 11 },
  { head: words('report.coverage.undated'), kind: 'number', width: 11 },
];

const outsideOf = (row: CoverageRow): number => row.cells.reduce((n, cell) => n + (cell.state === 'outside' ? cell.received : 0), 0);

function summaryRow(row: CoverageRow): TableRow {
  const number = (n: number | null): Cell => (n === null ? blank : { count: n });
  return {
    cells: [
      say(tableName(row.table)),
      { count: row.received },
      number(row.expected),
      number(row.expected === null ? null : row.missing),
      row.shareBp === null
        ? say(words('report.coverage.none'))
        : say(words('report.coverage.percent', { share: { percent: percentText(row.shareBp) } })),
      { count: outsideOf(row) },
      { count: row.undated },
    ],
  };
}

/** Kinds whose records belong to months, and of which any came or are expected. */
const monthly = (rows: readonly CoverageRow[]): readonly CoverageRow[] =>
  rows.filter((row) => row.cells.some((cell) => cell.received > 0 || cell.by !== 'none'));

/** Of the months in which the period begins and ends what lies in it; what lies beside it is summed as outside. */
const cellOf = (row: CoverageRow, month: string): CoverageCell | undefined =>
  row.cells.find((one) => one.month === month && one.state !== 'outside') ?? row.cells.find((one) => one.month === month);

function monthCell(row: CoverageRow, month: string): Cell {
  const cell = cellOf(row, month);
  if (cell === undefined) return blank;
  if (cell.expected === null) return cell.state === 'missing' ? say(words('report.coverage.cellMissing')) : { count: cell.received };
  const args = { received: cell.received, expected: cell.expected, missing: cell.missing };
  return say(words(cell.missing > 0 ? 'report.coverage.cellShort' : 'report.coverage.cell', args));
}

function monthTable(rows: readonly CoverageRow[]): readonly ReportNode[] {
  const shown = monthly(rows);
  const months = [...new Set(shown.flatMap((row) => row.cells.map((cell) => cell.month)))].sort();
  if (months.length === 0) return [];
  const first: TableColumn = { head: words('report.coverage.month'), kind: 'text', width: 9 };
  const columns = shown.map((row): TableColumn => ({ head: tableName(row.table), kind: 'number', width: 91 / shown.length }));
  const body = months.map((month): TableRow => ({ cells: [text(month), ...shown.map((row) => monthCell(row, month))] }));
  return [
    { node: 'heading', level: 2, words: words('report.coverage.byMonth') },
    { node: 'table', dense: true, columns: [first, ...columns], rows: body },
  ];
}

/** Who gave the numbers that were stated, one after the other: of a run of months with the same words once. */
function statedNotes(rows: readonly CoverageRow[]): readonly ReportNode[] {
  return rows.flatMap((row) => {
    const said = new Map<string, { readonly source: string; readonly note: string; readonly months: string[] }>();
    for (const cell of row.cells) {
      if (cell.said === null) continue;
      const key = `${cell.said.source}\n${cell.said.note}`;
      const known = said.get(key) ?? { ...cell.said, months: [] };
      known.months.push(cell.month);
      said.set(key, known);
    }
    return [...said.values()].map(({ source, note, months }): ReportNode => {
      const args = { table: { words: tableName(row.table) }, months: months.join(', '), source, note };
      return { node: 'paragraph', content: say(words(note === '' ? 'report.coverage.stated' : 'report.coverage.statedNote', args)) };
    });
  });
}

/** The months of which only a part lies in the audited period are compared within it. */
function partNotes(rows: readonly CoverageRow[]): readonly ReportNode[] {
  const parts = new Map(
    rows.flatMap((row) =>
      row.cells.flatMap(({ state, days }) => (state === 'outside' || days === null ? [] : [[days.from, days.to] as const])),
    ),
  );
  return [...parts].map(
    ([from, to]): ReportNode => ({
      node: 'paragraph',
      content: say(words('report.coverage.part', { from: { day: from }, to: { day: to } })),
    }),
  );
}

function notes({ minimumBp, rows, register }: FrozenCoverage): readonly ReportNode[] {
  const least: readonly ReportNode[] =
    minimumBp === null
      ? []
      : [{ node: 'paragraph', content: say(words('report.coverage.least', { least: { percent: percentText(minimumBp) } })) }];
  const compared: readonly ReportNode[] =
    register === null
      ? []
      : [
          {
            node: 'paragraph',
            content: say(words('report.coverage.register', { ...register, missingValue: { decimal: register.missingValue } })),
          },
        ];
  const short = rows.filter((row) => isShort(row, minimumBp));
  const warned = short.map(
    (row): ReportNode => ({
      node: 'note',
      content: say(
        words('report.coverage.short', { table: { words: tableName(row.table) }, share: { percent: percentText(row.shareBp ?? 0) } }),
      ),
    }),
  );
  return [...least, ...partNotes(rows), ...statedNotes(rows), ...compared, ...warned];
}

/** What came in against what should have, by kind of record and by month; the books held against the customs register. */
export function coverageAnnex(frozen: FrozenCase): Annex {
  const { coverage } = frozen;
  const rows = coverage.rows.filter((row) => row.received > 0 || row.undated > 0 || row.cells.length > 0);
  if (rows.every((row) => row.received === 0 && row.undated === 0 && row.expected === null && outsideOf(row) === 0)) return null;
  return {
    name: words('report.coverage.heading'),
    turned: true,
    nodes: [
      { node: 'paragraph', content: say(words('report.coverage.text')) },
      ...notes(coverage),
      { node: 'table', columns: summaryColumns, rows: rows.map(summaryRow) },
      ...monthTable(rows),
    ],
  };
}
