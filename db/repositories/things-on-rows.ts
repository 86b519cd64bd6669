import type { Canonical, Fields } from '../../domain/caselog/operation.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import type { ReadDb } from '../store.ts';

type Common = {
  readonly id: string;
  /** rows of the asked files that it is about */
  readonly rows: readonly string[];
  /** the fields that name rows, with other names for some of them */
  readonly renamed: (rename: (row: string) => string) => Fields;
};

/** What people put on rows: a value, a mark, a note, a piece of evidence, a link with other records. */
export type ThingOnRow = Common &
  (
    | { readonly ent: 'override'; readonly column: string }
    /** piece: the item and the part of it */
    | { readonly ent: 'evidenceLink'; readonly piece: string }
    | { readonly ent: 'mark' | 'note' | 'match' }
  );

type Named = { id: string; row: string };

const within = (column: string): string =>
  `EXISTS (SELECT 1 FROM json_each(?) AS prefix WHERE substr(${column}, 1, length(prefix.value)) = prefix.value)`;

/** Everything that stands on rows whose names begin so, in a lasting order. @param prefixes `<evidence>:<table>:` */
export function thingsOnRows(db: ReadDb, caseId: CaseId, prefixes: readonly string[]): readonly ThingOnRow[] {
  const given = JSON.stringify(prefixes);
  const named = (table: string, column: string): Named[] => {
    const sql = `SELECT id, ${column} AS row FROM ${table} WHERE case_id = ? AND deleted_op IS NULL AND ${within(column)} ORDER BY id`;
    return db.prepare<Named>(sql).all(caseId, given);
  };
  return [
    ...overridesOn(db, caseId, given),
    ...named('row_mark', 'row_name').map(
      ({ id, row }): ThingOnRow => ({ ent: 'mark', id, rows: [row], renamed: (rename) => ({ row: rename(row) }) }),
    ),
    ...named('note', 'target').map(
      ({ id, row }): ThingOnRow => ({ ent: 'note', id, rows: [row], renamed: (rename) => ({ target: rename(row) }) }),
    ),
    ...linksOn(db, caseId, prefixes),
    ...matchesOn(db, caseId, prefixes),
  ];
}

function overridesOn(db: ReadDb, caseId: CaseId, given: string): readonly ThingOnRow[] {
  const sql = `SELECT id, row_name AS row, column_name AS "column" FROM row_override
    WHERE case_id = ? AND deleted_op IS NULL AND ${within('row_name')} ORDER BY id`;
  const found = db.prepare<Named & { column: string }>(sql).all(caseId, given);
  return found.map(({ id, row, column }) => ({ ent: 'override', id, column, rows: [row], renamed: (rename) => ({ row: rename(row) }) }));
}

/** A link names its row as `row:<name>`, other things of a case with other words before the colon. */
const rowWord = 'row:';

function linksOn(db: ReadDb, caseId: CaseId, prefixes: readonly string[]): readonly ThingOnRow[] {
  const sql = `SELECT id, target, evidence || ' ' || coalesce(region, '') AS piece FROM evidence_link
    WHERE case_id = ? AND deleted_op IS NULL AND ${within('target')} ORDER BY id`;
  const given = JSON.stringify(prefixes.map((prefix) => `${rowWord}${prefix}`));
  const found = db.prepare<{ id: string; target: string; piece: string }>(sql).all(caseId, given);
  return found.map(({ id, target, piece }) => {
    const row = target.slice(rowWord.length);
    return { ent: 'evidenceLink', id, piece, rows: [row], renamed: (rename) => ({ target: `${rowWord}${rename(row)}` }) };
  });
}

type Link = Readonly<Record<string, Canonical>>;

const isLink = (value: Canonical): value is Link => typeof value === 'object' && value !== null && !Array.isArray(value);

const sides = ['left', 'right'] as const;

function matchesOn(db: ReadDb, caseId: CaseId, prefixes: readonly string[]): readonly ThingOnRow[] {
  const sql = 'SELECT id, links FROM match_set WHERE case_id = ? AND deleted_op IS NULL ORDER BY id';
  const found: ThingOnRow[] = [];
  for (const { id, links: text } of db.prepare<{ id: string; links: string }>(sql).iterate(caseId)) {
    // the hash of the file stands in the text when any of its rows does
    if (!prefixes.some((prefix) => text.includes(prefix))) continue;
    const all = JSON.parse(text) as Canonical;
    const links: readonly Canonical[] = Array.isArray(all) ? all : [];
    const names = links.flatMap((link) =>
      isLink(link) ? sides.flatMap((side) => (typeof link[side] === 'string' ? [link[side]] : [])) : [],
    );
    const rows = [...new Set(names)].filter((name) => prefixes.some((prefix) => name.startsWith(prefix)));
    const renamed = (rename: (row: string) => string): Fields => ({ links: links.map((link) => renamedLink(link, rename)) });
    if (rows.length > 0) found.push({ ent: 'match', id, rows, renamed });
  }
  return found;
}

function renamedLink(link: Canonical, rename: (row: string) => string): Canonical {
  if (!isLink(link)) return link;
  const named = sides.flatMap((side) => (typeof link[side] === 'string' ? [[side, rename(link[side])] as const] : []));
  return { ...link, ...Object.fromEntries(named) };
}
