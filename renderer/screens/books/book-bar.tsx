import { Columns3, Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { tables } from '../../../domain/model/books.ts';
import type { TableName } from '../../../domain/model/books.ts';
import { Button, IconButton } from '../../parts/button.tsx';
import { useCommands } from '../../parts/commands.tsx';
import { Tick } from '../../parts/field.tsx';
import { hidden, noLayout } from '../../parts/grid/index.ts';
import { isNumeric, shownText } from '../../parts/grid/cells.ts';
import type { CellColumn } from '../../parts/grid/cells.ts';
import { writtenValue } from '../../parts/grid/filters.ts';
import { useStable } from '../../parts/latest.ts';
import { useLate } from '../../parts/job-view.tsx';
import { useSpeech } from '../../parts/words.tsx';
import type { Speech } from '../../parts/words.tsx';
import type { BookView } from './book-view.ts';
import { useImport } from './import/import-place.tsx';

type BarProps = {
  readonly table: TableName;
  readonly rows: number;
  readonly view: BookView;
  readonly setView: (view: BookView) => void;
  readonly busy: boolean;
  readonly total: number | undefined;
};

const searchAfterMs = 180;

/** The name of the book, the search in it, what it is filtered by. */
export function BookBar(props: BarProps): ReactNode {
  const { say, count } = useSpeech();
  const { pick } = useImport();
  const { view, setView, table } = props;
  return (
    <header className="work-head compact">
      <div className="bar-row">
        <h1>{say(`table.${table}`)}</h1>
        <span className="quiet">
          {props.total === undefined || props.total === props.rows
            ? say('books.rows', { n: props.rows })
            : say('books.rowsOf', { shown: count(props.total), all: count(props.rows) })}
        </span>
        {props.busy ? <Busy /> : null}
        <SearchBox text={view.search} onText={(search) => setView({ ...view, search })} />
        <ColumnChoice {...props} />
        <Button small onPress={pick} keys="Ctrl+I">
          {say('import.do')}
        </Button>
      </div>
      <FilterChips view={view} setView={setView} table={table} />
    </header>
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

function ColumnChoice({ table, view, setView }: BarProps): ReactNode {
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
                onChange={(on) => setView({ ...view, layout: hidden(view.layout, column.name, !on) })}
              />
            ))}
          </div>
          <Button small onPress={() => setView({ ...view, layout: noLayout })}>
            {say('grid.columns.reset')}
          </Button>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

/** What a filter compares with, in the unit of the column's header. */
function shownFilter(value: string, column: CellColumn, speech: Speech): string {
  const isText = column.type === 'rateText' || !isNumeric(column);
  return shownText(writtenValue(value, column), isText ? column : { ...column, type: 'quantity' }, speech);
}

function FilterChips(props: Pick<BarProps, 'view' | 'setView' | 'table'>): ReactNode {
  const speech = useSpeech();
  const { say } = speech;
  const { view, setView } = props;
  if (view.filters.length === 0) return null;
  return (
    <div className="bar-row">
      {view.filters.map((filter) => {
        const column = tables[props.table].find((c) => c.name === filter.column);
        const value = column === undefined ? filter.value : shownFilter(filter.value, column, speech);
        return (
          <span key={filter.column} className="chip">
            {say('grid.filter.chip', { column: say(`column.${filter.column}`), op: say(`grid.op.${filter.op}`) })} <b>{value}</b>
            <IconButton
              icon={<X className="icon small" aria-hidden />}
              label={say('grid.filter.clear')}
              onPress={() => setView({ ...view, filters: view.filters.filter((f) => f !== filter) })}
            />
          </span>
        );
      })}
      <Button small kind="bare" onPress={() => setView({ ...view, filters: [] })}>
        {say('books.showAll')}
      </Button>
    </div>
  );
}
