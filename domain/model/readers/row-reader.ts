import { columnOf, tables } from '../books.ts';
import type { Column, TableName } from '../books.ts';
import { controls, isHs, readCode, readHs, readRateText } from './codes.ts';
import type { HsForm } from './codes.ts';
import { readDay } from './days.ts';
import type { DateForm } from './days.ts';
import { readRounded, readScaled } from './numbers.ts';
import type { NumberForm } from './numbers.ts';
import type { ReaderParams } from './params.ts';
import type { ProblemCode, RowProblem } from './problems.ts';
import { rateUnitPlaces, readRateUnit, sideOf, sideOfColumn } from './repairs.ts';

/** Where a column's text comes from: cells of the record by position, the same text in every row, or the record's ordinal. */
export type CellSource =
  | { readonly kind: 'cells'; readonly at: readonly number[]; readonly join: string }
  | { readonly kind: 'fixed'; readonly text: string }
  | { readonly kind: 'ordinal' };

export type ColumnPlan = {
  readonly column: string;
  readonly source: CellSource;
  /** plain = decimals in the column's natural unit (kg, units, currency); scaled = whole numbers already in the stored unit */
  readonly written: 'plain' | 'scaled' | 'decimalOnly';
  /** power of ten that the file's unit is larger than the natural one (tonnes: 3) */
  readonly scale: number;
  readonly round: boolean;
  readonly absolute: boolean;
  /** the file's amounts are in thousands of the currency */
  readonly thousands?: boolean;
  /** the rate is quoted for so many units, or for as many as the cell at that place says */
  readonly unit?: { readonly units: number } | { readonly at: number };
  /** the column takes one side of a shared amount: told by its sign, or by the mark at that place */
  readonly split?: 'sign' | { readonly at: number };
};

/** Everything that is decided once per file; after it a row has one reading. */
export type ReadPlan = {
  readonly table: TableName;
  /** cells of a record; another number is a row problem */
  readonly width: number;
  readonly numbers: NumberForm;
  readonly dates: DateForm;
  readonly hs: HsForm;
  readonly columns: readonly ColumnPlan[];
};

/** A typed cell: text, or a safe integer in the column's unit. */
export type Value = string | number | null;

export type RowReader = {
  /** the planned columns, in the order of the table; `read` writes one value per column */
  readonly columns: readonly Column[];
  /**
   * Types one record into `out` from position `at`.
   * @returns the first problem of the row, or null
   */
  readonly read: (record: CellRecord, out: Value[], at: number) => RowProblem | null;
  /** how often each repair changed a value, by `repair:column` */
  readonly repaired: Map<string, number>;
};

/** `odd`: the text around the record holds control characters or letters that are not composed (NFC). */
export type CellRecord = { readonly cells: readonly string[]; readonly ordinal: number; readonly odd: boolean };

const natural: Readonly<Record<Column['type'], number>> = {
  text: 0,
  code: 0,
  day: 0,
  count: 0,
  money: 2,
  quantity: 6,
  rate: 8,
  weight: 3,
  rateText: 0,
};

/** `repaired`: the repairs of the row being read; they count only when the row is accepted. */
type Setting = { readonly plan: ReadPlan; readonly params: ReaderParams; readonly repaired: string[] };
/** null: the cell has nothing for this column. */
type CellReader = (text: string, digits: number, record: CellRecord) => Value;

