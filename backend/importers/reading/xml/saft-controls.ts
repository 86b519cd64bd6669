import type { Found } from '../format-reader.ts';
import { mostChecks, own } from './saft-lists.ts';
import { amountText, isTotal, scaled, sum } from './sum.ts';
import type { Sum } from './sum.ts';

/** Sums of one part of the file, to be held against what the part says of itself. */
export type Section = {
  readonly name: string;
  /** documents or transactions; `lines` and `quantity` of movements of goods */
  entries: number;
  lines: number;
  /** of documents that stand */
  readonly debit: Sum;
  readonly credit: Sum;
  /** of documents that are invoiced elsewhere too: some programs count them, some do not */
  readonly invoicedDebit: Sum;
  readonly invoicedCredit: Sum;
  readonly quantity: Sum;
  /** documents dated outside of the file's period */
  outside: number;
};

export const section = (name: string): Section => ({
  name,
  entries: 0,
  lines: 0,
  debit: sum(),
  credit: sum(),
  invoicedDebit: sum(),
  invoicedCredit: sum(),
  quantity: sum(),
  outside: 0,
});

/** The total as counted: with the documents that are invoiced elsewhere when the declared one is that. */
function countedTotal(declared: string, standing: Sum, invoiced: Sum): { readonly value: bigint; readonly agrees: boolean } {
  const all = standing.value() + invoiced.value();
  if (isTotal(declared, all)) return { value: all, agrees: standing.unread() + invoiced.unread() === 0 };
  return { value: standing.value(), agrees: isTotal(declared, standing.value()) && standing.unread() === 0 };
}

/** NumberOfEntries, TotalDebit and TotalCredit (of movements of goods: lines and quantity) against what was counted. */
export function checkSection(found: Found, one: Section, declared: (name: string) => string): void {
  const count = (key: string, name: string, counted: number): void => {
    const text = declared(name);
    if (text !== '') found.check({ key, at: one.name, declared: text, counted: String(counted), agrees: text.trim() === String(counted) });
  };
  count('saft_entries', 'NumberOfEntries', one.entries);
  count('saft_movement_lines', 'NumberOfMovementLines', one.lines);
  const total = (key: string, name: string, sums: readonly [Sum, Sum]): void => {
    const text = declared(name);
    if (text === '') return;
    const { value, agrees } = countedTotal(text, ...sums);
    found.check({ key, at: one.name, declared: text, counted: amountText(value), agrees });
  };
  total('saft_total_debit', 'TotalDebit', [one.debit, one.invoicedDebit]);
  total('saft_total_credit', 'TotalCredit', [one.credit, one.invoicedCredit]);
  total('saft_quantity_issued', 'TotalQuantityIssued', [one.quantity, sum()]);
}

/** Days of documents against the period of the header. @param period `from – to` */
export function checkPeriod(found: Found, one: Section, period: string): void {
  if (period !== '' && one.entries > 0)
    found.check({ key: 'saft_outside_period', at: one.name, declared: period, counted: String(one.outside), agrees: one.outside === 0 });
}

export type Ledger = {
  readonly begin: () => void;
  readonly line: (account: string, debit: string, credit: string) => void;
  readonly end: (transaction: string, journal: string) => void;
  /** Opening and closing balance of an account as the file gives them, debit less credit; '' where it gives none. */
  readonly account: (account: string, balances: Balances) => void;
  readonly report: (found: Found) => void;
};

export type Balances = Readonly<Record<'openingDebit' | 'openingCredit' | 'closingDebit' | 'closingCredit', string>>;
type Pair = { readonly debit: Sum; readonly credit: Sum };
type Expected = { readonly opening: bigint; readonly closing: bigint | null };

const pair = (): Pair => ({ debit: sum(), credit: sum() });
const mostAccounts = 200_000;

/** Double entry: per transaction, per journal, per account and in all. */
export function ledgerControls(): Ledger {
  const [journals, movements, expected] = [new Map<string, Pair>(), new Map<string, Sum>(), new Map<string, Expected>()];
  const unbalanced: { readonly at: string; readonly debit: bigint; readonly credit: bigint }[] = [];
  const all = pair();
  let [current, transactions, wrong] = [pair(), 0, 0];
  return {
    begin: () => void (current = pair()),
    line: (account, debit, credit) => {
      for (const one of [current, all]) {
        one.debit.add(debit);
        one.credit.add(credit);
      }
      let movement = movements.get(account);
      if (movement === undefined && movements.size < mostAccounts) movements.set(own(account), (movement = sum()));
      movement?.add(debit);
      movement?.add(credit, -1);
    },
    end: (transaction, journal) => {
      transactions += 1;
      const [debit, credit] = [current.debit.value(), current.credit.value()];
      addTo(journals, journal, { debit, credit });
      if (debit === credit) return;
      wrong += 1;
      if (unbalanced.length < mostChecks) unbalanced.push({ at: own(transaction), debit, credit });
    },
    account: (account, balances) => {
      const balance = (debit: string, credit: string): bigint | null =>
        debit === '' && credit === '' ? null : (scaled(debit || '0') ?? 0n) - (scaled(credit || '0') ?? 0n);
      const opening = balance(balances.openingDebit, balances.openingCredit) ?? 0n;
      const closing = balance(balances.closingDebit, balances.closingCredit);
      if (expected.size < mostAccounts) expected.set(own(account), { opening, closing });
    },
    report: (found) => {
      if (transactions === 0) return;
      const check = (key: string, at: string, declared: bigint, counted: bigint): void =>
        found.check({ key, at, declared: amountText(declared), counted: amountText(counted), agrees: declared === counted });
      check('saft_debit_credit', '', all.debit.value(), all.credit.value());
      for (const [at, one] of [...journals].slice(0, mostChecks)) check('saft_journal_balance', at, one.debit.value(), one.credit.value());
      for (const one of unbalanced) check('saft_transaction_balance', one.at, one.debit, one.credit);
      if (wrong === 0 || wrong > mostChecks) {
        const counts = { declared: String(transactions), counted: String(transactions - wrong) };
        found.check({ key: 'saft_transactions_balanced', at: '', ...counts, agrees: wrong === 0 });
      }
      reportAccounts(found, { movements, expected });
    },
  };
}

function addTo(journals: Map<string, Pair>, journal: string, by: { readonly debit: bigint; readonly credit: bigint }): void {
  let one = journals.get(journal);
  if (one === undefined && journals.size < mostAccounts) journals.set(own(journal), (one = pair()));
  one?.debit.add(amountText(by.debit));
  one?.credit.add(amountText(by.credit));
}

type Accounts = { readonly movements: ReadonlyMap<string, Sum>; readonly expected: ReadonlyMap<string, Expected> };

/** Opening balance and movements make the closing balance: one check for each account where they do not, or one for all. */
function reportAccounts(found: Found, { movements, expected }: Accounts): void {
  let [given, closed, shown] = [0, 0, 0];
  for (const [account, { opening, closing }] of expected) {
    if (closing === null) continue;
    given += 1;
    const counted = opening + (movements.get(account)?.value() ?? 0n);
    if (counted === closing) closed += 1;
    else if ((shown += 1) <= mostChecks) {
      const amounts = { declared: amountText(closing), counted: amountText(counted) };
      found.check({ key: 'saft_account_closing', at: account, ...amounts, agrees: false });
    }
  }
  if (given > 0 && (closed === given || given - closed > mostChecks))
    found.check({ key: 'saft_accounts_closed', at: '', declared: String(given), counted: String(closed), agrees: closed === given });
}
