import { words } from '../../model/words.ts';
import { isReceipt, unitOf } from '../../matching/trade-words.ts';
import { compare, divide, multiply, ratio } from '../../money/ratio.ts';
import type { AuditTest, Hit, JudgeInput, Judgement, Population, SuggestedCorrection } from '../audit-test.ts';
import { beginsWithOne, listOf } from '../lists.ts';
import { paramCount, paramRatio, paramText } from '../params.ts';
import { countText, exclusions, ordered, scoreOf } from '../result.ts';
import type { Exclusions, RankedHit } from '../result.ts';
import { firstRank, inRank, mostKeys, namesOf } from '../row-groups.ts';
import { magnitude, numberCells, percentOf, textCells } from '../row-reading.ts';
import { quantityText } from './figures.ts';
import { joinReceipts } from './receipts.ts';
import type { LinkedBy, Slot } from './receipts.ts';

/** Quantities of goods items by unit: as declared, in the supplementary unit, and in kilograms. Millionths. */
function declaredIn(rows: Population, items: readonly number[], unit: string): number | null {
  const sides: readonly (readonly [(i: number) => number | null, (i: number) => string | null])[] = [
    [numberCells(rows, 'qty_e6'), textCells(rows, 'qty_unit')],
    [numberCells(rows, 'supp_qty_e6'), textCells(rows, 'supp_unit')],
  ];
  const net = numberCells(rows, 'net_g');
  let sum = 0;
  for (const i of items) {
    const side = sides.find(([qty, of]) => (qty(i) ?? 0) > 0 && (unit === '' || unitOf(of(i) ?? '') === unit));
    const told = side === undefined ? (unit === 'KGM' && (net(i) ?? 0) > 0 ? (net(i) ?? 0) * 1000 : null) : side[0](i);
    if (told === null) return null;
    sum += told;
  }
  return sum;
}

type Compared = { readonly slot: Slot; readonly declared: number; readonly received: number; readonly unit: string };

function hitOf({ slot, declared, received, unit }: Compared, { rows, also }: JudgeInput): RankedHit {
  const stock = also['stock'];
  const items = inRank(rows, slot.items);
  const [first = 0] = items;
  const text = (column: string): string => textCells(rows, column)(first) ?? '';
  const regs = [...new Set(items.map((i) => textCells(rows, 'reg_no')(i) ?? ''))];
  const difference = received - declared;
  const percent = percentOf(ratio(magnitude(BigInt(difference))), ratio(BigInt(declared)));
  const keys = [...namesOf(rows, slot.items), ...(stock === undefined ? [] : namesOf(stock, slot.receipts))];
  return {
    rank: firstRank(rows, slot.items),
    hit: {
      key: `${regs.toSorted().join(',')}|${text('article') || String(numberCells(rows, 'item_no')(first) ?? 0)}`,
      keys: keys.slice(0, 2 * mostKeys),
      score: scoreOf((difference > 0 ? 50 : 25) + Math.min(50, Math.abs(difference / declared) * 100)),
      measures: {
        article: text('article'),
        unit,
        declared_qty: quantityText(declared),
        received_qty: quantityText(received),
        difference_qty: quantityText(difference),
        deviation_percent: percentOf(ratio(BigInt(difference)), ratio(BigInt(declared))),
        declared_lines: String(slot.items.length),
        receipts: String(slot.receipts.length),
        linked_by: slot.linked,
      },
      explanation: words(`test.Q03.hit.${difference > 0 ? 'excess' : 'shortage'}`, {
        declaration: regs.slice(0, 3).join(', '),
        article: text('article') || text('hs_code'),
        declared: { decimal: quantityText(declared) },
        received: { decimal: quantityText(received) },
        difference: { decimal: quantityText(Math.abs(difference)) },
        percent: { percent },
        unit: unit === '' ? '—' : unit,
        receipts: slot.receipts.length,
        by: { words: words(`test.linked.${slot.linked}`) },
      }),
    },
  };
}

/** Received quantity in one unit; null where the receipts state several. */
function receivedOf(stock: Population, at: readonly number[]): { readonly sum: number; readonly unit: string } | null {
  const [qty, unit] = [numberCells(stock, 'qty_e6'), textCells(stock, 'qty_unit')];
  const units = new Set(at.map((r) => unitOf(unit(r) ?? '')));
  if (units.size !== 1) return null;
  return { sum: at.reduce((sum, r) => sum + (qty(r) ?? 0), 0), unit: [...units][0] ?? '' };
}

