import { useAsk } from '../../../parts/api.tsx';

/** Names the books as they are: the imports that stand and the values that were set over theirs. Undefined until it is known. */
export function useBooksStamp(caseId: string): string | undefined {
  const imports = useAsk('case.get', { caseId }).data?.imports;
  const set = useAsk('row.overrides', { caseId, row: null }).data?.overrides;
  if (imports === undefined || set === undefined) return undefined;
  return [...imports.map((one) => one.importId), ...set.map(({ overrideId, at }) => `${overrideId} ${at}`)].join();
}
