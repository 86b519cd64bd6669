import type { PartyBook } from './parties.ts';

/**
 * What is matched: a document (the lines of one declaration, of one invoice) or a single row (a payment, a movement of stock).
 * `rank` is the place of its first row among the visible rows of its table: unique, and the same on every laptop.
 */
export type MatchRecord = {
  readonly rank: number;
  /** its number as people know it */
  readonly label: string;
  /** numbers that it has or names, each with what it is the number of: `inv:AT-26-4013`; exact form (`exactNumber`) */
  readonly ids: readonly string[];
  /** its own kind of number may also stand in this text: the purpose of a payment. '' where there is none */
  readonly text: string;
  /** days since 1970-01-01; NaN unknown */
  readonly day: number;
  /** index in the party book of its side; -1 none */
  readonly party: number;
  /** exact form; '' none */
  readonly contract: string;
  /** 1 bought or paid out, -1 sold or received, 0 not told */
  readonly way: 1 | -1 | 0;
  /** minor units (millionths of a unit where quantities are matched); NaN where it carries none. Below zero: a credit note */
  readonly amount: number;
  /** currency or unit of the amount */
  readonly currency: string;
  /** the number of the document that this one corrects, exact form; '' for others */
  readonly corrects: string;
  /** grams; NaN unknown */
  readonly gross: number;
  /** its rows where links are made row by row; empty where the record is one row */
  readonly lines: readonly MatchLine[];
  /** its other rows, none of which is a line: a link that names one of them takes from the record */
  readonly also?: readonly number[];
};

export type MatchLine = {
  readonly rank: number;
  readonly amount: number;
  readonly article: string;
  readonly hs: string;
  readonly text: string;
};

export type MatchMethod = 'exact' | 'rule' | 'scored';

/** One link: ranks of two rows, the amount in minor units, null where the records carry none. */
export type Link = {
  readonly left: number;
  readonly right: number;
  readonly amount: number | null;
  readonly currency: string;
  /** `right` is a row of the left table too: a credit note that settles an invoice */
  readonly inner?: true;
};

/** Records that belong together. Indexes are places in the lists that were given. */
export type Proposal = {
  readonly method: MatchMethod;
  readonly rule: MatchRule;
  /** 0..1 */
  readonly score: number;
  readonly lefts: readonly number[];
  readonly rights: readonly number[];
  readonly links: readonly Link[];
  /** left minus right in minor units of `currency`; null over several currencies or without amounts */
  readonly difference: number | null;
  readonly currency: string;
  /** other records that would have fitted nearly as well */
  readonly others: number;
  /** numbers that both sides hold, as `ids`; '' prefix-less where they came out of a text */
  readonly shared: readonly string[];
  /** what a scored one was compared in */
  readonly compared: Compared | null;
};

/** 0..1 for each thing of two records that could be compared, null for what could not. */
export type Features = {
  readonly number: number | null;
  readonly amount: number | null;
  readonly party: number | null;
  readonly day: number | null;
  readonly contract: number | null;
};

/** How two records were compared. @property left, right what was open of each then, in minor units; NaN where it carries no amount */
export type Compared = { readonly features: Features; readonly left: number; readonly right: number };

/** Which rule gave a proposal; `matchRule.<rule>` in the locale files. */
export const matchRules = [
  'sameNumber',
  'sameNumberTie',
  'namedTogether',
  'withinTolerance',
  'partOf',
  'moreThan',
  'amountDiffers',
  'otherParty',
  'otherCurrency',
  'numberVariant',
  'numberInText',
  'sameAmount',
  'groupOfDay',
  'sumOfGroup',
  'similar',
  'creditNote',
] as const;
export type MatchRule = (typeof matchRules)[number];

/** @property days that two records may lie apart @property toleranceBp of the amount, in ten-thousandths */
export type MatchParams = { readonly days: number; readonly toleranceBp: number; readonly minScore: number };

/** What is compared where nobody says otherwise. */
export const usualParams: MatchParams = { days: 60, toleranceBp: 50, minScore: 0.6 };

/** What a kind of match compares. */
export type MatchTraits = {
  /** kinds of numbers that lead from one side to the other (before the colon of `ids`), the surest first */
  readonly numbers: readonly string[];
  /** `amounts` are compared; `right` only the right side carries one (freight); `none` */
  readonly amounts: 'both' | 'right';
  /** what stands in the party book: companies, articles, or nothing that could be compared */
  readonly subject: 'party' | 'article' | 'none';
  /** days that the right may lie before and after the left; null: as the parameters say, both ways */
  readonly window: readonly [before: number, after: number] | null;
  /** records may be joined by amounts and days where no number leads from one to the other */
  readonly byAmount: boolean;
  /** one may be settled in parts: a difference then says what is still open */
  readonly inParts: boolean;
  /** credit notes of the left side lower what is to be paid for their invoices */
  readonly notes: boolean;
};

export const oneMinor = 1;

/** Rates for comparing amounts of two currencies: minor units of `to` for an amount of `from` on a day; null when it is not known. */
export type Convert = (amount: number, from: string, to: string, day: number) => number | null;

/** What people decided before. Rows of confirmed links are matched already, by the amounts of the links. */
export type Decided = {
  readonly confirmed: readonly Link[];
  /** each the links of one refused proposal */
  readonly refused: readonly (readonly Link[])[];
};
export const undecided: Decided = { confirmed: [], refused: [] };

export type MatchInput = {
  readonly left: readonly MatchRecord[];
  readonly right: readonly MatchRecord[];
  readonly parties: PartyBook;
  readonly traits: MatchTraits;
  readonly params: MatchParams;
  readonly decided: Decided;
  readonly convert: Convert;
};
