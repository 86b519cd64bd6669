import './evidence.css';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useApi, useAsk } from '../../parts/api.tsx';
import { Blank, Reading } from '../../parts/blank.tsx';
import { Button } from '../../parts/button.tsx';
import { useCommands } from '../../parts/commands.tsx';
import { Refusal } from '../../parts/failure.tsx';
import { JobView } from '../../parts/job-view.tsx';
import { useJobs } from '../../parts/jobs.tsx';
import { useNotices } from '../../parts/notices.tsx';
import { useSpeech } from '../../parts/words.tsx';
import { CameraDialog } from './camera-dialog.tsx';
import { FilterBar, fits, noFilter } from './filter-bar.tsx';
import type { ListFilter } from './filter-bar.tsx';
import { FoundText } from './found-text.tsx';
import { ItemDetail } from './item-detail.tsx';
import { ItemTable } from './item-table.tsx';
import { PhoneDialog } from './phone-dialog.tsx';
import type { EvidenceHeader } from './shapes.ts';
import { useAdding } from './use-adding.ts';
import type { Adding } from './use-adding.ts';
import { useDropHere, usePaste } from './use-arrivals.ts';

/** Everything that the case keeps as evidence, whichever way it came in. */
export function EvidenceList(): ReactNode {
  const { caseId } = useParams({ from: '/case/$caseId/evidence' });
  const { at } = useSearch({ from: '/case/$caseId/evidence' });
  const { say } = useSpeech();
  const go = useNavigate();
  const [filter, setFilter] = useState<ListFilter>(noFilter);
  const list = useAsk('evidence.list', { caseId, find: filter.find, removed: filter.removed }, { keep: true });
  const adding = useAdding(caseId);
  const over = useDropHere({ element: document.body, adding });
  usePaste(adding);
  const all = list.data?.items ?? [];
  const items = all.filter((item) => fits(item, filter));
  const chosen = items.find((item) => item.evidenceId === at) ?? items[0];
  const empty = all.length === 0 && filter === noFilter;
  const open = (item: EvidenceHeader): void =>
    void go({ to: '/case/$caseId/evidence/$evidenceId', params: { caseId, evidenceId: item.evidenceId } });
  if (list.error !== null) return <Refusal error={list.error} />;
  if (list.isPending) return <Reading />;
  return (
    <>
      <Head caseId={caseId} adding={adding} empty={empty} />
      {empty ? null : <FilterBar filter={filter} setFilter={setFilter} shown={items.length} all={all.length} />}
      {empty ? null : (
        <ItemTable
          caseId={caseId}
          items={items}
          chosen={chosen}
          onSelect={(item) => void go({ to: '/case/$caseId/evidence', params: { caseId }, search: { at: item.evidenceId }, replace: true })}
          onOpen={open}
        />
      )}
      {empty || filter.find.trim().length < 2 ? null : <FoundText caseId={caseId} find={filter.find.trim()} />}
      {chosen === undefined ? null : <ItemDetail key={chosen.evidenceId} caseId={caseId} header={chosen} open={() => open(chosen)} />}
      {over ? <div className="drop-veil">{say('ev.drop')}</div> : null}
    </>
  );
}

type HeadProps = { readonly caseId: string; readonly adding: Adding; readonly empty: boolean };

/** The ways in: files, the camera, a phone; pasting and dropping are said. */
function Head({ caseId, adding, empty }: HeadProps): ReactNode {
  const { say } = useSpeech();
  const api = useApi();
  const { attempt } = useNotices();
  const [open, setOpen] = useState<'camera' | 'phone' | null>(null);
  const jobs = useJobs().filter((job) => job.progress?.stage.startsWith('evidence') === true);
  const files = (): void =>
    void attempt(async () => {
      const { paths } = await api.call['shell.pickFiles']({});
      if (paths.length > 0) await adding.files(paths, { origin: 'file' });
    });
  useCommands([
    { id: 'ev.files', title: say('ev.addFiles'), group: 'do', keys: 'Ctrl+O', run: files },
    { id: 'ev.camera', title: say('ev.takePhoto'), group: 'do', keys: 'Ctrl+Shift+P', run: () => setOpen('camera') },
    { id: 'ev.phone', title: say('ev.fromPhone'), group: 'do', run: () => setOpen('phone') },
  ]);
  const ways = (
    <>
      <Button small={!empty} kind={empty ? 'primary' : 'plain'} keys="Ctrl+O" onPress={files}>
        {say('ev.addFiles')}
      </Button>
      <Button small={!empty} onPress={() => setOpen('camera')}>
        {say('ev.takePhoto')}
      </Button>
      <Button small={!empty} onPress={() => setOpen('phone')}>
        {say('ev.fromPhone')}
      </Button>
    </>
  );
  return (
    <>
      <header className="work-head compact">
        <div className="bar-row">
          <h1>{say('sections.evidence')}</h1>
          <span className="spring" />
          {empty ? null : ways}
        </div>
        {jobs.map((job) => (
          <JobView key={job.id} job={job} />
        ))}
      </header>
      {empty ? (
        <Blank title={say('ev.none')} text={say('ev.none.text')}>
          {ways}
        </Blank>
      ) : null}
      {open === 'camera' ? <CameraDialog caseId={caseId} adding={adding} close={() => setOpen(null)} /> : null}
      {open === 'phone' ? <PhoneDialog caseId={caseId} adding={adding} close={() => setOpen(null)} /> : null}
    </>
  );
}
