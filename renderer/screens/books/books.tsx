import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { tables } from '../../../domain/model/books.ts';
import type { TableName } from '../../../domain/model/books.ts';
import { useAsk } from '../../parts/api.tsx';
import { Blank, Reading } from '../../parts/blank.tsx';
import { Button } from '../../parts/button.tsx';
import { Detail } from '../../parts/detail.tsx';
import { Refusal } from '../../parts/failure.tsx';
import { shown } from '../../parts/grid/layout.ts';
import { useStable } from '../../parts/latest.ts';
import { useRemembered } from '../../parts/remembered.tsx';
import { useSpeech } from '../../parts/words.tsx';
import { BookBar } from './book-bar.tsx';
import { BookGrid } from './book-grid.tsx';
import type { BookGridProps } from './book-grid.tsx';
import { useBookView } from './book-view.ts';
import type { BookView } from './book-view.ts';
import { BookDialogs } from './explore/book-dialogs.tsx';
import type { OpenDialog } from './explore/book-dialogs.tsx';
import { ColumnLook } from './explore/column-look.tsx';
import type { Look } from './explore/column-look.tsx';
import './explore/explore.css';
import { RowNotes } from './explore/row-notes.tsx';
import { narrowed } from './explore/slices.ts';
import { TotalsLine } from './explore/totals-line.tsx';
import { ImportList } from './import-list.tsx';
import { useImport } from './import/import-place.tsx';
import { SetValue } from './overrides/set-value.tsx';
import { RowDetail } from './row-detail.tsx';
import { useView } from './use-view.ts';
import { WithdrawnFiles } from './withdraw/withdrawn-files.tsx';
import type { Change } from '../../parts/remembered.tsx';

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
      <>
        <Blank title={say('books.none', { table: say(`table.${table}`) })} text={say('books.none.text')}>
          <Button kind="primary" onPress={pick} keys="Ctrl+I" autoFocus>
            {say('import.do')}
          </Button>
        </Blank>
        <Detail>
          <WithdrawnFiles caseId={caseId} table={name} />
        </Detail>
      </>
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
    setView((last) => ({ ...last, search: text, filters: [] }));
    void go({ to: '.', search: {}, replace: true });
  });
  useEffect(() => {
    if (ready && find !== undefined) takeOver(find);
  }, [ready, find, takeOver]);
  return ready ? <BookRows {...props} view={view} setView={setView} /> : <Reading />;
}

type RowsProps = BookProps & { readonly view: BookView; readonly setView: (change: Change<BookView>) => void };

function BookRows(props: RowsProps): ReactNode {
  const { caseId, table, view, setView } = props;
  const opened = useView(props);
  const { selected, select } = useSelectedRow(table);
  const [open, setOpen] = useState<OpenDialog | null>(null);
  const [look, setLook] = useRemembered<Look | null>(`look.${caseId}.${table}`, null);
  const [totals, setTotals] = useRemembered('books.totals', true);
  const [writing, setWriting] = useState(false);
  const [setting, setSetting] = useState<Chosen | null>(null);
  const total = opened.data?.total;
  const lookAt = (column: string): void => setLook({ column, way: look?.way ?? 'spread', asTable: look?.asTable ?? false });
  const acts = {
    onLook: lookAt,
    onMark: (rows: readonly string[]) => setOpen({ kind: 'mark', rows }),
    onNote: () => setWriting(true),
    onValue: () => setSetting(selected ?? null),
  };
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
          rows={props.rows}
          onNarrow={(filters) => setView((last) => ({ ...last, filters: narrowed(last.filters, filters) }))}
        />
      )}
      {opened.data === undefined ? <Reading /> : <BookList {...props} {...acts} opened={opened.data} select={select} totals={totals} />}
      <BookDialogs caseId={caseId} table={table} view={view} setView={setView} total={total ?? 0} open={open} close={() => setOpen(null)} />
      {setting === null ? null : <SetValue caseId={caseId} {...setting} close={() => setSetting(null)} />}
      <Detail>
        {selected === undefined ? (
          <ImportList caseId={caseId} table={table} />
        ) : (
          <RowDetail caseId={caseId} name={selected.name} marked={[selected.column]}>
            <RowNotes key={selected.name} caseId={caseId} name={selected.name} writing={writing} setWriting={setWriting} />
          </RowDetail>
        )}
      </Detail>
    </>
  );
}

/** The rows with their totals, or what to do when there are none. */
function BookList(props: BookGridProps & { readonly totals: boolean }): ReactNode {
  const { say } = useSpeech();
  const { view, setView, opened, table } = props;
  const names = useMemo(() => shown(view.layout, tables[table]).map((column) => column.name), [view.layout, table]);
  if (opened.total === 0) {
    return (
      <Blank title={say('books.nothingFound')} text={say('books.nothingFound.text')}>
        <Button kind="primary" onPress={() => setView((last) => ({ ...last, search: '', filters: [] }))}>
          {say('books.showAll')}
        </Button>
      </Blank>
    );
  }
  return (
    <>
      <BookGrid {...props} />
      {props.totals ? (
        <TotalsLine
          caseId={props.caseId}
          table={table}
          query={view}
          rows={props.rows}
          viewId={opened.viewId}
          national={opened.national}
          shown={names}
          onLook={props.onLook}
        />
      ) : null}
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
