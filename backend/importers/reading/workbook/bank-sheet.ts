import { amountUnitOf } from './amount-unit.ts';
import { limits } from './limits.ts';
import { cellPlacer, sayFacts } from './plain-table.ts';
import type { OpenedSheet, OpenedTable } from './plain-table.ts';
import { amountOf, headerWords, periodOf, sayTitle, titleOf } from './report-words.ts';
import { rowName } from './sheet-rows.ts';
import type { SheetRow } from './sheet-rows.ts';
import { decimalOf, isBalanceRow, isTotalRow, scaled } from './totals.ts';

const headers = [
  'bank_ref',
  'booking_date',
  'value_date',
  'direction',
  'amount_minor',
  'currency',
  'own_account',
  'counterparty',
  'counterparty_id',
  'counterparty_account',
  'counterparty_bank',
  'purpose',
  'txn_type',
] as const;
type Column = (typeof headers)[number] | 'debit' | 'credit';

/** Words of the columns of statements that banks give as workbooks: Russian, Kazakh, English. */
const named: readonly (readonly [Column, RegExp])[] = [
  ['value_date', /^дата валют|^валюталау|^value date/u],
  ['booking_date', /^(?:дата(?: операции| проводки| платежа| документа)?|күні|операция күні|date|booking date|transaction date)$/u],
  ['debit', /^(?:дебет|расход|списано|списание|сумма по дебету|дебет сумма|оборот(?:ы)? дебет|шығыс|debit|withdrawals?|paid out)$/u],
  [
    'credit',
    /^(?:кредит|приход|зачислено|зачисление|поступление|поступило|сумма по кредиту|кредит сумма|оборот(?:ы)? кредит|кіріс|credit|deposits?|paid in)$/u,
  ],
  ['bank_ref', /^(?:номер документа|no документа|no док|номер|документ|референс|құжат нөмірі|document no|reference)$/u],
  ['counterparty_id', /(?:бин|иин|бсн|жсн|инн)/u],
  [
    'counterparty_account',
    /^(?:иик|счет(?: контрагента| корреспондента| получателя)?|иик (?:контрагента|корреспондента)|жск|iban|account)$/u,
  ],
  ['counterparty_bank', /^(?:бик|бик банка|бсқ|swift|bic)/u],
  [
    'counterparty',
    /^(?:контрагент|корреспондент|наименование (?:контрагента|корреспондента|получателя)|бенефициар|отправитель получатель|қарсы агент|counterparty|payee)/u,
  ],
  ['purpose', /^(?:назначение|детали платежа|төлем мақсаты|purpose|payment details|details)/u],
  ['currency', /^(?:валюта|валютасы|currency)$/u],
  ['txn_type', /^(?:вид операции|тип операции|кнп|операция түрі)/u],
];

type Places = ReadonlyMap<Column, number>;

/** @returns null when the sheet is no bank statement with a column for either direction */
function placesOf(words: readonly string[], title: string): Places | null {
  const places = new Map<Column, number>();
  words.forEach((word, i) => {
    const column = named.find(([name, pattern]) => !places.has(name) && pattern.test(word.replaceAll('№', 'no')))?.[0];
    if (column !== undefined) places.set(column, i);
  });
  const whole = (['booking_date', 'debit', 'credit'] as const).every((name) => places.has(name));
  // a ledger has such columns too, but no banks
  const isOfBank =
    /выписк|үзінді|statement/iu.test(title) || words.some((word) => /^(?:иик|бик|жск|бсқ|iban|swift|bic)(?: |$)/u.test(word));
  return whole && isOfBank && places.has('purpose') && (places.has('counterparty') || places.has('counterparty_account')) ? places : null;
}

const accountIn = (title: string): string => /(?:^|[^A-Z0-9])(KZ[A-Z0-9]{18}|\d{20})(?![A-Z0-9])/u.exec(title.toUpperCase())?.[1] ?? '';
const currencyIn = (title: string): string =>
  /(?:валюта|currency|валютасы)\s*(?:счета|шоты)?\s*[:\-–]?\s*([A-Z]{3})(?![A-Z])/iu.exec(title)?.[1]?.toUpperCase() ?? '';

