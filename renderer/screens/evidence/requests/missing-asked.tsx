import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useApi, useForgetCase } from '../../../parts/api.tsx';
import { Button } from '../../../parts/button.tsx';
import { useNotices } from '../../../parts/notices.tsx';
import { useSay } from '../../../parts/words.tsx';
import { askedItem } from './request-shapes.ts';
import type { DataRequest, Missing } from './request-shapes.ts';
import { useMissingWords, useNewRequest } from './use-new-request.ts';

type AskedProps = { readonly caseId: string; readonly missing: Missing; readonly requests: readonly DataRequest[] };

/** Records of a month are missing: they are asked for in a new request, or in one that has not been sent yet. */
export function MissingAsked({ caseId, missing, requests }: AskedProps): ReactNode {
  const say = useSay();
  const api = useApi();
  const go = useNavigate();
  const forget = useForgetCase();
  const { attempt } = useNotices();
  const create = useNewRequest(caseId);
  const words = useMissingWords();
  const drafts = requests.filter((one) => one.state === 'draft');
  const addTo = ({ requestId }: DataRequest): void =>
    void attempt(async () => {
      const { itemId } = await api.call['requestItem.add']({ caseId, requestId, item: askedItem(words(missing), missing) });
      forget(caseId);
      await go({ to: '/case/$caseId/requests/$requestId', params: { caseId, requestId }, search: { at: itemId }, replace: true });
    });
  return (
    <div className="say-so amber">
      <div>
        {say('ev.request.askFor', { what: words(missing) })}
        <div className="actions">
          <Button small kind="primary" autoFocus onPress={() => create(missing)}>
            {say('ev.request.askNew')}
          </Button>
          {drafts.map((draft) => (
            <Button small key={draft.requestId} onPress={() => addTo(draft)}>
              {say('ev.request.askIn', { title: draft.title })}
            </Button>
          ))}
          <Button small onPress={() => void go({ to: '/case/$caseId/requests', params: { caseId }, replace: true })}>
            {say('dialog.cancel')}
          </Button>
        </div>
      </div>
    </div>
  );
}
