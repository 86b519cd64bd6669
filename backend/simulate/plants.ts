import type { Chance } from './chance.ts';
import { shipmentKinds } from './kinds.ts';
import type { Kind } from './kinds.ts';
import { fileOf } from './tables.ts';
import type { SimulatedTable } from './tables.ts';

/** A row of the written files: record ordinal in its file, and the key by which people know it. */
export type PlantedRow = { readonly table: SimulatedTable; readonly file: string; readonly ordinal: number; readonly key: string };

/** One irregularity as the answer key tells it. @property effect decimal text in the currency, null where no amount goes with it */
export type PlantedCase = {
  readonly kind: string;
  readonly tests: readonly string[];
  readonly rows: readonly PlantedRow[];
  readonly effect: { readonly amount: string; readonly currency: string } | null;
  readonly explanation: { readonly key: string; readonly args: Readonly<Record<string, string>> };
};

/** An irregularity while the books are written: rows are put down as they come. */
export type Plant = {
  readonly kind: Kind;
  readonly mark: (table: SimulatedTable, what: string, row: { readonly ordinal: number; readonly key: string }) => void;
  readonly tell: (name: string, value: string) => void;
  readonly effect: (amount: string, currency: string) => void;
};

export type Plants = {
  /** the next irregularity of a shipment when its turn has come, else null @param done share of the shipments that are begun, 0..1 */
  readonly forShipment: (done: number) => Plant | null;
  readonly alone: (kind: Kind) => Plant;
  readonly answers: () => readonly PlantedCase[];
};

const wanted = (kind: Kind, table: string, what: string): boolean =>
  kind.rows.includes(`${table}:${what}`) || kind.rows.includes(`${table}:*`) || kind.rows.includes(table);

/** How often each kind is planted: once in small books, three times from 10,000 lines on, then one more for every 25,000 lines. */
export const timesPlanted = (lines: number): number => (lines < 10_000 ? 1 : Math.max(3, Math.ceil(lines / 25_000)));

/** Irregularities that only show later come first, the others in any order between. */
function deckOf(chance: Chance, lines: number): readonly Kind[] {
  const times = timesPlanted(lines);
  const fit = shipmentKinds.filter((kind) => lines >= 10_000 || kind.large !== true);
  const rounds = Array.from({ length: times }, () => chance.shuffled(fit)).flat();
  const most = lines < 10_000 ? Math.min(rounds.length, Math.floor(lines / 90)) : rounds.length;
  const kept = rounds.slice(0, most);
  const early = kept.filter((kind) => kind.early === true);
  const others = kept.filter((kind) => kind.early !== true);
  const deck: Kind[] = [];
  for (let i = 0; i < kept.length; i += 1) {
    const fromEarly = early.length > 0 && (i % 2 === 0 || others.length === 0);
    const next = (fromEarly ? early : others).shift();
    if (next !== undefined) deck.push(next);
  }
  return deck;
}

/** The last irregularity of the deck is planted when that share of the shipments is begun. */
const plantedBy = 0.86;

export function plants(chance: Chance, lines: number): Plants {
  const deck = deckOf(chance, lines);
  const cases: (() => PlantedCase)[] = [];
  const begin = (kind: Kind): Plant => {
    const rows: PlantedRow[] = [];
    const args: Record<string, string> = {};
    let effect: PlantedCase['effect'] = null;
    cases.push(() => ({ kind: kind.id, tests: kind.tests, rows, effect, explanation: { key: `simulate.plant.${kind.id}`, args } }));
    return {
      kind,
      mark: (table, what, { ordinal, key }) => {
        if (wanted(kind, table, what)) rows.push({ table, file: fileOf(table), ordinal, key });
      },
      tell: (name, value) => {
        args[name] = value;
      },
      effect: (amount, currency) => {
        effect = { amount, currency };
      },
    };
  };
  let given = 0;
  return {
    forShipment: (done) => {
      const next = deck[given];
      if (next === undefined || done < (plantedBy * (given + 0.5)) / deck.length) return null;
      given += 1;
      return begin(next);
    },
    alone: begin,
    answers: () => cases.map((one) => one()).filter((one) => one.rows.length > 0),
  };
}