type Cells = readonly string[];

/** The cells of a row by what they hold; amounts canonical where they can be read, as written otherwise. */
const cellsAt = (places: Places) => {
  const cellOf = (cells: Cells, column: Column): string => (cells[places.get(column) ?? -1] ?? '').trim();
  const amountIn = (cells: Cells, side: 'debit' | 'credit'): string => {
    const text = cellOf(cells, side);
    return text === '' ? '' : (amountOf(text) ?? text);
  };
  return { cellOf, amountIn };
};

const isZero = (amount: string): boolean => amount === '' || scaled(amount) === 0n;

/**
 * A bank statement as a workbook, money out and money in having a column each: one payment per side that is filled. Its totals become
 * checks; the account and the currency are told by the lines above the table.
 * @returns null when the sheet is another one
 */
export function bankSheet(sheet: OpenedSheet): OpenedTable | null {
  const { found, name, block } = sheet;
  const title = titleOf(block);
  const places = placesOf(headerWords(block), title);
  // amounts stand in the currency of each row, which no unit multiplies out
  if (places === null || (sheet.edition > 3 && amountUnitOf(block) !== 'one')) return null;
  const [account, currency] = [accountIn(title), currencyIn(title)];
  const table = found.table({ scope: sheet.scope, table: 'payments', headers, canonical: true });
  sayTitle(found, block, periodOf(title));
  const place = cellPlacer(sheet);
  const sums = { debit: 0n, credit: 0n };
  const left = { totals: 0, notes: 0 };
  let ordinal = 0;

  const { cellOf, amountIn } = cellsAt(places);
  const total = (row: SheetRow, cells: readonly string[]): void => {
    left.totals += 1;
    if (isBalanceRow(row) || left.totals > limits.listed) return;
    for (const side of ['debit', 'credit'] as const) {
      const declared = scaled(amountIn(cells, side));
      if (declared === null || amountIn(cells, side) === '') continue;
      const [key, at] = [side === 'debit' ? 'bank_spent' : 'bank_received', `${name}!${row.row}`];
      found.check({ key, at, declared: decimalOf(declared), counted: decimalOf(sums[side]), agrees: declared === sums[side] });
    }
  };
  const record = (row: SheetRow, cells: readonly string[], side: 'debit' | 'credit', odd: boolean): void => {
    const amount = amountIn(cells, side);
    sums[side] += scaled(amount) ?? 0n;
    ordinal += 1;
    const own: Partial<Record<Column, string>> = {
      direction: side === 'debit' ? 'out' : 'in',
      amount_minor: amount,
      currency: cellOf(cells, 'currency') || currency,
      own_account: account,
    };
    const locator = rowName(name, row.row);
    found.record(table, {
      cells: headers.map(
        (column) => own[column] ?? cellOf(cells, column).replace(column === 'booking_date' ? / \d\d:\d\d:\d\d$/ : /$^/, ''),
      ),
      ordinal,
      locator: side === 'debit' ? locator : `${locator}:in`,
      line: row.row,
      offset: 0,
      length: 0,
      odd,
    });
  };
  const row = (one: SheetRow): void => {
    const { cells, odd } = place(one);
    if (isTotalRow(one) || isBalanceRow(one)) return total(one, cells);
    const [debit, credit] = [amountIn(cells, 'debit'), amountIn(cells, 'credit')];
    if (debit === '' && credit === '') return void (left.notes += 1);
    // a movement of nothing is one too: it stays, on the side where it stands
    const isNothing = isZero(debit) && isZero(credit);
    if (!isZero(debit) || (isNothing && debit !== '')) record(one, cells, 'debit', odd);
    if (!isZero(credit) || (isNothing && debit === '')) record(one, cells, 'credit', odd);
  };
  return { table, taker: { row, end: () => sayFacts(sheet, left) } };
}
