import type { EvidenceMeta } from '../../contract/rpc/evidence.ts';
import type { Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import type { EvidenceFields } from '../../db/repositories/evidence.ts';
import type { Canonical, Fields } from '../../domain/caselog/operation.ts';
import { isClockOffset, isTakenAt } from '../../domain/evidence/clock.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import { casePack } from './case-pack.ts';
import { clean } from './evidence-text.ts';
import type { Session } from './session.ts';

type Origin = Output<AssayCalls['evidence.list']>['items'][number]['origin'];

const invalid = (at: string): never => {
  throw new Refused({ code: 'field_invalid', at });
};

/** @throws Refused field_invalid for a time or an offset that is none */
function checkTimes({ takenAt = '', clockOffset = '' }: EvidenceMeta): void {
  if (takenAt !== '' && !isTakenAt(takenAt)) invalid('takenAt');
  if (clockOffset !== '' && !isClockOffset(clockOffset)) invalid('clockOffset');
}

const isPhoto = (origin: Origin): boolean => origin === 'camera' || origin === 'phone';

/** What the case's pack asks before a photo is kept. @throws Refused case_missing */
export const photoPolicy = (session: Session, caseId: CaseId): Output<AssayCalls['evidence.policy']> => ({
  questions: (casePack(session, caseId).pack.photoPolicy ?? []).map(({ id, text, status }) => ({
    id,
    text: { ...text },
    verified: status === 'verified',
  })),
});

/**
 * What a person says of new evidence.
 * @throws Refused field_invalid; photo_policy_unanswered with the questions that have no answer, where the pack asks them for this origin
 */
export function checkMeta(session: Session, caseId: CaseId, { origin, meta }: { origin: Origin; meta: EvidenceMeta }): void {
  checkTimes(meta);
  const asked = isPhoto(origin) ? photoPolicy(session, caseId).questions : [];
  const open = asked.filter(({ id }) => meta.policy?.[id] === undefined).map(({ id }) => id);
  if (open.length > 0) throw new Refused({ code: 'photo_policy_unanswered', at: open.join(', ') });
}

const isEmpty = (value: unknown): boolean => value === '' || (Array.isArray(value) && value.length === 0);

/** Fields of an operation out of what was said: empty ones say nothing. */
export function fieldsOf(meta: EvidenceMeta): Fields {
  const { tags, policy, ...texts } = meta;
  const said = Object.entries(texts).flatMap(([name, value]) =>
    value === undefined || isEmpty(value) ? [] : [[name, clean(value)] as const],
  );
  return {
    ...Object.fromEntries(said),
    ...(tags === undefined || tags.length === 0 ? {} : { tags: [...new Set(tags.map((tag) => clean(tag.trim())))] }),
    ...(policy === undefined ? {} : { policy }),
  };
}

/** What the item leaves open and is said now; what it says already stays. */
export function missingFields(known: EvidenceFields, said: Fields): Fields {
  const open = (name: string): boolean => (known as Readonly<Record<string, Canonical>>)[name] === null;
  return Object.fromEntries(Object.entries(said).filter(([name]) => open(name)));
}

/**
 * What a person changes: an empty text or list takes the value away.
 * @returns only what differs @throws Refused field_invalid
 */
export function changedFields(known: EvidenceFields, set: EvidenceMeta): Fields {
  checkTimes(set);
  const before = known as Readonly<Record<string, Canonical>>;
  const after: Record<string, Canonical> = { ...fieldsOf(set) };
  for (const [name, value] of Object.entries(set)) if (isEmpty(value)) after[name] = null;
  return Object.fromEntries(
    Object.entries(after).filter(([name, value]) => JSON.stringify(before[name] ?? null) !== JSON.stringify(value)),
  );
}
