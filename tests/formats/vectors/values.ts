import { sha256Hex } from './hash.ts';

/** Vectors of docs/decisions/names.md and money-quantities-time.md, written by hand. */
const evidence = sha256Hex('declarations.csv');

export function nameVectors(): object {
  return {
    about: 'docs/decisions/names.md',
    rows: [
      { evidence, table: 'declarations', locator: '1', name: `${evidence}:declarations:1` },
      { evidence, table: 'ledger', locator: '1000000', name: `${evidence}:ledger:1000000` },
      { evidence, table: 'declarations', locator: 'Лист 1!17', name: `${evidence}:declarations:Лист 1!17` },
      { evidence, table: 'invoices', locator: '1/4/2', name: `${evidence}:invoices:1/4/2` },
      { evidence, table: 'bank', locator: '940:61:3', name: `${evidence}:bank:940:61:3` },
    ],
    notRows: [
      '',
      evidence,
      `${evidence}:`,
      `${evidence}:ledger`,
      `${evidence}:ledger:`,
      `${evidence}::1`,
      `${evidence.toUpperCase()}:ledger:1`,
    ],
    uuids: [
      { unixMs: 1_645_557_742_000, chance: '0cc318c4dc0c0c07398f', uuid: '017f22e2-79b0-7cc3-98c4-dc0c0c07398f', source: 'RFC 9562 A.6' },
      { unixMs: 0, chance: '00000000000000000000', uuid: '00000000-0000-7000-8000-000000000000' },
      { unixMs: 281_474_976_710_655, chance: 'ffffffffffffffffffff', uuid: 'ffffffff-ffff-7fff-bfff-ffffffffffff' },
    ],
    provisionalNumbers: [
      { office: 'KZ5501', year: 2026, install: '01938a6e-1c01-7a00-8000-0000000000aa', n: 1, number: 'KZ5501-2026-00aa-1' },
      { office: 'LOCAL', year: 2027, install: '017f22e2-79b0-7cc3-98c4-dc0c0c07398f', n: 120, number: 'LOCAL-2027-398f-120' },
    ],
  };
}

export function moneyVectors(): object {
  return {
    about: 'docs/decisions/money-quantities-time.md; scaled integers as text because some are beyond 2^53',
    scaled: [
      { unit: 'KZT', digits: 2, scaled: '125000050', decimal: '1250000.50' },
      { unit: 'KZT', digits: 2, scaled: '-5', decimal: '-0.05' },
      { unit: 'KZT', digits: 2, scaled: '0', decimal: '0.00' },
      { unit: 'KRW', digits: 0, scaled: '1300', decimal: '1300' },
      { unit: 'KWD', digits: 3, scaled: '-1234567', decimal: '-1234.567' },
      { unit: 'quantity', digits: 6, scaled: '1', decimal: '0.000001' },
      { unit: 'rate', digits: 8, scaled: '48715000000', decimal: '487.15000000' },
      { unit: 'grams', digits: 3, scaled: '12500', decimal: '12.500' },
      { unit: 'largest in a row', digits: 2, scaled: '9007199254740991', decimal: '90071992547409.91' },
      { unit: 'sum', digits: 2, scaled: '9007199254740993', decimal: '90071992547409.93' },
    ],
    excess: [
      { text: '1.005', digits: 2 },
      { text: '0.5', digits: 0 },
    ],
    notDecimal: ['', '+1', '01', '1.', '.5', '1e3', '1,5', ' 1', '--1', 'NaN'],
    halfAwayFromZero: [
      { n: '5', d: '2', quotient: '3' },
      { n: '-5', d: '2', quotient: '-3' },
      { n: '5', d: '-2', quotient: '-3' },
      { n: '1', d: '3', quotient: '0' },
      { n: '2', d: '3', quotient: '1' },
      { n: '-1', d: '2', quotient: '-1' },
      { n: '0', d: '7', quotient: '0' },
      { n: '27021597764222973', d: '2', quotient: '13510798882111487' },
    ],
    instants: ['2026-11-22T10:00:00+05:00', '2026-11-22T05:00:00Z', '2026-11-22T05:00:00.123Z'],
    notInstants: ['2026-11-22', '2026-11-22T10:00:00', '2026-11-22 10:00:00Z', '2026-11-22T10:00Z'],
    days: ['2024-02-29', '2026-12-31'],
    notDays: ['2025-02-29', '2025-02-31', '2026-13-01', '22.11.2026', '2026-11-22T00:00:00Z'],
  };
}
