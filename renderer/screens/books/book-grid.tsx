import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { ReactNode } from 'react';
import { tables } from '../../../domain/model/books.ts';
import type { TableName } from '../../../domain/model/books.ts';
import { useApi } from '../../parts/api.tsx';
import { useDetail } from '../../parts/detail.tsx';
import { failedOf } from '../../parts/failure.tsx';
import { asked } from '../../parts/grid/filters.ts';
import { Grid } from '../../parts/grid/index.ts';
import type { FetchWindow } from '../../parts/grid/windows.ts';
import { useStable } from '../../parts/latest.ts';
import { useRemember, useRemembered } from '../../parts/remembered.tsx';
import { useSpeech } from '../../parts/words.tsx';
import type { BookView } from './book-view.ts';
import { groupsKey } from './explore/group-key.ts';
import { groupingOf, startSetup } from './explore/grouping.ts';
import { useTags } from './explore/use-tags.ts';
import type { OpenedView } from './use-view.ts';
import type { Change } from '../../parts/remembered.tsx';

/** What a grid over a book is given. */
export type BookGridProps = {
  readonly caseId: string;
  readonly table: TableName;
  readonly rows: number;
  readonly view: BookView;
  readonly setView: (change: Change<BookView>) => void;
  readonly opened: OpenedView;
  readonly select: (name: string, column: string) => void;
  readonly onLook: (column: string) => void;
  readonly onMark: (rows: readonly string[]) => void;
  readonly onNote: () => void;
  /** another value for the cell where the person is */
  readonly onValue: () => void;
};

/** What the header's menu and the letters of the grid do in a book. */
function useBookActs({ caseId, table, view, onLook, onMark, onNote, onValue }: BookGridProps) {
  const { say } = useSpeech();
  const go = useNavigate();
  const remember = useRemember();
  const [groups] = useRemembered(groupsKey(caseId, table), startSetup(table));
  const detail = useDetail();
  const gather = (name: string): void => {
    const column = tables[table].find((one) => one.name === name);
    if (column === undefined) return;
    const setup = { ...groups, groups: [groupingOf(column)], filters: view.filters, search: view.search };
    remember(groupsKey(caseId, table), setup);
    void go({ to: '/case/$caseId/books/$table/groups', params: { caseId, table } });
  };
  const columnActs = [
    { title: say('explore.look.do'), run: onLook },
    { title: say('explore.groups.do'), run: gather },
  ];
  const note = (): void => {
    detail.setSheetOpen(true);
    onNote();
  };
  const rowActs = [
    { code: 'KeyM', run: onMark },
    { code: 'KeyN', run: note },
    { code: 'F2', run: onValue },
  ];
  return { columnActs, rowActs };
}

/** The grid of one book with what its header, letters and rows do here. */
export function BookGrid(props: BookGridProps): ReactNode {
  const { table, view, setView, opened } = props;
  const { say } = useSpeech();
  const api = useApi();
  const client = useQueryClient();
  const detail = useDetail();
  const tagOf = useTags(props.caseId, table);
  const acts = useBookActs(props);
  const { caseId } = props;
  // One row is a number that is looked up elsewhere; several are a copy of the books.
  const onCopy = async (rows: number, names: readonly string[]): Promise<void> => {
    if (rows < 2) return;
    const list = { caseId, table, filters: asked(view.filters), search: view.search };
    await api.call['rows.copied']({ ...list, columns: [...names], rows });
  };
  const { viewId } = opened;
  const fetchWindow = useCallback<FetchWindow>(
    (at, limit, signal) => api.call['rows.window']({ viewId, at, limit }, { signal }),
    [api, viewId],
  );
  const onPlace = useStable((place: BookView['place']) => setView((last) => ({ ...last, place })));
  const columns = useMemo(
    () =>
      opened.columns.map(({ name, type, currency }) => ({
        name,
        type,
        title: say(`column.${name}`),
        ...(currency === undefined ? {} : { currency }),
      })),
    [opened.columns, say],
  );
  const money = useMemo(() => ({ national: opened.national, digits: opened.digits }), [opened.national, opened.digits]);
  return (
    <Grid
      label={say(`table.${table}`)}
      viewId={viewId}
      columns={columns}
      total={opened.total}
      money={money}
      fetchWindow={fetchWindow}
      first={opened.first}
      setup={view}
      onSetup={({ sort, filters, layout }) => setView((last) => ({ ...last, sort, filters, layout }))}
      sumOf={(column) => api.call['rows.sum']({ viewId, column })}
      start={view.place}
      onPlace={onPlace}
      onCell={props.select}
      onOpen={() => detail.setSheetOpen(true)}
      tagOf={tagOf}
      onCopy={onCopy}
      columnActs={acts.columnActs}
      rowActs={acts.rowActs}
      onFailed={(error) => {
        if (failedOf(error).code === 'view_gone') void client.invalidateQueries({ queryKey: ['rows.open'] });
      }}
    />
  );
}
