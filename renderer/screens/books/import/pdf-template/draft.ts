import type { Profile } from '../../../../../contract/rpc/books.ts';
import type { PdfTemplate } from '../../../../../contract/rpc/pdf-template.ts';
import type { TableName } from '../../../../../domain/model/books.ts';

/** A layout while a person marks it. Places in ten-thousandths of the page. */
export type Draft = {
  /** borders of columns from left to right, the outer ones too: one more than names */
  readonly edges: readonly number[];
  readonly names: readonly string[];
  readonly top: number;
  readonly bottom: number;
  readonly startAfter: string;
  readonly endBefore: string;
  readonly rowColumn: number | null;
};

const whole = 10_000;
/** No column is narrower: it could not be taken hold of again. */
const narrowest = 60;

const emptyDraft: Draft = {
  edges: [0, whole / 2, whole],
  names: ['1', '2'],
  top: 0,
  bottom: whole,
  startAfter: '',
  endBefore: '',
  rowColumn: null,
};

/** Where a person begins: what was seen on the page, or two columns. */
export function draftOf(proposal: PdfTemplate | null): Draft {
  if (proposal === null) return emptyDraft;
  const { columns, top, bottom, startAfter, endBefore, rowColumn } = proposal;
  const edges = [...columns.map((column) => column.left), columns.at(-1)?.right ?? whole];
  return { edges, names: columns.map((column) => column.name), top, bottom, startAfter, endBefore, rowColumn };
}

export function templateOf({ edges, names, ...rest }: Draft): PdfTemplate {
  const columns = names.map((name, i) => ({
    name: name.trim() === '' ? String(i + 1) : name.trim(),
    left: edges[i] ?? 0,
    right: edges[i + 1] ?? whole,
  }));
  return { v: 1, fingerprint: [], columns, ...rest };
}

const between = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, Math.round(value)));

/** A border moved to a place, kept between its neighbours. */
export function moveEdge(draft: Draft, edge: number, to: number): Draft {
  const least = edge === 0 ? 0 : (draft.edges[edge - 1] ?? 0) + narrowest;
  const most = edge === draft.edges.length - 1 ? whole : (draft.edges[edge + 1] ?? whole) - narrowest;
  return { ...draft, edges: draft.edges.map((at, i) => (i === edge ? between(to, least, most) : at)) };
}

/** The upper or lower end of what is read of a page. */
export function moveEnd(draft: Draft, end: 'top' | 'bottom', to: number): Draft {
  const value = end === 'top' ? between(to, 0, draft.bottom - narrowest) : between(to, draft.top + narrowest, whole);
  return { ...draft, [end]: value };
}

const unused = (names: readonly string[], wanted: string): string => {
  const taken = new Set(names.map((name) => name.toLowerCase()));
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? wanted : `${wanted} ${n}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
};

/** A column parted in the middle; the same draft where it is too narrow. */
export function partColumn(draft: Draft, column: number): Draft {
  const [left = 0, right = whole] = [draft.edges[column], draft.edges[column + 1]];
  if (right - left < narrowest * 2) return draft;
  const name = unused(draft.names, String(column + 2));
  return {
    ...draft,
    edges: draft.edges.toSpliced(column + 1, 0, Math.round((left + right) / 2)),
    names: draft.names.toSpliced(column + 1, 0, name),
    rowColumn: draft.rowColumn !== null && draft.rowColumn > column ? draft.rowColumn + 1 : draft.rowColumn,
  };
}

/** A column joined with the one on its right; the last one stays. */
export function joinColumn(draft: Draft, column: number): Draft {
  if (column >= draft.names.length - 1) return draft;
  const { rowColumn } = draft;
  return {
    ...draft,
    edges: draft.edges.toSpliced(column + 1, 1),
    names: draft.names.toSpliced(column + 1, 1),
    rowColumn: rowColumn !== null && rowColumn > column ? rowColumn - 1 : rowColumn,
  };
}

/** Two columns of one name could not be told apart. */
export const isNamedTwice = ({ names }: Draft, column: number): boolean =>
  names.some((name, i) => i !== column && name.trim().toLowerCase() === (names[column] ?? '').trim().toLowerCase());

/** What goes where: name of the column on the page -> column of the table, '' for none. */
export type Mapping = Readonly<Record<string, string>>;

/** What header words say, and above it what a person said. */
export function mappingOf(profile: Profile | null, said: Mapping): Mapping {
  const suggested = Object.entries(profile?.columns ?? {}).flatMap(([column, from]) =>
    'header' in from ? [[from.header, column] as const] : [],
  );
  const taken = new Set(Object.values(said));
  return { ...Object.fromEntries(suggested.filter(([, column]) => !taken.has(column))), ...said };
}

/** The profile that is kept: the layout, and where its columns go. */
export function profileOf(
  template: PdfTemplate,
  what: { readonly name: string; readonly table: TableName; readonly mapping: Mapping },
): Profile {
  const names = new Set(template.columns.map((column) => column.name));
  const columns = Object.entries(what.mapping).flatMap(([header, column]) =>
    column === '' || !names.has(header) ? [] : [[column, { header }] as const],
  );
  return { v: 1, name: what.name, table: what.table, columns: Object.fromEntries(columns), pdf: template, repairs: [] };
}
