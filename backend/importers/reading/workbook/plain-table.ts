import type { Found } from '../format-reader.ts';
import { namedWithUnit } from './amount-unit.ts';
import type { Edition } from './edition.ts';
import type { HeaderBlock } from './header-block.ts';
import { isHeaderAgain, isNumbering } from './header-block.ts';
import { limits } from './limits.ts';
import { withoutGroups } from './outline-groups.ts';
import { cellKind, rowName } from './sheet-rows.ts';
import type { RowTaker, SheetRow } from './sheet-rows.ts';
import { byPeople, hasTenge, textForms } from './text-forms.ts';
import type { TextForm } from './text-forms.ts';
import { decimalOf, exactSum, isBalanceRow, isBareTotal, isSummary, isTotalRow, isTotalText, scaled } from './totals.ts';
import type { Sum } from './totals.ts';

/** A sheet whose header was found. `sample`: the rows that were read so far behind the header. */
export type OpenedSheet = {
  readonly name: string;
  /** names the table: the sheet's name, and for a further table on the sheet its first row behind it */
  readonly scope: string;
  readonly found: Found;
  readonly edition: Edition;
  readonly block: HeaderBlock;
  readonly sample: readonly SheetRow[];
};

export type OpenedTable = { readonly taker: RowTaker; readonly table: number };

/** Control characters and letters that are not composed, as the CSV reader looks for them. */
// oxlint-disable-next-line no-control-regex -- exactly these characters are looked for
const odd = /[\u0300-\u036f\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u1100-\u11ff\u2126\u212a\u212b]/;

/** A row of the sheet as the cells of its table. `numeric` is the same array for every row. */
export type Cells = { readonly cells: string[]; readonly numeric: readonly boolean[]; readonly odd: boolean; readonly words: number };

export type CellPlacer = (row: SheetRow) => Cells;

/** Puts the cells of a row under their headers, days and amounts that stand as words in canonical form; a cell beyond them lengthens the row. */
export function cellPlacer({ block, sample, edition }: OpenedSheet): CellPlacer {
  const slots = new Int32Array(limits.columns).fill(-1);
  block.columns.forEach(({ from, to }, i) => slots.fill(i, from, to + 1));
  const texts: string[][] = block.columns.map(() => []);
  const numbers = block.columns.map(() => false);
  for (const row of sample.filter((r) => !isTotalRow(r) && !isHeaderAgain(r, block.line) && !isNumbering(r))) {
    // words that stand in the column of days say nothing of how days are written
    const from = edition > 3 && (isSummary(row.texts[0] ?? '') || isTotalText(row.texts[0] ?? '')) ? 1 : 0;
    row.columns.forEach((column, i) => {
      if (i < from) return;
      const slot = slots[column] ?? -1;
      if (row.kinds[i] === cellKind.text) texts[slot]?.push(row.texts[i] ?? '');
      else if (row.kinds[i] === cellKind.number && slot >= 0) numbers[slot] = true;
    });
  }
  const forms =
    edition < 4
      ? textForms(texts)
      : textForms(
          texts,
          byPeople((i) => numbers[i] === true),
        );
  const blank = block.columns.map(() => '');
  const numeric = block.columns.map(() => false);
  return (row) => {
    const cells = blank.slice();
    numeric.fill(false);
    let [isOdd, words] = [false, 0];
    for (let i = 0; i < row.columns.length; i += 1) {
      const kind = row.kinds[i];
      const slot = slots[row.columns[i] ?? 0] ?? -1;
      let text = row.texts[i] ?? '';
      if (kind === cellKind.text) {
        if (odd.test(text)) isOdd = true;
        const form: TextForm | null | undefined = forms[slot];
        const canonical = form === null || form === undefined ? null : form.read(text);
        if (canonical === null) words += 1;
        else {
          text = canonical;
          if (form?.kind === 'amount') numeric[slot] = true;
        }
      } else if (kind === cellKind.number && slot >= 0) numeric[slot] = true;
      if (slot < 0) cells.push(text);
      else cells[slot] = cells[slot] === '' ? text : `${cells[slot]} ${text}`;
    }
    return { cells, numeric, odd: isOdd, words };
  };
}

/** What was left out of a sheet's records and is said: nothing falls out silently. */
export type Left = Record<'notes' | 'totals' | 'groups' | 'repeatedHeaders', number>;

/** Facts of a sheet: its title lines and what was left out of it. */
export function sayFacts({ name, found, block, sample, edition }: OpenedSheet, left: Readonly<Record<string, number>>): void {
  // books of a case that counts in another currency are told apart by it
  if (edition > 3 && sample.some((row) => row.texts.some(hasTenge))) found.fact('currency', 'KZT');
  for (const row of block.title.slice(0, 10)) found.fact('sheet_title', `${name}: ${row.texts.join(' ').slice(0, 200)}`);
  for (const [what, count] of Object.entries(left)) if (count > 0) found.fact(`sheet_${what}`, `${name}: ${count}`);
}

