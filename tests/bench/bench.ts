import type { PreparedCase } from './prepared-case.ts';
import type { Line } from './line.ts';

export type Sizes = {
  /** rows of the ledger */
  readonly rows: number;
  /** items of declarations */
  readonly declarations: number;
  readonly runs: number;
  /** pages of the report */
  readonly pages: number;
};

/** What every row is given. */
export type Bench = {
  readonly sizes: Sizes;
  /** a folder of this run, removed at its end */
  readonly dir: string;
  /** one line to the person who waits */
  readonly say: (text: string) => void;
  /** the ledger that a seed gives: the same file each time, written on first use */
  readonly ledger: (seed: number) => string;
  readonly declarations: () => string;
  /** a locked vault with one case that holds ledger and declarations, made on first use */
  readonly prepared: () => Promise<PreparedCase>;
};

/** A row measures, or throws `Skipped` where the machine lacks something. */
export type Row = { readonly name: string; readonly measure: (bench: Bench) => Promise<readonly Line[]> };

/** The row cannot be measured here; the message says why. */
export class Skipped extends Error {}
