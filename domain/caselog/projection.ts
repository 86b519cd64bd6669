import type { OpId } from '../model/ids.ts';
import { Refused } from '../model/refused.ts';
import { closesField, coversField, knownFields, tombstoneField } from './entities.ts';
import type { Canonical, EntityName, Fields, Operation } from './operation.ts';

/**
 * What one operation does to the tables that the screens read. Only data: the store turns each step into one statement, in this
 * order, inside the transaction that appends the operation. `op` is the operation behind the step (`by` and `at` stand there).
 *
 * - `insert`    a new row of the entity; if the row exists (the same thing put on two laptops) the fields are written over it
 * - `update`    writes these fields of the row; no row: the entity does not exist, refuse with `entity_missing`
 * - `tombstone` marks the row deleted by `op`; rows are never removed
 * - `restore`   takes the tombstone away
 * - `head`      the field's winner is now `op` (table field_head; `base` of later changes is read from it)
 * - `close`     conflicts on that field whose branches are all in `closes` are closed by `op`
 * - `cover`     `<entity>:<id>` is covered by the signature `op`
 */
export type Step =
  | { readonly do: 'insert' | 'update'; readonly ent: EntityName; readonly id: string; readonly set: Fields; readonly op: OpId }
  | { readonly do: 'tombstone' | 'restore'; readonly ent: EntityName; readonly id: string; readonly op: OpId }
  | { readonly do: 'head'; readonly ent: EntityName; readonly id: string; readonly field: string; readonly op: OpId }
  | {
      readonly do: 'close';
      readonly ent: EntityName;
      readonly id: string;
      readonly field: string;
      readonly closes: readonly string[];
      readonly op: OpId;
    }
  | { readonly do: 'cover'; readonly target: string; readonly op: OpId };

/** The texts of a reserved list in `set` (`closes`, `covers`); what is no text is left out. */
export function listed(set: Fields, name: string): readonly string[] {
  const value: Canonical | undefined = set[name];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

function fieldSteps(op: Operation, verb: 'insert' | 'update'): readonly Step[] {
  const { ent, id } = op;
  const fields = knownFields(ent, op.set);
  const heads = fields.map(([field]): Step => ({ do: 'head', ent, id, field, op: op.op }));
  if (verb === 'update' && fields.length === 0) return heads;
  return [{ do: verb, ent, id, set: Object.fromEntries(fields), op: op.op }, ...heads];
}

const tombstoneSteps = ({ ent, id, op }: Operation, deleted: boolean): readonly Step[] => [
  { do: deleted ? 'tombstone' : 'restore', ent, id, op },
  { do: 'head', ent, id, field: tombstoneField, op },
];

/**
 * The steps of an operation that applies with all its fields: every one on the laptop that makes it, and those which a merge found
 * `applied`. Fields of a newer schema are left to the log.
 * @throws Refused `field_invalid` for a kind that schema 1 gives no meaning (add, rem, attach)
 */
export function projectionSteps(op: Operation): readonly Step[] {
  const { kind, ent, id } = op;
  switch (kind) {
    case 'put':
      return fieldSteps(op, 'insert');
    case 'set':
    case 'state':
      return fieldSteps(op, 'update');
    case 'resolve': {
      const closes = listed(op.set, closesField);
      const deleted = op.set[tombstoneField];
      const decided = deleted === undefined ? [] : tombstoneSteps(op, deleted === true);
      const fields = [...knownFields(ent, op.set).map(([field]) => field), ...(deleted === undefined ? [] : [tombstoneField])];
      const closing = fields.map((field): Step => ({ do: 'close', ent, id, field, closes, op: op.op }));
      return [...fieldSteps(op, 'update'), ...decided, ...closing];
    }
    case 'del':
    case 'undel':
      return tombstoneSteps(op, kind === 'del');
    case 'sign':
      return listed(op.set, coversField).map((target): Step => ({ do: 'cover', target, op: op.op }));
    case 'add':
    case 'rem':
    case 'attach':
      throw new Refused({ code: 'field_invalid', at: `${ent}/${kind}` });
    default:
      return kind satisfies never;
  }
}
