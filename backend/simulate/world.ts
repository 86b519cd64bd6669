import type { Agenda } from './agenda.ts';
import type { Bank } from './bank.ts';
import type { Chance } from './chance.ts';
import type { Period } from './days.ts';
import type { Ledger } from './ledger.ts';
import type { People } from './people.ts';
import type { Plant, Plants } from './plants.ts';
import type { Register } from './register.ts';
import type { Rates } from './rates.ts';
import type { BookWriter } from './tables.ts';
import type { Warehouse } from './warehouse.ts';

/** What of the rule pack the books follow. */
export type BookLaw = { readonly vatPercent: number; readonly vatBaseIncludesFee: boolean };

/** A contract that only one plant has. */
export type OwnContract = {
  readonly no: string;
  readonly sellerId: string;
  readonly kind: string;
  readonly day: number;
  readonly plant: Plant;
};

/** Everything that the parts of the simulated trade share. */
export type World = {
  readonly seed: number;
  readonly law: BookLaw;
  readonly period: Period;
  readonly rates: Rates;
  readonly books: BookWriter;
  readonly ledger: Ledger;
  readonly agenda: Agenda;
  readonly people: People;
  readonly plants: Plants;
  readonly bank: Bank;
  readonly register: Register;
  readonly warehouse: Warehouse;
  /** the next number of one of the trader's own series: `ПП-000001` */
  readonly number: (series: string) => string;
  /** last sale posted: the ledger row that shows its number, and the number */
  readonly lastSale: { row: { ordinal: number; key: string } | null };
  readonly contracts: OwnContract[];
  /** parties that a plant has brought in */
  readonly strangers: Map<string, Plant>;
  /** totals of the purchases by supplier, cents */
  readonly bought: Map<string, number>;
  /** chance of its own for each thing that is drawn */
  readonly streams: (what: string, no: number) => Chance;
};

/** Numbers of the trader's own documents: each series counts up by one. */
export function numbering(): (series: string) => string {
  const last = new Map<string, number>();
  return (series) => {
    const n = (last.get(series) ?? 0) + 1;
    last.set(series, n);
    return `${series}-${String(n).padStart(6, '0')}`;
  };
}
