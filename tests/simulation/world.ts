import type { Operation } from '../../domain/caselog/operation.ts';
import type { CaseModel, Outcome } from '../../domain/caselog/model.ts';

/** Each safeguard of the protocol; the suite must fail when one is off. */
export type Safeguard =
  | 'opIdDedupe'
  | 'conflictNotLastWriter'
  | 'cursorWithPage'
  | 'resendAfterRestore'
  | 'witnessedCopies'
  | 'cloneDetection'
  | 'baseIsOperationId'
  | 'tombstones'
  | 'chainCheck'
  | 'wholeTransactions';
export type Switches = Readonly<Record<Safeguard, boolean>>;

export const allOn: Switches = {
  opIdDedupe: true,
  conflictNotLastWriter: true,
  cursorWithPage: true,
  resendAfterRestore: true,
  witnessedCopies: true,
  cloneDetection: true,
  baseIsOperationId: true,
  tombstones: true,
  chainCheck: true,
  wholeTransactions: true,
};
export const without = (safeguard: Safeguard): Switches => ({ ...allOn, [safeguard]: false });

export type Verdict = Exclude<Outcome, 'dup'>;

/** An operation as it lies in a log. `seq` and what belongs to it come from the server; null = in the outbox. */
export type Entry = {
  readonly op: Operation;
  readonly hash: string;
  readonly seq: number | null;
  readonly outcome: Verdict | null;
  readonly chain: string;
};

export type Tip = { readonly dseq: number; readonly hash: string };

export type Server = {
  readonly epoch: number;
  readonly log: readonly Entry[];
  readonly model: CaseModel;
  readonly seqOf: ReadonlyMap<string, number>;
  readonly streams: ReadonlyMap<string, Tip & { readonly install: string }>;
  /** every `<stream>:<dseq>` that is taken */
  readonly places: ReadonlySet<string>;
};

export type Laptop = {
  readonly install: string;
  readonly stream: string;
  readonly tip: Tip;
  readonly epoch: number;
  readonly cursor: number;
  readonly chain: string;
  readonly confirmed: CaseModel;
  /** everything this laptop holds, in the order in which it came */
  readonly log: ReadonlyMap<string, Entry>;
  readonly alarm: string | null;
};

/** All of the simulated world; the pieces are immutable, so a backup is a reference. */
export type World = {
  readonly switches: Switches;
  server: Server;
  laptops: Laptop[];
  serverBackup: Server | null;
  laptopBackups: (Laptop | null)[];
  /** operations somebody committed and that still exist somewhere: id -> what it wrote */
  committed: Map<string, Operation>;
  /** what each author truly had on the screen, whatever `base` says: operation -> field -> operation */
  readonly saw: Map<string, ReadonlyMap<string, string>>;
  minted: number;
  /** what happened in this history: outcomes, forks, faults, restores */
  readonly reached: Set<string>;
};

/** The next id; the simulation has no chance of its own. */
export function mint(world: World, what: 'op' | 'stream' | 'install' | 'tx'): string {
  world.minted++;
  const kind = { op: '0001', stream: '0002', install: '0003', tx: '0004' }[what];
  return `0193a4b0-${kind}-7000-8000-${world.minted.toString(16).padStart(12, '0')}`;
}

export class Broken extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'Broken';
  }
}
