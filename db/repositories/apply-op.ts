import { getTableColumns, getTableName } from 'drizzle-orm';
import { canonicalText } from '../../domain/caselog/canonical.ts';
import { fieldOf } from '../../domain/caselog/entities.ts';
import type { Canonical, EntityName, Operation } from '../../domain/caselog/operation.ts';
import { projectionSteps, type Step } from '../../domain/caselog/projection.ts';
import { Refused } from '../../domain/model/refused.ts';
import { projections } from '../schema/projections.ts';
import type { SqlValue, Statement, WriteDb } from '../store.ts';

type Field = readonly [name: string, value: Canonical];

/** Statements by text: the same dozen is used for every operation of a connection. */
const prepared = new WeakMap<WriteDb, Map<string, Statement<unknown>>>();

function run(db: WriteDb, sql: string, values: readonly SqlValue[]): number {
  const known = prepared.get(db) ?? new Map<string, Statement<unknown>>();
  prepared.set(db, known);
  const statement = known.get(sql) ?? db.prepareWrite(sql);
  known.set(sql, statement);
  return statement.run(...values).changes;
}

/**
 * Applies an operation to the tables that the screens read: their only writer. Belongs into the transaction that appends the operation.
 * @throws Refused entity_missing when it changes something that does not exist; field_invalid for a kind without a meaning
 */
export function applyOp(db: WriteDb, op: Operation): void {
  for (const step of projectionSteps(op)) applyStep(db, op, step);
}

function applyStep(db: WriteDb, op: Operation, step: Step): void {
  switch (step.do) {
    case 'insert':
      return insertRow(db, op, Object.entries(step.set));
    case 'update':
      return updateRow(db, op, Object.entries(step.set));
    case 'tombstone':
      return markRow(db, op, op.op);
    case 'restore':
      return markRow(db, op, null);
    case 'head':
      run(
        db,
        'INSERT INTO field_head (case_id, ent, id, field, op_id) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET op_id = excluded.op_id',
        [op.case, step.ent, step.id, step.field, step.op],
      );
      return;
    case 'close':
      // conflicts come with the operations of other laptops; until then there is none to close
      return;
    case 'cover':
      run(db, 'INSERT OR IGNORE INTO signature_cover (case_id, target, op_id) VALUES (?, ?, ?)', [op.case, step.target, step.op]);
      return;
    default:
      return step satisfies never;
  }
}

/** SQL name of a projection's column. The names come from our own schema, never from an operation. */
function columnName(ent: EntityName, field: string): string {
  const columns: Readonly<Record<string, { readonly name: string }>> = getTableColumns(projections[ent]);
  const column = columns[field];
  if (column === undefined) throw new Refused({ code: 'field_invalid', at: `${ent}.${field}` });
  return column.name;
}

function stored(ent: EntityName, [name, value]: Field): SqlValue {
  if (value === null) return null;
  if (fieldOf(ent, name)?.type === 'json') return canonicalText(value);
  if (typeof value === 'boolean') return value ? 1n : 0n;
  // the driver binds a number as REAL; as bigint it stays what it is
  if (typeof value === 'number') return BigInt(value);
  if (typeof value === 'string') return value;
  throw new Refused({ code: 'field_invalid', at: `${ent}.${name}` });
}

function insertRow(db: WriteDb, op: Operation, fields: readonly Field[]): void {
  const names = fields.map(([name]) => columnName(op.ent, name));
  const columns = ['case_id', 'id', 'created_op', 'changed_op', ...names];
  const over = ['changed_op', ...names].map((name) => `${name} = excluded.${name}`);
  const sql = `INSERT INTO ${getTableName(projections[op.ent])} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
    ON CONFLICT (case_id, id) DO UPDATE SET ${over.join(', ')}`;
  run(db, sql, [op.case, op.id, op.op, op.op, ...fields.map((field) => stored(op.ent, field))]);
}

function updateRow(db: WriteDb, op: Operation, fields: readonly Field[]): void {
  const sets = ['changed_op', ...fields.map(([name]) => columnName(op.ent, name))].map((name) => `${name} = ?`);
  const sql = `UPDATE ${getTableName(projections[op.ent])} SET ${sets.join(', ')} WHERE case_id = ? AND id = ?`;
  mustExist(op, run(db, sql, [op.op, ...fields.map((field) => stored(op.ent, field)), op.case, op.id]));
}

function markRow(db: WriteDb, op: Operation, deletedOp: string | null): void {
  const sql = `UPDATE ${getTableName(projections[op.ent])} SET changed_op = ?, deleted_op = ? WHERE case_id = ? AND id = ?`;
  mustExist(op, run(db, sql, [op.op, deletedOp, op.case, op.id]));
}

function mustExist(op: Operation, changes: number): void {
  if (changes === 0) throw new Refused({ code: 'entity_missing', at: `${op.ent}:${op.id}` });
}
