import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { CircleQuestionMark, X } from 'lucide-react';
import { daysBetween } from '../days.ts';
import { useAsk } from '../../parts/api.tsx';
import { IconButton } from '../../parts/button.tsx';
import { jobStory, ProgressBar, shareOf, useLate } from '../../parts/job-view.tsx';
import { useJobs } from '../../parts/jobs.tsx';
import type { Job } from '../../parts/jobs.tsx';
import { useSay, useSpeech } from '../../parts/words.tsx';
import { LangChoice } from './lang-choice.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

/** What is true of the whole window: vault, network, what is not yet at HQ, running work, rules, language. */
export function StatusBar(props: { readonly openGuide: () => void }): ReactNode {
  const say = useSay();
  const { caseId } = useParams({ strict: false });
  const status = useAsk('vault.status', {});
  return (
    <footer className="status-bar">
      <span className="status-vault">{say('status.vault', { name: status.data?.name ?? '' })}</span>
      {caseId === undefined ? <span className="status-unsent">{say('status.offline')}</span> : <Unsent caseId={caseId} />}
      <RunningJobs />
      <span className="spring" />
      {caseId === undefined ? null : <Pack caseId={caseId} />}
      <IconButton
        icon={<CircleQuestionMark className="icon" aria-hidden />}
        label={say('guide.title')}
        keys="F1"
        onPress={props.openGuide}
      />
      <ThemeSwitch />
      <LangChoice />
    </footer>
  );
}

function Unsent(props: { readonly caseId: string }): ReactNode {
  const say = useSay();
  const { data } = useAsk('case.get', { caseId: props.caseId });
  const today = useAsk('today.get', {});
  if (data === undefined || today.data === undefined) return <span className="status-unsent">{say('status.offline')}</span>;
  // a clock that was set back makes nothing younger than today
  const days = Math.max(0, daysBetween(data.header.createdAt.slice(0, 10), today.data.today));
  return (
    <span className="status-unsent">
      {say('status.offline')} · <span className="amber strong">{say('status.unsent', { n: data.operations, days })}</span>
    </span>
  );
}

function Pack(props: { readonly caseId: string }): ReactNode {
  const { data } = useAsk('case.get', { caseId: props.caseId });
  const say = useSay();
  if (data === undefined) return null;
  const { pack, packVersion, unverified } = data.header;
  return <span className="status-pack">{say('status.pack', { pack, version: packVersion, n: unverified })}</span>;
}

function RunningJobs(): ReactNode {
  const jobs = useJobs();
  return (
    <div className="status-jobs" role="status">
      {jobs.map((job) => (
        <RunningJob key={job.id} job={job} />
      ))}
    </div>
  );
}

function RunningJob({ job }: { readonly job: Job }): ReactNode {
  const speech = useSpeech();
  if (!useLate()) return null;
  return (
    <span className="status-job">
      <span title={job.title}>{job.title}</span>
      {job.progress === null ? null : <span className="quiet">{jobStory(job, speech)}</span>}
      <ProgressBar label={job.title} percent={shareOf(job.progress)} />
      <IconButton
        icon={<X className="icon" aria-hidden />}
        label={speech.say('job.cancelNamed', { job: job.title })}
        onPress={job.cancel}
      />
    </span>
  );
}
