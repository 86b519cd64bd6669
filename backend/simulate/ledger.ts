import { money } from './amounts.ts';
import type { Period } from './days.ts';
import type { Party } from './people.ts';
import { rateText } from './rates.ts';
import type { BookWriter, Cells } from './tables.ts';

/** Chart of accounts as the trader uses it; the sign says on which side its balance stands. */
export const chart = {
  '1030': ['Денежные средства на текущих банковских счетах, тенге', 'asset'],
  '1030/USD': ['Денежные средства на текущих банковских счетах, доллары США', 'asset'],
  '1030/EUR': ['Денежные средства на текущих банковских счетах, евро', 'asset'],
  '1030/CNY': ['Денежные средства на текущих банковских счетах, юани', 'asset'],
  '1210': ['Краткосрочная задолженность покупателей', 'asset'],
  '1310': ['Сырьё и материалы', 'asset'],
  '1320': ['Готовая продукция', 'asset'],
  '1330': ['Товары', 'asset'],
  '1420': ['Налог на добавленную стоимость к зачёту', 'asset'],
  '1710': ['Краткосрочные авансы выданные', 'asset'],
  '3130': ['Налог на добавленную стоимость', 'liability'],
  '3190': ['Прочие налоги и таможенные платежи', 'liability'],
  '3310': ['Краткосрочная задолженность поставщикам', 'liability'],
  '5030': ['Уставный капитал', 'equity'],
  '6010': ['Доход от реализации продукции', 'income'],
  '6250': ['Доход от курсовой разницы', 'income'],
  '6280': ['Прочие доходы', 'income'],
  '7010': ['Себестоимость реализованной продукции', 'expense'],
  '7110': ['Расходы по реализации', 'expense'],
  '7210': ['Административные расходы', 'expense'],
  '7430': ['Расходы по курсовой разнице', 'expense'],
  '8110': ['Основное производство', 'asset'],
} as const;
export type Account = keyof typeof chart;

/** @property amount minor units; above zero a debit, below zero a credit; zero lines are left out */
export type Line = {
  readonly account: Account;
  readonly amount: number;
  readonly party?: Party;
  readonly currency?: { readonly code: string; readonly amount: number; readonly rate: number };
};

export type Posting = {
  readonly day: number;
  readonly ref: string;
  readonly docDay?: number;
  readonly text: string;
  readonly lines: readonly Line[];
  /** where the entry was made by somebody or at a time of its own */
  readonly user?: string;
  readonly at?: string;
  /** the plant's own: the lines need not balance */
  readonly crooked?: true;
};

export type Posted = { readonly txn: string; readonly first: number; readonly lines: number };
type Balance = { opening: number; debit: number; credit: number };

export type Ledger = {
  readonly post: (posting: Posting) => Posted;
  /** lines written so far */
  readonly written: () => number;
  readonly open: (account: Account, amount: number) => void;
  readonly accounts: () => ReadonlyMap<string, Balance>;
  readonly parties: () => ReadonlyMap<string, Balance>;
  /** a number of the series is given to nobody */
  readonly skipNumber: () => string;
};

const users = ['Бухгалтер Ахметова', 'Бухгалтер Ким', 'Бухгалтер Оразова', 'Главный бухгалтер Дүйсенова'];
const two = (n: number): string => String(n).padStart(2, '0');

/** Times of entry: in turn through the users and the working day, so that nobody makes several entries in one minute. */
function clock(perDay: number): (day: string) => { user: string; at: string } {
  const staff = Math.max(users.length, Math.ceil(perDay / 100));
  let [today, n] = ['', 0];
  return (day) => {
    if (day !== today) [today, n] = [day, 0];
    const [who, turn] = [n % staff, Math.floor(n / staff)];
    n += 1;
    const minute = 9 * 60 + 5 + ((turn * 5 + (who % 5)) % 500);
    const name = users[who] ?? `Бухгалтер № ${who + 1}`;
    return { user: name, at: `${day}T${two(Math.floor(minute / 60))}:${two(minute % 60)}:${two((n * 7) % 60)}` };
  };
}

