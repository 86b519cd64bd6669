import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useApi } from '../../parts/api.tsx';
import { useJob, useRunJob } from '../../parts/jobs.tsx';
import type { Job } from '../../parts/jobs.tsx';
import { useNotices } from '../../parts/notices.tsx';
import { useSay } from '../../parts/words.tsx';

/** The demonstration case with its invented books: made when asked for, then opened. */
export function useDemo(): { readonly job: Job | undefined; readonly open: () => void } {
  const say = useSay();
  const api = useApi();
  const client = useQueryClient();
  const go = useNavigate();
  const run = useRunJob();
  const { attempt } = useNotices();
  const title = say('cases.demo.working');
  const job = useJob(title);
  const open = async (): Promise<void> => {
    await attempt(async () => {
      const { caseId } = await run(title, (options) => api.call['demo.create']({}, options));
      await client.invalidateQueries({ queryKey: ['case.list'] });
      await go({ to: '/case/$caseId', params: { caseId } });
    });
  };
  return { job, open: () => void (job === undefined ? open() : undefined) };
}
