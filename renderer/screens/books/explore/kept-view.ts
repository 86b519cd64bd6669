import { useNavigate } from '@tanstack/react-router';
import { tables } from '../../../../domain/model/books.ts';
import type { TableName } from '../../../../domain/model/books.ts';
import { asked } from '../../../parts/grid/filters.ts';
import { shown } from '../../../parts/grid/layout.ts';
import { useRemembered } from '../../../parts/remembered.tsx';
import { taken, useBookView } from '../book-view.ts';
import type { BookView } from '../book-view.ts';
import { groupsKey } from './group-key.ts';
import { askedGroups, soundSetup, startSetup } from './grouping.ts';
import type { GroupSetup } from './grouping.ts';
import type { SavedView, ViewQuery } from './query.ts';

/** Which part of a book is shown: the part that is saved, and the part that a view opens. */
export type Shows = 'rows' | 'groups';

type Book = { readonly view: BookView; readonly setup: GroupSetup };

/** What a view keeps of a book: the rows and the groups as they are arranged, narrowed as the part that is shown. */
export function keptQuery(here: Shows, { view, setup }: Book, table: TableName): ViewQuery {
  const { search, filters } = here === 'rows' ? view : setup;
  return {
    search,
    filters: asked(filters),
    sort: [...view.sort],
    columns: shown(view.layout, tables[table]).map((column) => column.name),
    groups: askedGroups(setup.groups),
    aggregates: [...setup.aggregates],
    order: setup.order,
    shows: here,
  };
}

const largestFirst = { by: 'count', descending: true } as const;

/** The groups as a saved view says; a view without any leaves them as they are. */
export function takenGroups(setup: GroupSetup, { search, filters, groups, aggregates, order }: ViewQuery, table: TableName): GroupSetup {
  const kept = soundSetup({ groups, aggregates, order: order ?? largestFirst, search, filters }, table);
  return kept.groups.length === 0 ? setup : kept;
}

/** Which part a view opens; views that do not say so were saved from the command line with groups, or from the rows without. */
export const partOf = ({ groups, shows }: Pick<ViewQuery, 'groups' | 'shows'>): Shows => shows ?? (groups.length > 0 ? 'groups' : 'rows');

/** @returns what would be saved now, and what takes a saved view */
export function useKeptView(caseId: string, table: TableName, here: Shows) {
  const go = useNavigate();
  const { view, setView } = useBookView(caseId, table);
  const [remembered, setSetup] = useRemembered<GroupSetup>(groupsKey(caseId, table), startSetup(table));
  const setup = soundSetup(remembered, table);
  const take = (saved: SavedView): void => {
    setView((last) => taken(last, saved, table));
    const groups = takenGroups(setup, saved.query, table);
    if (groups !== setup) setSetup(groups);
    const part = partOf(saved.query);
    if (part === 'groups' && here !== part) void go({ to: '/case/$caseId/books/$table/groups', params: { caseId, table } });
    if (part === 'rows' && here !== part) void go({ to: '/case/$caseId/books/$table', params: { caseId, table } });
  };
  return { query: keptQuery(here, { view, setup }, table), take };
}
