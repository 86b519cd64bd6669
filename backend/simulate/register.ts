import { money, scale } from './amounts.ts';
import { registerKinds } from './kinds.ts';
import { timesPlanted } from './plants.ts';
import type { Plant, Plants } from './plants.ts';
import type { Shipment } from './shipment.ts';
import type { BookWriter, Cells } from './tables.ts';

/** A row of the trader's declarations as it was written. */
export type Declared = { readonly ordinal: number; readonly cells: Cells };

export type Register = {
  /** the register's own list of a declaration that has just been written */
  readonly list: (ship: Shipment, rows: readonly Declared[]) => void;
};

/** Ledger lines to a declaration: where the differences stand is planned before the declarations are known. */
const linesToDeclaration = 43;

const columns = [
  'reg_no',
  'reg_date',
  'release_date',
  'office_code',
  'decl_type',
  'procedure',
  'consignee',
  'declarant',
  'item_no',
  'hs_code',
  'origin_country',
  'gross_weight_kg',
  'net_weight_kg',
  'currency',
  'total_invoice',
  'customs_value',
  'duty_amount',
  'vat_amount',
  'fee_amount',
] as const;

/** Numbers of other declarants lie between the trader's own, which are seven apart. */
const otherNumber = (regNo: string): string => `${regNo.slice(0, -7)}${String(Number(regNo.slice(-7)) + 3).padStart(7, '0')}`;

/**
 * The customs register's list of the trader's declarations: as they were declared, but for a few differences that the answer key names. A
 * declaration with another irregularity is listed as it is. The other files do not depend on it.
 */
export function register(books: BookWriter, plants: Plants, lines: number): Register {
  const planned = registerKinds.length * timesPlanted(lines);
  const every = Math.max(1, Math.floor(lines / linesToDeclaration / (planned + 1)));
  let [declared, given] = [0, 0];
  const write = (cells: Cells, own: Cells = {}): { readonly ordinal: number; readonly key: string } => {
    const row: Cells = { ...Object.fromEntries(columns.map((name) => [name, cells[name] ?? ''])), status: 'выпущено', ...own };
    const ordinal = books.row('register', row);
    return { ordinal, key: `${row['reg_no'] ?? ''}/${row['item_no'] ?? ''}` };
  };
  const next = (ship: Shipment): Plant | null => {
    const kind = registerKinds[given % registerKinds.length];
    if (kind === undefined || given >= planned || declared < every * (given + 1) || ship.plant !== null || ship.paper) return null;
    given += 1;
    const plant = plants.alone(kind);
    plant.tell('declaration', ship.regNo);
    return plant;
  };
  return {
    list: (ship, rows) => {
      declared += 1;
      const plant = next(ship);
      if (plant?.kind.id === 'registerUnlisted') {
        for (const { ordinal, cells } of rows) plant.mark('declarations', '@', { ordinal, key: `${ship.regNo}/${cells['item_no'] ?? ''}` });
        return;
      }
      for (const [i, { ordinal, cells }] of rows.entries()) {
        if (plant?.kind.id !== 'registerDiffers' || i > 0) {
          write(cells);
          continue;
        }
        const { customsValue } = ship.target;
        const listed = scale(customsValue, 110, 100);
        plant.mark('register', '@', write(cells, { customs_value: money(listed) }));
        plant.mark('declarations', '@', { ordinal, key: `${ship.regNo}/${cells['item_no'] ?? ''}` });
        plant.tell('item', cells['item_no'] ?? '');
        plant.effect(money(listed - customsValue), 'KZT');
      }
      const [first] = rows;
      if (plant?.kind.id !== 'registerMissing' || first === undefined) return;
      const number = otherNumber(ship.regNo);
      plant.mark('register', '@', write(first.cells, { reg_no: number }));
      plant.tell('declaration', number);
      plant.effect(money(ship.target.customsValue), 'KZT');
    },
  };
}
