import { lastPosition, matchAs, matchesTouched, matchPlaces } from '../../db/repositories/matches.ts';
import type { MatchPlace } from '../../db/repositories/matches.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import type { Session } from './session.ts';

/**
 * Lists of decisions by kind and state as places in the log, held while the vault is open: a list of any length is opened anywhere at once.
 * They follow the log: what operations have touched since is looked up, nothing else.
 */
export type MatchLog = {
  /** place in the log up to which the lists hold */
  upto: number;
  /** places in rising order, by `<kind> <state>` */
  readonly lists: Map<string, Float64Array>;
  /** the last operation that touched a kind, as far as it is known */
  readonly touched: Map<string, number>;
};

const logs = new WeakMap<Session, Map<CaseId, Promise<MatchLog>>>();

const pageLength = 5_000;
const idsAtOnce = 500;
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const nameOf = ({ kind, state }: Pick<MatchPlace, 'kind' | 'state'>): string => `${kind} ${state}`;

async function readLog(session: Session, caseId: CaseId): Promise<MatchLog> {
  const { assay } = session.vault();
  const upto = assay.read((db) => lastPosition(db, caseId));
  const found = new Map<string, number[]>();
  for (let after: MatchPlace | null = null; ; ) {
    const from: MatchPlace | null = after;
    const page: readonly MatchPlace[] = assay.read((db) => matchPlaces(db, caseId, from, pageLength));
    for (const one of page) {
      const list = found.get(nameOf(one));
      if (list === undefined) found.set(nameOf(one), [one.position]);
      else list.push(one.position);
    }
    after = page.at(-1) ?? null;
    if (page.length < pageLength) break;
    await breathe();
  }
  const lists = new Map([...found].map(([name, places]) => [name, Float64Array.from(places).sort()]));
  const touched = new Map([...found.keys()].map((name) => [name.slice(0, name.lastIndexOf(' ')), upto]));
  const log = { upto, lists, touched };
  // what was written while it was read may stand in it already: it is looked up again
  await follow(session, caseId, log);
  return log;
}

/** A list without some places and with others. */
function changed(list: Float64Array, gone: ReadonlySet<number>, come: readonly number[]): Float64Array {
  const kept = gone.size === 0 ? list : list.filter((position) => !gone.has(position));
  if (come.length === 0) return kept;
  const all = new Float64Array(kept.length + come.length);
  all.set(kept);
  all.set(come, kept.length);
  return (kept.at(-1) ?? 0) < (come[0] ?? 0) ? all : all.sort();
}

/** Brings the lists up to the log. */
async function follow(session: Session, caseId: CaseId, log: MatchLog): Promise<void> {
  const { assay } = session.vault();
  const now = assay.read((db) => lastPosition(db, caseId));
  const from = log.upto;
  const seen = new Map<string, MatchPlace & { stands: boolean }>();
  for (let after = from; after < now; after += pageLength) {
    const upto = Math.min(now, after + pageLength);
    const ids = assay.read((db) => matchesTouched(db, caseId, { after, upto }));
    for (let at = 0; at < ids.length; at += idsAtOnce) {
      assay.read((db) => {
        for (const id of ids.slice(at, at + idsAtOnce)) {
          const one = matchAs(db, caseId, id);
          if (one !== null) seen.set(id, one);
        }
      });
      if (at + idsAtOnce < ids.length) await breathe();
    }
    if (upto < now) await breathe();
  }
  const all = [...seen.values()];
  const gone = new Set(all.map(({ position }) => position));
  for (const kind of new Set(all.map((one) => one.kind))) {
    log.touched.set(kind, now);
    for (const state of ['confirmed', 'refused']) {
      const come = all.filter((one) => one.kind === kind && one.state === state && one.stands).map(({ position }) => position);
      const before = log.lists.get(nameOf({ kind, state })) ?? new Float64Array(0);
      log.lists.set(
        nameOf({ kind, state }),
        changed(
          before,
          gone,
          come.sort((a, b) => a - b),
        ),
      );
    }
  }
  log.upto = now;
}

/** The lists of a case as the log is now. Whoever asks meanwhile waits for the same reading. */
export function matchLog(session: Session, caseId: CaseId): Promise<MatchLog> {
  const known = logs.get(session) ?? new Map<CaseId, Promise<MatchLog>>();
  if (!logs.has(session)) {
    logs.set(session, known);
    session.onLock(() => known.clear());
  }
  const before = known.get(caseId);
  const next =
    before === undefined
      ? readLog(session, caseId)
      : before.then(async (log) => {
          await follow(session, caseId, log);
          return log;
        });
  known.set(caseId, next);
  // a failed reading is no base for the next one
  next.catch(() => {
    if (known.get(caseId) === next) known.delete(caseId);
  });
  return next;
}

/** Places of the decisions of a kind, in rising order. */
export const decidedIn = (log: MatchLog, kind: string, state: 'confirmed' | 'refused'): Float64Array =>
  log.lists.get(nameOf({ kind, state })) ?? new Float64Array(0);

/** How many decisions of a kind there are. */
export const decidedCount = (log: MatchLog, kind: string, state: 'confirmed' | 'refused'): number => decidedIn(log, kind, state).length;

/** Places of some lists together, in rising order. */
export function placesIn(log: MatchLog, kinds: readonly string[], states: readonly string[]): Float64Array {
  const lists = kinds.flatMap((kind) => states.flatMap((state) => log.lists.get(nameOf({ kind, state })) ?? []));
  const [only] = lists;
  if (lists.length <= 1) return only ?? new Float64Array(0);
  const all = new Float64Array(lists.reduce((n, list) => n + list.length, 0));
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
  return all.sort();
}
