import { z } from 'zod';
import { cell, decimal, table, uuid } from './shapes.ts';

/** A value that the auditor put over a row's own; the imported row itself never changes. */
export const override = z.object({
  overrideId: uuid,
  row: z.string(),
  table,
  column: z.string(),
  /** as imported */
  was: cell,
  is: cell,
  reason: z.string(),
  at: z.string(),
  by: z.string(),
});

const changedCell = z.object({ column: z.string(), was: cell, is: cell });

/** A newer export of the same book held against an older one, row by row of the business key. */
export const bookDifference = z.object({
  table,
  older: uuid,
  newer: uuid,
  /** columns that say which row is which */
  key: z.array(z.string()),
  same: z.number(),
  added: z.number(),
  changed: z.number(),
  vanished: z.number(),
  /** sums of money columns: older, newer */
  sums: z.array(z.object({ column: z.string(), older: decimal, newer: decimal })),
  /** keys that stand for several rows in either: compared by their whole content */
  repeatedKeys: z.number(),
});

const inCase = z.object({ caseId: uuid });

export const changeCalls = {
  /** value as a person writes it in canonical form; '' empties the cell. A second override of the cell replaces the first in the same history. @throws value_invalid */
  'row.override': {
    input: inCase.extend({
      row: z.string().max(400),
      column: z.string().max(60),
      value: z.string().max(2_000),
      reason: z.string().min(3).max(2_000),
    }),
    output: z.object({ overrideId: uuid }),
  },
  /** the imported value stands again */
  'row.restore': { input: inCase.extend({ overrideId: uuid }), output: z.object({}) },
  'row.overrides': { input: inCase.extend({ row: z.string().max(400).nullable() }), output: z.object({ overrides: z.array(override) }) },
  /** what stands in the way of withdrawing an import: findings, runs and matches that name its rows */
  'import.rests': {
    input: inCase.extend({ importId: uuid }),
    output: z.object({
      findings: z.array(z.object({ findingId: uuid, title: z.string() })),
      matches: z.number(),
      overrides: z.number(),
      marks: z.number(),
      notes: z.number(),
      /** pieces of evidence linked with its rows */
      links: z.number(),
      runs: z.number(),
    }),
  },
  /** takes every part of the imported file out of the books; the operation and the evidence stay. @throws import_in_use while a finding names its rows */
  'import.withdraw': {
    input: inCase.extend({ importId: uuid, reason: z.string().min(3).max(2_000) }),
    output: z.object({ rows: z.number() }),
    progress: true,
  },
  /** brings a withdrawn import back by reading its evidence again; row digests must agree */
  'import.restore': { input: inCase.extend({ importId: uuid }), output: z.object({ rows: z.number() }), progress: true },
  'import.withdrawn': {
    input: inCase,
    output: z.object({
      imports: z.array(z.object({ importId: uuid, table, fileName: z.string(), rows: z.number(), at: z.string(), reason: z.string() })),
    }),
  },
  /** which older imports of the case hold the same book */
  'import.olderOf': {
    input: inCase.extend({ importId: uuid }),
    output: z.object({
      imports: z.array(z.object({ importId: uuid, table, fileName: z.string(), rows: z.number(), sharedKeys: z.number(), at: z.string() })),
    }),
    progress: true,
  },
  'import.compare': {
    input: inCase.extend({ older: uuid, newer: uuid }),
    output: z.object({ difference: bookDifference }),
    progress: true,
  },
  /** rows of a comparison, by kind */
  'import.differences': {
    input: inCase.extend({
      older: uuid,
      newer: uuid,
      kind: z.enum(['added', 'changed', 'vanished']),
      at: z.number().int().min(0),
      limit: z.number().int().min(1).max(500),
    }),
    output: z.object({
      total: z.number(),
      rows: z.array(
        z.object({ key: z.array(cell), older: z.string().nullable(), newer: z.string().nullable(), cells: z.array(changedCell) }),
      ),
    }),
    progress: true,
  },
  /** what replacing would do, nothing done yet: what people put on the older rows, and the tables of the older file that nothing replaces */
  'import.replacing': {
    input: inCase.extend({ older: uuid, newer: uuid }),
    output: z.object({
      /** they stand in the way: they name rows of the older file */
      findings: z.array(z.object({ findingId: uuid, title: z.string() })),
      /** how many things move along, by kind */
      moves: z.object({ override: z.number(), mark: z.number(), note: z.number(), evidenceLink: z.number(), match: z.number() }),
      /** of these, the ones whose newer row has other values in some cells: none of them is what the thing is about */
      changed: z.array(z.object({ row: z.string(), newer: z.string(), ent: z.string(), columns: z.array(z.string()) })),
      /** what stays with the older file, and why */
      left: z.array(z.object({ row: z.string(), why: z.string() })),
      /** parts of the older file that leave without a newer one */
      alone: z.array(z.object({ table, scope: z.string(), rows: z.number() })),
    }),
    progress: true,
  },
  /** the newer one takes the older one's place: the older is withdrawn and named by `replaces`; overrides, marks and matches move where the key and the touched cells are equal */
  'import.replace': {
    input: inCase.extend({ older: uuid, newer: uuid }),
    output: z.object({ moved: z.number(), left: z.array(z.object({ row: z.string(), why: z.string() })) }),
    progress: true,
  },
} as const;
