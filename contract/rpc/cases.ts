import { z } from 'zod';
import { day, decimal, sha256, table, uuid } from './shapes.ts';

export const caseKind = z.enum(['desk', 'onsite']);

export const newCase = z.object({
  kind: caseKind,
  trader: z.string().min(1).max(256),
  taxid: z.string().min(1).max(32),
  from: day,
  to: day,
  pack: z.string(),
});

export const caseHeader = z.object({
  caseId: uuid,
  caseNo: z.string(),
  kind: caseKind,
  trader: z.string(),
  taxid: z.string(),
  from: day,
  to: day,
  pack: z.string(),
  packVersion: z.string(),
  currency: z.string(),
  /** minor digits by currency code, as the pack has them */
  digits: z.record(z.string(), z.number()),
  /** how many numbers of the pack no lawyer has confirmed yet */
  unverified: z.number(),
  state: z.string(),
  createdAt: z.string(),
});

export const importHeader = z.object({
  importId: uuid,
  table,
  evidence: sha256,
  fileName: z.string(),
  bytes: z.number(),
  rows: z.number(),
  rejected: z.number(),
  at: z.string(),
});

/** Everything the case's left pane and overview show. */
export const caseOverview = z.object({
  header: caseHeader,
  imports: z.array(importHeader),
  tables: z.array(z.object({ table, rows: z.number() })),
  runs: z.array(z.object({ runId: uuid, test: z.string(), version: z.string(), hits: z.number(), open: z.number(), at: z.string() })),
  findings: z.number(),
  assessed: decimal,
  documents: z.number(),
  operations: z.number(),
  caseHead: z.string(),
});

export const historyEntry = z.object({
  /** of the last entry seen: `before` of the next page */
  position: z.number(),
  op: z.string(),
  at: z.string(),
  by: z.string(),
  /** of that person, where the vault knows it */
  byName: z.string().nullable(),
  kind: z.string(),
  ent: z.string(),
  id: z.string(),
  hash: z.string(),
  dseq: z.number(),
});

export const logVerdict = z.object({
  ok: z.boolean(),
  operations: z.number(),
  head: z.string(),
  /** the first that does not hold: changed | missing | added | swapped | unreadable | head_differs | checkpoint_broken | checkpoint_missing */
  broken: z.object({ line: z.number(), op: z.string(), problem: z.string() }).nullable(),
  /** an exported log that is a true beginning of the vault's lacks so many operations at its end */
  behind: z.number().optional(),
  /** how many checkpoints hold */
  checkpoints: z.number().optional(),
});

export const caseCalls = {
  'case.list': { input: z.object({}), output: z.object({ cases: z.array(caseHeader) }) },
  'case.create': { input: newCase, output: z.object({ caseId: uuid, caseNo: z.string() }) },
  'case.get': { input: z.object({ caseId: uuid }), output: caseOverview },
  /** newest first, paged by key */
  'case.history': {
    input: z.object({ caseId: uuid, before: z.number().optional(), limit: z.number().max(500) }),
    output: z.object({ entries: z.array(historyEntry), operations: z.number() }),
  },
  /** @param log an exported log to hold against the vault */
  'case.verify': { input: z.object({ caseId: uuid, log: z.string().optional() }), output: logVerdict, progress: true },
  /** an exported log by itself, no vault needed */
  'log.verify': { input: z.object({ path: z.string() }), output: logVerdict },
  'case.exportLog': { input: z.object({ caseId: uuid, to: z.string() }), output: z.object({ operations: z.number() }) },
} as const;
