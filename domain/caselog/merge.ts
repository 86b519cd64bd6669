import type { OpId } from '../model/ids.ts';
import { sameValue } from './canonical.ts';
import { closesField, coversField, knownFields, tombstoneField } from './entities.ts';
import { entityKey, freshEntity, sawHead, seenBase, withBranches, withHead } from './model.ts';
import type { CaseModel, EntityState, HeldReason, Outcome } from './model.ts';
import type { Canonical, Operation } from './operation.ts';
import { listed } from './projection.ts';

/** What the law of the case, not the merge, decides. */
export type MergeRules = {
  /** @param from null when the case has no state yet */
  readonly mayBecome: (from: Canonical | null, to: Canonical) => boolean;
};

export type FieldOutcome = { readonly field: string; readonly outcome: 'applied' | 'converged' | 'conflict' };

/** `entity` is the entity after the operation; a held one changes no value, conflict or signature. */
export type Merged = {
  readonly op: OpId;
  readonly outcome: Exclude<Outcome, 'dup'>;
  readonly reason: HeldReason | null;
  readonly fields: readonly FieldOutcome[];
  readonly entity: EntityState;
};

type Write = { readonly field: string; readonly value: Canonical; readonly op: Operation; readonly closes: readonly string[] };
type Written = { readonly entity: EntityState; readonly outcome: FieldOutcome['outcome'] };

const unique = (ops: readonly OpId[]): readonly OpId[] => [...new Set(ops)];

/**
 * One field: the author saw the winner -> apply; equal value -> converge; else conflict, and the winner stays on the screen. An author
 * who writes over a branch of his own replaces that branch. No clock, no sequence number: only `base`.
 */
function writeField(entity: EntityState, { field, value, op, closes }: Write): Written {
  const head = entity.heads[field];
  const base = seenBase(entity, op, field);
  const branches = entity.open[field] ?? [];
  const others = branches.filter((branch) => branch !== head?.op && branch !== base && !closes.includes(branch));
  // a base that nobody here holds (a copy of headquarters older than the laptop) stands in nobody's way when the field is empty
  if (sawHead(head, base) || (head === undefined && others.length === 0)) {
    const won = withHead(entity, field, { op: op.op, value, same: [] });
    return { entity: withBranches(won, field, [op.op, ...others]), outcome: 'applied' };
  }
  if (head !== undefined && sameValue(head.value, value)) {
    const joined = withHead(entity, field, { ...head, same: [...head.same, op.op] });
    return { entity: withBranches(joined, field, [head.op, ...others]), outcome: 'converged' };
  }
  const winner = head === undefined ? [] : [head.op];
  return { entity: withBranches(entity, field, unique([...winner, ...others, op.op])), outcome: 'conflict' };
}

/** Fields that a deleter cannot have judged: written since, or still in dispute. */
function unseenBy(op: Operation, entity: EntityState): readonly OpId[] {
  const fields = Object.keys(entity.heads).filter((field) => field !== tombstoneField);
  return fields.flatMap((field) => {
    const head = entity.heads[field];
    const disputed = entity.open[field] ?? [];
    if (head === undefined) return disputed;
    return sawHead(head, seenBase(entity, op, field)) ? disputed : [head.op, ...disputed];
  });
}

const isDeleted = (entity: EntityState): boolean => entity.heads[tombstoneField]?.value === true;

function writeTombstone(entity: EntityState, op: Operation): Written {
  const unseen = op.kind === 'del' && !isDeleted(entity) ? unseenBy(op, entity) : [];
  if (unseen.length === 0) return writeField(entity, { field: tombstoneField, value: op.kind === 'del', op, closes: [] });
  const winner = entity.heads[tombstoneField];
  const known = [...(winner === undefined ? [] : [winner.op]), ...(entity.open[tombstoneField] ?? [])];
  const base = seenBase(entity, op, tombstoneField);
  const branches = unique([...known.filter((branch) => branch !== base || branch === winner?.op), ...unseen, op.op]);
  return { entity: withBranches(entity, tombstoneField, branches), outcome: 'conflict' };
}

/** Edited after it was deleted: the record is shown again and a person decides. */
function bringBack(entity: EntityState, op: Operation): EntityState {
  const tombstone = entity.heads[tombstoneField];
  if (tombstone === undefined) return entity;
  const back = withHead(entity, tombstoneField, { op: op.op, value: false, same: [] });
  return withBranches(back, tombstoneField, unique([tombstone.op, ...(entity.open[tombstoneField] ?? []), op.op]));
}

