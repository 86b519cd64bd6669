import { dayOfNumber } from '../../calendar/day.ts';
import { numbersInText, looseNumber, numbersInCell } from '../../matching/numbers.ts';
import { cellsOf } from '../../matching/sides.ts';
import type { Cells } from '../../matching/sides.ts';
import { paymentWay } from '../../matching/trade-words.ts';
import { words } from '../../model/words.ts';
import type { AuditTest, JudgeInput, Judgement } from '../audit-test.ts';
import { companies } from '../companies.ts';
import { currencyMoney, leadsVerdict } from '../leads.ts';
import { paramCount } from '../params.ts';
import { countText, exclusions, ordered } from '../result.ts';
import type { RankedHit } from '../result.ts';
import { firstRank, inRank, namesOf } from '../row-groups.ts';
import { cancelledParam, outgoing, outgoingReasons, paymentColumns } from './outgoing.ts';
import type { Payment } from './outgoing.ts';

/** What a payment pays for, as far as it says: its invoices, else the numbers in its purpose. '' = it says nothing. */
function saidFor(cells: Cells, i: number): string {
  const invoices = numbersInCell(cells.text('invoice_no', i)).map(looseNumber);
  const told = invoices.length > 0 ? invoices : numbersInText(cells.text('purpose', i));
  return told.toSorted().join(' ');
}

/** One entry that stands in two statements of the bank is no second payment: same reference, other file. */
function entriesOf(input: JudgeInput, cells: Cells, same: readonly Payment[]): readonly Payment[] {
  const files = new Map<string, string>();
  return same.filter(({ i }) => {
    const reference = cells.text('bank_ref', i);
    const [file = ''] = input.rows.nameOf(i).split(':');
    const before = files.get(reference);
    if (reference !== '' && before !== undefined && before !== file) return false;
    files.set(reference, file);
    return true;
  });
}

type Returned = (payment: Payment) => number;

/** Payments of that amount that came back from the payee within so many days. */
function returnsOf(input: JudgeInput, cells: Cells, payeeOf: (i: number) => number): Returned {
  const days = new Map<string, number[]>();
  const keyOf = (payee: number, currency: string, amount: number): string => `${payee} ${currency} ${amount}`;
  for (let i = 0; i < cells.n; i += 1) {
    if (paymentWay(cells.text('direction', i)) !== -1) continue;
    const currency = cells.text('currency', i) || input.pack.nationalCurrency;
    const key = keyOf(payeeOf(i), currency, Math.abs(cells.number('amount_minor', i)));
    days.set(key, [...(days.get(key) ?? []), cells.day('booking_date', i)]);
  }
  const within = paramCount(input.params, 'returnDays');
  return ({ payee, currency, amount, day }) =>
    (days.get(keyOf(payee, currency, amount)) ?? []).filter((back) => back >= day && back <= day + within).length;
}

type Repeated = { readonly payments: readonly Payment[]; readonly said: string; readonly payee: string };

function hitOf({ payments, said, payee }: Repeated, input: JudgeInput): RankedHit {
  const { rows, pack } = input;
  const money = currencyMoney(pack);
  const at = inRank(
    rows,
    payments.map(({ i }) => i),
  );
  const [first] = payments;
  const { amount, currency, day } = first ?? { amount: 0, currency: pack.nationalCurrency, day: 0 };
  const again = amount * (payments.length - 1);
  return {
    rank: firstRank(rows, at),
    hit: {
      key: rows.nameOf(at[0] ?? 0),
      keys: namesOf(rows, at),
      score: said === '' ? 60 : 85,
      measures: {
        rows: String(payments.length),
        day: dayOfNumber(day),
        currency,
        amount: money.text(amount, currency),
        paid_again: money.text(again, currency),
      },
      explanation: words(said === '' ? 'test.P06.hit.unnamed' : 'test.P06.hit.named', {
        n: payments.length,
        payee,
        day: { day: dayOfNumber(day) },
        amount: money.arg(amount, currency),
        again: money.arg(again, currency),
      }),
    },
  };
}

/** Of payments of one amount, day and payee: those that name the same, or name nothing. */
function bySaid(cells: Cells, same: readonly Payment[]): ReadonlyMap<string, readonly Payment[]> {
  const said = new Map<string, Payment[]>();
  for (const one of same) {
    const text = saidFor(cells, one.i);
    said.set(text, [...(said.get(text) ?? []), one]);
  }
  return said;
}

function judge(input: JudgeInput): Judgement {
  const { rows } = input;
  const out = exclusions({ ...outgoingReasons, noPayee: {}, sameEntry: {}, otherDocuments: {}, returned: {} });
  const cells = cellsOf(rows);
  const [ids, names] = [cells.texts('counterparty_id'), cells.texts('counterparty')];
  const book = companies(Array.from({ length: rows.n }, (_, i) => [ids(i), names(i)] as const));
  const payeeOf = (i: number): number => book.of(ids(i), names(i));
  const groups = new Map<string, Payment[]>();
  let judged = 0;
  for (const payment of outgoing(input, out, payeeOf)) {
    if (payment.payee === -1) {
      out.add('noPayee');
      continue;
    }
    judged += 1;
    const key = `${payment.day} ${payment.payee} ${payment.currency} ${payment.amount}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [payment]);
    else group.push(payment);
  }
  const returned = returnsOf(input, cells, payeeOf);
  const hits: RankedHit[] = [];
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    const entries = entriesOf(
      input,
      cells,
      group.toSorted((a, b) => a.rank - b.rank),
    );
    out.add('sameEntry', group.length - entries.length);
    const said = bySaid(cells, entries);
    for (const [text, payments] of said) {
      const back = payments[0] === undefined ? 0 : returned(payments[0]);
      if (payments.length - back > 1) hits.push(hitOf({ payments, said: text, payee: book.nameOf(payments[0]?.payee ?? -1) }, input));
      else if (payments.length > 1) out.add('returned', payments.length);
      else if (said.size > 1) out.add('otherDocuments');
    }
  }
  const found = ordered(hits);
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: found,
    stats: { payments: countText(judged), repeated: countText(found.length) },
    verdict: leadsVerdict(found.length, judged),
  };
}

/**
 * P06 duplicate payments: the same amount to the same payee on the same day, for the same document or for none that is named. What came
 * back and what names another document is left out. A payment that was made twice is a fact of the statement, not an estimate: it may
 * carry a finding.
 */
export const paidTwice: AuditTest = {
  id: 'P06',
  version: '1.0.0',
  area: 'payments',
  leadOnly: false,
  params: [{ name: 'returnDays', type: 'integer', value: '60', atLeast: '0', atMost: '3650' }, cancelledParam],
  needs: () => [{ table: 'payments', columns: ['direction', 'amount_minor', 'booking_date', 'counterparty'] }],
  population: () => ({ table: 'payments', columns: paymentColumns }),
  judge,
};
