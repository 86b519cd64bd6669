import type { Found } from '../format-reader.ts';
import { documentOf } from './document-text.ts';
import { amountUnitOf, unitSaid } from './amount-unit.ts';
import { limits } from './limits.ts';
import { cellPlacer, sayFacts } from './plain-table.ts';
import type { OpenedSheet, OpenedTable } from './plain-table.ts';
import { amountOf, headerWords, periodOf, plainWords, sayTitle, titleOf } from './report-words.ts';
import { rowName } from './sheet-rows.ts';
import type { SheetRow } from './sheet-rows.ts';
import { decimalOf, scaled } from './totals.ts';

/** Where the columns of an account card stand; amounts may share a merged column with their account, the balance with its side. */
type Places = {
  readonly date: number;
  readonly document: number;
  readonly analytics: readonly number[];
  readonly debit: { readonly account: number; readonly amount: number };
  readonly credit: { readonly account: number; readonly amount: number };
  readonly balance: readonly number[];
  /** `БУ`, `Вал.`, `Кол.`: which figures a line holds */
  readonly indicator: number;
};

const all = (headers: readonly string[], pattern: RegExp): readonly number[] => headers.flatMap((h, i) => (pattern.test(h) ? [i] : []));

function sidePlace(headers: readonly string[], side: string): { readonly account: number; readonly amount: number } {
  const account = headers.findIndex((h) => new RegExp(`^(?:${side}) (?:счет|шот|account)`, 'u').test(h));
  const amount = headers.findIndex((h, i) => i !== account && new RegExp(`^(?:${side})(?: (?:сумма|сома|amount))?$`, 'u').test(h));
  return { account, amount };
}

/** Saved as text the side and the amount of the balance stand in two columns, and only the first of them has a name. */
function withNameless(headers: readonly string[], places: readonly number[]): readonly number[] {
  const next = (places.at(-1) ?? headers.length) + 1;
  return /^[a-z]{1,3}$/.test(headers[next] ?? '') ? [...places, next] : places;
}

function placesOf(headers: readonly string[]): Places | null {
  const places = {
    date: headers.findIndex((h) => /^(?:период|дата|кезең|күні|date|period)/u.test(h)),
    document: headers.findIndex((h) => /^(?:документ|құжат|document)/u.test(h)),
    analytics: all(headers, /^(?:аналитика|субконто|содержание|операци|талдау|analytics)/u),
    debit: sidePlace(headers, 'дебет|дт|debit'),
    credit: sidePlace(headers, 'кредит|кт|credit'),
    balance: withNameless(headers, all(headers, /сальдо|қалдық|balance/u)),
    indicator: headers.findIndex((h) => /^(?:показа|көрсеткіш)/u.test(h)),
  };
  return places.date >= 0 && places.debit.amount >= 0 && places.credit.amount >= 0 ? places : null;
}

const cardTitle = /(?:карточк\p{L}* счета|account card|шот\p{L}* карточкасы)\D{0,3}(\d{2,4}(?:\.\d{1,4})*)?/iu;

type Side = { readonly account: string; readonly amount: string; readonly value: bigint };
type Line = { readonly date: string; readonly debit: Side; readonly credit: Side; readonly balance: bigint | null };

/** A side's cells: `1310` and `100.00` apart, or `1310 100.00` in one merged column. */
function sideOf(cells: readonly string[], place: { readonly account: number; readonly amount: number }): Side {
  const text = (cells[place.amount] ?? '').trim();
  const joined = place.account < 0 ? /^(\d{2,4}(?:\.[\dА-Яа-яA-Za-z]+)*) (-?\d[\d\s.,\u00a0]*)$/u.exec(text) : null;
  const account = joined === null ? (cells[place.account] ?? '').trim() : (joined[1] ?? '');
  const written = joined === null ? text : (joined[2] ?? '');
  const amount = written === '' ? null : amountOf(written);
  return { account, amount: amount ?? written, value: amount === null ? 0n : (scaled(amount) ?? 0n) };
}

/** `Д 1 234,00` debit, `К 5` credit, a bare amount as it is signed. */
function balanceOf(cells: readonly string[], places: readonly number[]): bigint | null {
  const text = places
    .map((at) => cells[at] ?? '')
    .join(' ')
    .trim();
  const match = /^([ДКDCдкdc])?\p{L}*\s*(-?\d[\d\s.,\u00a0]*)?$/u.exec(text);
  if (match === null || text === '') return null;
  const value = scaled(amountOf((match[2] ?? '0').trim()) ?? '');
  if (value === null) return null;
  return /[КкCc]/u.test(match[1] ?? '') ? -value : value;
}

const lineOf = (cells: readonly string[], places: Places): Line => ({
  date: (cells[places.date] ?? '').trim(),
  debit: sideOf(cells, places.debit),
  credit: sideOf(cells, places.credit),
  balance: balanceOf(cells, places.balance),
});

const headers = [
  'posting_date',
  'account',
  'contra_account',
  'debit_minor',
  'credit_minor',
  'source_doc_ref',
  'doc_date',
  'description',
] as const;

const isOf = (account: string, card: string): boolean => account === card || account.startsWith(`${card}.`);

