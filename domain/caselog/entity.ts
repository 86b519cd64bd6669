import type { OperationKind } from './operation.ts';

/** text: any canonical string; count: safe integer from 0; decimal: canonical decimal text; hash: SHA-256 in hex. */
export type FieldType = 'text' | 'count' | 'flag' | 'json' | 'decimal' | 'day' | 'hash';

/** A required field stands in every `put` and is never null; the others may be absent or null. */
export type Field = { readonly type: FieldType; readonly required: boolean };

export type Entity = {
  /** what may be done to it in this schema: books, evidence, runs, packs and checkpoints are written once */
  readonly kinds: readonly OperationKind[];
  readonly fields: Readonly<Record<string, Field>>;
};

export const must = (type: FieldType): Field => ({ type, required: true });
export const may = (type: FieldType): Field => ({ type, required: false });

export const edited: readonly OperationKind[] = ['put', 'set', 'del', 'undel', 'resolve'];
