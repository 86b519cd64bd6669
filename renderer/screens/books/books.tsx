import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { TableName } from '../../../domain/model/books.ts';
import { useApi, useAsk } from '../../parts/api.tsx';
import { Blank, Reading } from '../../parts/blank.tsx';
import { Button } from '../../parts/button.tsx';
import { useDetail, Detail } from '../../parts/detail.tsx';
import { failedOf, Refusal } from '../../parts/failure.tsx';
import { Grid } from '../../parts/grid/index.ts';
import type { FetchWindow } from '../../parts/grid/windows.ts';
import { useStable } from '../../parts/latest.ts';
import { useSpeech } from '../../parts/words.tsx';
import { BookBar } from './book-bar.tsx';
import { useBookView } from './book-view.ts';
import type { BookView } from './book-view.ts';
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

function BookRows(props: RowsProps): ReactNode {
  const { caseId, table, view, setView } = props;
  const { say } = useSpeech();
  const opened = useView(props);
  const { selected, select } = useSelectedRow(table);
  return (
    <>
      <BookBar {...props} busy={opened.isFetching} total={opened.data?.total} />
      {opened.error === null ? null : <Refusal error={opened.error} />}
      {opened.data === undefined ? (
        <Reading />
      ) : opened.data.total === 0 ? (
        <Blank title={say('books.nothingFound')} text={say('books.nothingFound.text')}>
          <Button kind="primary" onPress={() => setView({ ...view, search: '', filters: [] })}>
            {say('books.showAll')}
          </Button>
        </Blank>
      ) : (
        <BookGrid {...props} opened={opened.data} select={select} />
      )}
      <Detail>
        {selected === undefined ? (
          <ImportList caseId={caseId} table={table} />
        ) : (
          <RowDetail caseId={caseId} name={selected.name} marked={[selected.column]} />
        )}
      </Detail>
    </>
  );
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

function BookGrid(props: RowsProps & { readonly opened: OpenedView; readonly select: Select }): ReactNode {
  const { table, view, setView, opened } = props;
  const { say } = useSpeech();
  const api = useApi();
  const client = useQueryClient();
  const detail = useDetail();
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
      onFailed={(error) => {
        if (failedOf(error).code === 'view_gone') void client.invalidateQueries({ queryKey: ['rows.open'] });
      }}
    />
  );
}
