import fs from 'node:fs';
import { chance } from '../../backend/demo/chance.ts';
import type { Chance } from '../../backend/demo/chance.ts';
import { scaledToDecimal } from '../../domain/money/decimal.ts';

const header =
  'reg_no,reg_date,item_no,hs_code,description,origin_country,invoice_no,seller,currency,fx_rate,fx_unit,supp_unit,supp_qty,net_kg,' +
  'item_price,customs_value,duty_rate,duty_base,duty_amount,vat_rate,vat_base,vat_amount';

const goods = [
  'Наушники беспроводные',
  'Тұрмыстық тоңазытқыш',
  'Светильник светодиодный',
  'Балалар ойыншығы',
  'Насос центробежный',
] as const;
const origins = ['CN', 'TR', 'DE', 'KR', 'IT', 'PL', 'VN', 'US', 'JP', 'IN'] as const;
const sellers = ['Shenzhen AeroTone Audio Co. Ltd', 'Daegu Lighting Corp.', 'Izmir Ev Aletleri A.S.', 'Nordlicht GmbH'] as const;
const firstDay = Date.UTC(2023, 0, 1);
const vatPercent = 12;
const goodsCodes = 300;

/** @property goodsOf number of the shipment whose goods these are */
type Shipment = { readonly no: number; readonly goodsOf: number; readonly day: string; readonly reg: string };

function shipmentOf(no: number, total: number): Shipment {
  const day = new Date(firstDay + Math.floor((no / total) * 1090) * 86_400_000).toISOString().slice(0, 10);
  return {
    no,
    goodsOf: no % 400 === 7 ? no - 1 : no,
    day,
    reg: `55301/${day.slice(8)}${day.slice(5, 7)}${day.slice(2, 4)}/${String(no).padStart(7, '0')}`,
  };
}

/** One item in a hundred is far below its peers, one in three hundred has a duty that does not follow from its base. */
function item(shipment: Shipment, no: number, random: Chance): string {
  const code = random.whole(0, goodsCodes - 1);
  const hs = `${8400 + (code % 90)}${String(100_000 + code * 271).slice(-6)}`;
  const pieces = random.whole(10, 2_000);
  const honest = 500 + ((code * 7919) % 40_000);
  const unit = Math.round((honest * (random.oneIn(100) ? random.whole(450, 650) : random.whole(920, 1080))) / 1000);
  const [price, rate] = [pieces * unit, 49_530 + (shipment.goodsOf % 900)];
  const value = Math.round((price * rate) / 100);
  const percent = (code % 4) * 5;
  const duty = Math.round((value * percent) / 100) + (random.oneIn(300) ? 150_000 : 0);
  const vat = Math.round(((value + duty) * vatPercent) / 100);
  const amount = (tiyn: number): string => scaledToDecimal(tiyn, 2);
  const invoice = `IV-${String(shipment.goodsOf).padStart(7, '0')}`;
  return [
    `${shipment.reg},${shipment.day},${no},${hs},"${random.pick(goods)}, арт. ${code}-${random.whole(1, 99)}"`,
    `${origins[code % origins.length] ?? ''},${invoice},${sellers[code % sellers.length] ?? ''}`,
    `USD,${amount(rate)},1,796,${pieces},${scaledToDecimal(pieces * (200 + code), 3)},${amount(price)},${amount(value)}`,
    `${percent}%,${amount(value)},${amount(duty)},${vatPercent}%,${amount(value + duty)},${amount(vat)}`,
  ].join(',');
}

/** The goods of a shipment depend on its number alone; one in four hundred brings those of the one before a second time. */
function linesOf(shipment: Shipment): readonly string[] {
  const random = chance(shipment.goodsOf);
  const items = random.whole(1, 5);
  return Array.from({ length: items }, (_, i) => `${item(shipment, i + 1, random)}\n`);
}

/** Writes declarations of 22 columns under the standard headers, one row per item, three items on average. The same bytes each time. */
export function writeDeclarations(file: string, rows: number): void {
  const out = fs.openSync(file, 'w');
  try {
    let text = `${header}\n`;
    for (let written = 0, no = 1; written < rows; no += 1) {
      const lines = linesOf(shipmentOf(no, Math.ceil(rows / 3) + 1)).slice(0, rows - written);
      text += lines.join('');
      written += lines.length;
      if (text.length < 1 << 20) continue;
      fs.writeSync(out, text);
      text = '';
    }
    fs.writeSync(out, text);
  } finally {
    fs.closeSync(out);
  }
}
