import type { OpId } from '../model/ids.ts';
import type { Canonical, EntityName, Operation } from './operation.ts';

/** What the merge says of an operation. There is no "rejected and forgotten": a held one stays in the log, visible to its author. */
export type Outcome = 'applied' | 'converged' | 'conflict' | 'held' | 'dup';

/** Why an operation is held. */
export type HeldReason = 'entity_missing' | 'after_signature' | 'transition_invalid' | 'kind_unknown' | 'with_transaction';

/** The winner of a field. `same`: operations that wrote the same value without having seen it; who saw one of them saw the winner. */
export type Head = { readonly op: OpId; readonly value: Canonical; readonly same: readonly OpId[] };

/** Everything that the merge needs to know of one entity; immutable, a merge gives a new one. */
export type EntityState = {
  /** by field; the tombstone is the field `deleted` with true or false */
  readonly heads: Readonly<Record<string, Head>>;
  /** open conflicts by field: the operations whose values a person must decide between, the winner among them */
  readonly open: Readonly<Record<string, readonly OpId[]>>;
  readonly signedBy: OpId | null;
  /**
   * by field: held operations and what their authors had seen there. Whoever goes on from a held operation, its author above all, is
   * taken to go on from that: his own held edit must not bring him into conflict with himself.
   */
  readonly heldOver: Readonly<Record<string, Readonly<Record<OpId, OpId | null>>>>;
};

export type CaseModel = ReadonlyMap<string, EntityState>;

export const entityKey = (ent: EntityName, id: string): string => `${ent}:${id}`;

export const freshEntity: EntityState = { heads: {}, open: {}, signedBy: null, heldOver: {} };

/** What the author of `op` saw in a field: the operation that his `base` names, or that on which it was held. */
export function seenBase(entity: EntityState, op: Operation, field: string): OpId | null {
  const base = op.base[field] ?? null;
  const held = entity.heldOver[field];
  return base !== null && held !== undefined && Object.hasOwn(held, base) ? (held[base] ?? null) : base;
}

/** The author saw the winner, or a value equal to it. @param base `seenBase` */
export const sawHead = (head: Head | undefined, base: OpId | null): boolean =>
  head === undefined ? base === null : base !== null && (head.op === base || head.same.includes(base));

/** Sets the winner of a field. */
export const withHead = (entity: EntityState, field: string, head: Head): EntityState => ({
  ...entity,
  heads: { ...entity.heads, [field]: head },
});

/** Sets the branches of a field's open conflict; none or one branch closes it. */
export function withBranches(entity: EntityState, field: string, branches: readonly OpId[]): EntityState {
  const { [field]: _before, ...others } = entity.open;
  return { ...entity, open: branches.length < 2 ? others : { ...others, [field]: branches } };
}