function numberReader(column: ColumnPlan, { plan, repaired }: Setting): CellReader {
  const form = plan.numbers;
  const [rounding, absolute] = [`round-decimals:${column.column}`, `absolute-credit:${column.column}`];
  const scaled = (text: string, digits: number): number | ProblemCode => {
    if (column.written === 'scaled') {
      const whole = readScaled(text, 0, form);
      const hasMark = whole === 'number_decimals' || (typeof whole === 'number' && whole !== 0 && text.includes(form.decimal));
      return hasMark ? 'number_whole_expected' : whole;
    }
    const value = readScaled(text, digits + column.scale, form);
    // a currency without minor units is written without a mark among others that have them
    if (column.written === 'decimalOnly' && digits > 0 && value !== 0 && typeof value === 'number' && !text.includes(form.decimal)) {
      return 'number_decimal_expected';
    }
    if (value !== 'number_decimals' || !column.round) return value;
    repaired.push(rounding);
    return readRounded(text, digits + column.scale, form);
  };
  const read = repairedReader(column, { plan, repaired }, scaled);
  if (!column.absolute) return read;
  return (text, digits, record) => {
    const value = read(text, digits, record);
    if (typeof value !== 'number' || value >= 0) return value;
    repaired.push(absolute);
    return -value;
  };
}

type Plainly = (text: string, digits: number) => number | ProblemCode;

/** The stated repairs of an amount or a rate around its plain reading. */
function repairedReader(column: ColumnPlan, { plan, repaired }: Pick<Setting, 'plan' | 'repaired'>, scaled: Plainly): CellReader {
  const { unit, split } = column;
  if (unit !== undefined) {
    const places = 'units' in unit ? (rateUnitPlaces(unit.units) ?? 'rate_unit_unknown') : null;
    return (text, digits, record) => {
      const by = 'at' in unit ? readRateUnit(record.cells[unit.at] ?? '', plan.numbers) : (places ?? 0);
      if (typeof by === 'string') return by;
      const value = scaled(text, digits - by);
      if (by > 0 && typeof value === 'number') repaired.push(`rate-unit:${column.column}`);
      return value;
    };
  }
  const thousands: Plainly = (text, digits) => {
    const value = scaled(text, digits + 3);
    if (typeof value === 'number' && value !== 0) repaired.push(`thousands:${column.column}`);
    return value;
  };
  const amount = column.thousands === true ? thousands : scaled;
  return split === undefined ? amount : sideReader(column, amount, repaired);
}

/** One side of an amount that debit and credit, or amount and direction, share. */
function sideReader(column: ColumnPlan, amount: Plainly, repaired: string[]): CellReader {
  const own = sideOfColumn(column.column);
  const { split } = column;
  if (typeof split === 'object') {
    return (text, digits, record) => {
      const side = sideOf(record.cells[split.at] ?? '');
      if (side === null) return 'mark_unknown';
      if (side !== own) return null;
      repaired.push(`split-mark:${column.column}`);
      return amount(text, digits);
    };
  }
  return (text, digits) => {
    const value = amount(text, digits);
    if (typeof value === 'string') return value;
    if (own === 'debit' ? value < 0 : value >= 0) return null;
    repaired.push(`split-sign:${column.column}`);
    return Math.abs(value);
  };
}

/** A payment's direction by the sign of its amount: what went out is written below nought. */
function signReader({ column }: ColumnPlan, { plan, repaired }: Setting): CellReader {
  return (text) => {
    const value = readRounded(text, 3, plan.numbers);
    if (typeof value === 'string') return value;
    repaired.push(`split-sign:${column}`);
    return value < 0 ? 'out' : 'in';
  };
}

/** A declaration's commodity code is whole or a problem; in the trader's other books it is written as people write it. */
const isDeclaredHs = (column: Column, plan: ReadPlan): boolean => column.name === 'hs_code' && plan.table === 'declarations';

const codeTables: readonly TableName[] = ['tariff', 'measures', 'quotas', 'reference_prices', 'rulings'];

/** A tariff writes `8471 30 000 0` and `8471.30`: its codes are held against declared ones as beginnings, so they are joined. */
const joinedCode = (text: string): string => {
  const written = readCode(text);
  return /^\d[\d .\u00a0]*$/.test(written) ? written.replace(/[ .\u00a0]/g, '') : written;
};