/** Sums of the whole sheet so far, and what they were at the last line of totals. */
type Sums = { readonly all: readonly Sum[]; before: readonly bigint[] };

/** Declared totals against the records above: the whole sheet, or those since the last total. */
function checkTotals(sheet: OpenedSheet, row: SheetRow, cells: Cells, sums: Sums): void {
  const bare = isBareTotal(row.texts[0] ?? '');
  sheet.block.columns.forEach((column, i) => {
    const declared = cells.numeric[i] === true ? scaled(cells.cells[i] ?? '') : null;
    if (declared === null) return;
    const all = sums.all[i]?.value() ?? 0n;
    const part = all - (sums.before[i] ?? 0n);
    const counted = declared === part || (!bare && declared !== all) ? part : all;
    sheet.found.check({
      key: 'sheet_total',
      at: `${sheet.name}!${row.row} ${column.header}`,
      declared: decimalOf(declared),
      counted: decimalOf(counted),
      agrees: declared === counted,
    });
  });
}

/** Every figure of a row is the sum of that column's figures in the rows under it, and there is one. */
export function isSumOf(group: Cells, under: readonly Cells[]): boolean {
  let figures = 0;
  const sums = group.cells.every((cell, i) => {
    const own = group.numeric[i] === true ? scaled(cell) : null;
    if (own === null) return true;
    figures += 1;
    return own === under.reduce((sum, row) => sum + (row.numeric[i] === true ? (scaled(row.cells[i] ?? '') ?? 0n) : 0n), 0n);
  });
  return sums && figures > 0;
}

/** A sheet as it stands: its header names the columns; lines of totals become checks, signatures below them are counted. */
export function plainTable(sheet: OpenedSheet): OpenedTable | null {
  const { block, found, name } = sheet;
  if (sheet.sample.length === 0) return null;
  const place = cellPlacer(sheet);
  const headers = sheet.edition < 4 ? block.columns.map((c) => c.header) : namedWithUnit(block, sheet.sample.map(place));
  const table = found.table({ scope: sheet.scope, table: null, headers, canonical: true });
  const left: Left = { notes: 0, totals: 0, groups: 0, repeatedHeaders: 0 };
  const sums: Sums = { all: headers.map(exactSum), before: [] };
  let [ordinal, checks, closed] = [0, 0, false];

  const total = (row: SheetRow): void => {
    left.totals += 1;
    closed = isBareTotal(row.texts[0] ?? '');
    checks += 1;
    if (checks <= limits.listed) checkTotals(sheet, row, place(row), sums);
    sums.before = sums.all.map((sum) => sum.value());
  };
  const isNote = (row: SheetRow, cells: Cells): boolean =>
    left.totals > 0 && cells.words === row.columns.length && row.columns.length * (closed ? 1 : 2) < headers.length;

  const row = (one: SheetRow): void => {
    if (isTotalRow(one)) return total(one);
    if (isBalanceRow(one)) {
      left.totals += 1;
      return;
    }
    if (isHeaderAgain(one, block.line) || (block.line !== null && isNumbering(one) && one.columns.length === headers.length)) {
      left.repeatedHeaders += 1;
      return;
    }
    const cells = place(one);
    if (isNote(one, cells)) {
      left.notes += 1;
      return;
    }
    for (let i = 0; i < headers.length; i += 1) if (cells.numeric[i] === true) sums.all[i]?.add(cells.cells[i] ?? '');
    ordinal += 1;
    closed = false;
    const place0 = { ordinal, locator: rowName(name, one.row), line: one.row, offset: 0, length: 0 };
    found.record(table, { ...place0, cells: cells.cells, odd: cells.odd });
  };
  const kept = (one: SheetRow): Cells => {
    const cells = place(one);
    return { ...cells, numeric: cells.numeric.slice() };
  };
  const isGroup = (group: SheetRow, under: readonly SheetRow[]): boolean => {
    const rows = under.filter((one) => !isTotalRow(one) && !isBalanceRow(one));
    const isName = group.columns.length === 1 && rows.length > 0;
    if (isTotalRow(group) || (!isName && !isSumOf(kept(group), rows.map(kept)))) return false;
    left.groups += 1;
    return true;
  };
  const leaves = withoutGroups({ give: row, isGroup });
  const end = (): void => {
    leaves.end();
    sayFacts(sheet, left);
  };
  return { table, taker: { row: leaves.row, end } };
}
