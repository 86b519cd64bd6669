import { topAccounts } from '../../account-levels.ts';
import type { FileCheck } from '../format-reader.ts';
import { amountUnitOf, unitSaid } from './amount-unit.ts';
import { limits } from './limits.ts';
import { cellPlacer, sayFacts } from './plain-table.ts';
import type { OpenedSheet, OpenedTable } from './plain-table.ts';
import { amountOf, headerWords, periodOf, sayTitle, titleOf } from './report-words.ts';
import { rowName } from './sheet-rows.ts';
import type { SheetRow } from './sheet-rows.ts';
import { decimalOf, isTotalText, scaled } from './totals.ts';

/** The six amounts of a trial balance, in the order of the report. */
const sides = ['opening_debit', 'opening_credit', 'turnover_debit', 'turnover_credit', 'closing_debit', 'closing_credit'] as const;
type Side = (typeof sides)[number];

const blocks: readonly (readonly [string, RegExp])[] = [
  ['opening', /на начало|начальн|басын|бастапқы|opening/u],
  ['closing', /на конец|конечн|соңын|соңғы|closing/u],
  ['turnover', /оборот|айналым|turnover|movement/u],
];
const debit = /(?:^| )(?:дебет|дт|debit|dr)(?: |$)/u;
const credit = /(?:^| )(?:кредит|кт|credit|cr)(?: |$)/u;

function sideOf(header: string): Side | null {
  const block = blocks.find(([, pattern]) => pattern.test(header))?.[0];
  const side = debit.test(header) ? 'debit' : credit.test(header) ? 'credit' : null;
  return block === undefined || side === null ? null : (`${block}_${side}` as Side);
}

type Places = { readonly account: number; readonly name: number; readonly indicator: number; readonly sides: ReadonlyMap<Side, number> };

function placesOf(headers: readonly string[]): Places | null {
  const found = new Map<Side, number>();
  headers.forEach((header, i) => {
    const side = sideOf(header);
    if (side !== null && !found.has(side)) found.set(side, i);
  });
  const account = headers.findIndex((h) => /^(?:счет|код|номер счета|шот|account|acct)(?: |$)/u.test(h) && sideOf(h) === null);
  const name = headers.findIndex((h, i) => i !== account && /^(?:наименование|название|атауы|шот атауы|account name|name)/u.test(h));
  const indicator = headers.findIndex((h) => /^(?:показа|көрсеткіш)/u.test(h));
  const whole = found.has('turnover_debit') && found.has('turnover_credit') && found.size >= 4;
  return account >= 0 && whole ? { account, name, indicator, sides: found } : null;
}

const code = String.raw`\d{2,4}(?:[.-][\dA-Za-zА-Яа-я]{1,4}){0,4}`;
const alone = new RegExp(`^${code}$`, 'u');
const named = new RegExp(`^(${code})(?:\\s*,\\s*|\\s+(?=\\p{Lu}))(.+)$`, 'su');

/** `1310`, `1310.01, Сырьё`, `1310 Сырьё`: the code and the name. @returns null for a line of analytics below an account */
function accountOf(text: string): { readonly account: string; readonly name: string } | null {
  const trimmed = text.trim();
  if (alone.test(trimmed)) return { account: trimmed, name: '' };
  const match = named.exec(trimmed);
  return match === null ? null : { account: match[1] ?? '', name: (match[2] ?? '').trim() };
}

const parentOf = (account: string): string => (/[.-]/.test(account) ? account.replace(/[.-][^.-]*$/, '') : '');

type Amounts = ReadonlyMap<Side, bigint>;
const net = (amounts: Amounts, block: string): bigint =>
  (amounts.get(`${block}_debit` as Side) ?? 0n) - (amounts.get(`${block}_credit` as Side) ?? 0n);