function textReader(column: Column, { plan, repaired }: Setting): CellReader {
  if (isDeclaredHs(column, plan)) {
    return (text) => {
      const written = readCode(text);
      const code = readHs(written, plan.hs);
      if (plan.hs.leftPad && isHs(code) && code.length > written.replace(/\D/g, '').length) repaired.push('left-pad-hs:hs_code');
      return code;
    };
  }
  if (column.name === 'hs_code' && codeTables.includes(plan.table)) return joinedCode;
  switch (column.type) {
    case 'day':
      return (text) => readDay(text, plan.dates);
    case 'rateText':
      return (text) => readRateText(text, plan.numbers);
    case 'code':
      return readCode;
    default:
      return (text) => text;
  }
}

/** Days and commodity codes begin with a digit, the codes of problems do not; a direction by its sign is one of two words. */
const canFail = (column: Column, plan: ReadPlan): boolean => column.type === 'day' || isDeclaredHs(column, plan);

const readerFor = (column: Column, found: ColumnPlan, setting: Setting): CellReader => {
  if (isNumeric(column.type)) return numberReader(found, setting);
  return found.split === 'sign' ? signReader(found, setting) : textReader(column, setting);
};
const isProblem = (value: string): boolean => value.charCodeAt(0) > 57 && value !== 'in' && value !== 'out';

const isNumeric = (type: Column['type']): boolean => natural[type] > 0 || type === 'count';

type Step = {
  readonly column: Column;
  /** the column's place among those that are read */
  readonly slot: number;
  readonly source: CellSource;
  readonly read: CellReader;
  /** the cell's position, or -1 when the text does not come from one cell alone */
  readonly at: number;
  readonly numeric: boolean;
  readonly canFail: boolean;
  /** the least number that there can be, in the column's unit */
  readonly least: number;
  /** how far before this column its currency stands in the row (below nought: behind it), or 0 with the digits fixed */
  readonly currencyBefore: number;
  readonly digits: number;
  readonly hsLength: number;
};

function stepOf(column: Column, found: ColumnPlan, setting: Setting & { readonly columns: readonly Column[] }): Step {
  const numeric = isNumeric(column.type);
  const byRow = column.type === 'money' && column.currency !== undefined && columnOf(setting.plan.table, column.currency) !== undefined;
  const code = column.currency === 'USD' ? 'USD' : setting.params.nationalCurrency;
  const currencyAt = byRow ? setting.columns.findIndex((c) => c.name === column.currency) : -1;
  const cells = found.source.kind === 'cells' ? found.source.at : [];
  return {
    column,
    slot: setting.columns.indexOf(column),
    source: found.source,
    at: cells.length === 1 ? (cells[0] ?? -1) : -1,
    read: readerFor(column, found, setting),
    numeric,
    canFail: canFail(column, setting.plan) || found.split !== undefined,
    least: column.least ?? Number.NEGATIVE_INFINITY,
    hsLength: setting.plan.hs.length,
    currencyBefore: currencyAt < 0 ? 0 : setting.columns.indexOf(column) - currencyAt,
    digits: column.type === 'money' ? (setting.params.currencyDigits(code) ?? 2) : natural[column.type],
  };
}

const textOf = (source: CellSource, record: CellRecord): string => {
  if (source.kind === 'fixed') return source.text;
  if (source.kind === 'ordinal') return String(record.ordinal);
  return source.at.map((i) => (record.cells[i] ?? '').trim()).join(source.join);
};

/** In the table's order, but the currency of a row before its amounts: it says how many decimals they have. */
function inReadingOrder(steps: readonly Step[]): readonly Step[] {
  const isOf = (currency: Step, amount: Step): boolean =>
    amount.currencyBefore < 0 && amount.slot - amount.currencyBefore === currency.slot;
  const early = steps.filter((step) => steps.some((amount) => isOf(step, amount)));
  return steps.flatMap((step) => {
    if (early.includes(step)) return [];
    const own = early.filter((currency) => isOf(currency, step) && steps.find((amount) => isOf(currency, amount)) === step);
    return [...own, step];
  });
}

