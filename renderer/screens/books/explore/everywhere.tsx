import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Blank } from '../../../parts/blank.tsx';
import { Button } from '../../../parts/button.tsx';
import { useCommands } from '../../../parts/commands.tsx';
import { Detail } from '../../../parts/detail.tsx';
import { Refusal } from '../../../parts/failure.tsx';
import { Table } from '../../../parts/table.tsx';
import { useLate } from '../../../parts/job-view.tsx';
import { useLong } from '../../../parts/use-long.ts';
import { useSpeech } from '../../../parts/words.tsx';
import { useOpenRow } from '../open-row.ts';
import { RowDetail } from '../row-detail.tsx';
import { foundRows } from './found-rows.ts';
import type { Everywhere } from './found-rows.ts';

const perTable = 20;
const shortest = 2;
const searchAfterMs = 180;

/** Words in every book of the case: how many rows each has, and the first of them. */
export function SearchEverywhere(): ReactNode {
  const { caseId } = useParams({ from: '/case/$caseId/search' });
  const { find = '' } = useSearch({ from: '/case/$caseId/search' });
  const speech = useSpeech();
  const { say } = speech;
  const go = useNavigate();
  const words = find.trim();
  const found = useLong('rows.everywhere', { caseId, search: words, limit: perTable }, say('explore.everywhere.doing'), {
    enabled: words.length >= shortest,
  });
  const data = words.length >= shortest ? found.data : undefined;
  // rows of the words before stay until those of the new ones come
  const isOld = words.length >= shortest && found.isPlaceholderData;
  return (
    <>
      <header className="work-head compact" aria-busy={isOld || found.isFetching}>
        <div className="bar-row">
          <h1>{say('explore.everywhere')}</h1>
          <WordsBox
            text={find}
            onText={(text) =>
              void go({ to: '/case/$caseId/search', params: { caseId }, search: text === '' ? {} : { find: text }, replace: true })
            }
          />
          {isOld ? <Searching /> : null}
        </div>
        {data === undefined ? null : <Counts caseId={caseId} tables={data.tables} words={words} />}
      </header>
      {found.error === null ? null : <Refusal error={found.error} />}
      {words.length < shortest ? (
        <Blank title={say('explore.everywhere.empty')} text={say('explore.everywhere.text')} />
      ) : data === undefined ? null : data.tables.every((one) => one.count === 0) ? (
        <Blank title={say('books.nothingFound')} text={say('explore.everywhere.none')} />
      ) : (
        <FoundTable caseId={caseId} everywhere={data} words={words} />
      )}
    </>
  );
}

function Searching(): ReactNode {
  const { say } = useSpeech();
  return (
    <span className="quiet" role="status">
      {useLate() ? say('explore.everywhere.doing') : ''}
    </span>
  );
}

function WordsBox(props: { readonly text: string; readonly onText: (text: string) => void }): ReactNode {
  const { say } = useSpeech();
  const box = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(props.text);
  const { onText, text } = props;
  const latest = useRef(onText);
  useEffect(() => {
    latest.current = onText;
  });
  useEffect(() => {
    if (typed === text) return undefined;
    const timer = setTimeout(() => latest.current(typed), searchAfterMs);
    return () => clearTimeout(timer);
  }, [typed, text]);
  useCommands([{ id: 'books.search', title: say('explore.everywhere'), group: 'do', keys: 'Ctrl+F', run: () => box.current?.select() }]);
  return (
    <div className="search-box everywhere-box">
      <Search className="icon" aria-hidden />
      <input
        ref={box}
        className="input slim"
        type="text"
        autoFocus
        spellCheck={false}
        aria-label={say('explore.everywhere')}
        placeholder={say('books.search.hint')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== 'ArrowDown') return;
          event.preventDefault();
          if (typed !== text) onText(typed);
          document.querySelector<HTMLElement>('#work [role=grid]')?.focus();
        }}
      />
    </div>
  );
}

/** Each book with rows: a press shows all of them in the book. */
function Counts(props: { readonly caseId: string; readonly tables: Everywhere['tables']; readonly words: string }): ReactNode {
  const { say, count } = useSpeech();
  const go = useNavigate();
  const { caseId, words } = props;
  return (
    <div className="bar-row">
      {props.tables
        .filter((one) => one.count > 0)
        .map((one) => (
          <Button
            key={one.table}
            small
            onPress={() => void go({ to: '/case/$caseId/books/$table', params: { caseId, table: one.table }, search: { find: words } })}
          >
            {say('explore.everywhere.count', { table: say(`table.${one.table}`), n: count(one.count) })}
          </Button>
        ))}
    </div>
  );
}

type FoundProps = { readonly caseId: string; readonly everywhere: Everywhere; readonly words: string };

function FoundTable({ caseId, everywhere, words }: FoundProps): ReactNode {
  const speech = useSpeech();
  const { say } = speech;
  const open = useOpenRow(caseId);
  const rows = useMemo(() => foundRows(everywhere, words, speech), [everywhere, words, speech]);
  const [chosen, choose] = useState<string | undefined>(undefined);
  const shown = rows.some((row) => row.name === chosen) ? chosen : undefined;
  return (
    <>
      <Table
        label={say('explore.everywhere.rows')}
        rows={rows}
        rowKey={(row) => row.name}
        selected={shown}
        onSelect={(row) => choose(row.name)}
        onOpen={(row) => open(row.name)}
        minWidth={560}
        columns={[
          { id: 'table', title: say('explore.book'), width: 'minmax(120px, 180px)', cell: (row) => say(`table.${row.table}`) },
          { id: 'title', title: say('explore.row'), width: 'minmax(180px, 260px)', cell: (row) => row.title, hint: (row) => row.title },
          { id: 'text', title: say('explore.text'), width: 'minmax(200px, 1fr)', cell: (row) => row.text, hint: (row) => row.text },
        ]}
      />
      <p className="grid-foot">{say('explore.everywhere.foot', { n: perTable })}</p>
      {shown === undefined ? null : (
        <Detail>
          <RowDetail caseId={caseId} name={shown} />
        </Detail>
      )}
    </>
  );
}
