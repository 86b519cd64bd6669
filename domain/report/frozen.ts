import type { CoverageRow } from '../coverage/coverage.ts';
import type { RunCoverage } from '../coverage/run-coverage.ts';
import type { Decimal, Instant } from '../model/scalars.ts';
import type { Words } from '../model/words.ts';

/** A change of one declaration line, with what the reader of a paper needs instead of the row's name. */
export type FrozenCorrection = {
  readonly row: string;
  readonly declaration: string;
  readonly item: number;
  readonly component: string;
  /** as it stands in the declaration, canonical text; empty when nothing was declared */
  readonly declared: string;
  readonly audited: string;
};

export type FrozenFinding = {
  readonly findingId: string;
  readonly title: string;
  readonly condition: string;
  readonly criteria: readonly string[];
  readonly cause: string;
  readonly corrections: readonly FrozenCorrection[];
  readonly response: string;
  /** ids of the tests it rests on, when all of them give leads only: such a finding is a draft */
  readonly leads: readonly string[];
  /** signed, by tax: positive = underpaid */
  readonly effect: readonly { readonly tax: string; readonly difference: Decimal }[];
  readonly total: Decimal;
};

/**
 * One tax of one declaration line (contract `assessmentLine`). `declaredRate` where the assessment knows it apart from the audited one;
 * `formula` and `exact` (the audited amount before rounding) are shown under the row.
 */
export type FrozenLine = {
  readonly row: string;
  readonly declaration: string;
  readonly item: number;
  readonly tax: string;
  readonly declaredBase: Decimal;
  readonly declaredRate?: string;
  readonly declared: Decimal;
  readonly auditedBase: Decimal;
  readonly rate: string;
  readonly audited: Decimal;
  readonly difference: Decimal;
  readonly exact?: Decimal;
  readonly formula?: Words;
  readonly findings: readonly string[];
};

export type FrozenTotal = {
  readonly tax: string;
  readonly declared: Decimal;
  readonly audited: Decimal;
  readonly underpaid: Decimal;
  readonly overpaid: Decimal;
};

export type FrozenAssessment = {
  readonly currency: string;
  readonly lines: readonly FrozenLine[];
  readonly totals: readonly FrozenTotal[];
  readonly underpaid: Decimal;
  readonly overpaid: Decimal;
};

/** What came of one part of a file in one table. */
export type FrozenPart = {
  readonly table: string;
  /** a sheet, a kind of record; empty = the whole file */
  readonly scope: string;
  readonly rows: number;
  readonly rejected: number;
  /** control totals: column -> decimal */
  readonly sums: Readonly<Record<string, Decimal>>;
  /** repairs that the profile stated: repair -> number of cells */
  readonly repaired: Readonly<Record<string, number>>;
};

/** Something that a file says of itself, held against what was counted. @property key as in findings.json; `what` for the reader */
export type FrozenCheck = {
  readonly key: string;
  readonly what: Words;
  readonly at: string;
  readonly declared: string;
  readonly counted: string;
  readonly agrees: boolean;
};

export type FrozenFact = { readonly name: string; readonly what: Words; readonly value: string };

/** What an import certificate says of one file. */
export type FrozenImport = {
  readonly fileName: string;
  readonly sha256: string;
  readonly bytes: number;
  /** whom it was obtained from; null where nobody said */
  readonly obtainedFrom: { readonly code: string; readonly what: Words } | null;
  readonly format: { readonly code: string; readonly what: Words };
  readonly encoding: string;
  readonly importedAt: Instant;
  readonly parts: readonly FrozenPart[];
  readonly checks: readonly FrozenCheck[];
  readonly facts: readonly FrozenFact[];
  /** taken out of the books; its rows are part of no figure */
  readonly withdrawn: { readonly at: Instant; readonly reason: string } | null;
};

/** A value that the auditor put over a row's own. @property label how the row is named for people @property was as imported */
export type FrozenOverride = {
  readonly row: string;
  readonly table: string;
  readonly label: string;
  readonly column: string;
  readonly was: string;
  readonly is: string;
  readonly by: string;
  readonly at: Instant;
  readonly reason: string;
};

/** What of the expected records the books have when the report is made. */
export type FrozenCoverage = {
  readonly minimumBp: number | null;
  readonly rows: readonly CoverageRow[];
  readonly register: {
    readonly listed: number;
    readonly received: number;
    readonly missing: number;
    readonly unlisted: number;
    readonly different: number;
    readonly missingValue: Decimal;
  } | null;
};

export type FrozenRun = {
  readonly test: string;
  readonly version: string;
  readonly params: Readonly<Record<string, string>>;
  readonly populationN: number;
  readonly excluded: readonly { readonly reason: Words; readonly n: number }[];
  readonly hitsN: number;
  readonly verdict: Words | null;
  /** what of the expected records the books had then; null in runs of before */
  readonly coverage: RunCoverage | null;
  readonly datasetHash: string;
  readonly resultHash: string;
};

/** A number of the rule pack that no lawyer has confirmed yet (domain-corrections 8). */
export type UnverifiedNumber = { readonly name: string; readonly value: string; readonly source: string };

/** What a finding rests on: an item of evidence, or a part of one of its pages. */
export type FrozenSupport = {
  readonly findingId: string;
  readonly name: string;
  readonly sha256: string;
  /** from 1; null for the whole item */
  readonly page: number | null;
  readonly part: string;
  readonly note: string;
};

/** Everything that a report says, taken from the case at one head. The report is a pure function of it. */
export type FrozenCase = {
  readonly header: {
    readonly caseId: string;
    readonly caseNo: string;
    readonly kind: 'desk' | 'onsite';
    readonly trader: string;
    readonly taxid: string;
    readonly from: string;
    readonly to: string;
  };
  readonly pack: {
    readonly id: string;
    readonly version: string;
    readonly sha256: string;
    readonly unverified: readonly UnverifiedNumber[];
  };
  /** in the order in which they are numbered */
  readonly findings: readonly FrozenFinding[];
  readonly assessment: FrozenAssessment;
  /** withdrawn ones among them, in the order of import */
  readonly imports: readonly FrozenImport[];
  readonly overrides: readonly FrozenOverride[];
  readonly coverage: FrozenCoverage;
  readonly runs: readonly FrozenRun[];
  readonly evidence: readonly { readonly name: string; readonly sha256: string; readonly bytes: number }[];
  /** in the order of the findings; absent where no finding names any */
  readonly supports?: readonly FrozenSupport[];
  /** what an act may only count (domain-corrections §6): items of other classes, test runs over their rows; absent where there is nothing */
  readonly restricted?: { readonly items: number; readonly runs: number };
  readonly caseHead: string;
  /** of the operation that issues the report */
  readonly issuedAt: Instant;
  /** the same moment as a legal day of the pack's time zone */
  readonly issuedOn: string;
  readonly app: string;
  /** true = a test CA or a development build: every page says that it is not an official document */
  readonly test: boolean;
};

/** Version of the document's structure and of the faces it is set in; a change gives other bytes for the same case. */
export const template = { id: 'audit-report', version: '1.1.0', fonts: 'Noto Sans 2.015, Noto Sans Mono 2.014' } as const;