/** The reader of one file: cell texts in, typed row or named problem out (parsed once, its type never changes again). */
export function rowReader(plan: ReadPlan, params: ReaderParams): RowReader {
  const planned = new Map(plan.columns.map((c) => [c.column, c]));
  const columns = tables[plan.table].filter((c) => planned.has(c.name));
  const repaired = new Map<string, number>();
  const pending: string[] = [];
  const setting = { plan, params, repaired: pending, columns };
  const steps = inReadingOrder(
    columns.flatMap((column) => {
      const found = planned.get(column.name);
      return found === undefined ? [] : [stepOf(column, found, setting)];
    }),
  );
  const readCell = cellReader(rowDigits(params));

  const read = (record: CellRecord, out: Value[], at: number): RowProblem | null => {
    if (record.cells.length !== plan.width) {
      return { code: 'row_width', column: '', text: '', expected: plan.width, found: record.cells.length };
    }
    pending.length = 0;
    for (let i = 0; i < steps.length; i += 1) {
      const step = steps[i];
      if (step === undefined) break;
      const problem = readCell(step, record, out, at + step.slot);
      if (problem !== null) return problem;
    }
    for (const repair of pending) repaired.set(repair, (repaired.get(repair) ?? 0) + 1);
    return null;
  };
  return { columns, read, repaired };
}

/** White space that `trim` takes off stands at one of the ends; most cells have none. */
const isTrimmed = (text: string): boolean => isInk(text.charCodeAt(0)) && isInk(text.charCodeAt(text.length - 1));
const isInk = (c: number): boolean => c > 32 && c !== 160 && (c < 0x1680 || (c > 0x3000 && c !== 0xfeff));

function problemOf(step: Step, code: ProblemCode, text: string, digits: number): RowProblem {
  const problem = { code, column: step.column.name, text };
  if (code === 'number_decimals') return { ...problem, expected: digits };
  if (code === 'number_too_small') return { ...problem, expected: step.least };
  if (code !== 'hs_lost_zeros') return problem;
  const found = text.replace(/\D/g, '').length;
  return { ...problem, expected: Math.max(step.hsLength, found + (found % 2)), found };
}

type CellDoer = (step: Step, record: CellRecord, out: Value[], slot: number) => RowProblem | null;

/** Reads one cell into `out[slot]`. Runs fifteen million times for a million rows: it makes no objects for a good cell. */
function cellReader(digitsOf: (currency: Value) => number | null): CellDoer {
  return (step, record, out, slot) => {
    let text = step.at < 0 ? textOf(step.source, record) : (record.cells[step.at] ?? '');
    if (text !== '' && !isTrimmed(text)) text = text.trim();
    if (text === '') {
      out[slot] = null;
      return step.column.required === true ? { code: 'required_empty', column: step.column.name, text: '' } : null;
    }
    if (record.odd) {
      if (controls.test(text)) return { code: 'control_characters', column: step.column.name, text: '' };
      text = text.normalize('NFC');
    }
    const currency = step.currencyBefore === 0 ? null : (out[slot - step.currencyBefore] ?? null);
    const digits = step.currencyBefore === 0 ? step.digits : digitsOf(currency);
    if (digits === null) return { code: 'currency_unknown', column: step.column.name, text: String(currency) };
    const value = step.read(text, digits, record);
    if (typeof value === 'string' && (step.numeric || (step.canFail && isProblem(value)))) {
      return problemOf(step, value as ProblemCode, text, digits);
    }
    if (step.numeric && value !== null && (value as number) < step.least) return problemOf(step, 'number_too_small', text, digits);
    out[slot] = value;
    return null;
  };
}

/** Decimals of a row's currency; amounts without one stand in the national currency. */
function rowDigits(params: ReaderParams): (currency: Value) => number | null {
  const known = new Map<Value, number | null>([[null, params.currencyDigits(params.nationalCurrency) ?? 2]]);
  return (currency) => {
    const found = known.get(currency);
    if (found !== undefined) return found;
    const digits = params.currencyDigits(String(currency));
    known.set(currency, digits);
    return digits;
  };
}
