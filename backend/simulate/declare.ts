import { kilograms, money, scale, sumOf } from './amounts.ts';
import { trader } from './goods.ts';
import { rateText } from './rates.ts';
import { declaredTotal } from './shipment.ts';
import type { Item, Shipment } from './shipment.ts';
import type { Cells } from './tables.ts';
import type { World } from './world.ts';

const isPlanted = (ship: Shipment, kind: string): boolean => ship.plant?.kind.id === kind;

function header(world: World, ship: Shipment): Cells {
  const { period } = world;
  const { supplier } = ship;
  const released = isPlanted(ship, 'releaseBefore') ? ship.registered - 2 : ship.released;
  return {
    reg_no: ship.regNo,
    office_code: ship.office,
    reg_date: period.text(ship.registered),
    release_date: period.text(released),
    decl_type: 'ИМ',
    procedure: '4000',
    consignor: supplier.name,
    consignee: trader.name,
    seller: supplier.name,
    declarant: trader.broker,
    trading_country: supplier.country,
    dispatch_country: supplier.country,
    dest_country: 'KZ',
    incoterm: supplier.incoterm,
    incoterm_place: supplier.place,
    contract_no: ship.contractNo,
    invoice_no: ship.invoiceNo,
    invoice_date: period.text(ship.invoiceDay),
    currency: supplier.currency,
    fx_rate: rateText(ship.rate),
    fx_unit: '1',
    total_invoice: money(declaredTotal(ship)),
  };
}

function dutyText(item: Item): string {
  return item.good.leastTenths === 0 ? `${item.dutyPercent}%` : `${item.dutyPercent}%, но не менее 0.${item.good.leastTenths} евро за 1 кг`;
}

function itemCells(item: Item, ship: Shipment, vatPercent: number): Cells {
  const { good } = item;
  return {
    item_no: String(item.no),
    hs_code: item.hs,
    description: item.description,
    producer: ship.supplier.name,
    brand: ship.supplier.brand,
    model: good.article.slice(3),
    article: good.article,
    origin_country: item.origin,
    preference_code: ship.supplier.preferential ? 'ООПЛОО' : 'ОООО',
    gross_weight_kg: kilograms(item.gross),
    net_weight_kg: kilograms(item.net),
    supp_unit: '796',
    supp_qty: String(item.pieces),
    qty: String(item.pieces),
    qty_unit: '796',
    item_price: money(item.price),
    customs_value: money(item.customsValue),
    valuation_method: '1',
    duty_rate: dutyText(item),
    duty_base: money(item.customsValue),
    duty_amount: money(item.duty),
    vat_rate: `${vatPercent}%`,
    vat_base: money(item.vatBase),
    vat_amount: money(item.vat),
    fee_amount: money(item.fee),
  };
}

const questions = ['7a', '7b', '8a', '8b', '9a', '9b'] as const;

function answers(world: World, ship: Shipment): void {
  for (const box of questions) {
    const yes = box === '7a' && ship.supplier.related && !isPlanted(ship, 'relatedDenied');
    const ordinal = world.books.row('value_components', { reg_no: ship.regNo, box, answer: yes ? 'yes' : 'no' });
    ship.plant?.mark('value_components', box, { ordinal, key: `${ship.regNo}/${box}` });
  }
}

/** The boxes of the value declaration for one item, in their order; additions that there are none of are left out. */
function valueBoxes(world: World, ship: Shipment, item: Item): void {
  const national = (box: string, amount: number): [string, Cells] => [
    box,
    { currency: 'KZT', amount: money(amount), national: money(amount) },
  ];
  const inCurrency = { currency: ship.supplier.currency, amount: money(item.price), fx_rate: rateText(ship.rate), fx_unit: '1' };
  const freight = ship.freightDeclared ? item.freight : 0;
  const insurance = ship.insuranceDeclared ? item.insurance : 0;
  const usd = world.rates('USD', ship.registered);
  const boxes: [string, Cells][] = [
    ['11a', { ...inCurrency, national: money(item.national) }],
    national('12', item.national),
    ...(freight > 0 ? [national('17', freight)] : []),
    ...(insurance > 0 ? [national('19', insurance)] : []),
    national('20', freight + insurance - item.sumOff),
    ...(item.deduction > 0 ? [national('22', item.deduction)] : []),
    national('24', item.deduction),
    national('25a', item.customsValue),
    [
      '25b',
      {
        currency: 'USD',
        amount: money(scale(item.customsValue, 100, usd)),
        fx_rate: rateText(usd),
        fx_unit: '1',
        national: money(item.customsValue),
      },
    ],
  ];
  for (const [box, cells] of boxes) {
    const ordinal = world.books.row('value_components', { reg_no: ship.regNo, item_no: String(item.no), box, ...cells });
    if (item === ship.target) ship.plant?.mark('value_components', box, { ordinal, key: `${ship.regNo}/${item.no}/${box}` });
  }
}

