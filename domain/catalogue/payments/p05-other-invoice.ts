import { dayOfNumber } from '../../calendar/day.ts';
import { exactNumber, looseNumber, numbersInCell } from '../../matching/numbers.ts';
import { cellsOf } from '../../matching/sides.ts';
import { words } from '../../model/words.ts';
import { decimalToScaled } from '../../money/decimal.ts';
import { digitsOf } from '../../packs/currency.ts';
import type { AuditTest, JudgeInput, Judgement } from '../audit-test.ts';
import { currencyMoney, leadOf, leadsVerdict, unsetNote } from '../leads.ts';
import { listOf } from '../lists.ts';
import { countText, exclusions, ordered } from '../result.ts';
import type { RankedHit } from '../result.ts';
import { cancelledParam, outgoing, outgoingReasons, paymentColumns } from './outgoing.ts';
import type { Payment } from './outgoing.ts';

const signs = new Set(['№', 'no', 'no.', 'nr', 'nr.', '#', 'and', 'и', 'және', '&', ':', '-', '–']);
/** A bank account follows the same word as an invoice does. */
const isAccount = /^(?:[a-z]{2}\d{2}[a-z\d]{8,}|\d{12,})$/i;
const isDate = /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\.?$/;

/** Words of a purpose without the punctuation around them. */
const wordsOf = (purpose: string): readonly string[] =>
  purpose
    .split(/[\s,;()«»"“”]+/u)
    .map((word) => word.replace(/^[.:]+|[.:]+$/gu, ''))
    .filter((word) => word !== '');

/** Numbers that follow a word for "invoice", up to the next word that is none. Loose, as numbers are compared. */
function invoicesTold(purpose: string, keys: readonly string[]): readonly string[] {
  const all = wordsOf(purpose);
  const found = new Set<string>();
  for (let at = 0; at < all.length; at += 1) {
    const small = (all[at] ?? '').toLowerCase();
    if (!keys.some((key) => small.startsWith(key))) continue;
    for (let next = at + 1; next < all.length; next += 1) {
      const word = all[next] ?? '';
      if (signs.has(word.toLowerCase())) continue;
      if (!/\d/.test(word) || isDate.test(word) || isAccount.test(word)) break;
      const number = looseNumber(word);
      if (number !== '') found.add(number);
      at = next;
    }
  }
  return [...found];
}

const amountForm = /\d(?:[\d\s'.,]*\d)?/u;

/** `1 200,50`, `1,200.50`, `1200`: the last sign parts decimals when one or two digits follow it, else it parts thousands. */
function plainAmount(form: string): string {
  const bare = form.replace(/[\s']/gu, '');
  const [, whole = '', decimals] = /^(.*?)(?:[.,](\d{1,2}))?$/.exec(bare) ?? [];
  const digits = whole.replace(/[.,]/g, '');
  return decimals === undefined ? digits : `${digits}.${decimals}`;
}

/** The amount that follows one of the words, in minor units; null for none or one that cannot be read. */
function amountTold(purpose: string, keys: readonly string[], digits: number): number | null {
  const small = purpose.toLowerCase();
  for (const key of keys) {
    const at = small.indexOf(key);
    if (at === -1) continue;
    const [form] = amountForm.exec(small.slice(at + key.length, at + key.length + 40)) ?? [];
    if (form === undefined) continue;
    const scaled = decimalToScaled(plainAmount(form), digits);
    if (scaled !== null && scaled > 0n) return Number(scaled);
  }
  return null;
}

type Found = { readonly payment: Payment; readonly kind: 'number' | 'amount'; readonly told: string; readonly named: string };

function hitOf({ payment, kind, told, named }: Found, input: JudgeInput): RankedHit {
  const { rows, pack } = input;
  const money = currencyMoney(pack);
  const cells = cellsOf(rows);
  const { amount, currency } = payment;
  return leadOf(
    { rows, at: [payment.i], mark: kind },
    {
      score: kind === 'number' ? 70 : 40,
      measures: {
        problem: kind,
        number: named,
        told: kind === 'amount' ? money.text(Number(told), currency) : told,
        amount: money.text(amount, currency),
        currency,
      },
      explanation: words(`test.P05.hit.${kind}`, {
        payment: cells.text('bank_ref', payment.i) || '—',
        day: { day: dayOfNumber(payment.day) },
        payee: cells.text('counterparty', payment.i) || '—',
        amount: money.arg(amount, currency),
        invoice: named,
        told: kind === 'amount' ? money.arg(Number(told), currency) : told,
        purpose: cells.text('purpose', payment.i),
      }),
    },
  );
}

function judge(input: JudgeInput): Judgement {
  const { rows, params, pack } = input;
  const out = exclusions({ ...outgoingReasons, noPurpose: {}, noInvoiceNamed: {} });
  const cells = cellsOf(rows);
  const [keys, amountKeys] = [listOf(params, 'invoiceWords'), listOf(params, 'amountWords')];
  const hits: RankedHit[] = [];
  let judged = 0;
  for (const payment of outgoing(input, out, () => -1)) {
    const [purpose, column] = [cells.text('purpose', payment.i), cells.text('invoice_no', payment.i)];
    const named = new Set(numbersInCell(column).map(looseNumber));
    if (purpose === '') out.add('noPurpose');
    else if (column === '') out.add('noInvoiceNamed');
    else {
      judged += 1;
      const contract = looseNumber(cells.text('contract_no', payment.i));
      const strange = invoicesTold(purpose, keys).filter((number) => !named.has(number) && number !== contract);
      if (strange.length > 0) hits.push(hitOf({ payment, kind: 'number', told: strange.join(', '), named: exactNumber(column) }, input));
      const told = amountTold(purpose, amountKeys, digitsOf(pack, payment.currency) ?? 2);
      if (told !== null && told !== payment.amount) {
        hits.push(hitOf({ payment, kind: 'amount', told: String(told), named: exactNumber(column) }, input));
      }
    }
  }
  const listed = ordered(hits);
  const notes = keys.length === 0 ? [unsetNote('P05', 'invoiceWords')] : [];
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: listed,
    stats: { payments: countText(judged), differ: countText(listed.length) },
    verdict: leadsVerdict(listed.length, judged, notes),
  };
}

/**
 * P05 purpose against invoice: the text of a payment names another invoice, or another amount, than the payment is booked for. Lead only:
 * slips of the pen and part payments do so too; the second invoice has to be found.
 */
export const otherInvoice: AuditTest = {
  id: 'P05',
  version: '1.0.0',
  area: 'payments',
  leadOnly: true,
  params: [
    {
      name: 'invoiceWords',
      type: 'text',
      value: 'invoice,inv.,inv,proforma,rechnung,инвойс,счет,счёт,сч.,шот',
    },
    { name: 'amountWords', type: 'text', value: 'на сумму,в сумме,in the amount of,amount of,amounting to,сомасына' },
    cancelledParam,
  ],
  needs: () => [{ table: 'payments', columns: ['direction', 'amount_minor', 'purpose', 'invoice_no'] }],
  population: () => ({ table: 'payments', columns: paymentColumns }),
  judge,
};
