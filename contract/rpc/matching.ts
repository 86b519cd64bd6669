import { z } from 'zod';
import { decimal, table, uuid, words } from './shapes.ts';

/** Which two kinds of record are held against each other. */
export const matchKind = z.enum([
  'declaration-invoice',
  'invoice-payment',
  'declaration-payment',
  'declaration-stock',
  'invoice-ledger',
  'payment-ledger',
  'declaration-freight',
]);
export type MatchKind = z.infer<typeof matchKind>;

/** One link: an amount of one row against one of another; amounts are null where the records carry none. */
export const matchLink = z.object({ left: z.string(), right: z.string(), amount: decimal.nullable(), currency: z.string() });

/** A row as it stands in a match: what a person must see to decide. */
export const matchRow = z.object({
  name: z.string(),
  table,
  /** number of declaration, invoice, payment … */
  label: z.string(),
  day: z.string(),
  party: z.string(),
  text: z.string(),
  amount: decimal.nullable(),
  currency: z.string(),
});

/** A record to be linked by hand: `amount` is that of the whole document, `open` what confirmed matches have left of it */
export const openRow = matchRow.extend({ open: decimal.nullable() });

/** A proposal: records that belong together, and why. Deterministic: same books, same parameters, same proposals in the same order. */
export const suggestion = z.object({
  /** stable: made of the row names */
  key: z.string(),
  kind: matchKind,
  method: z.enum(['exact', 'rule', 'scored']),
  /** which rule gave it; `matchRule.<rule>` in the locale files */
  rule: z.string(),
  /** 0–1; 1 for exact ones */
  score: z.number(),
  /** each reason with its figures put in */
  why: z.array(words),
  rows: z.array(matchRow),
  links: z.array(matchLink),
  /** left minus right in the match's currency; null over several currencies */
  difference: decimal.nullable(),
  state: z.enum(['proposed', 'confirmed', 'refused']),
});

export const matchSet = z.object({
  matchId: uuid,
  kind: matchKind,
  method: z.enum(['exact', 'rule', 'scored', 'hand']),
  rule: z.string(),
  state: z.enum(['confirmed', 'refused']),
  links: z.array(matchLink),
  rows: z.array(matchRow),
  note: z.string(),
  at: z.string(),
  by: z.string(),
});

export const matchSide = z.object({
  rows: z.number(),
  /** of which something is matched */
  matched: z.number(),
  /** of which something is not: these are the ones that `match.unmatched` lists */
  open: z.number(),
  amount: decimal,
  matchedAmount: decimal,
  /** rows whose amount could not be brought into `currency` and is in no sum */
  uncounted: z.number(),
});

export const matchSummary = z.object({
  kind: matchKind,
  left: matchSide,
  right: matchSide,
  /** of the sums: the books' own where there is one, else the national one at the rate of each day; a unit where quantities are matched */
  currency: z.string(),
  proposed: z.number(),
  confirmed: z.number(),
  refused: z.number(),
});

const inCase = z.object({ caseId: uuid });

/** Which match was made of which proposal: by it a decision is taken back. */
const decisions = z.object({ decided: z.number(), matches: z.array(z.object({ key: z.string(), matchId: uuid })) });

