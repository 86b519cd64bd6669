/**
 * What the codes and words of traders' books mean, as far as matching needs it: which way goods and money went. The words are data read in
 * files, not texts for people; a word that is not here leaves the question open.
 */
const starts = (text: string, words: readonly string[]): boolean => {
  const small = text.trim().toLowerCase();
  return words.some((word) => small.startsWith(word));
};

const bought = ['purch', 'buy', 'bought', 'in', 'покуп', 'закуп', 'приобр', 'вход', 'поступ', 'приход', 'сатып', 'кіріс'];
const sold = ['sale', 'sell', 'sold', 'out', 'реализ', 'продаж', 'исход', 'отгруз', 'сату', 'шығыс'];
const paid = ['out', 'd', 'paid', 'расход', 'списан', 'исход', 'дебет', 'дт', 'шығыс', 'төлем'];
const received = ['in', 'c', 'rec', 'приход', 'поступ', 'зачисл', 'вход', 'кредит', 'кт', 'кіріс', 'түсім'];

/** @param direction of an invoice @returns 1 bought, -1 sold, 0 not told */
export const invoiceWay = (direction: string): 1 | -1 | 0 => (starts(direction, bought) ? 1 : starts(direction, sold) ? -1 : 0);

/** @param direction of a bank entry @returns 1 paid out, -1 received, 0 not told */
export const paymentWay = (direction: string): 1 | -1 | 0 => (starts(direction, paid) ? 1 : starts(direction, received) ? -1 : 0);

const credit = ['credit', 'кредит', 'возврат', 'сторно', 'return', 'nc', '381', 'қайтар'];

/** A note that lowers what an invoice asks for. @param type of the document */
export const isCreditNote = (type: string): boolean => starts(type, credit);

const receipts = ['receipt', 'purchase', 'import', 'goods receipt', 'приход', 'поступ', 'прием', 'приём', 'ввоз', 'кіріс', 'қабыл', 'түсу'];
const others = [
  'open',
  'clos',
  'issue',
  'return',
  'sale',
  'surplus',
  'product',
  'transf',
  'write',
  'count',
  'invent',
  'остат',
  'расход',
  'реализ',
  'возврат',
  'излиш',
  'произв',
  'перем',
  'спис',
  'инвент',
  'выпуск',
  'қалдық',
  'шығыс',
  'қайтар',
  'өндір',
];

/** Whether goods came in from outside. A kind of movement that is not known is one when it has a number that leads outside. */
export function isReceipt(type: string, qty: number, named: boolean): boolean {
  if (!(qty > 0)) return false;
  if (starts(type, receipts)) return true;
  return named && !starts(type, others);
}

/**
 * Codes of units of measure of the EAEU classifier as the letter codes of UN/ECE Recommendation 20; any other stays as it is written.
 * @source EAEU classifier of units; UN/ECE Rec. 20
 */
const units: Readonly<Record<string, string>> = {
  '796': 'PCE',
  шт: 'PCE',
  pcs: 'PCE',
  pce: 'PCE',
  h87: 'PCE',
  дана: 'PCE',
  '166': 'KGM',
  кг: 'KGM',
  kg: 'KGM',
  kgm: 'KGM',
  '112': 'LTR',
  л: 'LTR',
  l: 'LTR',
  ltr: 'LTR',
  '006': 'MTR',
  м: 'MTR',
  m: 'MTR',
  mtr: 'MTR',
  '055': 'MTK',
  м2: 'MTK',
  m2: 'MTK',
  mtk: 'MTK',
  '113': 'MTQ',
  м3: 'MTQ',
  m3: 'MTQ',
  mtq: 'MTQ',
  '715': 'NPR',
  пар: 'NPR',
  npr: 'NPR',
  '168': 'TNE',
  т: 'TNE',
  tne: 'TNE',
  '163': 'GRM',
  г: 'GRM',
  grm: 'GRM',
};

export function unitOf(code: string): string {
  const small = code.normalize('NFKC').trim().toLowerCase().replace(/\.$/, '');
  return Object.hasOwn(units, small) ? (units[small] ?? '') : small.toUpperCase();
}
