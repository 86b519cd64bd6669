import { words } from '../model/words.ts';
import type { FrozenCase, FrozenOverride } from './frozen.ts';
import { tableName } from './names.ts';
import { say, text } from './tree.ts';
import type { Annex, Cell, TableRow } from './tree.ts';

const value = (written: string): Cell => (written === '' ? say(words('report.override.empty')) : text(written));

const rowOf = (one: FrozenOverride): TableRow => ({
  cells: [
    text(one.label),
    say(tableName(one.table)),
    // the name that goes with the unit in which the value is written
    say(words(`column.${one.column}`)),
    value(one.was),
    value(one.is),
    text(one.by),
    { day: one.at.slice(0, 10) },
    text(one.reason),
  ],
});

/** Values that the auditor put over what was imported: was, is, who, when, why. The imported rows themselves never change. */
export function overrideAnnex(frozen: FrozenCase): Annex {
  const { overrides } = frozen;
  if (overrides.length === 0) return null;
  const columns = [
    { head: words('report.override.row'), kind: 'text', width: 19 },
    { head: words('report.import.table'), kind: 'text', width: 12 },
    { head: words('report.override.column'), kind: 'text', width: 13 },
    { head: words('report.override.was'), kind: 'text', width: 12 },
    { head: words('report.override.is'), kind: 'text', width: 12 },
    { head: words('report.override.by'), kind: 'text', width: 11 },
    { head: words('report.override.day'), kind: 'day', width: 9 },
    { head: words('report.override.reason'), kind: 'text', width: 24 },
  ] as const;
  return {
    name: words('report.override.heading'),
    turned: true,
    nodes: [
      { node: 'paragraph', content: say(words('report.override.text', { n: overrides.length })) },
      { node: 'table', dense: true, columns, rows: overrides.map(rowOf) },
    ],
  };
}
