import { createContext, useContext, useMemo, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import type { CallOptions, Progress } from '../../contract/rpc/call.ts';

/** Work that lasts: it lives in the status bar and survives leaving the screen. */
export type Job = {
  readonly id: number;
  readonly title: string;
  readonly startedAt: number;
  readonly progress: Progress | null;
  readonly cancel: () => void;
};

type Jobs = {
  readonly all: () => readonly Job[];
  readonly subscribe: (listener: () => void) => () => void;
  /** @returns what the work returns; rejects as the work does */
  readonly run: <T>(title: string, work: (options: CallOptions) => Promise<T>) => Promise<T>;
};

function createJobs(): Jobs {
  let jobs: readonly Job[] = [];
  let last = 0;
  const listeners = new Set<() => void>();
  const set = (next: readonly Job[]): void => {
    jobs = next;
    for (const listener of listeners) listener();
  };
  return {
    all: () => jobs,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    run: async (title, work) => {
      last += 1;
      const id = last;
      const abort = new AbortController();
      const cancel = (): void => abort.abort();
      set([...jobs, { id, title, startedAt: performance.now(), progress: null, cancel }]);
      const onProgress = (progress: Progress): void => set(jobs.map((job) => (job.id === id ? { ...job, progress } : job)));
      try {
        return await work({ signal: abort.signal, onProgress });
      } finally {
        set(jobs.filter((job) => job.id !== id));
      }
    },
  };
}

const JobContext = createContext<Jobs | null>(null);

export function JobProvider(props: { readonly children: ReactNode }): ReactNode {
  const [jobs] = useState(createJobs);
  return <JobContext value={jobs}>{props.children}</JobContext>;
}

function useStore(): Jobs {
  const jobs = useContext(JobContext);
  if (jobs === null) throw new Error('jobs outside JobProvider');
  return jobs;
}

/** Starts lasting work. */
export const useRunJob = (): Jobs['run'] => useStore().run;

export function useJobs(): readonly Job[] {
  const store = useStore();
  return useSyncExternalStore(store.subscribe, store.all);
}

/** The running job with this title, for the screen that started it. */
export function useJob(title: string): Job | undefined {
  const jobs = useJobs();
  return useMemo(() => jobs.find((job) => job.title === title), [jobs, title]);
}
