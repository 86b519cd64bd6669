import { useApi, useForgetCase } from '../../parts/api.tsx';
import { useNotices } from '../../parts/notices.tsx';
import { useSay } from '../../parts/words.tsx';
import type { EvidenceLink } from './shapes.ts';

type Tie = Pick<EvidenceLink, 'linkId' | 'evidence' | 'regionId' | 'target' | 'note'>;

/** Unties an item from what it supports and offers to tie it again. */
export function useRemoveLink(caseId: string): (link: Tie) => void {
  const say = useSay();
  const api = useApi();
  const forget = useForgetCase();
  const { attempt, tell } = useNotices();
  return ({ linkId, evidence, regionId, target, note }) =>
    void attempt(async () => {
      await api.call['link.remove']({ caseId, linkId });
      forget(caseId);
      const again = (): void =>
        void attempt(async () => {
          await api.call['link.add']({ caseId, evidence, regionId, target, note });
          forget(caseId);
        });
      tell(say('ev.link.removed'), { label: say('undo'), run: again });
    });
}