function documents(world: World, ship: Shipment): void {
  const { books, period } = world;
  const put = (what: string, cells: Cells): void => {
    const ordinal = books.row('item_documents', { reg_no: ship.regNo, box: '44', ...cells });
    ship.plant?.mark('item_documents', what, { ordinal, key: `${ship.regNo}/${cells['doc_no'] ?? ''}` });
  };
  const day = period.text(ship.invoiceDay);
  put('contract', { doc_code: '03011', doc_name: 'Контракт', doc_no: ship.contractNo, doc_date: period.text(-300) });
  put('invoice', { doc_code: '04021', doc_name: 'Инвойс', doc_no: ship.invoiceNo, doc_date: day });
  put('transport', { doc_code: '02015', doc_name: 'CMR', doc_no: ship.cmrNo, doc_date: period.text(ship.registered - 5) });
  if (!ship.supplier.preferential || isPlanted(ship, 'noCertificate')) return;
  for (const item of ship.items) {
    const planted = item === ship.target;
    const to = planted && isPlanted(ship, 'certificateExpired') ? ship.registered - 9 : ship.registered + 330;
    const covers = planted && isPlanted(ship, 'certificateOverused') ? Math.floor(item.pieces / 2) : item.pieces;
    put(planted ? 'certificate' : '', {
      item_no: String(item.no),
      doc_code: '06013',
      doc_name: 'Сертификат СТ-1',
      doc_no: `${ship.supplier.country}${7_000_000 + ship.no * 8 + item.no}`,
      doc_date: day,
      valid_from: day,
      valid_to: period.text(to),
      qty: String(covers),
      qty_unit: '796',
    });
  }
}

/** Writes the declaration with its value declaration and documents. */
export function declare(world: World, ship: Shipment): void {
  const common = header(world, ship);
  const rows = ship.items.map((item) => {
    const cells = { ...common, ...itemCells(item, ship, world.law.vatPercent) };
    const ordinal = world.books.row('declarations', cells);
    const row = { ordinal, key: `${ship.regNo}/${item.no}` };
    ship.plant?.mark('declarations', item === ship.target ? '@' : '', row);
    return { ordinal, cells };
  });
  world.register.list(ship, rows);
  answers(world, ship);
  for (const item of ship.items) valueBoxes(world, ship, item);
  documents(world, ship);
}

/** The transport document, the carrier's invoice and the policy. */
export function carry(world: World, ship: Shipment): void {
  const { books, period } = world;
  const { supplier } = ship;
  const gross = sumOf(ship.items, (item) => item.gross);
  const planted = isPlanted(ship, 'overweight') ? 24_600_000 + ship.packages * 1000 : gross;
  const told = isPlanted(ship, 'packagesDiffer') ? gross + Math.ceil(gross / 14) : planted;
  const way = {
    doc_date: period.text(ship.registered - 5),
    carrier: ship.carrier.name,
    shipper: supplier.name,
    consignee: trader.name,
    from_place: supplier.city,
    border_place: supplier.border,
    to_place: 'Алматы',
    vehicle: ship.vehicle,
    container: ship.container,
    invoice_no: ship.invoiceNo,
    reg_no: ship.regNo,
  };
  const put = (what: string, cells: Cells): void => {
    const ordinal = books.row('freight', { ...way, ...cells });
    ship.plant?.mark('freight', what, { ordinal, key: cells['doc_no'] ?? '' });
  };
  const total = ship.freightBefore + ship.freightAfter;
  put('transport', {
    doc_type: 'transport',
    doc_no: ship.cmrNo,
    packages: String(ship.packages),
    gross_weight_kg: kilograms(told),
    currency: 'KZT',
    amount: money(total),
    before_border: money(ship.freightBefore),
    after_border: money(ship.freightAfter),
    payer: trader.name,
  });
  if (ship.premium === 0) return;
  const insured = scale(declaredTotal(ship), ship.rate, 100);
  put('insurance', {
    doc_type: 'insurance',
    doc_no: `ПС-${30_000 + ship.no * 3}`,
    currency: 'KZT',
    amount: money(ship.premium),
    insured: money(insured),
    payer: trader.name,
  });
}
