import { useNavigate } from '@tanstack/react-router';
import { useApi, useAsk, useForgetCase } from '../../../parts/api.tsx';
import { useNotices } from '../../../parts/notices.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { askedItem } from './request-shapes.ts';
import type { Missing } from './request-shapes.ts';

/** What is missing, in words: records of a kind, of one month. */
export function useMissingWords(): (missing: Missing) => string {
  const { say } = useSpeech();
  return ({ table, month }) => say('ev.request.missing', { table: say(`table.${table}`), month: month.slice(5), year: month.slice(0, 4) });
}

/** Begins a request to the inspected person and opens it; what is missing is its first item. */
export function useNewRequest(caseId: string): (missing: Missing | null) => void {
  const { say } = useSpeech();
  const api = useApi();
  const go = useNavigate();
  const forget = useForgetCase();
  const { attempt } = useNotices();
  const words = useMissingWords();
  const addressee = useAsk('case.get', { caseId }).data?.header.trader ?? '';
  return (missing) =>
    void attempt(async () => {
      const request = {
        number: '',
        title: say('ev.request.new'),
        addressee: addressee === '' ? say('ev.request.addressee') : addressee,
        basis: '',
        askedOn: null,
        dueOn: null,
        state: 'draft' as const,
        note: '',
      };
      const items = missing === null ? [] : [askedItem(words(missing), missing)];
      const { requestId } = await api.call['request.add']({ caseId, request, items });
      forget(caseId);
      await go({ to: '/case/$caseId/requests/$requestId', params: { caseId, requestId }, replace: missing !== null });
    });
}
