import { createHash } from 'node:crypto';
import { canonicalBytes } from '../../domain/caselog/canonical.ts';
import { operationHash } from '../../domain/caselog/chain.ts';
import { tombstoneField } from '../../domain/caselog/entities.ts';
import { mergeTransaction } from '../../domain/caselog/merge.ts';
import type { MergeRules, MergedTransaction } from '../../domain/caselog/merge.ts';
import { entityKey, freshEntity, withHead } from '../../domain/caselog/model.ts';
import type { CaseModel, EntityState, Head } from '../../domain/caselog/model.ts';
import type { Operation } from '../../domain/caselog/operation.ts';
import type { OpId } from '../../domain/model/ids.ts';
import type { HashBytes } from '../../domain/model/scalars.ts';
import type { Switches, Verdict } from './world.ts';

export const sha256: HashBytes = (bytes) => createHash('sha256').update(bytes).digest('hex');

const hashes = new WeakMap<Operation, string>();
/** The hash of an operation, computed once for each object: an altered copy is another object. */
export function hashOf(op: Operation): string {
  const known = hashes.get(op);
  if (known !== undefined) return known;
  const hash = operationHash(op, sha256);
  hashes.set(op, hash);
  return hash;
}

const order = ['draft', 'open', 'reporting', 'closed'];
/** A case only goes forward. */
export const rules: MergeRules = { mayBecome: (from, to) => order.indexOf(String(to)) > order.indexOf(String(from)) };

/** The server's chain over the case: previous hash, operation, sequence number, outcome. */
export const chainHash = (before: string, hash: string, seq: number, outcome: Verdict): string =>
  sha256(canonicalBytes([before, hash, seq, outcome]));

/** Last writer wins: whatever the author saw, his write applies. */
function asLastWriter(model: CaseModel, op: Operation): Operation {
  const heads = Object.entries(model.get(entityKey(op.ent, op.id))?.heads ?? {});
  return { ...op, base: Object.fromEntries(heads.map(([field, head]): [string, OpId] => [field, head.op])) };
}

/** A deletion that wins without a word: over edits which the deleter had not seen, and under edits made without knowing of it. */
function deleteWins(model: CaseModel, ops: readonly Operation[]): MergedTransaction {
  const written = ops.map((op) => (op.kind === 'del' ? asLastWriter(model, op) : op));
  const shown = new Map(model);
  const hidden = new Map<string, Head>();
  for (const op of written) {
    const key = entityKey(op.ent, op.id);
    const tombstone = model.get(key)?.heads[tombstoneField];
    if (tombstone === undefined || op.kind === 'del' || op.kind === 'undel') continue;
    hidden.set(key, tombstone);
    shown.set(key, withHead(model.get(key) ?? freshEntity, tombstoneField, { ...tombstone, value: false }));
  }
  const { merged, entities } = mergeTransaction(shown, written, rules);
  const back = [...entities].map(([key, entity]): [string, EntityState] => {
    const tombstone = hidden.get(key);
    return [key, tombstone === undefined ? entity : withHead(entity, tombstoneField, tombstone)];
  });
  return { merged, entities: new Map(back) };
}

/** Each operation for itself, so that half of a transaction may apply. */
function oneByOne(model: CaseModel, ops: readonly Operation[]): MergedTransaction {
  const parts = ops.map((op) => mergeTransaction(model, [op], rules));
  return { merged: parts.flatMap((part) => part.merged), entities: new Map(parts.flatMap((part) => [...part.entities])) };
}

/** The merge of the product, or what it would be without one of its safeguards. */
export function merge(model: CaseModel, ops: readonly Operation[], switches: Switches): MergedTransaction {
  if (!switches.conflictNotLastWriter) {
    const written = ops.map((op) => asLastWriter(model, op));
    return mergeTransaction(model, written, rules);
  }
  if (!switches.tombstones) return deleteWins(model, ops);
  return switches.wholeTransactions ? mergeTransaction(model, ops, rules) : oneByOne(model, ops);
}
