import { useNavigate } from '@tanstack/react-router';
import { useApi, useForgetCase } from '../../../parts/api.tsx';
import { useNotices } from '../../../parts/notices.tsx';
import { useSay } from '../../../parts/words.tsx';
import type { DataRequest } from './request-shapes.ts';

/** Takes a request away and offers to write it again with all its items. */
export function useRequestRemoval(caseId: string): { readonly remove: (request: DataRequest) => void } {
  const say = useSay();
  const api = useApi();
  const go = useNavigate();
  const forget = useForgetCase();
  const { attempt, tell } = useNotices();
  const again = ({ requestId: _id, items, overdue: _overdue, createdAt: _at, ...request }: DataRequest): void =>
    void attempt(async () => {
      const drafts = items.map(({ itemId: _item, requestId: _request, position: _position, ...draft }) => draft);
      const { requestId } = await api.call['request.add']({ caseId, request, items: drafts });
      forget(caseId);
      await go({ to: '/case/$caseId/requests/$requestId', params: { caseId, requestId } });
    });
  return {
    remove: (request) =>
      void attempt(async () => {
        await api.call['request.remove']({ caseId, requestId: request.requestId });
        await go({ to: '/case/$caseId/requests', params: { caseId } });
        forget(caseId);
        tell(say('ev.request.removed'), { label: say('undo'), run: () => again(request) });
      }),
  };
}
