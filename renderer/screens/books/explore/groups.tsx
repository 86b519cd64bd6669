import { useNavigate, useParams } from '@tanstack/react-router';
import { Download, ListFilter } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { TableName } from '../../../../domain/model/books.ts';
import { useAsk } from '../../../parts/api.tsx';
import { Blank, Reading } from '../../../parts/blank.tsx';
import { Button, IconButton } from '../../../parts/button.tsx';
import { useCommands } from '../../../parts/commands.tsx';
import { Refusal } from '../../../parts/failure.tsx';
import { asked } from '../../../parts/grid/filters.ts';
import { JobView } from '../../../parts/job-view.tsx';
import { useJob } from '../../../parts/jobs.tsx';
import { PickBars } from '../../../parts/pick-bars.tsx';
import { useLong } from '../../../parts/use-long.ts';
import { useSpeech } from '../../../parts/words.tsx';
import { useBookView } from '../book-view.ts';
import { useRemembered } from '../../../parts/remembered.tsx';
import { BookParts } from './book-parts.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { FilterBuilder } from './filter-builder.tsx';
import { FilterChips } from './filter-chips.tsx';
import { SavedViews } from './saved-views.tsx';
import { groupsKey } from './group-key.ts';
import { GroupControls } from './group-controls.tsx';
import { barsOf } from './group-bars.ts';
import { GroupTable } from './group-table.tsx';
import { askedGroups, shownAtMost, soundSetup, startSetup } from './grouping.ts';
import type { Group, GroupSetup, Grouped } from './grouping.ts';
import { shortNumber } from './slices.ts';

/** A book gathered into groups: figures of each, a picture, and the rows behind them. */
export function Groups(): ReactNode {
  const { caseId, table } = useParams({ from: '/case/$caseId/books/$table/groups' });
  const name = table as TableName;
  const [setup, setSetup, read] = useRemembered<GroupSetup>(groupsKey(caseId, name), startSetup(name));
  if (!read) return <Reading />;
  return <GroupPage key={`${caseId} ${table}`} caseId={caseId} table={name} setup={soundSetup(setup, name)} setSetup={setSetup} />;
}

type PageProps = {
  readonly caseId: string;
  readonly table: TableName;
  readonly setup: GroupSetup;
  readonly setSetup: (setup: GroupSetup) => void;
};

type Open = 'filters' | 'export' | null;

function GroupPage(props: PageProps): ReactNode {
  const { say } = useSpeech();
  const { caseId, table, setup, setSetup } = props;
  const [open, setOpen] = useState<Open>(null);
  const title = say('explore.groups.doing', { table: say(`table.${table}`) });
  const { groups, aggregates, order, filters, search } = setup;
  const all = useAsk('case.get', { caseId }).data?.tables.find((t) => t.table === table)?.rows;
  const found = useLong(
    'rows.group',
    { caseId, table, filters: asked(filters), search, groups: askedGroups(groups), aggregates: [...aggregates], order, limit: shownAtMost },
    title,
    { enabled: groups.length > 0, of: all ?? 0 },
  );
  const job = useJob(title);
  const { data } = found;
  return (
    <>
      <GroupBar {...props} grouped={data} onOpen={setOpen} />
      {found.error === null ? null : <Refusal error={found.error} />}
      {data === undefined ? (
        <div className="page">{job === undefined ? null : <JobView job={job} />}</div>
      ) : data.total === 0 ? (
        <Blank title={say('books.nothingFound')} text={say(all === 0 ? 'books.none.text' : 'books.nothingFound.text')}>
          <Button kind="primary" onPress={() => setSetup({ ...setup, filters: [], search: '' })}>
            {say('books.showAll')}
          </Button>
        </Blank>
      ) : (
        <GroupView {...props} grouped={data} />
      )}
      <GroupDialogs {...props} grouped={data} open={open} close={() => setOpen(null)} />
    </>
  );
}

type BarProps = PageProps & { readonly grouped: Grouped | undefined; readonly onOpen: (open: Open) => void };

