import { useApi, useForgetCase } from '../../parts/api.tsx';
import type { EvidenceHeader, Meta } from './shapes.ts';
import { useSavedText } from './use-saved-text.ts';
import type { SavedText } from './use-saved-text.ts';

const metaOf = (item: EvidenceHeader): Meta => ({
  obtainedFrom: item.obtainedFrom,
  legalBasis: item.legalBasis ?? '',
  requestNo: item.requestNo ?? '',
  medium: item.medium ?? '',
  mediumSerial: item.mediumSerial ?? '',
  program: item.program ?? '',
  programVersion: item.programVersion ?? '',
  takenAt: item.takenAt ?? '',
  clockOffset: item.clockOffset ?? '',
  device: item.device ?? '',
  tags: item.tags ?? [],
  description: item.description ?? '',
  class: item.class,
});

/** What is known of an item, written while a person types. */
export function useMeta(caseId: string, item: EvidenceHeader): SavedText<Meta> {
  const api = useApi();
  const forget = useForgetCase();
  const { evidenceId } = item;
  return useSavedText<Meta>(`evidence.${evidenceId}`, metaOf(item), async (set) => {
    await api.call['evidence.change']({ caseId, evidenceId, set });
    forget(caseId);
  });
}
