import { text } from 'drizzle-orm/sqlite-core';
import type { Canonical } from '../../domain/caselog/operation.ts';

/** Beside its fields every row of a projection knows the operations that made, last changed and deleted it. */
export const row = () => ({
  caseId: text('case_id').notNull(),
  id: text('id').notNull(),
  createdOp: text('created_op').notNull(),
  changedOp: text('changed_op').notNull(),
  deletedOp: text('deleted_op'),
});

/** A field that is kept as canonical JSON. */
export const json = (name: string) => text(name, { mode: 'json' }).$type<Canonical>();
