import { day, number } from '../xml/canonical.ts';
import type { SourceLine } from './lines.ts';

/** A block of `Name=value` lines; names in lower case with ё as е, `end` the place behind its last byte. */
export type Block = { readonly kind: string; readonly fields: Map<string, string>; readonly at: SourceLine; end: number; last: string };

/** Columns of the table that a document fills, in this order. */
export const columns = [
  'bank_ref',
  'booking_date',
  'value_date',
  'direction',
  'amount_minor',
  'currency',
  'own_account',
  'counterparty',
  'counterparty_id',
  'counterparty_account',
  'counterparty_bank',
  'purpose',
  'txn_type',
  'txn_id',
  'status',
] as const;

/** One movement on one account. Days YYYY-MM-DD and amounts canonical where they could be read, as written otherwise. */
export type Movement = {
  readonly direction: 'in' | 'out';
  readonly account: string;
  readonly day: string;
  readonly amount: string;
  readonly cells: readonly string[];
};

/** Numbers of currencies in accounts of twenty digits (6th to 8th), Bank of Russia 579-P; 810 is the rouble of accounts. */
const currencies: Readonly<Record<string, string>> = {
  '810': 'RUB',
  '643': 'RUB',
  '398': 'KZT',
  '840': 'USD',
  '978': 'EUR',
  '156': 'CNY',
  '826': 'GBP',
  '756': 'CHF',
  '392': 'JPY',
  '933': 'BYN',
  '417': 'KGS',
  '051': 'AMD',
  '949': 'TRY',
  '784': 'AED',
};

/** The first of the named fields that is filled. */
export function field({ fields }: Pick<Block, 'fields'>, ...names: readonly string[]): string {
  for (const name of names) {
    const value = fields.get(name);
    if (value !== undefined && value !== '') return value;
  }
  return '';
}

/** Accounts are written with blanks by some banks. */
export const accountOf = (text: string): string => text.replace(/\s/g, '');

type Side = 'плательщик' | 'получатель';

/** `ПлательщикИИК` of Kazakhstan, `ПлательщикСчет` of Russia. */
const sideAccount = (block: Block, side: Side): string => accountOf(field(block, `${side}иик`, `${side}счет`, `${side}расчсчет`));

const sideName = (block: Block, side: Side): string =>
  field(block, `${side}наименование`, `${side}1`) || field(block, side).replace(/^(?:ИНН|БИН|ИИН)\s*\d{10,12}\s+/iu, '');

const sideId = (block: Block, side: Side): string =>
  field(block, ...['бин_иин', 'биниин', 'бин', 'иин', 'инн', 'рнн'].map((name) => `${side}${name}`));

const sideBank = (block: Block, side: Side): string => field(block, `${side}банкбик`, `${side}бик`);

function purposeOf(block: Block): string {
  const whole = field(block, 'назначениеплатежа');
  if (whole !== '') return whole;
  return Array.from({ length: 9 }, (_, i) => field(block, `назначениеплатежа${i + 1}`))
    .filter((line) => line !== '')
    .join(' ');
}

const currencyOf = (block: Block, account: string): string =>
  field(block, 'валюта', 'валютадокумента').toUpperCase() || (/^\d{20}$/.test(account) ? (currencies[account.slice(5, 8)] ?? '') : '');

const unquoted = (text: string): string => text.replace(/^"(.*)"$/, '$1');

/** Days on which the bank moved the money: the one of this side first. */
const bookedOn = (block: Block, out: boolean): string =>
  field(block, ...(out ? ['датасписано', 'датаоперации', 'датапоступило'] : ['датапоступило', 'датаоперации', 'датасписано']));

function movement(block: Block, out: boolean, isStatement: boolean): Movement {
  const [own, other]: readonly [Side, Side] = out ? ['плательщик', 'получатель'] : ['получатель', 'плательщик'];
  const account = sideAccount(block, own);
  const amount = number(field(block, out ? 'суммарасход' : 'суммаприход', 'сумма'));
  const booked = bookedOn(block, out);
  const date = day(booked || field(block, 'датадокумента', 'дата'));
  const direction = out ? 'out' : 'in';
  const cells = [
    field(block, 'номердокумента', 'номер'),
    date,
    day(field(block, 'датавалютирования')),
    direction,
    amount,
    currencyOf(block, account),
    account,
    sideName(block, other),
    sideId(block, other),
    sideAccount(block, other),
    sideBank(block, other),
    purposeOf(block),
    field(block, 'виддокумента') || unquoted(block.kind),
    field(block, 'кодназначенияплатежа'),
    booked === '' && !isStatement ? 'expected' : '',
  ];
  return { direction, account, day: date, amount, cells };
}

/**
 * What a document moved on the accounts of this file.
 * @param own accounts that the file names as its own
 * @param isStatement it states balances; a file of orders that nobody has carried out yet does not
 * @returns nothing when neither side is an account of the file and no amount says which way it went; both sides of a transfer between two of them
 */
export function movementsOf(block: Block, own: ReadonlySet<string>, isStatement: boolean): readonly Movement[] {
  if (field(block, 'суммарасход') !== '') return [movement(block, true, isStatement)];
  if (field(block, 'суммаприход') !== '') return [movement(block, false, isStatement)];
  const pays = own.has(sideAccount(block, 'плательщик'));
  const receives = own.has(sideAccount(block, 'получатель'));
  return [...(pays ? [movement(block, true, isStatement)] : []), ...(receives ? [movement(block, false, isStatement)] : [])];
}

/** What tells the same document from another: a transfer between two accounts of a file stands in it once or twice. */
export const sameDocument = (block: Block): string =>
  ['номер', 'номердокумента', 'дата', 'датадокумента', 'сумма', 'плательщиксчет', 'плательщикиик', 'получательсчет', 'получательиик']
    .map((name) => block.fields.get(name) ?? '')
    .join('\n');
