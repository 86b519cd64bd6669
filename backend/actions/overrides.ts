import type { Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { requireColumn } from '../../db/repositories/books-filter.ts';
import { listBookImports } from '../../db/repositories/books-imports.ts';
import { originalsOfRow, storedCell } from '../../db/repositories/books-originals.ts';
import type { StoredCell } from '../../db/repositories/books-originals.ts';
import { rowByName } from '../../db/repositories/books-rows.ts';
import type { RowPlace } from '../../db/repositories/books-rows.ts';
import { importRecord } from '../../db/repositories/imports.ts';
import { listOverrides, overrideRecord, overridesOfRow } from '../../db/repositories/overrides.ts';
import type { OverrideRecord } from '../../db/repositories/overrides.ts';
import type { ReadDb } from '../../db/store.ts';
import { columnOf, isTableName, tables } from '../../domain/model/books.ts';
import type { Column, TableName } from '../../domain/model/books.ts';
import { parseRowName } from '../../domain/model/ids.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { cellText, digitsOfCell, readCell } from '../../domain/model/readers/one-cell.ts';
import type { CellPlace } from '../../domain/model/readers/one-cell.ts';
import type { ReaderParams } from '../../domain/model/readers/params.ts';
import type { RowProblem } from '../../domain/model/readers/problems.ts';
import { Refused } from '../../domain/model/refused.ts';
import { placed } from '../importers/override-cells.ts';
import { newId } from '../vault/new-id.ts';
import { inTurn } from './books-turn.ts';
import { cellParams, changeBoth } from './follow-log.ts';
import { visible } from './rows.ts';
import type { Session } from './session.ts';

type Listed = Output<AssayCalls['row.overrides']>['overrides'];
type Asked = { readonly row: string; readonly column: string; readonly value: string; readonly reason: string };

const plain = (text: string): string => text.normalize('NFC').replaceAll('\r\n', '\n').replaceAll('\r', '\n').trim();

/** What no reader of a row can refuse: a value that is there already, a currency that would make other amounts of the row's. */
type ChangeProblem = 'unchanged' | 'currency_digits';

function invalid(
  column: string,
  problem: Omit<RowProblem, 'code' | 'column'> & { readonly code: RowProblem['code'] | ChangeProblem },
): never {
  const { code, text, expected = '' } = problem;
  throw new Refused({ code: 'value_invalid', at: column, args: { problem: code, text, expected } });
}

const cellOf = ({ table, cells }: RowPlace, name: string): StoredCell => {
  const cell = cells[tables[table].findIndex((one) => one.name === name)] ?? null;
  return typeof cell === 'bigint' ? Number(cell) : cell;
};

const textOf = (cell: StoredCell): string | null => (typeof cell === 'string' ? cell : null);

function placeOfCell(row: RowPlace, column: Column, hsLength: number): CellPlace {
  const named = column.type === 'money' && column.currency !== undefined ? columnOf(row.table, column.currency)?.name : undefined;
  return { table: row.table, column, hsLength, currency: named === undefined ? null : textOf(cellOf(row, named)) };
}

/** A row with the imported values that others stand over. */
type Seen = { readonly row: RowPlace; readonly originals: ReadonlyMap<string, StoredCell> };

function seenRow(db: ReadDb, name: string, known: ReadonlySet<string>): Seen {
  const row = rowByName(db, name, known);
  return { row, originals: originalsOfRow(db, row.table, row.id) };
}

/**
 * Amounts are kept in the minor unit of the row's currency: another one must have as many digits, or they would be other amounts; so would
 * imported ones that may come back.
 */
function refuseOtherDigits(
  { row, originals }: Seen,
  column: Column,
  given: { readonly value: StoredCell; readonly params: ReaderParams },
): void {
  const { value, params } = given;
  const holds = (name: string): boolean => cellOf(row, name) !== null || (originals.get(name) ?? null) !== null;
  const amounts = tables[row.table].filter((one) => one.type === 'money' && one.currency === column.name && holds(one.name));
  if (amounts.length === 0) return;
  const digits = (currency: StoredCell): number | null => params.currencyDigits(textOf(currency) ?? params.nationalCurrency);
  const after = digits(value);
  if (after === null) invalid(column.name, { code: 'currency_unknown', text: String(value) });
  if (after !== digits(cellOf(row, column.name))) invalid(column.name, { code: 'currency_digits', text: String(value ?? '') });
}

function hsLengthOf(profile: unknown): number {
  const stated = typeof profile === 'object' && profile !== null ? (profile as { readonly hsLength?: unknown }).hsLength : undefined;
  return typeof stated === 'number' ? stated : 0;
}

/**
 * Puts a value over an imported one, with the reason; a second one for the same cell replaces the first. Waits for an import that is
 * being written. @throws Refused value_invalid, row_missing, column_unknown, disk_full
 */
export const overrideCell = (session: Session, caseId: CaseId, asked: Asked): Promise<{ overrideId: string }> =>
  inTurn(session, caseId, () => {
    const vault = session.vault();
    const { known } = visible(session, caseId);
    const seen = vault.books(caseId).read((db) => seenRow(db, asked.row, known));
    const { row } = seen;
    const column = requireColumn(row.table, asked.column);
    const { pinned, standing } = vault.assay.read((db) => ({
      pinned: importRecord(db, caseId, row.import.importId),
      standing: overridesOfRow(db, caseId, asked.row).findLast((one) => one.column === column.name),
    }));
    const params = cellParams(session, caseId);
    const place = placeOfCell(row, column, hsLengthOf(pinned.profile));
    const text = plain(asked.value);
    const read = readCell(place, text, params);
    if ('problem' in read) return invalid(column.name, read.problem);
    const { value } = read;
    if (value === cellOf(row, column.name)) invalid(column.name, { code: 'unchanged', text });
    refuseOtherDigits(seen, column, { value, params });
    const overrideId = standing?.id ?? newId();
    const written = value === null ? null : cellText(column, value, digitsOfCell(place, params));
    const set = { value: written, reason: plain(asked.reason) };
    const whole = { row: asked.row, column: column.name, ...set };
    changeBoth(session, caseId, {
      log:
        standing === undefined
          ? { kind: 'put', ent: 'override', id: overrideId, set: whole }
          : { kind: 'set', ent: 'override', id: overrideId, set },
      cell: { table: row.table, rowId: row.id, column: column.name, overrideId, value },
    });
    return { overrideId };
  });

/** The imported value stands again. @throws Refused entity_missing; value_invalid for a currency under amounts with other decimals */
export const restoreCell = (session: Session, caseId: CaseId, overrideId: string): Promise<Record<string, never>> =>
  inTurn(session, caseId, () => {
    const vault = session.vault();
    const found = vault.assay.read((db) => overrideRecord(db, caseId, overrideId));
    const { known } = visible(session, caseId);
    const seen = vault.books(caseId).read((db) => {
      return placed(db, found.row, visibleIn(db, known)) === null ? null : seenRow(db, found.row, known);
    });
    if (seen?.originals.has(found.column) === true) {
      const value = seen.originals.get(found.column) ?? null;
      refuseOtherDigits(seen, requireColumn(seen.row.table, found.column), { value, params: cellParams(session, caseId) });
    }
    changeBoth(session, caseId, { log: { kind: 'del', ent: 'override', id: overrideId, set: {} }, cell: null });
    return {};
  });

const visibleIn = (db: ReadDb, known: ReadonlySet<string>) => listBookImports(db).filter((one) => known.has(one.importId));

/** As the call tells a cell: amounts, quantities and rates as bigints. */
function toldCell(column: Column, value: StoredCell): Listed[number]['is'] {
  const scaled = column.type === 'money' || column.type === 'quantity' || column.type === 'rate';
  return scaled && typeof value === 'number' ? BigInt(value) : value;
}

/** The overrides of the case or of one row, with what stood there. @param row null: of all */
export function overrides(session: Session, caseId: CaseId, row: string | null): Listed {
  const vault = session.vault();
  const found = vault.assay.read((db) => (row === null ? listOverrides(db, caseId) : overridesOfRow(db, caseId, row)));
  if (found.length === 0) return [];
  const { known } = visible(session, caseId);
  return vault.books(caseId).read((db) => {
    const imports = visibleIn(db, known);
    return found.flatMap((one) => {
      const table = parseRowName(one.row)?.table ?? '';
      if (!isTableName(table)) return [];
      const author = one.by === vault.userId ? vault.userName : one.by;
      const cells = wasAndIs(db, one, { table, place: placed(db, one.row, imports) });
      return [{ overrideId: one.id, row: one.row, table, column: one.column, ...cells, reason: one.reason, at: one.at, by: author }];
    });
  });
}

type Where = { readonly table: TableName; readonly place: { readonly rowId: number } | null };

/** A row whose import was withdrawn is not in the books: then the text of the log is told. */
function wasAndIs(db: ReadDb, one: OverrideRecord, { table, place }: Where): Pick<Listed[number], 'was' | 'is'> {
  const column = columnOf(table, one.column);
  if (place === null || column === undefined) return { was: null, is: one.value };
  const is = storedCell(db, { table, rowId: place.rowId, column: column.name });
  const originals = originalsOfRow(db, table, place.rowId);
  return { was: toldCell(column, originals.get(column.name) ?? (originals.has(column.name) ? null : is)), is: toldCell(column, is) };
}
