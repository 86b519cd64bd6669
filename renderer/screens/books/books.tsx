import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { tables } from '../../../domain/model/books.ts';
import type { TableName } from '../../../domain/model/books.ts';
import { useApi, useAsk } from '../../parts/api.tsx';
import { Blank, Reading } from '../../parts/blank.tsx';
import { Button } from '../../parts/button.tsx';
import { useDetail, Detail } from '../../parts/detail.tsx';
import { failedOf, Refusal } from '../../parts/failure.tsx';
import { Grid } from '../../parts/grid/index.ts';
import { shown } from '../../parts/grid/layout.ts';
import type { FetchWindow } from '../../parts/grid/windows.ts';
import { useStable } from '../../parts/latest.ts';
import { useRemember, useRemembered } from '../../parts/remembered.tsx';
import { useSpeech } from '../../parts/words.tsx';
import { BookBar } from './book-bar.tsx';
import { useBookView } from './book-view.ts';
import type { BookView } from './book-view.ts';
import { ColumnLook } from './explore/column-look.tsx';
import type { Look } from './explore/column-look.tsx';
import { ExportDialog } from './explore/export-dialog.tsx';
import './explore/explore.css';
import { FilterBuilder } from './explore/filter-builder.tsx';
import { groupsKey } from './explore/group-key.ts';
import { groupingOf, startSetup } from './explore/grouping.ts';
import { MarkDialog } from './explore/mark-dialog.tsx';
import { RowNotes } from './explore/row-notes.tsx';
import { narrowed } from './explore/slices.ts';
import { TotalsLine } from './explore/totals-line.tsx';
import { useTags } from './explore/use-tags.ts';
import { ImportList } from './import-list.tsx';
import { useImport } from './import/import-place.tsx';
import { RowDetail } from './row-detail.tsx';
import { useView } from './use-view.ts';
import type { OpenedView } from './use-view.ts';

/** One table of the trader's books: every row as it came in, and where it came from. */
export function Books(): ReactNode {
  const { caseId, table } = useParams({ from: '/case/$caseId/books/$table' });
  const { expect, pick } = useImport();
  const { say } = useSpeech();
  const name = table as TableName;
  useEffect(() => expect(name), [expect, name]);
  const overview = useAsk('case.get', { caseId }).data;
  const rows = overview?.tables.find((t) => t.table === table)?.rows ?? 0;
  if (overview === undefined) return <Reading />;
  if (rows === 0) {
    return (
      <Blank title={say('books.none', { table: say(`table.${table}`) })} text={say('books.none.text')}>
        <Button kind="primary" onPress={pick} keys="Ctrl+I" autoFocus>
          {say('import.do')}
        </Button>
      </Blank>
    );
  }
  return <Book key={`${caseId} ${table}`} caseId={caseId} table={name} rows={rows} />;
}

type BookProps = { readonly caseId: string; readonly table: TableName; readonly rows: number };

function Book(props: BookProps): ReactNode {
  const { view, ready, setView } = useBookView(props.caseId, props.table);
  const { find } = useSearch({ from: '/case/$caseId/books/$table' });
  const go = useNavigate();
  // A search that the palette or a link brought is taken over once.
  const takeOver = useStable((text: string) => {
    setView({ ...view, search: text, filters: [] });
    void go({ to: '.', search: {}, replace: true });
  });
  useEffect(() => {
    if (ready && find !== undefined) takeOver(find);
  }, [ready, find, takeOver]);
  return ready ? <BookRows {...props} view={view} setView={setView} /> : <Reading />;
}

type RowsProps = BookProps & { readonly view: BookView; readonly setView: (view: BookView) => void };

type Open = { readonly kind: 'filters' | 'export' } | { readonly kind: 'mark'; readonly rows: readonly string[] };

