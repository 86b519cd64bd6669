import { checkDigit } from '../../domain/packs/tax-id.ts';
import type { Checksum } from '../../domain/packs/rule-pack.ts';
import type { Chance } from './chance.ts';
import { suppliers, trader } from './goods.ts';

export type Party = {
  readonly id: string;
  readonly kind: 'supplier' | 'customer' | 'carrier' | 'service' | 'authority';
  readonly name: string;
  readonly taxId: string;
  readonly country: string;
  readonly address: string;
  readonly phone: string;
  readonly director: string;
  readonly bank: string;
  readonly account: string;
  /** account of the ledger that its balance stands on */
  readonly ledger: string;
};

const firms = [
  'Мегатехника',
  'Дом света',
  'Қазтұрмыс',
  'Алатау-Трейд',
  'Сәулет',
  'Өрлеу',
  'Хозторг',
  'Шаңырақ',
  'Ұлы Дала',
  'Комфорт плюс',
  'Ғасыр',
  'Эльдорадо-Юг',
];
const forms = ['ТОО', 'ИП', 'АО', 'ЖШС'];
const cities = ['г. Алматы', 'г. Астана', 'г. Шымкент', 'г. Қарағанды', 'г. Ақтөбе', 'г. Өскемен', 'г. Павлодар'];
const families = ['Әбдіров', 'Ивченко', 'Қожахметов', 'Смағұлов', 'Петренко', 'Ли', 'Жұмабаев', 'Өтегенов', 'Һашимов', 'Соколов'];
const given = ['Нұрлан', 'Айгүл', 'Сергей', 'Дәурен', 'Ольга', 'Мұхтар', 'Гүлнар', 'Пётр', 'Ілияс', 'Зәуре'];

export const person = (chance: Chance): string => `${chance.pick(families)} ${chance.pick(given)}`;

/** A taxpayer's number with the right check digit; eleven digits that cannot have one are passed over. */
export function taxNumber(chance: Chance, checksum: Checksum | null): string {
  for (;;) {
    const year = String(chance.whole(0, 23)).padStart(2, '0');
    const body = `${year}${String(chance.whole(1, 12)).padStart(2, '0')}4${String(chance.whole(0, 999_999)).padStart(6, '0')}`;
    const digit = checksum === null ? 0 : checkDigit(checksum, body);
    if (digit !== null) return `${body}${digit}`;
  }
}

/** The same number with a check digit that it cannot have. */
export const brokenTaxNumber = (number: string): string => number.slice(0, -1) + String((Number(number.slice(-1)) + 3) % 10);

const iban = (chance: Chance): string => `KZ${chance.whole(10, 99)}125KZT${String(chance.whole(0, 9_999_999)).padStart(10, '0')}`;

export function localParty(kind: Party['kind'], no: number, chance: Chance, checksum: Checksum | null): Party {
  const letters = { supplier: 'S', customer: 'C', carrier: 'F', service: 'V', authority: 'G' } as const;
  return {
    id: `${letters[kind]}-KZ-${no}`,
    kind,
    name: `${chance.pick(forms)} «${chance.pick(firms)}-${no}»`,
    taxId: taxNumber(chance, checksum),
    country: 'KZ',
    address: `${chance.pick(cities)}, ул. Абая, ${chance.whole(1, 190)}`,
    phone: `+7 7${chance.whole(10, 29)} ${chance.whole(200, 399)} ${chance.whole(10, 99)} ${chance.whole(10, 99)}`,
    director: person(chance),
    bank: chance.pick(['KCJBKZKX', 'HSBKKZKX', 'CASPKZKA']),
    account: iban(chance),
    ledger: kind === 'customer' ? '1210' : '3310',
  };
}

export type People = {
  readonly foreign: ReadonlyMap<string, Party>;
  readonly customers: readonly Party[];
  readonly carriers: readonly Party[];
  readonly services: readonly Party[];
  readonly customs: Party;
  /** everybody who gets a row in parties.csv; plants add some */
  readonly all: Party[];
};

/** @param size number of customers */
export function people(chance: Chance, checksum: Checksum | null, size: number): People {
  const make = (kind: Party['kind'], n: number): Party[] => Array.from({ length: n }, (_, i) => localParty(kind, i + 1, chance, checksum));
  const foreign = suppliers.map((s): Party => {
    const phone = s.related ? trader.phone : `+${chance.whole(20, 99)} ${chance.whole(100, 999)} ${chance.whole(10_000, 99_999)}`;
    const { id, name, country, address, director, bank, account } = s;
    return { id, kind: 'supplier', name, taxId: '', country, address, phone, director, bank, account, ledger: '3310' };
  });
  const [customers, carriers, services] = [make('customer', size), make('carrier', 6), make('service', 14)];
  const customs: Party = {
    ...localParty('authority', 1, chance, checksum),
    name: 'РГУ «Департамент государственных доходов по г. Алматы»',
    ledger: '3190',
  };
  const all = [...foreign, ...customers, ...carriers, ...services, customs];
  return { foreign: new Map(foreign.map((p) => [p.id, p])), customers, carriers, services, customs, all };
}
