import type { MatchKindName } from '../matching/kind-names.ts';
import type { RowName } from '../model/ids.ts';
import type { Component } from '../assessment/components.ts';
import type { TableName } from '../model/books.ts';
import type { Decimal } from '../model/scalars.ts';
import type { Words } from '../model/words.ts';
import type { RulePack } from '../packs/rule-pack.ts';

export type ParamType = 'integer' | 'decimal' | 'text' | 'choice' | 'day';

/** A parameter of a test. @property value default where the pack states none @property atLeast, atMost bounds of a number */
export type ParamSpec = {
  readonly name: string;
  readonly type: ParamType;
  readonly value: string;
  readonly choices?: readonly string[];
  readonly atLeast?: string;
  readonly atMost?: string;
};

/** Every parameter of the test with its checked, canonical value. */
export type Params = Readonly<Record<string, string>>;

/** Which rows and columns a test looks at. @property prefix only rows whose column begins so; empty = all */
export type PopulationSpec = {
  readonly table: TableName;
  readonly columns: readonly string[];
  readonly prefix?: { readonly column: string; readonly value: string };
};

/** A number column: scaled safe integers; `present` is 0 where the cell is empty. */
export type NumberColumn = { readonly values: Float64Array; readonly present: Uint8Array };

/** Rows as columns. Their order means nothing: `rank` does. */
export type Population = {
  readonly n: number;
  /** @throws RangeError for a column that the spec did not name */
  readonly number: (column: string) => NumberColumn;
  readonly text: (column: string) => readonly (string | null)[];
  /** place in the dataset (file, then record): total, the same on every laptop */
  readonly rank: Float64Array;
  /** @param i index of a row of this population */
  readonly nameOf: (i: number) => RowName;
};

/** A lead: what was found, in which source rows, how far off. @property score 0..100 */
export type Hit = {
  /** stable within the dataset: same data, same key */
  readonly key: string;
  readonly keys: readonly string[];
  readonly score: number;
  readonly measures: Readonly<Record<string, string>>;
  readonly explanation: Words;
};

export type Excluded = { readonly reason: Words; readonly n: number };

export type Judgement = {
  readonly populationN: number;
  /** rows that were not judged, with the reason; empty reasons are left out */
  readonly excluded: readonly Excluded[];
  /** highest score first, then as the rows stand in the dataset */
  readonly hits: readonly Hit[];
  readonly stats: Readonly<Record<string, Decimal | readonly Decimal[]>>;
  readonly verdict: Words | null;
};

/**
 * A link between two rows that a person confirmed in the matching. The rows are named by their ranks in the tables of the kind (the left
 * table is the one that stands first in its name). @property amount minor units of `currency`, null where the link says no amount
 */
export type ConfirmedLink = { readonly left: number; readonly right: number; readonly amount: number | null; readonly currency: string };
export type ConfirmedLinks = Readonly<Partial<Record<MatchKindName, readonly ConfirmedLink[]>>>;

/**
 * @property also the further populations that the test asked for, by its own names for them
 * @property links those of the kinds that the test asked for; a kind without confirmed links is absent
 */
export type JudgeInput = {
  readonly rows: Population;
  readonly also: Readonly<Record<string, Population>>;
  readonly links: ConfirmedLinks;
  readonly params: Params;
  readonly pack: RulePack;
};

/** A correction as a finding holds it (contract `correction`). */
export type SuggestedCorrection = { readonly row: string; readonly component: Component; readonly audited: string };

/** The parts of the catalogue (reference/domain.md §3 A–F). */
export const areas = ['valuation', 'classification', 'quantity', 'ledger', 'payments', 'patterns'] as const;
export type Area = (typeof areas)[number];

/** Columns without which the test says nothing. */
export type Needs = { readonly table: TableName; readonly columns: readonly string[] };

/**
 * An audit test of the catalogue (reference/domain.md §3): pure, its result depends on the population, parameters and pack alone and not
 * on the order of the rows. A released version is never edited.
 */
export type AuditTest = {
  readonly id: string;
  readonly version: string;
  readonly area: Area;
  /** a finding that rests on lead-only tests alone cannot leave draft (domain-corrections 5) */
  readonly leadOnly: boolean;
  readonly params: readonly ParamSpec[];
  readonly needs: (params: Params) => readonly Needs[];
  /** the rows that are judged */
  readonly population: (params: Params) => PopulationSpec;
  /** the rows of other tables that they are held against */
  readonly also?: (params: Params) => Readonly<Record<string, PopulationSpec>>;
  /** confirmed links between rows that the test goes by, before it goes by the numbers of documents */
  readonly links?: (params: Params) => readonly MatchKindName[];
  readonly judge: (input: JudgeInput) => Judgement;
  /** what a finding from the hit would correct; the auditor changes or removes it. Absent: a hit says nothing by itself of what is owed */
  readonly suggest?: (hit: Hit, pack: RulePack) => readonly SuggestedCorrection[];
};

/** The kinds of link that a run goes by. */
export const linkKindsOf = (test: AuditTest, params: Params): readonly MatchKindName[] => test.links?.(params) ?? [];

/** The tables that a run reads, its own first, each once. */
export const tablesOf = (test: AuditTest, params: Params): readonly TableName[] => [
  ...new Set([test.population(params), ...Object.values(test.also?.(params) ?? {})].map(({ table }) => table)),
];
