import type { Lang } from '../model/words.ts';
import type { Day, Decimal } from '../model/scalars.ts';
import type { Procedure } from './procedure.ts';
import type { LocalText, Standing, Stated } from './standing.ts';

export type { LocalText, Standing, Stated } from './standing.ts';

/** @property words how people and files write it, besides the code */
export type PackCurrency = { readonly code: string; readonly digits: number; readonly words: readonly string[] };

/** @property grams weight of one unit, for units of weight only */
export type PackUnit = { readonly code: string; readonly words: readonly string[]; readonly grams?: number };

/** The phrases of rate texts: "10 %, но не менее 0,4 евро за 1 кг". */
export type RateWords = {
  readonly atLeast: readonly string[];
  readonly atMost: readonly string[];
  readonly plus: readonly string[];
  readonly per: readonly string[];
  readonly free: readonly string[];
};

/** Check digit = weighted sum mod modulus of the digits before it; a remainder of 10 goes to the next pass, after the last none exists. */
export type Checksum = { readonly id: string; readonly modulus: number; readonly passes: readonly (readonly number[])[] };

/** Numbers of week days: 0 Sunday .. 6 Saturday. `working` = days off that were made working days by transfer. */
export type WorkingCalendar = Standing & {
  readonly id: string;
  readonly version: string;
  readonly weekend: readonly number[];
  readonly nonWorking: readonly Day[];
  readonly working: readonly Day[];
};

/** @property from first day of validity @property percent of the base */
export type DatedPercent = Standing & { readonly from: Day; readonly percent: Decimal };

/** @property fromUtc first instant `YYYY-MM-DDTHH:MM:SSZ` of the offset @property minutes east of UTC */
export type UtcOffset = { readonly fromUtc: string; readonly minutes: number };

export type DeadlineRule = Standing & {
  readonly id: string;
  readonly startEvent: string;
  readonly startRule: 'dayAfter' | 'sameDay';
  readonly amount: number;
  readonly unit: 'workingDay' | 'calendarDay' | 'calendarMonth' | 'calendarYear';
  readonly roll: 'nextWorkingDay' | 'none';
};

/** A provision that a finding may name as its criterion. `areas`: tests or components it fits. */
export type LegalReference = Standing & { readonly id: string; readonly text: LocalText; readonly areas: readonly string[] };

/** What an auditor answers, yes or no, before a photo of a camera or phone is kept. */
export type PhotoQuestion = Standing & { readonly id: string; readonly text: LocalText };

/** The law of one jurisdiction as data; versioned, effective-dated, pinned by each case (docs/decisions, formats.md "Rule packs"). */
export type RulePack = {
  readonly format: 1;
  readonly id: string;
  readonly version: string;
  readonly effectiveFrom: Day;
  readonly name: LocalText;
  readonly timeZone: { readonly name: string; readonly offsets: readonly UtcOffset[] };
  readonly nationalCurrency: string;
  readonly prevailingLanguage: Stated<Lang>;
  readonly currencies: readonly PackCurrency[];
  readonly units: readonly PackUnit[];
  readonly rateWords: RateWords;
  /** digits of a commodity code; longer ones are allowed where `longerAllowed` */
  readonly hsLength: Stated<number> & { readonly longerAllowed: boolean };
  /** preference codes that mean "none claimed" match this pattern */
  readonly noPreference: string;
  readonly taxId: Standing & { readonly pattern: string; readonly checksum: Checksum | null };
  readonly calendar: WorkingCalendar;
  /** payment: decimals of amounts to be paid where they differ from the money of the declaration */
  readonly rounding: { readonly moneyDecimals: Stated<number>; readonly paymentDecimals: Stated<number | null> };
  readonly vat: { readonly baseIncludesFee: Stated<boolean>; readonly rates: readonly DatedPercent[] };
  readonly fee: Stated<Decimal | null>;
  readonly allowOffset: Stated<boolean>;
  readonly tolerances: { readonly abs: Stated<Decimal>; readonly percent: Stated<Decimal> };
  /** least share of the expected records, in ten-thousandths, below which a test speaks of incomplete data; absent = none is stated */
  readonly coverage?: { readonly minimumBp: Stated<number> };
  /** test id -> parameter -> value */
  readonly testDefaults: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly penaltyMode: 'referral';
  readonly deadlines: readonly DeadlineRule[];
  readonly taxes: readonly string[];
  /** absent in packs of before 2026-11-23 */
  readonly procedures?: readonly Procedure[];
  readonly legalReferences: readonly LegalReference[];
  /** absent: nothing is asked */
  readonly photoPolicy?: readonly PhotoQuestion[];
};
