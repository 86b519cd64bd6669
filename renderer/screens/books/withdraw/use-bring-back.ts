import { useApi, useForgetCase } from '../../../parts/api.tsx';
import { useRunJob } from '../../../parts/jobs.tsx';
import { useNotices } from '../../../parts/notices.tsx';
import { useSpeech } from '../../../parts/words.tsx';

/** Brings a withdrawn file back by reading its evidence again, as a job. */
export function useBringBack(caseId: string): (file: { readonly importId: string; readonly fileName: string }) => void {
  const api = useApi();
  const run = useRunJob();
  const forget = useForgetCase();
  const { say } = useSpeech();
  const { tell, attempt } = useNotices();
  return ({ importId, fileName }) =>
    void attempt(async () => {
      const title = say('changes.withdrawn.job', { file: fileName });
      const { rows } = await run(title, (options) => api.call['import.restore']({ caseId, importId }, options));
      forget(caseId);
      tell(say('changes.withdrawn.done', { file: fileName, rows }));
    });
}
