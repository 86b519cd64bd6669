import { legalDay } from '../../domain/calendar/legal-day.ts';
import type { RulePack } from '../../domain/packs/rule-pack.ts';
import type { Day } from '../../domain/model/scalars.ts';
import type { Session } from './session.ts';

/** The legal day of this moment in the pack's time zone, unless the day was given. */
export const legalToday = (session: Session, pack: Pick<RulePack, 'timeZone'>): Day =>
  session.today ?? legalDay(pack, Date.parse(session.now()));
