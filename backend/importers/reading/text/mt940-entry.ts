/** A statement line (:61:) taken apart. Days YYYY-MM-DD, as written even where there is no such day; the amount a decimal above zero. */
export type Entry = {
  readonly valueDate: string;
  readonly bookingDate: string;
  /** C, D, RC (a credit taken back), RD, and in interim reports EC, ED (expected) */
  readonly mark: string;
  readonly amount: string;
  /** four signs: NTRF, NMSC, S103 … */
  readonly type: string;
  readonly customerRef: string;
  readonly bankRef: string;
  readonly details: string;
};

const pad = (digits: string): string => (Number(digits) >= 80 ? `19${digits}` : `20${digits}`);

/** YYMMDD as YYYY-MM-DD. Years from 80 on belong to the last century. */
export const swiftDay = (text: string): string => `${pad(text.slice(0, 2))}-${text.slice(2, 4)}-${text.slice(4, 6)}`;

/** MMDD near a value date: entries of January may be valued in December and the other way round. */
function entryDay(monthDay: string, valueDate: string): string {
  const [year, month] = [Number(valueDate.slice(0, 4)), Number(valueDate.slice(5, 7))];
  const own = Number(monthDay.slice(0, 2));
  const turned = own === 1 && month === 12 ? year + 1 : own === 12 && month === 1 ? year - 1 : year;
  return `${turned}-${monthDay.slice(0, 2)}-${monthDay.slice(2, 4)}`;
}

/** An amount with a decimal comma, `1234,` included, as decimal text; null for anything else. */
export function swiftAmount(text: string): string | null {
  const parts = /^(\d{1,15})[,.](\d{0,6})$/.exec(text) ?? /^(\d{1,15})()$/.exec(text);
  if (parts === null) return null;
  const whole = (parts[1] ?? '').replace(/^0+(?=\d)/, '');
  return parts[2] === undefined || parts[2] === '' ? whole : `${whole}.${parts[2]}`;
}

const form =
  /^(?<value>\d{6})(?<entry>\d{4})?(?<mark>RC|RD|EC|ED|C|D)(?<funds>[A-Z])?(?<amount>[\d.,]+)(?<type>[A-Z][A-Z0-9]{3})(?<rest>[^\n]*)(?:\n(?<more>[\s\S]*))?$/;

/** @param text of tag :61: with its further lines @returns null when it is no statement line */
export function readEntry(text: string): Entry | null {
  const found = form.exec(text)?.groups;
  const amount = swiftAmount(found?.['amount'] ?? '');
  if (found === undefined || amount === null) return null;
  const valueDate = swiftDay(found['value'] ?? '');
  const rest = found['rest'] ?? '';
  const cut = rest.indexOf('//');
  return {
    valueDate,
    bookingDate: found['entry'] === undefined ? valueDate : entryDay(found['entry'], valueDate),
    mark: found['mark'] ?? '',
    amount,
    type: found['type'] ?? '',
    customerRef: (cut < 0 ? rest : rest.slice(0, cut)).trim(),
    bankRef: cut < 0 ? '' : rest.slice(cut + 2).trim(),
    details: (found['more'] ?? '').replaceAll('\n', ' ').trim(),
  };
}

/** A balance line (:60F: :62M: :64: …): mark, day, currency, amount. */
export type Balance = { readonly sign: 1 | -1; readonly day: string; readonly currency: string; readonly amount: string };

export function readBalance(text: string): Balance | null {
  const found = /^([CD])(\d{6})([A-Z]{3})([\d.,]+)\s*$/.exec(text);
  const amount = swiftAmount(found?.[4] ?? '');
  if (found === null || amount === null) return null;
  return { sign: found[1] === 'C' ? 1 : -1, day: swiftDay(found[2] ?? ''), currency: found[3] ?? '', amount };
}
