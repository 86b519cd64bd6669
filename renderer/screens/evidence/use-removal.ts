import { useApi, useForgetCase } from '../../parts/api.tsx';
import { useNotices } from '../../parts/notices.tsx';
import { useSay } from '../../parts/words.tsx';
import type { EvidenceHeader } from './shapes.ts';

export type Removal = { readonly remove: (item: EvidenceHeader) => void; readonly restore: (item: EvidenceHeader) => void };

/** Takes an item out of the lists and puts it back; its bytes and history stay. */
export function useItemRemoval(caseId: string): Removal {
  const say = useSay();
  const api = useApi();
  const forget = useForgetCase();
  const { attempt, tell } = useNotices();
  const restore = ({ evidenceId }: EvidenceHeader): void =>
    void attempt(async () => {
      await api.call['evidence.restore']({ caseId, evidenceId });
      forget(caseId);
    });
  const remove = (item: EvidenceHeader): void =>
    void attempt(async () => {
      await api.call['evidence.remove']({ caseId, evidenceId: item.evidenceId });
      forget(caseId);
      tell(say('ev.removedNow', { name: item.name, marks: item.regions }), { label: say('undo'), run: () => restore(item) });
    });
  return { remove, restore };
}
