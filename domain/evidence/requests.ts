import { dayNumber } from '../calendar/day.ts';
import { daysInMonth } from '../model/scalars.ts';
import type { Day } from '../model/scalars.ts';

export type RequestState = 'draft' | 'sent' | 'answered' | 'closed';
export type ItemState = 'asked' | 'partly' | 'received' | 'refused' | 'returned';

type Days = { readonly state: RequestState; readonly askedOn: Day | null; readonly dueOn: Day | null };
type ItemDays = {
  readonly state: ItemState;
  readonly periodFrom: Day | null;
  readonly periodTo: Day | null;
  readonly receivedOn: Day | null;
  readonly returnedOn: Day | null;
};

const before = (day: Day | null, other: Day | null): boolean => day !== null && other !== null && day < other;

/** @returns the field that contradicts the others, or null: a request that was sent has a day, and an answer is due after it */
export function requestProblem({ state, askedOn, dueOn }: Days): 'askedOn' | 'dueOn' | null {
  if (state !== 'draft' && askedOn === null) return 'askedOn';
  return before(dueOn, askedOn) ? 'dueOn' : null;
}

/** @returns the field that contradicts the others, or null: what was received has a day, what was returned had been received */
export function itemProblem(item: ItemDays): 'periodTo' | 'receivedOn' | 'returnedOn' | null {
  if (before(item.periodTo, item.periodFrom)) return 'periodTo';
  if ((item.state === 'received' || item.state === 'partly' || item.state === 'returned') && item.receivedOn === null) return 'receivedOn';
  if (item.state === 'returned' && item.returnedOn === null) return 'returnedOn';
  return before(item.returnedOn, item.receivedOn) ? 'returnedOn' : null;
}

/** Still owed by whoever was asked. */
export const isOpen = (state: ItemState): boolean => state === 'asked' || state === 'partly';

/**
 * Calendar days since the answer was due, while something is still owed.
 * @param items states of its items; a request without items is owed as long as nobody answered it @returns 0 when nothing is late
 */
export function overdueDays(request: Days, items: readonly ItemState[], today: Day): number {
  if (request.dueOn === null || request.state === 'draft' || request.state === 'closed') return 0;
  const owed = items.length === 0 ? request.state === 'sent' : items.some(isOpen);
  return owed ? Math.max(0, dayNumber(today) - dayNumber(request.dueOn)) : 0;
}

/** First and last day of a month `YYYY-MM`; null when it is none. */
export function monthDays(month: string): { readonly from: Day; readonly to: Day } | null {
  const parts = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(month);
  if (parts === null || Number(parts[1]) < 1000) return null;
  const last = daysInMonth(Number(parts[1]), Number(parts[2]));
  return { from: `${month}-01` as Day, to: `${month}-${String(last).padStart(2, '0')}` as Day };
}