export const matchCalls = {
  /** computes the proposals of a kind in a child process; kept in the backend until the books change or the vault is locked */
  'match.suggest': {
    input: inCase.extend({
      kind: matchKind,
      params: z
        .object({
          /** days that the two may lie apart */
          days: z.number().int().min(0).max(400).default(60),
          /** of the amount, in ten-thousandths */
          toleranceBp: z.number().int().min(0).max(2_000).default(50),
          minScore: z.number().min(0).max(1).default(0.6),
        })
        .prefault({}),
    }),
    output: z.object({ summary: matchSummary, total: z.number(), by: z.record(z.string(), z.number()) }),
    progress: true,
  },
  /** proposals in the order exact, rule, scored by score; filter by method, rule or words */
  'match.proposals': {
    input: inCase.extend({
      kind: matchKind,
      method: z.enum(['exact', 'rule', 'scored']).nullable(),
      find: z.string().max(200),
      at: z.number().int().min(0),
      limit: z.number().int().min(1).max(200),
    }),
    output: z.object({ total: z.number(), proposals: z.array(suggestion) }),
  },
  /** confirms or refuses proposals by key, as one step of the log */
  'match.decide': {
    input: inCase.extend({
      kind: matchKind,
      keys: z.array(z.string()).min(1).max(20_000),
      state: z.enum(['confirmed', 'refused']),
      note: z.string().max(2_000),
    }),
    output: decisions,
    progress: true,
  },
  /** all proposals of a method (and score) that are still open, in one step */
  'match.decideAll': {
    input: inCase.extend({ kind: matchKind, method: z.enum(['exact', 'rule', 'scored']), minScore: z.number().min(0).max(1) }),
    output: decisions,
    progress: true,
  },
  /**
   * links that the auditor makes by hand: no record gives more than is left of it, of one in another currency at the rate of the day. What is
   * given of a document of several rows is recorded row by row
   */
  'match.link': {
    input: inCase.extend({ kind: matchKind, links: z.array(matchLink).min(1).max(1_000), note: z.string().max(2_000) }),
    output: z.object({ matchId: uuid }),
  },
  'match.undo': { input: inCase.extend({ matchId: uuid }), output: z.object({}) },
  /** several decisions taken back; those that are gone already are left out */
  'match.undoAll': {
    input: inCase.extend({ matchIds: z.array(uuid).min(1).max(20_000) }),
    output: z.object({ undone: z.number() }),
    progress: true,
  },
  'match.list': {
    input: inCase.extend({
      kind: matchKind.nullable(),
      state: z.enum(['confirmed', 'refused']).nullable(),
      at: z.number().int().min(0),
      limit: z.number().int().min(1).max(500),
    }),
    output: z.object({ total: z.number(), matches: z.array(matchSet) }),
  },
  /** @property kinds those alone, so that a screen can show one after another; without it all of them */
  'match.summary': {
    input: inCase.extend({ kinds: z.array(matchKind).min(1).max(matchKind.options.length).optional() }),
    output: z.object({ summaries: z.array(matchSummary) }),
    progress: true,
  },
  /** records of one side of which something is open; `find`: words in number, party or contract */
  'match.unmatched': {
    input: inCase.extend({
      kind: matchKind,
      side: z.enum(['left', 'right']),
      find: z.string().max(200).default(''),
      at: z.number().int().min(0),
      limit: z.number().int().min(1).max(500),
    }),
    output: z.object({ total: z.number(), rows: z.array(openRow) }),
  },
  /** what a row is matched with */
  'match.of': { input: inCase.extend({ row: z.string().max(400) }), output: z.object({ matches: z.array(matchSet) }) },
  /** product ↔ article: proposals by code, name and memory of this vault's other cases (goods text and code only) */
  'article.suggest': {
    input: inCase.extend({ find: z.string().max(200), limit: z.number().int().min(1).max(500) }),
    output: z.object({
      links: z.array(
        z.object({
          product: z.string(),
          article: z.string(),
          hs: z.string(),
          score: z.number(),
          why: z.array(words),
          state: z.enum(['proposed', 'confirmed', 'refused']),
          remembered: z.boolean(),
        }),
      ),
    }),
    progress: true,
  },
  'article.decide': {
    input: inCase.extend({
      links: z
        .array(z.object({ product: z.string().max(500), article: z.string().max(500), hs: z.string().max(20) }))
        .min(1)
        .max(1_000),
      state: z.enum(['confirmed', 'refused']),
    }),
    output: z.object({}),
  },
  /** takes back what this case decided about links; those without a decision are left out */
  'article.undo': {
    input: inCase.extend({
      links: z
        .array(z.object({ product: z.string().max(500), article: z.string().max(500), hs: z.string().max(20) }))
        .min(1)
        .max(1_000),
    }),
    output: z.object({ undone: z.number() }),
  },
} as const;
