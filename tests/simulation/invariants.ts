import { canonicalText } from '../../domain/caselog/canonical.ts';
import type { Canonical } from '../../domain/caselog/canonical.ts';
import { firstHash } from '../../domain/caselog/chain.ts';
import { closesField, knownFields, tombstoneField } from '../../domain/caselog/entities.ts';
import { entityKey } from '../../domain/caselog/model.ts';
import type { CaseModel, EntityState } from '../../domain/caselog/model.ts';
import type { Operation } from '../../domain/caselog/operation.ts';
import { listed } from '../../domain/caselog/projection.ts';
import { applyPage, freshLaptop, outbox } from './laptop.ts';
import { chainHash, hashOf } from './rules.ts';
import { Broken } from './world.ts';
import type { Entry, Laptop, World } from './world.ts';

const dump = (model: CaseModel): string =>
  canonicalText(Object.fromEntries([...model].map(([key, entity]) => [key, entity as unknown as Canonical])));

/** I1: every operation ever committed is in the server's log, exactly once. */
function eachOnce(world: World): void {
  const seen = new Set<string>();
  for (const { op } of world.server.log) {
    if (seen.has(op.op)) throw new Broken(`DUPLICATE ${op.op}`);
    seen.add(op.op);
  }
  for (const id of world.committed.keys()) if (!seen.has(id)) throw new Broken(`LOST EDIT ${id}`);
}

/** I2: all projections are byte-equal to the server's, and nothing waits. I6: no cursor is beyond what is stored. */
function converged(laptop: Laptop, n: number, truth: string): void {
  if (laptop.alarm !== null) throw new Broken(`ALARM at laptop ${n}: ${laptop.alarm}`);
  if (outbox(laptop).length > 0) throw new Broken(`STUCK at laptop ${n}`);
  const held = new Set([...laptop.log.values()].map((entry) => entry.seq));
  for (let seq = 1; seq <= laptop.cursor; seq++) if (!held.has(seq)) throw new Broken(`CURSOR beyond ${seq} at laptop ${n}`);
  if (dump(laptop.confirmed) !== truth) throw new Broken(`DIVERGED laptop ${n}`);
}

/** I3: the server's chain and every stream's chain verify. */
function chainsHold(world: World): void {
  const hashes = new Set([firstHash, ...world.server.log.map((entry) => entry.hash)]);
  let chain = firstHash;
  for (const { op, hash, seq, outcome, chain: stated } of world.server.log) {
    if (hashOf(op) !== hash) throw new Broken(`HASH of ${op.op}`);
    chain = chainHash(chain, hash, seq ?? 0, outcome ?? 'held');
    if (chain !== stated) throw new Broken(`CHAIN at ${seq}`);
    if (!hashes.has(op.ph)) throw new Broken(`STREAM CHAIN of ${op.op}`);
  }
}

type Write = { readonly op: Operation; readonly field: string; readonly value: Canonical; readonly seq: number };

function writesOf({ op, seq }: Entry): readonly Write[] {
  const one = (field: string, value: Canonical): Write => ({ op, field, value, seq: seq ?? 0 });
  if (op.kind === 'del' || op.kind === 'undel') return [one(tombstoneField, op.kind === 'del')];
  const wanted = op.kind === 'resolve' ? op.set[tombstoneField] : undefined;
  const fields = knownFields(op.ent, op.set).map(([field, value]) => one(field, value));
  return wanted === undefined ? fields : [...fields, one(tombstoneField, wanted)];
}

/** What the author of an operation knew of a field: what he saw, what its author had seen, and so on back. */
function* known(world: World, op: string, field: string): Generator<string> {
  for (let seen = world.saw.get(op)?.get(field); seen !== undefined; seen = world.saw.get(seen)?.get(field)) yield seen;
}

const knew = (world: World, op: string, field: string, earlier: string): boolean => [...known(world, op, field)].includes(earlier);

/** Every edit of a deleted record says `not deleted` without a word: whoever decides after it has seen that. */
const bringers = (world: World, { op, field, value }: Write): readonly { readonly op: Operation }[] =>
  field === tombstoneField && value === false ? world.server.log.filter((entry) => entry.op.id === op.id) : [];

