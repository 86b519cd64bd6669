import { exactNumber, looseNumber, numbersInCell, numbersInText } from '../../matching/numbers.ts';
import { cellsOf } from '../../matching/sides.ts';
import type { Cells } from '../../matching/sides.ts';
import { paymentWay } from '../../matching/trade-words.ts';
import type { JudgeInput, ParamSpec, Params } from '../audit-test.ts';
import { beginsWithOne, holdsOne, listOf } from '../lists.ts';
import type { Exclusions } from '../result.ts';

/** Columns of payments that every test of payments reads. */
export const paymentColumns = [
  'bank_ref',
  'booking_date',
  'direction',
  'amount_minor',
  'currency',
  'national_minor',
  'counterparty',
  'counterparty_id',
  'country',
  'purpose',
  'contract_no',
  'invoice_no',
  'status',
] as const;

/** A payment that went out. @property amount minor units above zero @property day days since 1970-01-01 */
export type Payment = {
  readonly i: number;
  readonly rank: number;
  readonly day: number;
  readonly amount: number;
  readonly currency: string;
  readonly payee: number;
  readonly contract: string;
};

/** Entries with such a status moved no money: not booked, refused, reversed. */
export const cancelledParam: ParamSpec = {
  name: 'cancelled',
  type: 'text',
  value: 'cancel,reject,revers,expected,pend,pdng,info,аннул,отмен,отклон,сторн,жой',
};

/** Purposes that hold one of these pay for something else than goods. */
export const servicesParam: ParamSpec = {
  name: 'services',
  type: 'text',
  value:
    'freight,transport,carriage,insuranc,royalt,licen,commission,customs dut,tax,dividend,loan,salary,перевоз,транспорт,экспедир,страхов,роялти,лиценз,комисс,пошлин,таможенн,налог,дивиденд,заем,заём,зарплат,тасымал,сақтанд,кедендік,салық,қарыз,жалақы',
};

/** Purposes that hold one of these pay before the goods. */
export const advancesParam: ParamSpec = {
  name: 'advances',
  type: 'text',
  value: 'advance,prepay,pre-pay,down payment,deposit,аванс,предоплат,предварительн,алдын ала',
};

/** Reasons for which a payment is not judged, in the order in which they are listed. */
export const outgoingReasons = { incoming: {}, noDirection: {}, cancelledEntry: {}, noAmount: {} } as const;

/** Whether the purpose tells of a service, tax or loan. */
export function forServices(cells: Cells, params: Params): (i: number) => boolean {
  const [purposes, holds] = [cells.texts('purpose'), holdsOne(listOf(params, 'services'))];
  return (i) => holds(purposes(i));
}

/** Payments out of the trader's accounts; the others are counted as excluded. @param payeeOf the company of a row, -1 for nobody */
export function outgoing(input: JudgeInput, out: Exclusions, payeeOf: (i: number) => number): readonly Payment[] {
  const { rows, params, pack } = input;
  const cells = cellsOf(rows);
  const cancelled = beginsWithOne(listOf(params, 'cancelled'));
  const [ways, status, amounts] = [cells.texts('direction'), cells.texts('status'), cells.numbers('amount_minor')];
  const found: Payment[] = [];
  for (let i = 0; i < rows.n; i += 1) {
    const way = paymentWay(ways(i));
    const amount = Math.abs(amounts(i));
    if (way === -1) out.add('incoming');
    else if (way === 0) out.add('noDirection');
    else if (cancelled(status(i))) out.add('cancelledEntry');
    else if (!(amount > 0)) out.add('noAmount');
    else
      found.push({
        i,
        rank: rows.rank[i] ?? 0,
        day: cells.day('booking_date', i),
        amount,
        currency: cells.text('currency', i) || pack.nationalCurrency,
        payee: payeeOf(i),
        contract: exactNumber(cells.text('contract_no', i)),
      });
  }
  return found;
}

/** Loose numbers of the invoices that a payment names: in their own column, else those in its purpose that are known. */
export function namedInvoices(cells: Cells, known: { readonly has: (number: string) => boolean }): (i: number) => readonly string[] {
  const [column, purposes] = [cells.texts('invoice_no'), cells.texts('purpose')];
  return (i) => {
    const told = column(i);
    if (told !== '') return [...new Set(numbersInCell(told).map(looseNumber))].filter((number) => number !== '');
    return numbersInText(purposes(i)).filter((number) => known.has(number));
  };
}
