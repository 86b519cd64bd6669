import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freshWorld, histories, play, settle } from './history.ts';
import type { Step } from './history.ts';
import { checkInvariants } from './invariants.ts';
import { allOn, without } from './world.ts';
import type { Safeguard, Switches } from './world.ts';

const runs = Number(process.env['ASSAY_RUNS'] ?? 20_000);
const seed = Number(process.env['ASSAY_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

const reached = new Map<string, number>();

function live(switches: Switches, history: readonly Step[]): void {
  const world = freshWorld(switches);
  for (const step of history) play(world, step);
  settle(world);
  checkInvariants(world);
  for (const what of world.reached) reached.set(what, (reached.get(what) ?? 0) + 1);
}

/** Looks for a history that ends in this complaint. */
function search(switches: Switches, numRuns: number, complaint: RegExp) {
  const ends = (history: readonly Step[]): void => {
    try {
      live(switches, history);
    } catch (error) {
      if (complaint.test(String(error))) throw error;
    }
  };
  return fc.check(fc.property(histories, ends), { numRuns, seed });
}

/** A run that never meets these proves nothing about them. */
const outcomes = {
  applied: ['put', 'set', 'del', 'undel', 'resolve', 'state', 'sign'],
  conflict: ['put', 'set', 'del', 'undel', 'resolve', 'state'],
  converged: ['set', 'del', 'resolve'],
  held: ['set', 'del', 'state'],
};
const faults = ['lost acknowledgement', 'crash in a page', 'dup', 'fork', 'new epoch', 'witnessed copy'];
const mustHappen = [...faults, ...Object.entries(outcomes).flatMap(([outcome, kinds]) => kinds.map((kind) => `${kind} ${outcome}`))];

/** What goes wrong without a safeguard; the same history passes with it. */
const breaks: Readonly<Record<Safeguard, RegExp>> = {
  opIdDedupe: /DUPLICATE/,
  conflictNotLastWriter: /SILENT/,
  cursorWithPage: /CURSOR|ALARM|DIVERGED/,
  resendAfterRestore: /LOST EDIT/,
  witnessedCopies: /LOST EDIT/,
  cloneDetection: /LOST EDIT/,
  baseIsOperationId: /FALSE CONFLICT/,
  tombstones: /SILENT/,
  chainCheck: /TAMPERING/,
  wholeTransactions: /HALF TRANSACTION/,
};

describe('the merge model', () => {
  it(`keeps every invariant through ${runs} random histories of faults`, { timeout: 3_600_000 }, () => {
    console.log(`merge model: ${runs} histories, ASSAY_SEED=${seed}`);
    const found = search(allOn, runs, /./);
    const story = JSON.stringify(found.counterexample);
    expect(found.failed, `ASSAY_SEED=${seed} ${String(found.errorInstance)} after ${found.numRuns} runs: ${story}`).toBe(false);
    expect(found.numRuns).toBe(runs);
  });

  it.skipIf(runs < 20_000)('reaches every outcome of every kind, and every fault', () => {
    console.log(Object.fromEntries([...reached].toSorted()));
    expect(mustHappen.filter((what) => !reached.has(what))).toEqual([]);
  });

  it.each(Object.entries(breaks))('fails without %s', { timeout: 600_000 }, (safeguard, complaint) => {
    const found = search(without(safeguard as Safeguard), 60_000, complaint);
    const history = found.counterexample?.[0] ?? [];
    console.log(`without ${safeguard}: run ${found.numRuns}, ${String(found.errorInstance)}, ${history.length} steps`);
    expect(found.failed, `ASSAY_SEED=${seed}: no history shows that ${safeguard} is needed`).toBe(true);
    live(allOn, history);
  });
});