/** Somebody who had seen it, or the same value, wrote over it; a person decided against it; or the same was written before. */
function answered(world: World, write: Write, others: readonly Write[]): boolean {
  const equal = [...others.filter(({ value }) => canonicalText(value) === canonicalText(write.value)), ...bringers(world, write)];
  return others.some(
    ({ op, seq }) =>
      op.op !== write.op.op &&
      (equal.some((one) => knew(world, op.op, write.field, one.op.op)) ||
        (op.kind === 'resolve' && listed(op.set, closesField).includes(write.op.op)) ||
        (seq < write.seq && equal.some((one) => one.op === op))),
  );
}

function nothingHidden(world: World, entity: EntityState, deletion: Operation | undefined): void {
  if (deletion?.kind !== 'del') return;
  for (const [field, head] of Object.entries(entity.heads)) {
    const saw = [head.op, ...head.same].some((op) => knew(world, deletion.op, field, op));
    if (field !== tombstoneField && !saw) throw new Broken(`SILENT DELETE of ${head.op}`);
  }
}

/** I4, I5: what anybody wrote is on the screen, or knowingly replaced, or in an open conflict, or held; nothing else may happen to it. */
function nothingLostSilently(world: World): void {
  const byField = new Map<string, Write[]>();
  const operations = new Map(world.server.log.map(({ op }) => [op.op as string, op]));
  for (const write of world.server.log.filter((entry) => entry.outcome !== 'held').flatMap(writesOf)) {
    if (write.op.by.length === 0) throw new Broken(`NOBODY wrote ${write.op.op}`);
    const key = `${entityKey(write.op.ent, write.op.id)}/${write.field}`;
    byField.set(key, [...(byField.get(key) ?? []), write]);
  }
  for (const writes of byField.values()) {
    for (const write of writes) {
      const entity = world.server.model.get(entityKey(write.op.ent, write.op.id));
      const head = entity?.heads[write.field];
      const current = head?.op === write.op.op || (head?.same.includes(write.op.op) ?? false);
      const listedOpen = entity?.open[write.field]?.includes(write.op.op) ?? false;
      if (!current && !listedOpen && !answered(world, write, writes)) throw new Broken(`SILENT OVERWRITE of ${write.op.op}.${write.field}`);
    }
  }
  for (const entity of world.server.model.values()) {
    const tombstone = entity.heads[tombstoneField];
    if (tombstone?.value === true) nothingHidden(world, entity, operations.get(tombstone.op));
  }
}

/** Nobody is in conflict with what he had seen, himself least of all. */
function noFalseConflict(world: World): void {
  for (const entity of world.server.model.values()) {
    for (const [field, branches] of Object.entries(entity.open)) {
      if (field === tombstoneField) continue;
      for (const branch of branches) {
        for (const seen of known(world, branch, field)) {
          if (branches.some((other) => other === seen)) throw new Broken(`FALSE CONFLICT between ${seen} and ${branch}`);
        }
      }
    }
  }
}

/** A transaction applies as a whole or is held as a whole. */
function transactionsWhole(world: World): void {
  const held = new Map<string, boolean>();
  for (const { op, outcome } of world.server.log) {
    const before = held.get(op.tx[0]);
    const now = outcome === 'held';
    if (before !== undefined && before !== now) throw new Broken(`HALF TRANSACTION ${op.tx[0]}`);
    held.set(op.tx[0], now);
  }
}

/** A changed byte in the server's store is noticed by whoever reads it next. */
function tamperingIsNoticed(world: World): void {
  const n = world.minted % world.server.log.length;
  const log = world.server.log.map((entry, i) => (i === n ? { ...entry, op: { ...entry.op, app: '0.1.0 ' } } : entry));
  const reader = applyPage(freshLaptop(world), log, world.switches);
  if (reader.alarm === null) throw new Broken(`TAMPERING unnoticed at ${n + 1}`);
}

export function checkInvariants(world: World): void {
  for (const { op, outcome } of world.server.log) world.reached.add(`${op.kind} ${outcome ?? 'pending'}`);
  world.laptops.forEach((laptop, n) => {
    if (laptop.alarm !== null) throw new Broken(`ALARM at laptop ${n}: ${laptop.alarm}`);
  });
  eachOnce(world);
  nothingLostSilently(world);
  noFalseConflict(world);
  transactionsWhole(world);
  const truth = dump(world.server.model);
  world.laptops.forEach((laptop, n) => converged(laptop, n, truth));
  chainsHold(world);
  tamperingIsNoticed(world);
}