function balanceOf(all: Map<string, Balance>, id: string): Balance {
  const found = all.get(id);
  if (found !== undefined) return found;
  const made = { opening: 0, debit: 0, credit: 0 };
  all.set(id, made);
  return made;
}

type Entry = {
  readonly period: Period;
  readonly no: number;
  readonly txn: string;
  readonly lines: readonly Line[];
  readonly entry: { readonly user: string; readonly at: string };
};

function cellsOf(posting: Posting, line: Line, { period, no, txn, lines, entry }: Entry): Cells {
  const { currency, account, amount, party } = line;
  return {
    txn_id: txn,
    line_no: String(no),
    posting_date: period.text(posting.day),
    account,
    account_name: chart[account][0],
    contra_account: lines.find((other) => other.amount > 0 !== amount > 0)?.account ?? '',
    debit: amount > 0 ? money(amount) : '0.00',
    credit: amount < 0 ? money(-amount) : '0.00',
    currency: currency?.code ?? '',
    currency_amount: currency === undefined ? '' : money(currency.amount),
    fx: currency === undefined ? '' : rateText(currency.rate),
    supplier_id: party?.id ?? '',
    counterparty: party?.name ?? '',
    source_doc_ref: posting.ref,
    doc_date: period.text(posting.docDay ?? posting.day),
    description: posting.text,
    user: posting.user ?? entry.user,
    entry_ts: posting.at ?? entry.at,
  };
}

/** The general ledger: every posting gets the next number and balances, unless it is planted not to. @param perDay postings expected on a day */
export function ledger(books: BookWriter, period: Period, perDay: number): Ledger {
  const accounts = new Map<string, Balance>();
  const parties = new Map<string, Balance>();
  const entered = clock(perDay);
  let [number, written] = [0, 0];
  const nextNumber = (): string => {
    number += 1;
    return `ПР-2026-${String(number).padStart(7, '0')}`;
  };
  const add = (balance: Balance, amount: number): void => {
    if (amount > 0) balance.debit += amount;
    else balance.credit -= amount;
  };
  const post = (posting: Posting): Posted => {
    const lines = posting.lines.filter((line) => line.amount !== 0);
    const off = lines.reduce((sum, line) => sum + line.amount, 0);
    if (off !== 0 && posting.crooked === undefined) throw new RangeError(`${posting.text}: debit and credit differ by ${off}`);
    const txn = nextNumber();
    const entry = entered(period.text(posting.day));
    let first = 0;
    lines.forEach((line, i) => {
      add(balanceOf(accounts, line.account), line.amount);
      if (line.party !== undefined && line.account === line.party.ledger) add(balanceOf(parties, line.party.id), line.amount);
      const ordinal = books.row('ledger', cellsOf(posting, line, { period, no: i + 1, txn, lines, entry }));
      if (i === 0) first = ordinal;
    });
    written += lines.length;
    return { txn, first, lines: lines.length };
  };
  return {
    post,
    written: () => written,
    open: (account, amount) => {
      balanceOf(accounts, account).opening += amount;
    },
    accounts: () => accounts,
    parties: () => parties,
    skipNumber: nextNumber,
  };
}

/** Account names and sides of the chart in its order, with what was opened, moved and is left. */
export function writeAccounts(books: BookWriter, period: Period, own: Ledger): void {
  const side = (amount: number): readonly [string, string] => [money(Math.max(amount, 0)), money(Math.max(-amount, 0))];
  for (const [account, [name, type]] of Object.entries(chart)) {
    const found = own.accounts().get(account) ?? { opening: 0, debit: 0, credit: 0 };
    const [openDebit, openCredit] = side(found.opening);
    const [closeDebit, closeCredit] = side(found.opening + found.debit - found.credit);
    books.row('accounts', {
      account,
      account_name: name,
      account_type: type,
      period_from: period.text(0),
      period_to: period.text(period.last),
      opening_debit: openDebit,
      opening_credit: openCredit,
      turnover_debit: money(found.debit),
      turnover_credit: money(found.credit),
      closing_debit: closeDebit,
      closing_credit: closeCredit,
    });
  }
}
