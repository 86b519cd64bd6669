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

/** What an import certificate says of one file. */
export type FrozenImport = {
  readonly table: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly rows: number;
  readonly rejected: number;
  /** control totals: column -> decimal */
  readonly sums: Readonly<Record<string, Decimal>>;
  /** repairs that the profile stated: repair -> number of cells */
  readonly repaired: Readonly<Record<string, number>>;
};

export type FrozenRun = {
  readonly test: string;
  readonly version: string;
  readonly params: Readonly<Record<string, string>>;
  readonly populationN: number;
  readonly excluded: readonly { readonly reason: Words; readonly n: number }[];
  readonly hitsN: number;
  readonly verdict: Words | null;
  readonly datasetHash: string;
  readonly resultHash: string;
};

/** A number of the rule pack that no lawyer has confirmed yet (domain-corrections 8). */
export type UnverifiedNumber = { readonly name: string; readonly value: string; readonly source: string };

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
  readonly imports: readonly FrozenImport[];
  readonly runs: readonly FrozenRun[];
  readonly evidence: readonly { readonly name: string; readonly sha256: string; readonly bytes: number }[];
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
export const template = { id: 'audit-report', version: '1.0.0', fonts: 'Noto Sans 2.015, Noto Sans Mono 2.014' } as const;
