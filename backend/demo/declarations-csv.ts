import { divRound, scaledToDecimal } from '../../domain/money/decimal.ts';
import { catalogue } from './goods.ts';
import type { Chance } from './chance.ts';
import type { Goods } from './goods.ts';

/** Tax settings of the pack, so that the honest lines are right under it. */
export type DemoTaxes = { readonly vatPercent: number; readonly vatBaseIncludesFee: boolean; readonly trader: string };

type Line = { [column: string]: string };

const header: readonly string[] = (
  'reg_no office_code reg_date release_date decl_type procedure consignor consignee seller dispatch_country incoterm incoterm_place ' +
  'contract_no invoice_no invoice_date currency fx_rate fx_unit item_no hs_code description brand article origin_country gross_kg ' +
  'net_kg supp_unit supp_qty item_price customs_value valuation_method duty_rate duty_base duty_amount vat_rate vat_base vat_amount ' +
  'fee_amount'
).split(' ');

const firstDay = Date.UTC(2026, 0, 5);
const dayText = (offset: number): string => new Date(firstDay + offset * 86_400_000).toISOString().slice(0, 10);
const money = (tiyn: bigint): string => scaledToDecimal(tiyn, 2);

/** Invented rate of the day, tenge per dollar in hundredths: moves slowly around 495. */
const rateOf = (offset: number): number => 49_530 + Math.round(900 * Math.sin(offset / 21)) + (offset % 7) * 11;

type Shipment = { readonly no: number; readonly offset: number; readonly invoice: string; readonly office: string };
type Priced = { readonly pieces: number; readonly cents: number };

function priced(goods: Goods, shipment: Shipment, chance: Chance): Priced {
  const pieces = chance.whole(8, 160) * 10;
  const honest = Math.round((goods.cents * chance.whole(940, 1060)) / 1000);
  const undervalued = goods.article === 'AT-X2' && shipment.no % 29 === 11;
  return { pieces, cents: undervalued ? Math.round((goods.cents * chance.whole(560, 680)) / 1000) : honest };
}

function taxes(goods: Goods, shipment: Shipment, item: { value: bigint; no: number }, demo: DemoTaxes): Line {
  const fee = item.no === 1 ? 2_000_000n : 0n;
  const wrongDuty = shipment.no % 61 === 17 && item.no === 2;
  const forgotDuty = shipment.no % 47 === 23 && item.no === 1;
  const duty = divRound(item.value * BigInt(goods.duty), 100n) - (wrongDuty ? 150_000n : 0n);
  const base = item.value + (forgotDuty ? 0n : duty) + (demo.vatBaseIncludesFee ? fee : 0n);
  return {
    duty_rate: `${goods.duty}%`,
    duty_base: money(item.value),
    duty_amount: money(duty),
    vat_rate: `${demo.vatPercent}%`,
    vat_base: money(base),
    vat_amount: money(divRound(base * BigInt(demo.vatPercent), 100n)),
    fee_amount: money(fee),
  };
}

function itemLine(goods: Goods, shipment: Shipment, no: number, given: { chance: Chance; demo: DemoTaxes }): Line {
  const { pieces, cents } = priced(goods, shipment, given.chance);
  const rate = rateOf(shipment.offset);
  const price = BigInt(pieces) * BigInt(cents);
  const value = divRound(price * BigInt(rate), 100n);
  const net = pieces * goods.net;
  return {
    item_no: String(no),
    hs_code: goods.hs,
    description: goods.description,
    brand: goods.brand,
    article: goods.article,
    origin_country: goods.origin,
    gross_kg: scaledToDecimal(net + Math.round(net / 11), 3),
    net_kg: scaledToDecimal(net, 3),
    supp_unit: '796',
    supp_qty: String(pieces),
    item_price: scaledToDecimal(price, 2),
    customs_value: money(value),
    valuation_method: '1',
    fx_rate: scaledToDecimal(rate, 2),
    ...taxes(goods, shipment, { value, no }, given.demo),
  };
}

function shipmentLines(shipment: Shipment, chance: Chance, demo: DemoTaxes): Line[] {
  const lead = catalogue[shipment.no % catalogue.length] ?? catalogue[0];
  const sameSeller = catalogue.filter((g) => g.seller === lead.seller);
  const day = dayText(shipment.offset);
  const common: Line = {
    reg_no: `${shipment.office}/${day.slice(8)}${day.slice(5, 7)}${day.slice(2, 4)}/${String(1000 + shipment.no).padStart(7, '0')}`,
    office_code: shipment.office,
    reg_date: day,
    release_date: dayText(shipment.offset + 1),
    decl_type: 'ИМ',
    procedure: '4000',
    consignor: lead.seller,
    consignee: demo.trader,
    seller: lead.seller,
    dispatch_country: lead.origin,
    incoterm: 'CIP',
    incoterm_place: 'Алматы',
    contract_no: `AT-${lead.origin}-2025/07`,
    invoice_no: shipment.invoice,
    invoice_date: dayText(shipment.offset - 12),
    currency: 'USD',
    fx_unit: '1',
  };
  const items = sameSeller.slice(0, 1 + (shipment.no % sameSeller.length));
  const ordered = [lead, ...items.filter((g) => g !== lead)];
  return ordered.map((goods, i) => ({ ...common, ...itemLine(goods, shipment, i + 1, { chance, demo }) }));
}

const quote = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/**
 * Declarations of the demonstration trader, one row per item, UTF-8 with the standard headers. Planted: undervalued
 * headphones, two invoices used twice, duty and VAT that do not follow from their base.
 */
export function declarationsCsv(chance: Chance, demo: DemoTaxes): string {
  const rows: string[] = [header.join(',')];
  let previous: Line[] = [];
  for (let no = 0; no < 420; no += 1) {
    const shipment = {
      no,
      offset: Math.floor(no * 0.62),
      invoice: `AT-2026-${String(100 + no).padStart(4, '0')}`,
      office: chance.pick(['55301', '55302', '55303']),
    };
    let lines = shipmentLines(shipment, chance, demo);
    const reused = no % 190 === 120;
    if (reused) lines = lines.map((line, i) => ({ ...line, ...reusedInvoice(previous[i] ?? previous[0] ?? line) }));
    for (const line of lines) rows.push(header.map((column) => quote(line[column] ?? '')).join(','));
    previous = lines;
  }
  return `${rows.join('\r\n')}\r\n`;
}

const ownOfDeclaration = new Set(['reg_no', 'office_code', 'reg_date', 'release_date', 'item_no']);

/** The same delivery a second time under another declaration number. */
const reusedInvoice = (line: Line): Line => Object.fromEntries(Object.entries(line).filter(([column]) => !ownOfDeclaration.has(column)));
