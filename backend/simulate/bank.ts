import { money } from './amounts.ts';
import type { Period } from './days.ts';
import type { Party } from './people.ts';
import { rateText } from './rates.ts';
import type { BookWriter } from './tables.ts';

export type Movement = {
  readonly day: number;
  readonly direction: 'out' | 'in';
  readonly amount: number;
  readonly currency: 'KZT' | 'USD' | 'EUR' | 'CNY';
  /** hundredths of a tenge; 100 for tenge */
  readonly rate: number;
  readonly national: number;
  readonly ref: string;
  readonly party: Party;
  readonly purpose: string;
  readonly contract?: string;
  readonly invoice?: string;
  readonly txn: string;
};

export type Bank = {
  readonly move: (movement: Movement) => { readonly ordinal: number; readonly key: string };
  /** Closes the day: the dollar account gets its statement. */
  readonly endDay: (day: number) => void;
};

export const ownAccounts = {
  KZT: 'KZ86125KZT5004100100',
  USD: 'KZ59125USD5004100211',
  EUR: 'KZ32125EUR5004100322',
  CNY: 'KZ05125CNY5004100433',
} as const;
export const statementFile = 'statement-usd.mt940.txt';

const swiftDay = (day: string): string => day.slice(2).replaceAll('-', '');
const swiftAmount = (cents: number): string => money(Math.abs(cents)).replace('.', ',');

/** At most 65 characters a line and six lines, as the tag allows. */
function narrative(movement: Movement): string {
  const { party, purpose } = movement;
  const text = `/BENM/${party.account}/NAME/${party.name}/REMI/${purpose}`;
  const lines = text.match(/.{1,65}/gsu) ?? [];
  return lines.slice(0, 6).join('\r\n');
}

/** @param opening cents of the dollar account on the first day */
export function bank(books: BookWriter, period: Period, opening: number): Bank {
  let [balance, statement] = [opening, 0];
  let today: Movement[] = [];
  const balanceLine = (tag: string, day: number): string =>
    `:${tag}:${balance < 0 ? 'D' : 'C'}${swiftDay(period.text(day))}USD${swiftAmount(balance)}\r\n`;
  return {
    move: (movement) => {
      const { day, party, currency } = movement;
      if (currency === 'USD') today.push(movement);
      const ordinal = books.row('payments', {
        bank_ref: movement.ref,
        booking_date: period.text(day),
        value_date: period.text(day),
        direction: movement.direction,
        amount: money(movement.amount),
        currency,
        fx_rate: rateText(movement.rate),
        national: money(movement.national),
        own_account: ownAccounts[currency],
        counterparty: party.name,
        counterparty_id: party.taxId === '' ? party.id : party.taxId,
        counterparty_account: party.account,
        counterparty_bank: party.bank,
        country: party.country,
        purpose: movement.purpose,
        contract_no: movement.contract ?? '',
        contract_unk: movement.contract === undefined ? '' : `1/0101/${movement.contract.slice(-3)}`,
        invoice_no: movement.invoice ?? '',
        txn_type: 'NTRF',
        txn_id: movement.txn,
      });
      return { ordinal, key: movement.ref };
    },
    endDay: (day) => {
      if (today.length === 0) return;
      statement += 1;
      let text = `:20:STMT${swiftDay(period.text(day))}\r\n:25:${ownAccounts.USD}\r\n:28C:${statement}/1\r\n${balanceLine('60F', day)}`;
      for (const one of today) {
        balance += one.direction === 'out' ? -one.amount : one.amount;
        const date = swiftDay(period.text(day));
        const mark = one.direction === 'out' ? 'D' : 'C';
        text += `:61:${date}${date.slice(2)}${mark}${swiftAmount(one.amount)}NTRF${one.ref}\r\n:86:${narrative(one)}\r\n`;
      }
      books.text(statementFile, `${text}${balanceLine('62F', day)}-\r\n`);
      today = [];
    },
  };
}
