import { useNavigate, useRouter } from '@tanstack/react-router';
import type { Lang } from '../../../domain/model/words.ts';
import { useApi, useForgetCase } from '../../parts/api.tsx';
import { useJob, useRunJob } from '../../parts/jobs.tsx';
import type { Job } from '../../parts/jobs.tsx';
import { useNotices } from '../../parts/notices.tsx';
import { useSay } from '../../parts/words.tsx';

/** The report that is being made, if one is. */
export function useReportJob(): Job | undefined {
  return useJob(useSay()('documents.creating'));
}

/** Makes a report and opens it; it goes on when the screen is left, and is then offered. */
export function useCreateReport(caseId: string): (lang: Lang, sign: boolean) => Promise<boolean> {
  const say = useSay();
  const api = useApi();
  const go = useNavigate();
  const router = useRouter();
  const run = useRunJob();
  const forget = useForgetCase();
  const { attempt, tell } = useNotices();
  return async (lang, sign) => {
    const made = await attempt(() =>
      run(say('documents.creating'), (options) => api.call['report.create']({ caseId, lang, sign, to: null }, options)),
    );
    if (made === undefined) return false;
    forget(caseId);
    const open = (replace: boolean): void =>
      void go({ to: '/case/$caseId/documents', params: { caseId }, search: { at: made.documentId }, replace });
    const text = say('documents.created', { pages: made.pages });
    if (router.state.location.pathname.endsWith(`/${caseId}/documents`)) {
      open(true);
      tell(text);
    } else tell(text, { label: say('documents.show'), run: () => open(false) });
    return true;
  };
}
