import { useEffect, useRef, useState } from 'react';
import { useApi, useForgetCase } from '../../parts/api.tsx';
import { useStable } from '../../parts/latest.ts';
import type { Finding } from './finding.ts';

export type Draft = Pick<Finding, 'title' | 'condition' | 'criteria' | 'cause' | 'corrections' | 'response'>;
export type Saving = 'saved' | 'writing' | 'refused';

const writeAfterMs = 400;

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
 * A finding that is written while a person types: 400 ms after the last key and on leaving the field, only the fields that changed.
 * What was refused stays in the field and is tried again with the next change.
 */
export function useSaved(caseId: string, finding: Finding) {
  const api = useApi();
  const forget = useForgetCase();
  const [draft, setDraft] = useState<Draft>(() => draftOf(finding));
  const [saving, setSaving] = useState<Saving>('saved');
  const [refusal, setRefusal] = useState<unknown>(null);
  const waiting = useRef<Partial<Draft>>({});
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const writing = useRef<Promise<void>>(Promise.resolve());
  const { findingId } = finding;

  const write = async (): Promise<void> => {
    const set = ready(waiting.current);
    waiting.current = {};
    if (Object.keys(set).length === 0) return setSaving('saved');
    try {
      await api.call['finding.change']({ caseId, findingId, set });
      setRefusal(null);
      setSaving(Object.keys(waiting.current).length === 0 ? 'saved' : 'writing');
      forget(caseId);
    } catch (error) {
      waiting.current = { ...set, ...waiting.current };
      setRefusal(error);
      setSaving('refused');
    }
  };
  // One after the other: an older text must never be written over a newer one.
  const flush = (): void => {
    clearTimeout(timer.current);
    writing.current = writing.current.then(write);
  };
  const set = (change: Partial<Draft>): void => {
    setDraft((now) => ({ ...now, ...change }));
    waiting.current = { ...waiting.current, ...change };
    setSaving('writing');
    clearTimeout(timer.current);
    timer.current = setTimeout(flush, writeAfterMs);
  };
  const leave = useStable(flush);
  useEffect(() => leave, [leave]);
  return { draft, set, flush, saving, refusal };
}
