import './coverage.css';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { percentText } from '../../../../domain/coverage/run-coverage.ts';
import { useAsk } from '../../../parts/api.tsx';
import { Blank, Reading } from '../../../parts/blank.tsx';
import { Button } from '../../../parts/button.tsx';
import { useCommands } from '../../../parts/commands.tsx';
import { Detail, useDetail } from '../../../parts/detail.tsx';
import { Refusal } from '../../../parts/failure.tsx';
import type { Filter } from '../../../parts/grid/filters.ts';
import { useRemember } from '../../../parts/remembered.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import type { Speech } from '../../../parts/words.tsx';
import { periodName } from '../explore/periods.ts';
import type { TableName } from '../../../../domain/model/books.ts';
import { viewKey } from '../book-view.ts';
import { useImport } from '../import/import-place.tsx';
import { CellDetail } from './cell-detail.tsx';
import { Matrix } from './matrix.tsx';
import { RegisterPart } from './register-part.tsx';
import { columnKey, columnsOf, filtersOf, placeOf, placeText, shownAt } from './shape.ts';
import type { Coverage as Told, Place } from './shape.ts';
import { StateMark } from './state-mark.tsx';

/** What came in against what should have: kinds of record by month, and the books held against the customs register. */
export function Coverage(): ReactNode {
  const { caseId } = useParams({ from: '/case/$caseId/coverage' });
  const { say } = useSpeech();
  const { pick } = useImport();
  const asked = useAsk('coverage.get', { caseId }, { keep: true });
  if (asked.error !== null) return <Refusal error={asked.error} />;
  if (asked.data === undefined) return <Reading />;
  const told = asked.data;
  const empty = told.rows.every((row) => row.undated === 0 && row.cells.every((cell) => cell.received === 0 && cell.by === 'none'));
  if (!empty) return <CoverageOf caseId={caseId} told={told} />;
  return (
    <Blank title={say('coverage.none')} text={say('coverage.none.text')}>
      <Button kind="primary" onPress={pick} keys="Ctrl+I" autoFocus>
        {say('import.do')}
      </Button>
    </Blank>
  );
}

type OfProps = { readonly caseId: string; readonly told: Told };

/** Where a place leads: to its rows, or to a request for what is missing. */
function useWays({ caseId, told }: OfProps) {
  const go = useNavigate();
  const remember = useRemember();
  const openBook = (table: TableName, filters: readonly Filter[]): void => {
    remember(viewKey(caseId, table), { sort: [], search: '', filters, place: { row: 0, col: 0, top: 0 } });
    void go({ to: '/case/$caseId/books/$table', params: { caseId, table } });
  };
  return {
    openRows: (place: Place): void => openBook(place.table, filtersOf(told, place)),
    openDeclaration: (table: TableName, declaration: string): void => openBook(table, [{ column: 'reg_no', op: '=', value: declaration }]),
    openRequest: ({ table, column }: Place): void =>
      void go({ to: '/case/$caseId/requests', params: { caseId }, search: { table, month: column } }),
  };
}

function CoverageOf({ caseId, told }: OfProps): ReactNode {
  const { say } = useSpeech();
  const { at } = useSearch({ from: '/case/$caseId/coverage' });
  const go = useNavigate();
  const detail = useDetail();
  const ways = useWays({ caseId, told });
  const national = useAsk('case.get', { caseId }).data?.header.currency ?? '';
  const columns = columnsOf(told);
  const place = placeOf(at, told, columns);
  const select = (next: Place): void =>
    void go({ to: '/case/$caseId/coverage', params: { caseId }, search: { at: placeText(next) }, replace: true });
  const open = (next: Place): void => {
    const row = told.rows.find((one) => one.table === next.table);
    const column = columns.find((one) => columnKey(one) === next.column);
    const shown = row === undefined || column === undefined ? null : shownAt(told, row, column);
    if ((shown?.received ?? row?.undated ?? 0) > 0) ways.openRows(next);
    else detail.setSheetOpen(true);
  };
  useCommands([
    {
      id: 'coverage.request',
      title: say('coverage.request'),
      group: 'do',
      keys: 'R',
      run: () => (place === null || place.column === 'before' || place.column === 'after' ? undefined : ways.openRequest(place)),
    },
  ]);
  return (
    <>
      <Head told={told} />
      <Matrix coverage={told} columns={columns} place={place} onPlace={select} onOpen={open} />
      {told.register === null ? (
        <p className="quiet part-line prose">{say('coverage.register.none')}</p>
      ) : (
        <RegisterPart
          caseId={caseId}
          register={told.register}
          national={national}
          onOpen={(kind, declaration) => ways.openDeclaration(kind === 'missing' ? 'register' : 'declarations', declaration)}
        />
      )}
      <Detail>
        {place === null ? null : (
          <CellDetail
            caseId={caseId}
            coverage={told}
            columns={columns}
            place={place}
            openRows={ways.openRows}
            openRequest={ways.openRequest}
          />
        )}
      </Detail>
    </>
  );
}

const states = ['complete', 'short', 'missing', 'over', 'outside'] as const;

/** A kind of record of which too few came, and how many of it are missing. */
const lacking = (told: Told, table: TableName, { say }: Speech): string =>
  say('coverage.short.part', { table: say(`table.${table}`), missing: told.rows.find((row) => row.table === table)?.missing ?? 0 });

function Head({ told }: { readonly told: Told }): ReactNode {
  const speech = useSpeech();
  const { say, percent } = speech;
  const least = told.minimumBp === null ? null : percent(percentText(told.minimumBp));
  return (
    <header className="work-head compact">
      <div className="bar-row">
        <h1>{say('coverage.title')}</h1>
        <span className="quiet">
          {say('coverage.period', { from: periodName(told.from, 'month', speech), to: periodName(told.to, 'month', speech) })}
        </span>
        {least === null ? null : <span className="quiet">{say('coverage.least', { least })}</span>}
        {told.short.length === 0 ? null : (
          <span className="amber strong">
            {say('coverage.short', { tables: told.short.map((table) => lacking(told, table, speech)).join(', ') })}
          </span>
        )}
      </div>
      <ul className="state-legend" aria-label={say('coverage.legend')}>
        {states.map((state) => (
          <li key={state}>
            <StateMark state={state} /> {say(`coverage.state.${state}`)}
          </li>
        ))}
      </ul>
    </header>
  );
}
