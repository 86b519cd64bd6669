import { words } from '../model/words.ts';
import type { FrozenCase } from './frozen.ts';
import { blank, code, text } from './tree.ts';
import type { Annex, ReportNode, TableRow } from './tree.ts';

/** Which file, page and part of it each finding rests on; findings without any are not listed. */
export function supportAnnex(frozen: FrozenCase): Annex {
  const supports = frozen.supports ?? [];
  if (supports.length === 0) return null;
  const numbers = new Map(frozen.findings.map((finding, i) => [finding.findingId, i + 1]));
  const rows = supports.map(
    ({ findingId, name, page, part, note, sha256 }): TableRow => ({
      cells: [
        { count: numbers.get(findingId) ?? 0 },
        text(name),
        page === null ? blank : { count: page },
        text([part, note].filter((said) => said !== '').join('; ')),
        code(sha256),
      ],
    }),
  );
  const nodes: readonly ReportNode[] = [
    {
      node: 'table',
      columns: [
        { head: words('report.support.finding'), kind: 'number', width: 9 },
        { head: words('report.col.file'), kind: 'text', width: 23 },
        { head: words('report.support.page'), kind: 'number', width: 8 },
        { head: words('report.support.part'), kind: 'text', width: 20 },
        { head: words('report.col.sha256'), kind: 'code', width: 40 },
      ],
      rows,
    },
  ];
  return { name: words('report.support.heading'), turned: false, nodes };
}
