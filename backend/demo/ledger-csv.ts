import { scaledToDecimal } from '../../domain/money/decimal.ts';
import type { Chance } from './chance.ts';

const header = ['Дата', '№ проводки', 'Строка', 'Счет', 'Корр. счет', 'Дебет', 'Кредит', 'Контрагент', 'Документ', 'Содержание'];
const firstDay = Date.UTC(2026, 0, 5);

const dayText = (offset: number): string => {
  const day = new Date(firstDay + offset * 86_400_000).toISOString();
  return `${day.slice(8, 10)}.${day.slice(5, 7)}.${day.slice(0, 4)}`;
};

/** Russian amounts: decimal comma, groups parted by a no-break space. */
const amount = (tiyn: number): string =>
  tiyn === 0
    ? ''
    : scaledToDecimal(tiyn, 2)
        .replace('.', ',')
        .replace(/\B(?=(\d{3})+(?!\d))/g, '\u00a0');

type Posting = {
  readonly no: number;
  readonly debit: string;
  readonly credit: string;
  readonly tiyn: number;
  readonly who: string;
  readonly document: string;
  readonly text: string;
};

function lines(posting: Posting): string[] {
  const day = dayText(Math.floor(posting.no / 12));
  const common = [posting.who, posting.document, posting.text].map((t) => `"${t.replaceAll('"', '""')}"`);
  const entry = [day, `ПР-${String(posting.no).padStart(6, '0')}`];
  return [
    [...entry, '1', posting.debit, posting.credit, amount(posting.tiyn), '', ...common].join(';'),
    [...entry, '2', posting.credit, posting.debit, '', amount(posting.tiyn), ...common].join(';'),
  ];
}

/** Amounts over four powers of ten, as in real ledgers, so that first digits fall as Benford's law says. */
function spread(chance: Chance): number {
  return Math.round(10 ** (4.3 + chance.whole(0, 400_000) / 100_000));
}

const buyers = ['ТОО «Мегатехника»', 'ИП Сейітқали Ә. Ғ.', 'ТОО «Дом света»', 'АО «Қазтұрмыс»'] as const;
const suppliers = ['Shenzhen AeroTone Audio Co., Ltd', 'Daegu Lighting Corp.', 'Izmir Ev Aletleri A.S.'] as const;

/**
 * General ledger of the demonstration trader as an accountant exports it: Russian headers, semicolons, decimal commas.
 * Planted: three holes in the numbers of own sales invoices, and payments kept just under 500,000.
 */
export function ledgerCsv(chance: Chance): string {
  const rows: string[] = [header.join(';')];
  let invoice = 0;
  for (let no = 1; no <= 3000; no += 1) {
    const kind = no % 3;
    if (kind === 0) {
      invoice += 1;
      if (invoice === 212 || invoice === 640) invoice += 3;
      if (invoice === 871) invoice += 1;
    }
    const underLimit = kind === 1 && no % 13 === 1;
    rows.push(...lines(postingOf({ no, kind, invoice, tiyn: underLimit ? chance.whole(48_000_000, 49_990_000) : spread(chance) }, chance)));
  }
  return `${rows.join('\n')}\n`;
}

function postingOf(given: { no: number; kind: number; invoice: number; tiyn: number }, chance: Chance): Posting {
  const { no, kind, invoice, tiyn } = given;
  if (kind === 0) {
    const document = `СФ-2026-${String(invoice).padStart(6, '0')}`;
    return { no, debit: '1210', credit: '6010', tiyn, who: chance.pick(buyers), document, text: 'Реализация товаров' };
  }
  if (kind === 1) {
    const document = `ПП-${String(no).padStart(5, '0')}`;
    return { no, debit: '3310', credit: '1030', tiyn, who: chance.pick(suppliers), document, text: 'Оплата поставщику по контракту' };
  }
  const document = `ПТУ-${String(no).padStart(5, '0')}`;
  return { no, debit: '1330', credit: '3310', tiyn, who: chance.pick(suppliers), document, text: 'Поступление товаров (импорт)' };
}
