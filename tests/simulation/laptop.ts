import { firstHash, sealOperation } from '../../domain/caselog/chain.ts';
import { baseFields, checkChange, operationSchema, tombstoneField } from '../../domain/caselog/entities.ts';
import { entityKey } from '../../domain/caselog/model.ts';
import type { EntityState } from '../../domain/caselog/model.ts';
import type { Change, Operation } from '../../domain/caselog/operation.ts';
import { projectionSteps } from '../../domain/caselog/projection.ts';
import type { CaseId, OpId, StreamId, UserId } from '../../domain/model/ids.ts';
import type { Instant } from '../../domain/model/scalars.ts';
import { chainHash, hashOf, merge } from './rules.ts';
import type { Entry, Laptop, Switches, World } from './world.ts';
import { mint } from './world.ts';

export const caseId = '0193a4b2-0000-7000-8000-000000000001' as CaseId;

export const freshLaptop = (world: World): Laptop => ({
  install: mint(world, 'install'),
  stream: mint(world, 'stream'),
  tip: { dseq: 0, hash: firstHash },
  epoch: 0,
  cursor: 0,
  chain: firstHash,
  confirmed: new Map(),
  log: new Map(),
  alarm: null,
});

export const outbox = (laptop: Laptop): readonly Entry[] => [...laptop.log.values()].filter((entry) => entry.seq === null);

/** What the author has on the screen: the confirmed winner under the pending operations of this laptop. */
export function shown(laptop: Laptop, key: string): { readonly heads: ReadonlyMap<string, OpId>; readonly deleted: boolean } {
  const entity = laptop.confirmed.get(key);
  const heads = new Map(Object.entries(entity?.heads ?? {}).map(([field, head]) => [field, head.op]));
  let deleted = entity?.heads[tombstoneField]?.value === true;
  for (const { op } of outbox(laptop)) {
    if (entityKey(op.ent, op.id) !== key) continue;
    for (const step of projectionSteps(op)) {
      if (step.do === 'head') heads.set(step.field, step.op);
      if (step.do === 'tombstone') deleted = true;
      if (step.do === 'restore') deleted = false;
    }
  }
  return { heads, deleted };
}

function baseOf(laptop: Laptop, change: Change, switches: Switches): Record<string, OpId | null> {
  const key = entityKey(change.ent, change.id);
  // without the safeguard the base says only what the server knew: two edits of one field offline have the same base
  const confirmed = new Map(Object.entries(laptop.confirmed.get(key)?.heads ?? {}).map(([field, head]) => [field, head.op]));
  const heads = switches.baseIsOperationId ? shown(laptop, key).heads : confirmed;
  return Object.fromEntries(baseFields(change).map((field) => [field, heads.get(field) ?? null]));
}

function keep(laptop: Laptop, op: Operation): Laptop {
  const hash = hashOf(op);
  const entry: Entry = { op, hash, seq: null, outcome: null, chain: '' };
  return { ...laptop, tip: { dseq: op.dseq, hash }, log: new Map(laptop.log).set(op.op, entry) };
}

/** One act of a person: the changes of one transaction, sealed and kept. */
export function act(world: World, at: number, changes: readonly Change[]): void {
  let laptop = world.laptops[at];
  if (laptop === undefined) return;
  const tx = mint(world, 'tx');
  changes.forEach((change, i) => {
    if (laptop === undefined) return;
    checkChange(change);
    const op = sealOperation({
      change,
      case: caseId,
      stream: laptop.stream as StreamId,
      dseq: laptop.tip.dseq + 1,
      ph: laptop.tip.hash,
      tx: [tx, i, changes.length],
      base: baseOf(laptop, change, world.switches),
      op: mint(world, 'op') as OpId,
      by: laptop.install as UserId,
      at: '2026-11-22T10:00:00+05:00' as Instant,
      schema: operationSchema,
      app: '0.1.0',
    });
    world.committed.set(op.op, op);
    world.saw.set(op.op, shown(laptop, entityKey(change.ent, change.id)).heads);
    laptop = keep(laptop, op);
  });
  world.laptops[at] = laptop;
}

/**
 * A new stream for a laptop that shares its old one. What is sealed stays as it is and is sent as it is: the old stream then has two
 * branches, and every checkpoint that was signed over either of them still proves.
 */
export const forkStream = (world: World, laptop: Laptop): Laptop => ({
  ...laptop,
  stream: mint(world, 'stream'),
  tip: { dseq: 0, hash: firstHash },
});

/** Applies confirmed operations. A page is one transaction: rows, cursor and running hash together, or nothing. */
export function applyPage(laptop: Laptop, entries: readonly Entry[], switches: Switches): Laptop {
  let chain = laptop.chain;
  const log = new Map(laptop.log);
  const confirmed = new Map<string, EntityState>(laptop.confirmed);
  let at = 0;
  while (at < entries.length) {
    const tx = entries[at]?.op.tx[0];
    const group = entries.slice(at).filter((entry) => entry.op.tx[0] === tx);
    for (const entry of group) {
      chain = chainHash(chain, hashOf(entry.op), entry.seq ?? 0, entry.outcome ?? 'held');
      if (switches.chainCheck && chain !== entry.chain) return { ...laptop, alarm: `chain differs at ${entry.seq}` };
      log.set(entry.op.op, entry);
    }
    const { merged, entities } = merge(
      confirmed,
      group.map((entry) => entry.op),
      switches,
    );
    const agreed = merged.every((one, i) => one.outcome === group[i]?.outcome);
    if (switches.chainCheck && !agreed) return { ...laptop, alarm: `outcome differs at ${group[0]?.seq}` };
    for (const [key, entity] of entities) confirmed.set(key, entity);
    at += group.length;
  }
  return { ...laptop, chain, log, confirmed, cursor: laptop.cursor + entries.length };
}

/** A server that was restored from a backup has another epoch: everything is read again, and what it lost is offered again. */
export function meetNewEpoch(laptop: Laptop, epoch: number, switches: Switches): Laptop {
  const log = new Map<string, Entry>();
  for (const [id, entry] of laptop.log) {
    const own = entry.op.by === laptop.install;
    const offered = entry.seq === null || (switches.resendAfterRestore && (own || switches.witnessedCopies));
    if (offered) log.set(id, { ...entry, seq: null, outcome: null, chain: '' });
  }
  return { ...laptop, epoch, cursor: 0, chain: firstHash, confirmed: new Map(), log };
}