function writeFields(before: EntityState, op: Operation): { readonly entity: EntityState; readonly fields: readonly FieldOutcome[] } {
  const closes = op.kind === 'resolve' ? listed(op.set, closesField) : [];
  const wanted = op.kind === 'resolve' ? op.set[tombstoneField] : undefined;
  const writes: (readonly [string, Canonical])[] = [...knownFields(op.ent, op.set)];
  if (wanted !== undefined) writes.push([tombstoneField, wanted]);
  let entity = before;
  const fields: FieldOutcome[] = [];
  for (const [field, value] of writes) {
    const written = writeField(entity, { field, value, op, closes });
    entity = written.entity;
    fields.push({ field, outcome: written.outcome });
  }
  if (isDeleted(before) && wanted === undefined) {
    entity = bringBack(entity, op);
    fields.push({ field: tombstoneField, outcome: 'conflict' });
  }
  return { entity, fields };
}

function whyHeld(entity: EntityState | undefined, op: Operation, rules: MergeRules): HeldReason | null {
  if (op.kind === 'add' || op.kind === 'rem' || op.kind === 'attach') return 'kind_unknown';
  if (entity === undefined) return op.kind === 'put' || op.kind === 'sign' ? null : 'entity_missing';
  if (entity.signedBy !== null && op.kind !== 'sign') return 'after_signature';
  const to = op.set['state'];
  if (op.kind !== 'state' || to === undefined) return null;
  return rules.mayBecome(entity.heads['state']?.value ?? null, to) ? null : 'transition_invalid';
}

function overall(fields: readonly FieldOutcome[]): Merged['outcome'] {
  if (fields.some((field) => field.outcome === 'conflict')) return 'conflict';
  return fields.length > 0 && fields.every((field) => field.outcome === 'converged') ? 'converged' : 'applied';
}

/** Held: nothing of the entity changes but the note of what this author had seen. */
function hold(before: EntityState, op: Operation, reason: HeldReason): Merged {
  const heldOver = { ...before.heldOver };
  for (const field of Object.keys(op.base)) heldOver[field] = { ...heldOver[field], [op.op]: seenBase(before, op, field) };
  return { op: op.op, outcome: 'held', reason, fields: [], entity: { ...before, heldOver } };
}

/**
 * Merges one operation into its entity. The same operations in the same order give the same entity everywhere.
 * @param entity undefined when the case has no such entity yet
 * @source docs/decisions/case-log.md, "merge"
 */
export function mergeOperation(entity: EntityState | undefined, op: Operation, rules: MergeRules): Merged {
  const before = entity ?? freshEntity;
  const reason = whyHeld(entity, op, rules);
  if (reason !== null) return hold(before, op, reason);
  if (op.kind === 'sign') return { op: op.op, outcome: 'applied', reason: null, fields: [], entity: before };
  if (op.kind === 'del' || op.kind === 'undel') {
    const { entity: after, outcome } = writeTombstone(before, op);
    return { op: op.op, outcome, reason: null, fields: [{ field: tombstoneField, outcome }], entity: after };
  }
  const { entity: after, fields } = writeFields(before, op);
  return { op: op.op, outcome: overall(fields), reason: null, fields, entity: after };
}

/** The result of a transaction: one `Merged` per operation and every entity that is different now. */
export type MergedTransaction = { readonly merged: readonly Merged[]; readonly entities: CaseModel };

/**
 * Merges the operations of one transaction: all of them, or all held. The model is not touched; the caller stores `entities`.
 * @param ops in the order of `tx`, none of them known already (a known `op` id is `dup`: the caller answers with its first outcome)
 */
export function mergeTransaction(model: CaseModel, ops: readonly Operation[], rules: MergeRules): MergedTransaction {
  const entities = new Map<string, EntityState>();
  const look = (key: string): EntityState | undefined => entities.get(key) ?? model.get(key);
  const merged: Merged[] = [];
  for (const op of ops) {
    const key = entityKey(op.ent, op.id);
    const one = mergeOperation(look(key), op, rules);
    merged.push(one);
    if (one.outcome === 'held') return holdAll(model, ops, { rules, culprit: one });
    if (op.kind !== 'sign') entities.set(key, one.entity);
    for (const target of op.kind === 'sign' ? listed(op.set, coversField) : []) {
      const covered = look(target);
      if (covered !== undefined) entities.set(target, { ...covered, signedBy: op.op });
    }
  }
  return { merged, entities };
}

/** The operation that could not apply says why; the others of its transaction are held with it. */
function holdAll(
  model: CaseModel,
  ops: readonly Operation[],
  { rules, culprit }: { readonly rules: MergeRules; readonly culprit: Merged },
): MergedTransaction {
  const entities = new Map<string, EntityState>();
  const merged = ops.map((op) => {
    const key = entityKey(op.ent, op.id);
    const before = entities.get(key) ?? model.get(key);
    const reason = op.op === culprit.op ? culprit.reason : before === undefined ? null : whyHeld(before, op, rules);
    const one = hold(before ?? freshEntity, op, reason ?? 'with_transaction');
    if (before !== undefined) entities.set(key, one.entity);
    return one;
  });
  return { merged, entities };
}
