import { useNavigate } from '@tanstack/react-router';
import { useApi, useForgetCase } from '../../../parts/api.tsx';
import { useNotices } from '../../../parts/notices.tsx';
import { useSay } from '../../../parts/words.tsx';
import type { DataRequest } from './request-shapes.ts';

/** Takes a request away and offers to put it back with all its items. */
export function useRequestRemoval(caseId: string): { readonly remove: (request: DataRequest) => void } {
  const say = useSay();
  const api = useApi();
  const go = useNavigate();
  const forget = useForgetCase();
  const { attempt, tell } = useNotices();
  const back = ({ requestId }: DataRequest): void =>
    void attempt(async () => {
      await api.call['request.restore']({ caseId, requestId });
      forget(caseId);
      await go({ to: '/case/$caseId/requests/$requestId', params: { caseId, requestId } });
    });
  return {
    remove: (request) =>
      void attempt(async () => {
        await api.call['request.remove']({ caseId, requestId: request.requestId });
        await go({ to: '/case/$caseId/requests', params: { caseId } });
        forget(caseId);
        tell(say('ev.request.removed'), { label: say('undo'), run: () => back(request) });
      }),
  };
}
