import { columnOf } from '../../domain/model/books.ts';
import type { Column, TableName } from '../../domain/model/books.ts';
import { rateUnitPlaces, sideOfColumn } from '../../domain/model/readers/repairs.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { FixedTemplate, Profile, StatedRepair } from '../../contract/rpc/books.ts';

const scaled: readonly Column['type'][] = ['money', 'quantity', 'rate', 'weight'];

/** Whether a repair makes sense for the column that it is stated for. */
export function repairFits(table: TableName, { repair, column, unit, by }: StatedRepair): boolean {
  const type = columnOf(table, column)?.type;
  if (type === undefined) return false;
  switch (repair) {
    case 'left-pad-hs':
      return column === 'hs_code';
    case 'round-decimals':
    case 'absolute-credit':
      return scaled.includes(type);
    case 'thousands':
      return type === 'money';
    case 'rate-unit':
      return type === 'rate' && (by === undefined ? unit !== undefined && rateUnitPlaces(unit) !== null : by !== '');
    case 'split-sign':
      return sideOfColumn(column) !== null;
    case 'split-mark':
      return type === 'money' && sideOfColumn(column) !== null && by !== undefined && by !== '';
    default:
      return repair satisfies never;
  }
}

/** Amounts in the stored unit or of a stated scale are not in thousands as well; an amount is split one way. */
function contradiction({ columns, repairs }: Profile): StatedRepair | undefined {
  return repairs.find(({ repair, column }) => {
    const from = columns[column];
    const own = repairs.filter((one) => one.column === column).map((one) => one.repair);
    if (own.filter((one) => one === repair).length > 1) return true;
    if (repair === 'thousands' || repair === 'rate-unit') {
      const written = from !== undefined && 'header' in from ? from : null;
      const stored = written?.unit !== undefined && written.unit !== 'decimal';
      if (stored || (written?.scale ?? 0) > 0) return true;
    }
    return repair === 'split-mark' && own.includes('split-sign');
  });
}

/** Columns from left to right, none over another, each with a name of its own. @throws Refused profile_invalid */
export function checkFixed({ columns }: FixedTemplate): void {
  const names = new Set<string>();
  columns.forEach(({ name, from, to }, i) => {
    const before = columns[i - 1]?.to ?? 0;
    if (to <= from || from < before || names.has(name)) {
      throw new Refused({ code: 'profile_invalid', at: name, args: { problem: `${name} ${from}–${to}` } });
    }
    names.add(name);
  });
}

/** @throws Refused profile_invalid for a column the table does not have, a repair that does not fit, another table */
export function checkProfile(profile: Profile, table: TableName): void {
  const invalid = (at: string): never => {
    throw new Refused({ code: 'profile_invalid', at, args: { problem: at } });
  };
  if (profile.table !== table) invalid(profile.table);
  for (const name of Object.keys(profile.columns)) if (columnOf(table, name) === undefined) invalid(name);
  const wrong = profile.repairs.find((one) => !repairFits(table, one)) ?? contradiction(profile);
  if (wrong !== undefined) invalid(`${wrong.repair}: ${wrong.column}`);
  if (profile.fixed !== undefined) checkFixed(profile.fixed);
}