function BookRows(props: RowsProps): ReactNode {
  const { caseId, table, view, setView } = props;
  const { say } = useSpeech();
  const opened = useView(props);
  const { selected, select } = useSelectedRow(table);
  const [open, setOpen] = useState<Open | null>(null);
  const [look, setLook] = useRemembered<Look | null>(`look.${caseId}.${table}`, null);
  const [totals, setTotals] = useRemembered('books.totals', true);
  const [writing, setWriting] = useState(false);
  const total = opened.data?.total;
  const lookAt = (column: string): void => setLook({ column, way: look?.way ?? 'spread', asTable: look?.asTable ?? false });
  const shownColumns = useMemo(() => shown(view.layout, tables[table]).map((column) => column.name), [view.layout, table]);
  return (
    <>
      <BookBar
        {...props}
        busy={opened.isFetching}
        total={total}
        onDialog={(kind) => setOpen({ kind })}
        totals={totals}
        setTotals={setTotals}
      />
      {opened.error === null ? null : <Refusal error={opened.error} />}
      {look === null ? null : (
        <ColumnLook
          caseId={caseId}
          table={table}
          look={look}
          setLook={setLook}
          filters={view.filters}
          search={view.search}
          onNarrow={(filters) => setView({ ...view, filters: narrowed(view.filters, filters) })}
        />
      )}
      {opened.data === undefined ? (
        <Reading />
      ) : total === 0 ? (
        <Blank title={say('books.nothingFound')} text={say('books.nothingFound.text')}>
          <Button kind="primary" onPress={() => setView({ ...view, search: '', filters: [] })}>
            {say('books.showAll')}
          </Button>
        </Blank>
      ) : (
        <>
          <BookGrid
            {...props}
            opened={opened.data}
            select={select}
            onLook={lookAt}
            onMark={(rows) => setOpen({ kind: 'mark', rows })}
            onNote={() => setWriting(true)}
          />
          {totals ? (
            <TotalsLine
              caseId={caseId}
              table={table}
              query={view}
              viewId={opened.data.viewId}
              national={opened.data.national}
              shown={shownColumns}
              onLook={lookAt}
            />
          ) : null}
        </>
      )}
      <BookDialogs caseId={caseId} table={table} view={view} setView={setView} total={total ?? 0} open={open} close={() => setOpen(null)} />
      <Detail>
        {selected === undefined ? (
          <ImportList caseId={caseId} table={table} />
        ) : (
          <>
            <RowDetail caseId={caseId} name={selected.name} marked={[selected.column]} />
            <RowNotes key={selected.name} caseId={caseId} name={selected.name} writing={writing} setWriting={setWriting} />
          </>
        )}
      </Detail>
    </>
  );
}

type DialogsProps = Omit<RowsProps, 'rows'> & { readonly total: number; readonly open: Open | null; readonly close: () => void };

function BookDialogs({ caseId, table, view, setView, total, open, close }: DialogsProps): ReactNode {
  if (open === null) return null;
  switch (open.kind) {
    case 'filters':
      return (
        <FilterBuilder
          caseId={caseId}
          table={table}
          filters={view.filters}
          onFilters={(filters) => setView({ ...view, filters })}
          close={close}
        />
      );
    case 'export':
      return (
        <ExportDialog
          caseId={caseId}
          table={table}
          query={view}
          rows={total}
          shown={shown(view.layout, tables[table]).map((column) => column.name)}
          close={close}
        />
      );
    case 'mark':
      return <MarkDialog caseId={caseId} table={table} rows={open.rows} close={close} />;
    default:
      return open satisfies never;
  }
}

const addressAfterMs = 200;

type Chosen = { readonly name: string; readonly column: string };
type Select = (name: string, column: string) => void;

/** The selected row: at once for the detail pane, a little later in the address, so that held arrows stay swift. */
function useSelectedRow(table: TableName): { readonly selected: Chosen | undefined; readonly select: Select } {
  const go = useNavigate();
  const { at } = useSearch({ from: '/case/$caseId/books/$table' });
  const [selected, setSelected] = useState<Chosen | undefined>(at === undefined ? undefined : { name: at, column: '' });
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const { caseId } = useParams({ from: '/case/$caseId/books/$table' });
  const select = useCallback(
    (name: string, column: string) => {
      setSelected({ name, column });
      clearTimeout(timer.current);
      timer.current = setTimeout(
        () => void go({ to: '/case/$caseId/books/$table', params: { caseId, table }, search: { at: name }, replace: true }),
        addressAfterMs,
      );
    },
    [go, caseId, table],
  );
  useEffect(() => () => clearTimeout(timer.current), []);
  return { selected, select };
}

type GridPartProps = RowsProps & {
  readonly opened: OpenedView;
  readonly select: Select;
  readonly onLook: (column: string) => void;
  readonly onMark: (rows: readonly string[]) => void;
  readonly onNote: () => void;
};

/** What the header's menu and the letters of the grid do in a book. */
function useBookActs({ caseId, table, view, onLook, onMark, onNote }: GridPartProps) {
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
  ];
  return { columnActs, rowActs };
}

function BookGrid(props: GridPartProps): ReactNode {
  const { table, view, setView, opened } = props;
  const { say } = useSpeech();
  const api = useApi();
  const client = useQueryClient();
  const detail = useDetail();
  const tagOf = useTags(props.caseId, table);
  const acts = useBookActs(props);
  const { viewId } = opened;
  const fetchWindow = useCallback<FetchWindow>(
    (at, limit, signal) => api.call['rows.window']({ viewId, at, limit }, { signal }),
    [api, viewId],
  );
  const onPlace = useStable((place: BookView['place']) => setView({ ...view, place }));
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
      onSetup={(setup) => setView({ ...view, ...setup })}
      sumOf={(column) => api.call['rows.sum']({ viewId, column })}
      start={view.place}
      onPlace={onPlace}
      onCell={props.select}
      onOpen={() => detail.setSheetOpen(true)}
      tagOf={tagOf}
      columnActs={acts.columnActs}
      rowActs={acts.rowActs}
      onFailed={(error) => {
        if (failedOf(error).code === 'view_gone') void client.invalidateQueries({ queryKey: ['rows.open'] });
      }}
    />
  );
}
