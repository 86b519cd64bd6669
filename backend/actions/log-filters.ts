import { markColumn, noteColumn } from '../../contract/rpc/explore.ts';
import { insideTest } from '../../db/repositories/books-filter-inside.ts';
import { invalid } from '../../db/repositories/books-filter.ts';
import type { Filter } from '../../db/repositories/books-filter.ts';
import { visibleImports } from '../../db/repositories/books-rows.ts';
import { idsOfRows } from '../../db/repositories/books-row-ids.ts';
import { listMarks, listNotes } from '../../db/repositories/row-notes.ts';
import type { RowSet, ViewQuery } from '../../db/repositories/books-view.ts';
import { compareTexts } from '../../domain/words/collation.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import type { Session } from './session.ts';

type Asked = Pick<ViewQuery, 'table' | 'filters' | 'sort' | 'known'>;
type Found = Pick<ViewQuery, 'filters' | 'sort' | 'within' | 'ranked'>;

const isOfLog = (column: string): boolean => column === markColumn || column === noteColumn;

/** Whether a row with that text is listed; null: it has none. @throws Refused filter_invalid */
function keeping(filter: Filter): (text: string | null) => boolean {
  const { op, value, values = [] } = filter;
  switch (op) {
    case '=':
      return (text) => (text ?? '') === value.normalize('NFC');
    case '!=':
      return (text) => (text ?? '') !== value.normalize('NFC');
    case 'in':
      return (text) => values.some((one) => one.normalize('NFC') === (text ?? ''));
    case 'empty':
      return (text) => text === null;
    case 'filled':
      return (text) => text !== null;
    case 'contains':
    case 'notContains':
    case 'starts': {
      const { keeps, keepsEmpty } = insideTest(filter);
      return (text) => (text === null ? keepsEmpty : keeps(text));
    }
    default:
      return invalid(filter);
  }
}

type Texts = ReadonlyMap<number, string>;

/** Few rows have a mark or a note: what is said of all others is said by leaving these out. */
function rowSet(texts: Texts, filter: Filter): RowSet {
  const keeps = keeping(filter);
  const keep = !keeps(null);
  const ids = [...texts].flatMap(([id, text]) => (keeps(text) === keep ? [id] : []));
  return { keep, ids: Uint32Array.from(ids).sort() };
}

/** Marks by row id; notes by row id, one behind the other. */
function textsOf(session: Session, caseId: CaseId, { table, known }: Asked, column: string): Texts {
  const vault = session.vault();
  const said = vault.assay.read((db) =>
    column === markColumn
      ? listMarks(db, caseId, table).map(({ row, label }) => [row, label] as const)
      : listNotes(db, caseId, null).map(({ target, text }) => [target, text] as const),
  );
  const ids = vault.books(caseId).read((db) => {
    const rows = said.map(([row]) => row);
    return idsOfRows(db, table, rows, visibleImports(db, table, known));
  });
  const texts = new Map<number, string>();
  for (const [row, text] of said) {
    const id = ids.get(row);
    if (id === undefined) continue;
    const before = texts.get(id);
    texts.set(id, before === undefined ? text : `${before}\n${text}`);
  }
  return texts;
}

/**
 * What a list asks of marks and notes, as rows: they stand in the log, not in the books.
 * @throws Refused filter_invalid; column_unknown for a sort by notes, or by marks after another column
 */
export function withLog(session: Session, caseId: CaseId, asked: Asked): Found {
  const own = asked.filters.filter((filter) => isOfLog(filter.column));
  const [first, ...rest] = asked.sort;
  const sortsByMark = first?.column === markColumn;
  const misplaced = (sortsByMark ? rest : asked.sort).find((sort) => isOfLog(sort.column));
  if (misplaced !== undefined) throw new Refused({ code: 'column_unknown', at: misplaced.column });
  if (own.length === 0 && !sortsByMark) return { filters: asked.filters, sort: asked.sort };
  const known = new Map<string, Texts>();
  const texts = (column: string): Texts => {
    const found = known.get(column) ?? textsOf(session, caseId, asked, column);
    known.set(column, found);
    return found;
  };
  return {
    filters: asked.filters.filter((filter) => !isOfLog(filter.column)),
    sort: sortsByMark ? rest : asked.sort,
    within: own.map((filter) => rowSet(texts(filter.column), filter)),
    ...(sortsByMark ? { ranked: ranksOf(texts(markColumn), first.descending) } : {}),
  };
}

function ranksOf(marks: Texts, descending: boolean): NonNullable<Found['ranked']> {
  const labels = [...new Set(marks.values())].sort(compareTexts);
  const rank = new Map(labels.map((label, i) => [label, i]));
  return {
    ids: Uint32Array.from(marks.keys()),
    ranks: Uint32Array.from(marks.values(), (label) => rank.get(label) ?? 0),
    descending,
  };
}
