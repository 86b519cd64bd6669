import { useEffect, useState } from 'react';
import { useApi, useForgetCase } from '../../parts/api.tsx';
import { createDraftWriter } from './draft-writer.ts';
import type { Saving } from './draft-writer.ts';
import type { Finding } from './finding.ts';

export type Draft = Pick<Finding, 'title' | 'condition' | 'criteria' | 'cause' | 'corrections' | 'response'>;
export type { Saving } from './draft-writer.ts';

const draftOf = (f: Finding): Draft => ({
  title: f.title,
  condition: f.condition,
  criteria: f.criteria,
  cause: f.cause,
  corrections: f.corrections,
  response: f.response,
});

/** A correction without its value says nothing yet: it waits on the screen until it has one. */
const ready = (set: Partial<Draft>): Partial<Draft> =>
  set.corrections === undefined ? set : { ...set, corrections: set.corrections.filter((c) => c.audited !== '') };

/**
 * A finding that is written while a person types: 400 ms after the last key, on leaving the field and before the window locks, only the
 * fields that changed. What was refused stays in the field and is tried again with the next change.
 */
export function useSaved(caseId: string, finding: Finding) {
  const api = useApi();
  const forget = useForgetCase();
  const [draft, setDraft] = useState<Draft>(() => draftOf(finding));
  const [{ saving, refusal }, setState] = useState<{ saving: Saving; refusal: unknown }>({ saving: 'saved', refusal: null });
  const { findingId } = finding;
  const [writer] = useState(() =>
    createDraftWriter<Draft>({
      key: `finding.${findingId}`,
      ready,
      send: async (set) => {
        await api.call['finding.change']({ caseId, findingId, set });
        forget(caseId);
      },
      // what was refused is said until it has been written
      tell: (saving, refusal) => setState((now) => ({ saving, refusal: saving === 'writing' ? now.refusal : refusal })),
    }),
  );
  const set = (change: Partial<Draft>): void => {
    setDraft((now) => ({ ...now, ...change }));
    writer.change(change);
  };
  useEffect(() => writer.flush, [writer]);
  return { draft, set, flush: writer.flush, saving, refusal };
}