/** What the report says of its accounts, held against itself: opening + turnover = closing, the total against the upper accounts. */
function balanceChecks(say: (check: FileCheck) => void): {
  readonly account: (account: string, amounts: Amounts) => void;
  readonly total: (at: string, amounts: Amounts) => void;
  readonly end: () => void;
} {
  const kept = new Map<string, Amounts>();
  let [rows, balanced] = [0, 0];
  let declared: { readonly at: string; readonly amounts: Amounts } | null = null;
  return {
    account: (account, amounts) => {
      kept.set(account, amounts);
      if (
        !amounts.has('opening_debit') &&
        !amounts.has('opening_credit') &&
        !amounts.has('closing_debit') &&
        !amounts.has('closing_credit')
      ) {
        if (net(amounts, 'turnover') === 0n) return;
      }
      rows += 1;
      const counted = net(amounts, 'opening') + net(amounts, 'turnover');
      const closing = net(amounts, 'closing');
      if (counted === closing) balanced += 1;
      else if (rows - balanced <= limits.listed) {
        say({ key: 'account_balance', at: account, declared: decimalOf(closing), counted: decimalOf(counted), agrees: false });
      }
    },
    total: (at, amounts) => {
      declared = { at, amounts };
    },
    end: () => {
      say({ key: 'account_balances', at: '', declared: String(rows), counted: String(balanced), agrees: rows === balanced });
      if (declared === null) return;
      const charted = [...kept].map(([account, own]) => ({ account, under: '', own, amounts: sides.map((side) => own.get(side) ?? 0n) }));
      const upper = topAccounts(charted).map(({ own }) => own);
      for (const [side, value] of declared.amounts) {
        const counted = upper.reduce((sum, amounts) => sum + (amounts.get(side) ?? 0n), 0n);
        const check = { key: `trial_${side}`, at: declared.at, declared: decimalOf(value), counted: decimalOf(counted) };
        say({ ...check, agrees: counted === value });
      }
    },
  };
}

/** The amounts of a row, by side, as text and as whole numbers. */
function amountsOf(cells: readonly string[], places: Places): { readonly texts: string[]; readonly values: Map<Side, bigint> } {
  const values = new Map<Side, bigint>();
  const texts = sides.map((side) => {
    const text = cells[places.sides.get(side) ?? -1] ?? '';
    const amount = text.trim() === '' ? null : amountOf(text);
    const value = amount === null ? null : scaled(amount);
    if (value !== null) values.set(side, value);
    return amount ?? text;
  });
  return { texts, values };
}

/**
 * A trial balance (оборотно-сальдовая ведомость) by its columns: one `accounts` row per account; lines of analytics and of quantities below
 * an account are counted, not read, as they would stand twice. Its totals and every account's own arithmetic become checks.
 * @returns null when the sheet is another one
 */
export function trialBalance(sheet: OpenedSheet): OpenedTable | null {
  const places = placesOf(headerWords(sheet.block));
  const unit = sheet.edition < 4 ? 'one' : amountUnitOf(sheet.block);
  if (places === null || unit === 'other') return null;
  const { found, name, block } = sheet;
  const headers = ['account', 'account_name', 'grouping_code', 'period_from', 'period_to', ...sides.map((side) => `${side}_minor`)];
  const table = found.table({ scope: sheet.scope, table: 'accounts', headers, canonical: true, ...unitSaid(unit) });
  const period = periodOf(titleOf(block));
  sayTitle(found, block, period);
  const place = cellPlacer(sheet);
  const checks = balanceChecks(found.check);
  const left = { analytics: 0, quantities: 0, totals: 0, notes: 0 };
  let ordinal = 0;

  const row = (one: SheetRow): void => {
    const { cells, odd } = place(one);
    const first = (cells[places.account] ?? '').trim();
    const { texts, values } = amountsOf(cells, places);
    if (isTotalText(first === '' ? (one.texts[0] ?? '') : first)) {
      left.totals += 1;
      return checks.total(`${name}!${one.row}`, values);
    }
    const indicator = (cells[places.indicator] ?? '').trim().toLowerCase();
    if (indicator !== '' && !/^(?:бу|bu|сумма)/u.test(indicator)) return void (left.quantities += 1);
    const account = accountOf(first);
    if (account === null) return void (left[values.size === 0 ? 'notes' : 'analytics'] += 1);
    ordinal += 1;
    checks.account(account.account, values);
    const label = places.name < 0 ? account.name : (cells[places.name] ?? '').trim() || account.name;
    const own = [account.account, label, parentOf(account.account), period?.from ?? '', period?.to ?? ''];
    found.record(table, { cells: [...own, ...texts], ordinal, locator: rowName(name, one.row), line: one.row, offset: 0, length: 0, odd });
  };
  const end = (): void => {
    checks.end();
    sayFacts(sheet, left);
  };
  return { table, taker: { row, end } };
}