/** Rows of the stock book that are receipts from outside, corrections of them included. */
function receiptRows({ params, also }: JudgeInput, out: Exclusions): readonly number[] {
  const stock = also['stock'];
  if (stock === undefined) return [];
  const [type, reg, inv, status] = ['movement_type', 'reg_no', 'invoice_no', 'status'].map((column) => textCells(stock, column));
  const qty = numberCells(stock, 'qty_e6');
  const isCancelled = beginsWithOne(listOf(params, 'cancelledWords'));
  const found: number[] = [];
  for (let r = 0; r < stock.n; r += 1) {
    const [amount, named] = [qty(r) ?? 0, (reg?.(r) ?? inv?.(r) ?? null) !== null];
    if (amount === 0 || !isReceipt(type?.(r) ?? '', Math.abs(amount), named)) continue;
    if (isCancelled(status?.(r) ?? null)) out.add('cancelled');
    else found.push(r);
  }
  return found;
}

const goesOut = (direction: string, difference: number): boolean =>
  direction === 'both' || (direction === 'excess' ? difference > 0 : difference < 0);

function judge(input: JudgeInput): Judgement {
  const { rows, params, also } = input;
  const out = exclusions({ noReceipt: {}, cancelled: {}, receiptElsewhere: {}, otherUnit: {}, noDeclaredQuantity: {} });
  const stock = also['stock'];
  const days: readonly [number, number] = [paramCount(params, 'daysBefore'), paramCount(params, 'daysAfter')];
  const receipts = receiptRows(input, out);
  const { slots, elsewhere } = joinReceipts(input, receipts, days);
  if (elsewhere > 0) out.add('receiptElsewhere', elsewhere);
  const limit = divide(paramRatio(params, 'tolPercent'), ratio(100n));
  const compared: Compared[] = [];
  for (const slot of slots) {
    if (stock === undefined || slot.receipts.length === 0) {
      out.add('noReceipt', slot.items.length);
      continue;
    }
    const received = receivedOf(stock, slot.receipts);
    const declared = received === null ? null : declaredIn(rows, slot.items, received.unit);
    if (received === null) out.add('otherUnit', slot.items.length);
    else if (declared === null || declared <= 0) out.add(received.unit === '' ? 'noDeclaredQuantity' : 'otherUnit', slot.items.length);
    else compared.push({ slot, declared, received: received.sum, unit: received.unit });
  }
  const apart = compared.filter(({ declared, received }) => {
    const difference = received - declared;
    const beyond = compare(ratio(magnitude(BigInt(difference))), multiply(ratio(BigInt(declared)), limit)) > 0;
    return beyond && goesOut(paramText(params, 'direction'), difference);
  });
  const n = compared.length;
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: ordered(apart.map((one) => hitOf(one, input))),
    stats: { goods_compared: countText(n), goods_apart: countText(apart.length), receipts: countText(receipts.length) },
    verdict:
      apart.length === 0 ? words('test.Q03.verdict.right', { n }) : words('test.Q03.verdict.wrong', { n: apart.length, compared: n }),
  };
}

/** Where one line was declared and its receipts are tied to it by number, what came in is the quantity. */
function receivedQuantity(hit: Hit): readonly SuggestedCorrection[] {
  const [row] = hit.keys;
  const { received_qty: received, declared_lines: lines, linked_by: by, unit } = hit.measures;
  const certain = row !== undefined && received !== undefined && lines === '1' && by !== ('window' satisfies LinkedBy);
  return certain && !received.startsWith('-') ? [{ row, component: 'qty', audited: unit ? `${received} ${unit}` : received }] : [];
}

/**
 * Q03 declared quantity against the receipts of the warehouse. Receipts belong to goods items by confirmed links; else by the number of
 * the declaration (with item, or article) or of the invoice and article; a receipt without any number by article and days around the
 * registration. One slot is what cannot be told apart: the items of one article that share their receipts.
 */
export const stockReceipt: AuditTest = {
  id: 'Q03',
  version: '1.0.0',
  area: 'quantity',
  leadOnly: false,
  params: [
    { name: 'direction', type: 'choice', value: 'excess', choices: ['excess', 'shortage', 'both'] },
    { name: 'tolPercent', type: 'decimal', value: '1', atLeast: '0', atMost: '100' },
    { name: 'daysBefore', type: 'integer', value: '5', atLeast: '0', atMost: '365' },
    { name: 'daysAfter', type: 'integer', value: '30', atLeast: '0', atMost: '365' },
    { name: 'cancelledWords', type: 'text', value: '' },
  ],
  needs: () => [
    { table: 'declarations', columns: ['reg_no'] },
    { table: 'stock', columns: ['article', 'qty_e6'] },
  ],
  population: () => ({
    table: 'declarations',
    columns: 'reg_no item_no reg_date invoice_no hs_code article qty_e6 qty_unit supp_qty_e6 supp_unit net_g'.split(' '),
  }),
  also: () => ({
    stock: {
      table: 'stock',
      columns: 'movement_date movement_type article qty_e6 qty_unit invoice_no reg_no item_no status'.split(' '),
    },
  }),
  links: () => ['declaration-stock'],
  judge,
  suggest: receivedQuantity,
};
