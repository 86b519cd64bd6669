import { Columns3, Download, ListFilter, Search, Sigma } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { tables } from '../../../domain/model/books.ts';
import type { TableName } from '../../../domain/model/books.ts';
import { Button, IconButton } from '../../parts/button.tsx';
import { useCommands } from '../../parts/commands.tsx';
import { Tick } from '../../parts/field.tsx';
import { hidden, noLayout } from '../../parts/grid/index.ts';
import { useStable } from '../../parts/latest.ts';
import { useLate } from '../../parts/job-view.tsx';
import { useSpeech } from '../../parts/words.tsx';
import type { BookView } from './book-view.ts';
import { BookParts } from './explore/book-parts.tsx';
import { FilterChips } from './explore/filter-chips.tsx';
import { SavedViews } from './explore/saved-views.tsx';
import { useImport } from './import/import-place.tsx';
import type { Change } from '../../parts/remembered.tsx';

type BarProps = {
  readonly caseId: string;
  readonly table: TableName;
  readonly rows: number;
  readonly view: BookView;
  readonly setView: (change: Change<BookView>) => void;
  readonly busy: boolean;
  readonly total: number | undefined;
  readonly onDialog: (dialog: 'filters' | 'export') => void;
  readonly totals: boolean;
  readonly setTotals: (on: boolean) => void;
};

const searchAfterMs = 180;

/** The name of the book, the search in it, what it is filtered by. */
export function BookBar(props: BarProps): ReactNode {
  const { say, count } = useSpeech();
  const { view, setView, table } = props;
  return (
    <header className="work-head compact">
      <div className="bar-row">
        <h1>{say(`table.${table}`)}</h1>
        <BookParts caseId={props.caseId} table={table} here="rows" filters={view.filters} search={view.search} />
        <span className="quiet">
          {props.total === undefined || props.total === props.rows
            ? say('books.rows', { n: props.rows })
            : say('books.rowsOf', { shown: count(props.total), all: count(props.rows) })}
        </span>
        {props.busy ? <Busy /> : null}
        <div className="bar-tools">
          <SearchBox text={view.search} onText={(search) => setView((last) => ({ ...last, search }))} />
          <BarActs {...props} />
        </div>
      </div>
      <FilterChips
        table={table}
        filters={view.filters}
        onFilters={(filters) => setView((last) => ({ ...last, filters }))}
        onEdit={() => props.onDialog('filters')}
      />
    </header>
  );
}

/** What can be done with the list: narrowed, arranged, kept as a view, added up, taken along. */
function BarActs(props: BarProps): ReactNode {
  const { say } = useSpeech();
  const { pick } = useImport();
  const { caseId, table, onDialog } = props;
  useCommands([
    { id: 'books.filters', title: say('explore.filters'), group: 'do', keys: 'Ctrl+Shift+L', run: () => onDialog('filters') },
    { id: 'books.export', title: say('explore.export'), group: 'do', keys: 'Ctrl+Shift+E', run: () => onDialog('export') },
    { id: 'books.totals', title: say('explore.totals'), group: 'do', keys: 'Alt+S', run: () => props.setTotals(!props.totals) },
  ]);
  const icon = (
    name: 'filters' | 'totals' | 'export',
    picture: ReactNode,
    of: { readonly keys: string; readonly press: () => void; readonly pressed?: boolean },
  ): ReactNode => (
    <IconButton
      icon={picture}
      label={say(`explore.${name}`)}
      keys={of.keys}
      onPress={of.press}
      {...(of.pressed === undefined ? {} : { pressed: of.pressed })}
    />
  );
  return (
    <>
      <span className="bar-icons">
        {icon('filters', <ListFilter className="icon" aria-hidden />, { keys: 'Ctrl+Shift+L', press: () => onDialog('filters') })}
        {icon('totals', <Sigma className="icon" aria-hidden />, {
          keys: 'Alt+S',
          press: () => props.setTotals(!props.totals),
          pressed: props.totals,
        })}
        {icon('export', <Download className="icon" aria-hidden />, { keys: 'Ctrl+Shift+E', press: () => onDialog('export') })}
      </span>
      <SavedViews caseId={caseId} table={table} here="rows" />
      <ColumnChoice {...props} />
      <Button small onPress={pick} keys="Ctrl+I">
        {say('import.do')}
      </Button>
    </>
  );
}

function Busy(): ReactNode {
  const { say } = useSpeech();
  return (
    <span className="quiet" role="status">
      {useLate() ? say('books.sorting') : ''}
    </span>
  );
}

function SearchBox(props: { readonly text: string; readonly onText: (text: string) => void }): ReactNode {
  const { say } = useSpeech();
  const box = useRef<HTMLInputElement>(null);
  const { text } = props;
  // What was typed counts as long as the search is still the one that it was typed over.
  const [draft, setDraft] = useState({ over: text, typed: text });
  const typed = draft.over === text ? draft.typed : text;
  const setTyped = (next: string): void => setDraft({ over: text, typed: next });
  const search = useStable(props.onText);
  useEffect(() => {
    if (typed === text) return undefined;
    const timer = setTimeout(() => search(typed), searchAfterMs);
    return () => clearTimeout(timer);
  }, [typed, text, search]);
  useCommands([{ id: 'books.search', title: say('books.search'), group: 'do', keys: 'Ctrl+F', run: () => box.current?.select() }]);
  return (
    <div className="search-box">
      <Search className="icon" aria-hidden />
      <input
        ref={box}
        className="input slim"
        type="text"
        spellCheck={false}
        aria-label={say('books.search')}
        placeholder={say('books.search.hint')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && typed !== '') {
            event.stopPropagation();
            props.onText('');
          }
          if (event.key === 'Enter' || event.key === 'ArrowDown') {
            event.preventDefault();
            if (typed !== text) props.onText(typed);
            document.querySelector<HTMLElement>('.grid')?.focus();
          }
        }}
      />
      {typed === '' ? <kbd aria-hidden>Ctrl F</kbd> : null}
    </div>
  );
}

function ColumnChoice({ table, view, setView }: Pick<BarProps, 'table' | 'view' | 'setView'>): ReactNode {
  const { say } = useSpeech();
  return (
    <DialogTrigger>
      <Button small>
        <Columns3 className="icon" aria-hidden />
        {say('grid.columns')}
      </Button>
      <Popover className="popover" placement="bottom end">
        <Dialog className="stack" aria-label={say('grid.columns')}>
          <div className="column-ticks">
            {tables[table].map((column) => (
              <Tick
                key={column.name}
                label={say(`column.${column.name}`)}
                checked={!view.layout.hidden.includes(column.name)}
                onChange={(on) => setView((last) => ({ ...last, layout: hidden(last.layout, column.name, !on) }))}
              />
            ))}
          </div>
          <Button small onPress={() => setView((last) => ({ ...last, layout: noLayout }))}>
            {say('grid.columns.reset')}
          </Button>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
