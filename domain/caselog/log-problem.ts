import type { StreamTip } from './chain.ts';

/**
 * changed: another content; missing: a gap or a cut tail; added: foreign or double; swapped: out of place; the last two: a checkpoint
 * that states another log, or that should be there.
 */
export type LogProblem =
  | 'changed'
  | 'missing'
  | 'added'
  | 'swapped'
  | 'unreadable'
  | 'head_differs'
  | 'checkpoint_broken'
  | 'checkpoint_missing';

/**
 * @property line from 1; of a missing operation the line where it should have stood
 * @property op operation id; `<stream>:<dseq>` of a missing one whose id nobody knows; empty for the header
 */
export type Broken = { readonly line: number; readonly op: string; readonly problem: LogProblem };

/** A line that is an operation. `hash` was computed now, `stated` stands in the line; `exact`: the line is in canonical form. */
export type SeenOperation = {
  readonly line: number;
  readonly n: number;
  readonly op: string;
  readonly case: string;
  readonly stream: string;
  readonly dseq: number;
  readonly ph: string;
  readonly hash: string;
  readonly stated: string;
  readonly exact: boolean;
};
export type SeenDamage = { readonly line: number; readonly op: string; readonly damage: 'unreadable' | 'changed' | 'added' };
export type Seen = SeenOperation | SeenDamage;

/** A slot is one place in one stream: `<stream>:<dseq>`. Which hash belongs there is known from behind: every `ph` proves its predecessor. */
export type Slots = {
  readonly case: string;
  /** last dseq of each stream */
  readonly last: ReadonlyMap<string, number>;
  readonly hash: ReadonlyMap<string, string>;
  /** known only with the vault: id and position of the operation of each slot */
  readonly known: ReadonlyMap<string, { readonly op: string; readonly n: number }>;
};

export const slotOf = (stream: string, dseq: number): string => `${stream}:${dseq}`;

const isOperation = (seen: Seen): seen is SeenOperation => 'hash' in seen;

/** Walks one stream back from its tip. Where no line fits, a `ph` that some line before it satisfies is believed. */
function walkBack(tip: StreamTip, byDseq: ReadonlyMap<number, readonly SeenOperation[]>, hash: Map<string, string>): void {
  let want: string | undefined = tip.hash;
  let above = tip.dseq + 1;
  for (const dseq of [...byDseq.keys()].filter((d) => d <= tip.dseq).toSorted((a, b) => b - a)) {
    if (above - dseq > 1) want = undefined;
    if (want !== undefined) hash.set(slotOf(tip.stream, dseq), want);
    const here: readonly SeenOperation[] = byDseq.get(dseq) ?? [];
    const below: readonly SeenOperation[] = byDseq.get(dseq - 1) ?? [];
    const proven: SeenOperation | undefined = here.find((seen) => seen.hash === (want ?? seen.stated));
    want = proven?.ph ?? here.map((seen) => seen.ph).find((ph) => below.some((seen) => seen.hash === ph));
    above = dseq;
  }
}

/** What must stand in each slot, judged from the tips that the header names. */
export function slotsFromTips(caseId: string, tips: readonly StreamTip[], seen: readonly Seen[]): Slots {
  const streams = new Map<string, Map<number, SeenOperation[]>>();
  for (const one of seen.filter(isOperation)) {
    const byDseq = streams.get(one.stream) ?? new Map<number, SeenOperation[]>();
    const here = byDseq.get(one.dseq) ?? [];
    here.push(one);
    streams.set(one.stream, byDseq.set(one.dseq, here));
  }
  const hash = new Map<string, string>();
  for (const tip of tips) walkBack(tip, streams.get(tip.stream) ?? new Map(), hash);
  return { case: caseId, last: new Map(tips.map((tip) => [tip.stream, tip.dseq])), hash, known: new Map() };
}

function isGenuine(seen: SeenOperation, slots: Slots): boolean {
  const inReach = seen.dseq <= (slots.last.get(seen.stream) ?? 0);
  const right = slots.hash.get(slotOf(seen.stream, seen.dseq)) ?? seen.stated;
  return inReach && seen.case === slots.case && seen.exact && seen.hash === seen.stated && seen.hash === right;
}

/** First line of each slot that is genuine. */
function fill(seen: readonly Seen[], slots: Slots): ReadonlyMap<string, number> {
  const filled = new Map<string, number>();
  for (const one of seen) {
    if (!isOperation(one) || !isGenuine(one, slots)) continue;
    const slot = slotOf(one.stream, one.dseq);
    if (!filled.has(slot)) filled.set(slot, one.line);
  }
  return filled;
}

type Walk = {
  readonly slots: Slots;
  readonly filled: ReadonlyMap<string, number>;
  readonly next: Map<string, number>;
  lastKnown: number;
};

const missing = (walk: Walk, slot: string, line: number): Broken => ({
  line,
  op: walk.slots.known.get(slot)?.op ?? slot,
  problem: 'missing',
});

/** The first slot of any stream that no genuine line fills. */
function firstGap(walk: Walk): string | null {
  for (const [stream, last] of walk.slots.last) {
    let dseq = walk.next.get(stream) ?? 1;
    while (dseq <= last && walk.filled.has(slotOf(stream, dseq))) dseq++;
    if (dseq <= last) return slotOf(stream, dseq);
  }
  return null;
}

function problemOfForeign(seen: SeenOperation, walk: Walk): LogProblem {
  const inReach = seen.dseq <= (walk.slots.last.get(seen.stream) ?? 0);
  if (inReach) return walk.filled.has(slotOf(seen.stream, seen.dseq)) ? 'added' : 'changed';
  return seen.hash === seen.stated ? 'added' : 'changed';
}

function problemOfPlace(seen: SeenOperation, position: number, walk: Walk): Broken | null {
  const { line, op, stream, dseq } = seen;
  const slot = slotOf(stream, dseq);
  if (walk.filled.get(slot) !== line) return { line, op, problem: 'added' };
  const next = walk.next.get(stream) ?? 1;
  if (dseq !== next) {
    const expected = slotOf(stream, next);
    return walk.filled.has(expected) ? { line, op, problem: 'swapped' } : missing(walk, expected, line);
  }
  walk.next.set(stream, next + 1);
  const inVault = walk.slots.known.get(slot)?.n ?? walk.lastKnown + 1;
  const gap = seen.n > position ? firstGap(walk) : null;
  if (gap !== null) return missing(walk, gap, line);
  if (seen.n !== position || inVault < walk.lastKnown) return { line, op, problem: 'swapped' };
  walk.lastKnown = inVault;
  return null;
}

/** The first problem in the order of the lines, or null when every slot is filled once, in order, by what belongs there. */
export function firstProblem(seen: readonly Seen[], slots: Slots, afterLast: number): Broken | null {
  const walk: Walk = { slots, filled: fill(seen, slots), next: new Map(), lastKnown: 0 };
  let position = 0;
  for (const one of seen) {
    position++;
    if (!isOperation(one)) return { line: one.line, op: one.op, problem: one.damage };
    if (!isGenuine(one, slots)) return { line: one.line, op: one.op, problem: problemOfForeign(one, walk) };
    const problem = problemOfPlace(one, position, walk);
    if (problem !== null) return problem;
  }
  const gap = firstGap(walk);
  return gap === null ? null : missing(walk, gap, afterLast);
}
