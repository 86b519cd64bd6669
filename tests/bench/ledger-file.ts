import fs from 'node:fs';
import { chance } from '../../backend/demo/chance.ts';
import type { Chance } from '../../backend/demo/chance.ts';

const header =
  'txn_id,line_no,posting_date,account,account_name,contra_account,debit_minor,credit_minor,currency,currency_minor,' +
  'supplier_id,counterparty,source_doc_ref,doc_date,description';

type Account = readonly [code: string, name: string];
const accounts: readonly [Account, ...Account[]] = [
  ['1030', 'Текущие счета'],
  ['1210', 'Покупатели'],
  ['1330', 'Товары'],
  ['1420', 'НДС к зачёту'],
  ['3130', 'ҚҚС'],
  ['3310', 'Поставщики'],
  ['3390', 'Өзге берешек'],
  ['6010', 'Доход'],
  ['7010', 'Себестоимость'],
  ['7210', 'Әкімшілік шығыс'],
];
const forms = ['ТОО', 'АО', 'ИП', 'ЖШС', 'ООО'] as const;
const names = ['Ақжол', 'Ромашка', 'Қызылжар', 'Дом света', 'Мегатехника', 'Сейітқали', 'Алтын Дән', 'Восток', 'Ұлы Дала'] as const;
const what = [
  'Оплата по контракту',
  'Поступление импорта',
  'Тауар үшін төлем',
  'Реализация товаров',
  'Роялти за товарный знак',
  'Перевозка до границы',
  'Шекараға дейін көлік',
  'НДС при импорте',
  'Кедендік төлемдер',
  'Страхование груза',
] as const;
const goods = ['запчасти', 'наушники', 'техника', 'светильники', 'ойыншық', 'обувь', 'мата', 'насосы'] as const;

const two = (n: number): string => (n < 10 ? `0${n}` : String(n));
const firstDay = Date.UTC(2023, 0, 1);
const days: string[] = Array.from({ length: 1096 }, (_, i) => new Date(firstDay + i * 86_400_000).toISOString().slice(0, 10));
const dayAt = (i: number): string => days[Math.min(Math.max(0, i), days.length - 1)] ?? '';
const money = (tiyn: number): string => `${Math.floor(tiyn / 100)}.${two(tiyn % 100)}`;
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** 10 of 100 descriptions hold quotes, 3 of 100 a line break. */
function description(no: number, random: Chance): string {
  const text = `${random.pick(what)} № ${no % 9973}-${random.whole(10, 99)}: ${random.pick(goods)}`;
  const kind = random.whole(0, 99);
  if (kind < 10) return quoted(`${text}, "${random.pick(names)}"`);
  if (kind < 13) return quoted(`${text}\n${random.pick(goods)}`);
  return quoted(text);
}

/** Own invoices count up with a number missing now and then; other papers carry foreign numbers. */
function paper(no: number, day: string, random: Chance): string {
  const year = day.slice(0, 4);
  if (no % 3 === 0) return `СФ-${year}-${String(no / 3 + Math.floor(no / 2_991)).padStart(7, '0')}`;
  return no % 3 === 1 ? `ПП-${String(random.whole(1, 9_999_999)).padStart(7, '0')}` : `INV/${random.whole(10_000, 99_999)}/${no % 1000}`;
}

type Posting = { readonly day: string; readonly debit: Account; readonly credit: Account; readonly amount: number; readonly rest: string };

function posting(no: number, total: number, random: Chance): Posting {
  const today = Math.floor((no / total) * days.length);
  const day = dayAt(today);
  const amount = Math.round(10 ** (3 + random.whole(0, 500_000) / 100_000));
  const foreign = random.whole(0, 9) < 3;
  const supplier = random.whole(1, 4_000);
  const currency = foreign ? random.pick(['USD', 'EUR', 'CNY', 'RUB']) : 'KZT';
  const inCurrency = money(foreign ? Math.max(1, Math.round(amount / 495)) : amount);
  const bin = `${String(10_000 + supplier)}4${String(supplier * 7919)
    .padStart(6, '0')
    .slice(-6)}`;
  const who = `${random.pick(forms)} ${names[supplier % names.length] ?? ''} ${supplier}`;
  const document = `${paper(no, day, random)},${dayAt(today - random.whole(0, 20))},${description(no, random)}`;
  const rest = `${currency},${inCurrency},${bin},${who},${document}`;
  return { day, debit: random.pick(accounts), credit: random.pick(accounts), amount, rest };
}

function linesOf(no: number, { day, debit, credit, amount, rest }: Posting): string {
  const id = `ПР-${String(no).padStart(8, '0')}`;
  return (
    `${id},1,${day},${debit[0]},${debit[1]},${credit[0]},${money(amount)},,${rest}\n` +
    `${id},2,${day},${credit[0]},${credit[1]},${debit[0]},,${money(amount)},${rest}\n`
  );
}

/**
 * Writes a general ledger of 15 columns under the standard headers: postings of two lines, Russian and Kazakh texts, UTF-8, LF. One
 * posting in five hundred is booked twice, one own invoice number in a thousand is missing.
 * The same seed gives the same bytes. @param rows even
 */
export function writeLedger(file: string, { rows, seed }: { readonly rows: number; readonly seed: number }): void {
  const random = chance(seed);
  const out = fs.openSync(file, 'w');
  try {
    let text = `${header}\n`;
    const total = Math.ceil(rows / 2);
    let before: Posting | null = null;
    for (let i = 0; i < total; i += 1) {
      const no = (seed - 1) * total + i + 1;
      const one: Posting = before !== null && random.oneIn(500) ? before : posting(no, seed * total, random);
      text += linesOf(no, one);
      before = one;
      if (text.length < 1 << 20) continue;
      fs.writeSync(out, text);
      text = '';
    }
    fs.writeSync(out, text);
  } finally {
    fs.closeSync(out);
  }
}