/** What is gathered, how, and from which rows. */
function GroupBar({ caseId, table, setup, setSetup, grouped, onOpen }: BarProps): ReactNode {
  const { say, count } = useSpeech();
  const { filters, search } = setup;
  const nothing = grouped === undefined || grouped.total === 0;
  useCommands([
    { id: 'books.filters', title: say('explore.filters'), group: 'do', keys: 'Ctrl+Shift+L', run: () => onOpen('filters') },
    ...(nothing
      ? []
      : [{ id: 'books.export', title: say('explore.export'), group: 'do' as const, keys: 'Ctrl+Shift+E', run: () => onOpen('export') }]),
  ]);
  return (
    <header className="work-head compact">
      <div className="bar-row">
        <h1>{say(`table.${table}`)}</h1>
        <BookParts caseId={caseId} table={table} here="groups" filters={filters} search={search} />
        <span className="quiet">
          {grouped === undefined ? '' : say('explore.groups.count', { n: grouped.total, rows: count(grouped.rows) })}
        </span>
        <span className="spring" />
        <span className="bar-icons">
          <IconButton
            icon={<ListFilter className="icon" aria-hidden />}
            label={say('explore.filters')}
            keys="Ctrl+Shift+L"
            onPress={() => onOpen('filters')}
          />
          <IconButton
            icon={<Download className="icon" aria-hidden />}
            label={say('explore.export')}
            keys="Ctrl+Shift+E"
            disabled={nothing}
            onPress={() => onOpen('export')}
          />
        </span>
        <SavedViews caseId={caseId} table={table} here="groups" />
      </div>
      <GroupControls table={table} setup={setup} onSetup={setSetup} />
      <FilterChips
        table={table}
        filters={filters}
        onFilters={(next) => setSetup({ ...setup, filters: next })}
        onEdit={() => onOpen('filters')}
      />
      {search === '' ? null : (
        <div className="bar-row">
          <span className="chip">
            {say('explore.words')} <b>{search}</b>
          </span>
          <Button small kind="bare" onPress={() => setSetup({ ...setup, search: '' })}>
            {say('explore.words.drop')}
          </Button>
        </div>
      )}
    </header>
  );
}

type DialogsProps = PageProps & { readonly grouped: Grouped | undefined; readonly open: Open; readonly close: () => void };

function GroupDialogs({ caseId, table, setup, setSetup, grouped, open, close }: DialogsProps): ReactNode {
  const { groups, aggregates, filters, search } = setup;
  if (open === 'filters') {
    const set = (next: GroupSetup['filters']): void => setSetup({ ...setup, filters: next });
    return <FilterBuilder caseId={caseId} table={table} filters={filters} onFilters={set} close={close} />;
  }
  if (open !== 'export' || grouped === undefined) return null;
  return (
    <ExportDialog
      caseId={caseId}
      table={table}
      query={{ filters, search, sort: [] }}
      rows={grouped.total}
      shown={[]}
      groups={{ groups, aggregates }}
      close={close}
    />
  );
}

/** Goes to the rows of a group; the way back leads to the groups as they are. */
function useDrill(caseId: string, table: TableName, search: string): (group: Group) => void {
  const go = useNavigate();
  const { setView } = useBookView(caseId, table);
  return (group) => {
    setView((last) => ({ ...last, filters: group.filters, search }));
    void go({ to: '/case/$caseId/books/$table', params: { caseId, table } });
  };
}

function GroupView({ caseId, table, setup, setSetup, grouped }: PageProps & { readonly grouped: Grouped }): ReactNode {
  const speech = useSpeech();
  const { say } = speech;
  const drill = useDrill(caseId, table, setup.search);
  const [picture, setPicture] = useRemembered('groups.picture', true);
  const money = useMemo(() => ({ national: grouped.national, digits: grouped.digits }), [grouped.national, grouped.digits]);
  const bars = useMemo(() => barsOf({ grouped, setup, table, money }, speech), [grouped, setup, table, money, speech]);
  return (
    <div className="group-view">
      <div className="group-side">
        <GroupTable grouped={grouped} setup={setup} table={table} money={money} onSetup={setSetup} onOpen={drill} />
        <div className="grid-foot">
          <span>{say('explore.groups.open')}</span>
          {grouped.groups.length < grouped.total ? <span className="amber">{say('explore.groups.first', { n: shownAtMost })}</span> : null}
          <span className="spring" />
          <button type="button" className="way" aria-pressed={picture} onClick={() => setPicture(!picture)}>
            {say('chart.asPicture')}
          </button>
        </div>
      </div>
      {picture ? (
        <section className="group-picture" aria-label={bars.label}>
          <h3>{bars.label}</h3>
          <PickBars
            label={bars.label}
            bars={bars.bars}
            lying
            tick={(value) => shortNumber(value, speech)}
            hint={say('explore.bar.hint')}
            onPick={(index) => {
              const group = grouped.groups[index];
              if (group !== undefined) drill(group);
            }}
          />
        </section>
      ) : null}
    </div>
  );
}
