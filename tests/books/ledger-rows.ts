/** Repeatable ledger rows with many equal keys, empty cells, negatives, codes of several lengths and three currencies. */
export const header = 'txn_id,line_no,posting_date,account,debit,currency,currency_amount,fx_rate,doc_date,counterparty,description\n';
export const money = { national: 'KZT', digits: { KZT: 2, USD: 2, KRW: 0, KWD: 3 } };

const whos = ['ТОО «Қазтұрмыс»', 'ИП Сейітқали Ә. Ғ.', 'Shenzhen AeroTone', '', 'ООО Ромашка', 'Ёлка и К°'];
const texts = ['Оплата роялти', 'Фрахт 1', 'фрахт 17', 'Возврат', 'Лицензионный платёж, роялти'];
const accounts = ['1310', '1320', '13', '3310', '33', '8', '1310.1'];
const currencies = ['USD', 'KRW', 'KWD', ''];
const decimals: Readonly<Record<string, number>> = { USD: 2, KRW: 0, KWD: 3, '': 2 };
const two = (n: number): string => String(n).padStart(2, '0');

export const ledgerRows = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => {
    const n = (i * 7919) % 2999;
    const currency = currencies[n % 4] ?? '';
    const digits = decimals[currency] ?? 2;
    const amount = n % 11 === 0 ? '' : digits === 0 ? String(n % 40) : `${n % 40}.${String(n % 10).padStart(digits, '0')}`;
    return [
      `T${i}`,
      n % 6 === 0 ? '' : (n % 6) + 1,
      `${2024 + (n % 3)}-${two((n % 12) + 1)}-${two((n % 28) + 1)}`,
      accounts[n % 7],
      n % 3 === 0 ? '' : `${(n % 50) - 10}.${two(n % 10)}`,
      currency,
      amount,
      n % 5 === 0 ? '' : `${(n % 4) + 1}.5`,
      n % 4 === 0 ? '' : `2025-${two((n % 12) + 1)}-15`,
      whos[n % 6],
      `"${texts[n % 5]} № ${i}"`,
    ].join(',');
  });
