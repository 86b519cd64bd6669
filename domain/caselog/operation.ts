import type { CaseId, OpId, StreamId, UserId } from '../model/ids.ts';
import type { Instant } from '../model/scalars.ts';
import type { Canonical } from './canonical.ts';

export type { Canonical };
export type Fields = { readonly [field: string]: Canonical };

export type OperationKind = 'put' | 'set' | 'del' | 'undel' | 'add' | 'rem' | 'resolve' | 'state' | 'sign' | 'attach';

/** Kinds of things a case consists of; their fields: entities.ts. */
export type EntityName =
  | 'case'
  | 'evidence'
  | 'import'
  | 'run'
  | 'disposition'
  | 'override'
  | 'finding'
  | 'document'
  | 'pack'
  | 'checkpoint'
  | 'region'
  | 'evidenceLink'
  | 'transcript'
  | 'request'
  | 'requestItem'
  | 'match'
  | 'mark'
  | 'note'
  | 'view'
  | 'export'
  | 'custody'
  | 'expectation'
  | 'succession'
  | 'sample'
  | 'draw'
  | 'sampleResult'
  | 'evaluation'
  | 'customTest'
  | 'indicator'
  | 'riskScore';

/** One act of a person on a case, immutable (docs/decisions/case-log.md). */
export type Operation = {
  readonly v: 1;
  readonly op: OpId;
  readonly case: CaseId;
  readonly stream: StreamId;
  /** gapless within the stream, from 1 */
  readonly dseq: number;
  /** hash of this stream's operation dseq-1; of the stream's first one: 64 zeros */
  readonly ph: string;
  /** [transaction id, index from 0, length]: applied together or not at all */
  readonly tx: readonly [string, number, number];
  readonly kind: OperationKind;
  readonly ent: EntityName;
  readonly id: string;
  readonly set: Fields;
  /** per field the operation id that the author saw, null when none */
  readonly base: { readonly [field: string]: OpId | null };
  readonly by: UserId;
  readonly at: Instant;
  /** version of the operation schema */
  readonly schema: number;
  readonly app: string;
};

/** What an action says; the log adds stream, dseq, ph, tx, base and who/when. */
export type Change = {
  readonly kind: OperationKind;
  readonly ent: EntityName;
  readonly id: string;
  readonly set: Fields;
};