/** The running balance of the card, and what its last lines declare. */
function runningChecks(
  found: Found,
  sheet: string,
): {
  readonly open: (balance: bigint) => void;
  readonly line: (row: number, line: Line, own: { readonly debit: bigint; readonly credit: bigint }) => void;
  readonly turnover: (row: number, line: Line) => void;
  readonly end: () => void;
} {
  let [balance, debit, credit, rows, agreed] = [0n, 0n, 0n, 0, 0];
  const say = (key: string, row: number, declared: bigint, counted: bigint): void =>
    found.check({ key, at: `${sheet}!${row}`, declared: decimalOf(declared), counted: decimalOf(counted), agrees: declared === counted });
  return {
    open: (opening) => {
      balance = opening;
    },
    line: (row, line, own) => {
      debit += own.debit;
      credit += own.credit;
      balance += own.debit - own.credit;
      if (line.balance === null) return;
      rows += 1;
      if (line.balance === balance) agreed += 1;
      else {
        if (rows - agreed <= limits.listed) say('card_running_balance', row, line.balance, balance);
        balance = line.balance;
      }
    },
    turnover: (row, line) => {
      if (line.debit.amount !== '') say('card_turnover_debit', row, line.debit.value, debit);
      if (line.credit.amount !== '') say('card_turnover_credit', row, line.credit.value, credit);
      if (line.balance !== null) say('card_closing', row, line.balance, balance);
    },
    end: () =>
      found.check({ key: 'card_running_balances', at: sheet, declared: String(rows), counted: String(agreed), agrees: rows === agreed }),
  };
}

/** A line below the amounts of the books: what it was in currency or in pieces. */
const isOther = (indicator: string): boolean => indicator.trim() !== '' && !/^(?:бу|bu|сумма|сома)/u.test(indicator.trim().toLowerCase());

/** The postings of a line: one, or two when both accounts are parts of the card's account. */
function postingsOf(line: Line, card: string): readonly (readonly [account: string, contra: string, debit: string, credit: string])[] {
  const { debit, credit } = line;
  const [dt, kt] = [isOf(debit.account, card), isOf(credit.account, card)];
  const asDebit = [debit.account, credit.account, debit.amount, ''] as const;
  const asCredit = [credit.account, debit.account, '', credit.amount] as const;
  if (dt && kt) return [asDebit, asCredit];
  if (dt || kt) return [dt ? asDebit : asCredit];
  return [[card, debit.amount === '' ? debit.account : credit.account, debit.amount, credit.amount]];
}

/**
 * An account card (карточка счёта): one `ledger` row per line from the side of the card's account; opening balance, running balance,
 * turnovers and closing balance become checks.
 * @returns null when the sheet is another one
 */
export function accountCard(sheet: OpenedSheet): OpenedTable | null {
  const title = cardTitle.exec(titleOf(sheet.block));
  const places = title === null ? null : placesOf(headerWords(sheet.block));
  const unit = sheet.edition < 4 ? 'one' : amountUnitOf(sheet.block);
  if (title === null || places === null || unit === 'other') return null;
  const { found, name, block } = sheet;
  const card = title[1] ?? '';
  const table = found.table({ scope: sheet.scope, table: 'ledger', headers, canonical: true, ...unitSaid(unit) });
  sayTitle(found, block, periodOf(titleOf(block).replace(cardTitle, ' ')));
  const place = cellPlacer(sheet);
  const checks = runningChecks(found, name);
  const left = { notes: 0, totals: 0, quantities: 0 };
  let ordinal = 0;

  const summary = (row: SheetRow, line: Line): boolean => {
    const first = plainWords(row.texts[0] ?? '');
    if (/^(?:сальдо на начало|opening balance|кезең басындағы)/u.test(first)) checks.open(line.balance ?? 0n);
    else if (/^(?:обороты|сальдо на конец|turnover|closing balance|кезең соңындағы|кезеңдегі айналым)/u.test(first))
      checks.turnover(row.row, line);
    else return false;
    left.totals += 1;
    return true;
  };
  const row = (one: SheetRow): void => {
    const { cells, odd } = place(one);
    const line = lineOf(cells, places);
    if (sheet.edition > 3 && isOther(cells[places.indicator] ?? '')) return void (left.quantities += 1);
    if (summary(one, line)) return;
    if (line.date === '' && line.debit.amount === '' && line.credit.amount === '') return void (left.notes += 1);
    const postings = postingsOf(line, card);
    const value = (text: string): bigint => scaled(text) ?? 0n;
    const own = {
      debit: postings.reduce((sum, posting) => sum + value(posting[2]), 0n),
      credit: postings.reduce((sum, posting) => sum + value(posting[3]), 0n),
    };
    checks.line(one.row, line, own);
    const document = (cells[places.document] ?? '').trim();
    const { number, day } = documentOf(document);
    const description = [document, ...places.analytics.map((at) => (cells[at] ?? '').trim())].filter((text) => text !== '').join('; ');
    postings.forEach((posting, i) => {
      ordinal += 1;
      const locator = i === 0 ? rowName(name, one.row) : `${rowName(name, one.row)}.${i + 1}`;
      const record = {
        cells: [line.date, ...posting, number, day, description],
        ordinal,
        locator,
        line: one.row,
        offset: 0,
        length: 0,
        odd,
      };
      found.record(table, record);
    });
  };
  const end = (): void => {
    checks.end();
    sayFacts(sheet, left);
  };
  return { table, taker: { row, end } };
}
