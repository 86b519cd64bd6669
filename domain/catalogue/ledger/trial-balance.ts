import { words } from '../../model/words.ts';
import type { Words } from '../../model/words.ts';
import type { JudgeInput, Population } from '../audit-test.ts';
import { exactSums, places } from '../exact-sums.ts';
import type { Exclusions, RankedHit } from '../result.ts';
import { magnitude, nationalMoney, numberCells, textCells } from '../row-reading.ts';

type Turnover = { readonly debit: bigint; readonly credit: bigint };

/** Turnovers of the ledger by account, over all days and over the days of the trial balance. */
function turnovers(
  rows: Population,
): (account: string, from: string, to: string) => { readonly all: Turnover; readonly period: Turnover } | null {
  const [account, day] = [textCells(rows, 'account'), textCells(rows, 'posting_date')];
  const [debit, credit] = [numberCells(rows, 'debit_minor'), numberCells(rows, 'credit_minor')];
  const known = places();
  const byPeriod = new Map<string, ReadonlyMap<string, Turnover>>();
  const sums = (from: string, to: string): ReadonlyMap<string, Turnover> => {
    const key = `${from}|${to}`;
    const before = byPeriod.get(key);
    if (before !== undefined) return before;
    const [debits, credits] = [exactSums(rows.n), exactSums(rows.n)];
    for (let i = 0; i < rows.n; i += 1) {
      const place = known.of(account(i) ?? '');
      const on = day(i) ?? '';
      if ((from !== '' && on < from) || (to !== '' && on > to)) continue;
      debits.add(place, debit(i) ?? 0);
      credits.add(place, credit(i) ?? 0);
    }
    const found = new Map(known.all.map((name, place) => [name, { debit: debits.of(place), credit: credits.of(place) }] as const));
    byPeriod.set(key, found);
    return found;
  };
  return (name, from, to) => {
    const [all, period] = [sums('', '').get(name), sums(from, to).get(name)];
    return all === undefined || period === undefined ? null : { all, period };
  };
}

const isSame = (a: Turnover, b: Turnover): boolean => a.debit === b.debit && a.credit === b.credit;

type Row = {
  readonly i: number;
  readonly account: string;
  readonly opening: bigint;
  readonly turnover: Turnover | null;
  readonly closing: bigint | null;
};

/** A row of the trial balance: balances with debit above nought; null where both sides are empty. */
function rowOf(rows: Population, i: number): Row {
  const cell = (column: string): number | null => numberCells(rows, column)(i);
  const net = (name: string): bigint | null => {
    const [debit, credit] = [cell(`${name}_debit_minor`), cell(`${name}_credit_minor`)];
    return debit === null && credit === null ? null : BigInt(debit ?? 0) - BigInt(credit ?? 0);
  };
  const turned =
    net('turnover') === null
      ? null
      : { debit: BigInt(cell('turnover_debit_minor') ?? 0), credit: BigInt(cell('turnover_credit_minor') ?? 0) };
  return { i, account: textCells(rows, 'account')(i) ?? '', opening: net('opening') ?? 0n, turnover: turned, closing: net('closing') };
}

/**
 * Accounts whose turnovers in the trial balance are not those of the ledger's lines, or whose closing balance does not follow from opening
 * balance and turnovers. An account of which the ledger has no line is not compared.
 */
export function balanceHits(
  { rows, also, pack }: JudgeInput,
  out: Exclusions,
): { readonly hits: readonly RankedHit[]; readonly compared: number; readonly notes: readonly Words[] } {
  const accounts = also['accounts'];
  if (accounts === undefined || accounts.n === 0) return { hits: [], compared: 0, notes: [words('test.T06.warn.noAccounts')] };
  const [from, to] = [textCells(accounts, 'period_from'), textCells(accounts, 'period_to')];
  const turned = turnovers(rows);
  const money = nationalMoney(pack);
  const hits: RankedHit[] = [];
  let compared = 0;
  const add = (row: Row, kind: 'turnover' | 'closing', difference: bigint, args: Words['args']): void => {
    const name = accounts.nameOf(row.i);
    hits.push({
      rank: accounts.rank[row.i] ?? 0,
      hit: {
        key: `${kind}:${name}`,
        keys: [name],
        score: 75,
        measures: { ledger_problem: kind, account: row.account, difference: money.text(difference), currency: pack.nationalCurrency },
        explanation: words(`test.T06.hit.${kind}`, { account: row.account, difference: money.arg(magnitude(difference)), ...args }),
      },
    });
  };
  for (let i = 0; i < accounts.n; i += 1) {
    const row = rowOf(accounts, i);
    const { turnover, closing, opening } = row;
    const own = turned(row.account, from(i) ?? '', to(i) ?? '');
    if (turnover !== null && own === null && (turnover.debit !== 0n || turnover.credit !== 0n)) out.add('accountElsewhere');
    if (turnover !== null && own !== null) {
      compared += 1;
      if (!isSame(turnover, own.all) && !isSame(turnover, own.period)) {
        const difference =
          turnover.debit - own.period.debit !== 0n ? turnover.debit - own.period.debit : turnover.credit - own.period.credit;
        add(row, 'turnover', difference, {
          debit: money.arg(turnover.debit),
          credit: money.arg(turnover.credit),
          ledgerDebit: money.arg(own.period.debit),
          ledgerCredit: money.arg(own.period.credit),
        });
      }
    }
    if (turnover !== null && closing !== null && opening + turnover.debit - turnover.credit !== closing) {
      add(row, 'closing', closing - (opening + turnover.debit - turnover.credit), {
        opening: money.arg(opening),
        debit: money.arg(turnover.debit),
        credit: money.arg(turnover.credit),
        closing: money.arg(closing),
      });
    }
  }
  return { hits, compared, notes: [] };
}
