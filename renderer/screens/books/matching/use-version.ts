import { useCallback, useEffect, useRef, useState } from 'react';
import type { AssayEvent } from '../../../../contract/events/index.ts';
import { useEvents } from '../../../parts/api.tsx';

/** Many decisions come in pieces: what shows them is read again when they have stopped coming. */
const settleMs = 250;

const changing: readonly string[] = ['match', 'import', 'override'];

/** How often matches and books of the case changed while this is shown. */
export function useMatchVersion(caseId: string): number {
  const [version, setVersion] = useState(0);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const hear = useCallback(
    (event: AssayEvent) => {
      if (event.kind !== 'case.changed' || event.caseId !== caseId || !event.entities.some((one) => changing.includes(one))) return;
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setVersion((now) => now + 1), settleMs);
    },
    [caseId],
  );
  useEvents(hear);
  useEffect(() => () => clearTimeout(timer.current), []);
  return version;
}
