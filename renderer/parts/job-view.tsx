import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { Progress } from '../../contract/rpc/call.ts';
import { Button } from './button.tsx';
import type { Job } from './jobs.tsx';
import { useSpeech } from './words.tsx';
import type { Speech } from './words.tsx';

/** @returns the share done in whole percent, 0 while the total is unknown */
export const shareOf = (progress: Progress | null): number =>
  progress === null || progress.total <= 0 ? 0 : Math.min(100, Math.floor((progress.done / progress.total) * 100));

/** @returns whole seconds still to go at the pace so far, or null when that cannot be told yet */
function secondsLeft(job: Job, now: number): number | null {
  const { progress } = job;
  const spent = now - job.startedAt;
  if (progress === null || progress.done <= 0 || progress.total <= progress.done || spent < 1_500) return null;
  return Math.ceil(((spent / progress.done) * (progress.total - progress.done)) / 1_000);
}

/** What is being done, how far, how long. */
export function jobStory(job: Job, speech: Speech): string {
  const { say, has, count } = speech;
  if (job.progress === null) return job.title;
  const { stage, done, total } = job.progress;
  const left = secondsLeft(job, performance.now());
  const key = has(`job.${stage}`) ? `job.${stage}` : 'job.far';
  const far = say(key, { done: count(done), total: count(total) });
  return left === null ? far : say('job.farAndLeft', { far, left: say('job.left', { seconds: left }) });
}

/** Nothing for the first 300 ms: short work needs no story. */
export function useLate(ms = 300): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), ms);
    return () => clearTimeout(timer);
  }, [ms]);
  return late;
}

export function ProgressBar(props: { readonly label: string; readonly percent: number }): ReactNode {
  return (
    <div
      className="progress"
      role="progressbar"
      aria-label={props.label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={props.percent}
    >
      <div style={{ width: `${props.percent}%` }} />
    </div>
  );
}

/** A job on the screen that waits for it. */
export function JobView(props: { readonly job: Job }): ReactNode {
  const speech = useSpeech();
  const late = useLate();
  if (!late) return null;
  return (
    <div className="work-story">
      <span>{jobStory(props.job, speech)}</span>
      <ProgressBar label={props.job.title} percent={shareOf(props.job.progress)} />
      <div>
        <Button small onPress={props.job.cancel}>
          {speech.say('job.cancel')}
        </Button>
      </div>
    </div>
  );
}
