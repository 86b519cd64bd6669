import type { SheetRow } from './sheet-rows.ts';

/** Where a side of a posting stands: both sides may share the amount. -1: nowhere. */
export type SidePlaces = { readonly account: number; readonly amount: number; readonly currency: number; readonly inCurrency: number };

type TextName = keyof typeof textWords;

export type JournalPlaces = {
  readonly debit: SidePlaces;
  readonly credit: SidePlaces;
  readonly text: Readonly<Record<TextName, number>>;
  readonly analytics: readonly number[];
  /** columns that go into the rows */
  readonly read: ReadonlySet<number>;
};

const sides = { debit: '(?:дебет\\p{L}*|дт|debit|dr)', credit: '(?:кредит\\p{L}*|кт|credit|cr)' } as const;

const textWords = {
  date: /^(?:период|дата(?: проводки| операции| и время| хозяйственной операции)?|кезең|күні|жазба күні|date|period|posting date)$/u,
  document: /^(?:документ(?: движения| основание)?|регистратор|құжат|document|source document|первичный документ)$/u,
  number: /^(?:номер документа|документ номер|құжат нөмірі|document no|document number)$/u,
  docDate: /^(?:дата документа|документ дата|құжат күні|document date)$/u,
  txn: /^(?:номер )?(?:проводки|операции|журнала проводок|записи)$|^(?:entry|transaction|journal)(?: no| id| number)?$|^жазба(?: нөмірі)?$/u,
  content:
    /^(?:содержание(?: операции| проводки| хозяйственной операции)?|комментарий|описание(?: операции)?|назначение|мазмұны|description|text|narrative)$/u,
  party: /^(?:контрагент|наименование контрагента|қарсы агент|counterparty|partner)$/u,
  partyId: /^(?:бин|иин|бин иин|бин контрагента|код контрагента|бсн|counterparty id)$/u,
  rate: /^(?:курс(?: валюты)?|бағам|валюта бағамы|exchange rate|fx rate|rate)$/u,
  user: /^(?:пользователь|автор|ответственный|пайдаланушы|user|entered by)$/u,
} as const;

const sharedAmount = /^(?:сумма(?: проводки| операции| бу| в тенге| тенге| тг| kzt| в нац валюте)?|сома|сомасы|amount(?: kzt)?)$/u;
const sharedCurrency = /^(?:валюта(?: операции)?|код валюты|валютасы|currency(?: code)?)$/u;
const sharedInCurrency =
  /^(?:(?:сумма )?в валюте|валютная сумма|вал сумма|сумма (?:в )?(?:вал|валюте|валютная)|валютадағы сома|amount in currency|currency amount)$/u;
const units = / (?:в )?(?:тыс\p{L}*|мың|thousands?(?: of)?)(?: (?:тенге|теңге|тг|kzt))?$| (?:в )?(?:тенге|теңге|тг|kzt)$/u;

/** What stands over both accounts in a journal of operations. */
const over =
  /^(?:корреспонд\p{L}*(?: счет\p{L}*)?|корр счета|бухгалтерск\p{L}* (?:запис|проводк)\p{L}*|проводк[аи]|корреспонденттелген шоттар) (?=\S)/u;

const analytic = new RegExp(
  `^(?:аналитика|субконто ?\\d?|талдау|analytics?) (?:${sides.debit}|${sides.credit})$|^(?:${sides.debit}|${sides.credit}) (?:аналитика|субконто ?\\d?)$`,
  'u',
);

type Words = readonly string[];
const find = (words: Words, pattern: RegExp): number => words.findIndex((word) => pattern.test(word));
const named = (form: string): RegExp => new RegExp(`^${form}$`, 'u');

function sideOf(words: Words, side: string): SidePlaces {
  const account = find(
    words,
    named(`(?:счет ${side}|${side} счета?|шот ${side}|${side} шот\\p{L}*|${side} account|account ${side}|${side})`),
  );
  const either = (own: string): RegExp => named(`(?:${own} ${side}|${side} ${own})`);
  const amount = find(words, either('(?:сумма|сома|amount)'));
  const shared = words.findIndex((word) => sharedAmount.test(word.replace(units, '')));
  const currency = find(words, either('(?:валюта|currency)'));
  const inCurrency = find(words, either('(?:вал сумма|валютная сумма|сумма в валюте|сумма вал|вал сумма|currency amount)'));
  return {
    account,
    amount: amount >= 0 ? amount : shared,
    currency: currency >= 0 ? currency : find(words, sharedCurrency),
    inCurrency: inCurrency >= 0 ? inCurrency : find(words, sharedInCurrency),
  };
}

const code = /^\d{2,4}(?:[.-][\dA-Za-zА-Яа-яЁё]{1,6}){0,4}$/u;
const offBalance = /^[А-ЯA-Z]{2,4}(?:\.\d{1,3})?$/u;

/** `1310`, `1310.01, Сырьё`, `1310 Сырьё`: the code alone; anything else as it stands. */
export function accountText(text: string): string {
  if (code.test(text) || offBalance.test(text)) return text;
  const match = /^(\d{2,4}(?:[.-][\dA-Za-zА-Яа-яЁё]{1,6}){0,4})(?:\s*,\s*|\s+(?=\p{Lu}))/u.exec(text);
  return match?.[1] ?? text;
}

/** Both sides of nearly every line hold an account: with amounts in them (`Дебет`, `Кредит` of a ledger) only one side does. */
function holdAccounts(rows: readonly (readonly string[])[], debit: number, credit: number): boolean {
  const lines = rows
    .map((cells) => [debit, credit].map((at) => (cells[at] ?? '').trim()))
    .filter((pair) => pair.some((text) => text !== ''));
  const isAccount = (text: string): boolean => code.test(accountText(text)) || offBalance.test(text);
  const both = lines.filter((pair) => pair.every(isAccount));
  return lines.length > 0 && both.length >= lines.length * 0.6 && lines.filter((pair) => pair.some(isAccount)).length >= lines.length * 0.9;
}

/** @param lines cells of the first lines below the headers */
function placesIn(headers: Words, lines: readonly (readonly string[])[]): JournalPlaces | null {
  const words = headers.map((word) => word.replace(over, ''));
  const [debit, credit] = [sideOf(words, sides.debit), sideOf(words, sides.credit)];
  const text = Object.fromEntries(Object.entries(textWords).map(([name, pattern]) => [name, find(words, pattern)])) as Record<
    TextName,
    number
  >;
  const whole = [debit.account, debit.amount, credit.account, credit.amount, text.date].every((at) => at >= 0);
  if (!whole || debit.account === credit.account || debit.account === debit.amount || credit.account === credit.amount) return null;
  if (words.some((word) => /сальдо|қалдық|balance/u.test(word))) return null;
  if (!holdAccounts(lines, debit.account, credit.account)) return null;
  const analytics = words.flatMap((word, i) => (analytic.test(word) ? [i] : []));
  const read = new Set([...Object.values(debit), ...Object.values(credit), ...Object.values(text), ...analytics]);
  return { debit, credit, text, analytics, read };
}

/** Whether headers and the first lines below them are those of a journal of two accounts. @param words headers as they are compared */
export const isJournal = (words: Words, lines: readonly (readonly string[])[]): boolean => placesIn(words, lines) !== null;

/** @param words headers as they are compared @returns null when the columns are not those of a journal of two accounts */
export const journalPlaces = (
  words: Words,
  sample: readonly SheetRow[],
  cellsOf: (row: SheetRow) => readonly string[],
): JournalPlaces | null => placesIn(words, sample.map(cellsOf));
