import { words } from '../../model/words.ts';
import { exactNumber } from '../../matching/numbers.ts';
import { invoiceWay, isCreditNote, unitOf } from '../../matching/trade-words.ts';
import { compare, divide, multiply, ratio } from '../../money/ratio.ts';
import type { AuditTest, JudgeInput, Judgement, Population } from '../audit-test.ts';
import { movementOf } from '../goods-movement.ts';
import { beginsWithOne, isOne, listOf } from '../lists.ts';
import { paramRatio } from '../params.ts';
import { countriesOf } from '../party-countries.ts';
import { countText, exclusions, ordered, scoreOf, withNotes } from '../result.ts';
import type { RankedHit } from '../result.ts';
import { firstRank, namesOf } from '../row-groups.ts';
import { numberCells, textCells } from '../row-reading.ts';
import { quantityText } from './figures.ts';

/** What the books tell of an article. Quantities in millionths of its one unit; `units` = all units that they are told in. */
type Article = {
  readonly name: string;
  readonly units: Set<string>;
  readonly stock: number[];
  readonly sales: number[];
  readonly declarations: number[];
  opening: number;
  issued: number;
  sold: number;
  declared: number;
  bought: number;
  made: number;
  abroad: boolean;
};

const sum = (a: Article): number => a.opening + a.declared + a.bought + a.made;
/** What left: by the warehouse, or by the invoices where they tell more. */
const left = (a: Article): number => Math.max(a.issued, a.sold);

type Book = { readonly of: (text: string) => Article; readonly all: () => readonly Article[] };

function articleBook(): Book {
  const known = new Map<string, Article>();
  return {
    all: () => [...known.values()],
    of: (text) => {
      const key = exactNumber(text);
      const found = known.get(key);
      if (found !== undefined) return found;
      const none = { opening: 0, issued: 0, sold: 0, declared: 0, bought: 0, made: 0, abroad: false };
      const made: Article = { name: key, units: new Set(), stock: [], sales: [], declarations: [], ...none };
      known.set(key, made);
      return made;
    },
  };
}

function readStock({ rows, params, also }: JudgeInput, book: Book): { readonly opened: boolean; readonly cancelled: number } {
  const [type, article, unit, status, party, reg] = ['movement_type', 'article', 'qty_unit', 'status', 'counterparty', 'reg_no'].map((c) =>
    textCells(rows, c),
  );
  const qty = numberCells(rows, 'qty_e6');
  const isCancelled = beginsWithOne(listOf(params, 'cancelledWords'));
  const isHome = isOne([...listOf(params, 'homeCountry'), ...listOf(params, 'unionCountries')]);
  const countryOf = countriesOf(also['parties'] === undefined ? {} : { parties: also['parties'] });
  let [opened, cancelled] = [false, 0];
  for (let i = 0; i < rows.n; i += 1) {
    if (isCancelled(status?.(i) ?? null)) {
      cancelled += 1;
      continue;
    }
    const one = book.of(article?.(i) ?? '');
    const amount = qty(i) ?? 0;
    const kind = movementOf(type?.(i) ?? '', amount);
    if (kind === 'closing' || kind === 'transfer') continue;
    one.stock.push(i);
    one.units.add(unitOf(unit?.(i) ?? ''));
    if (kind === 'opening') {
      opened = true;
      one.opening += amount;
    } else if (kind === 'made') one.made += amount;
    else if (kind === 'issue' || kind === 'used') one.issued += Math.abs(amount);
    else if (kind === 'return') one.issued -= Math.abs(amount);
    else if (kind === 'receipt' && (reg?.(i) ?? null) === null && isHome(countryOf(null, party?.(i) ?? null))) one.bought += amount;
  }
  return { opened, cancelled };
}

function readInvoices({ params, also }: JudgeInput, book: Book): void {
  const rows = also['invoices'];
  if (rows === undefined) return;
  const columns = [
    'direction',
    'doc_type',
    'article',
    'product_code',
    'qty_unit',
    'seller_country',
    'origin_sign',
    'origin_country',
    'status',
  ];
  const [way, type, article, code, unit, country, sign, origin, status] = columns.map((column) => textCells(rows, column));
  const qty = numberCells(rows, 'qty_e6');
  const isImported = isOne(listOf(params, 'importedSigns'));
  const isHome = isOne([...listOf(params, 'homeCountry'), ...listOf(params, 'unionCountries')]);
  const isCancelled = beginsWithOne(listOf(params, 'cancelledWords'));
  const byInvoice = new Map<Article, number>();
  for (let i = 0; i < rows.n; i += 1) {
    const name = article?.(i) ?? code?.(i) ?? null;
    const side = invoiceWay(way?.(i) ?? '');
    if (name === null || side === 0 || isCancelled(status?.(i) ?? null)) continue;
    const one = book.of(name);
    const amount = isCreditNote(type?.(i) ?? '') ? -Math.abs(qty(i) ?? 0) : (qty(i) ?? 0);
    const land = origin?.(i) ?? null;
    if (side === -1) {
      one.sales.push(i);
      one.sold += amount;
      one.units.add(unitOf(unit?.(i) ?? ''));
      one.abroad ||= isImported(sign?.(i) ?? null) || (land !== null && !isHome(land));
    } else if ((country?.(i) ?? null) === null || isHome(country?.(i) ?? null)) byInvoice.set(one, (byInvoice.get(one) ?? 0) + amount);
  }
  // a purchase at home stands in the warehouse and on the invoice: it is counted once
  for (const [one, amount] of byInvoice) one.bought = Math.max(one.bought, amount);
}

/** Adds what was declared, in the unit in which the article is told; @returns articles whose declared unit is another one */
function readDeclarations(rows: Population | undefined, book: Book): ReadonlySet<Article> {
  const apart = new Set<Article>();
  if (rows === undefined) return apart;
  const [article, unit, supp] = ['article', 'qty_unit', 'supp_unit'].map((column) => textCells(rows, column));
  const [qty, units, net] = ['qty_e6', 'supp_qty_e6', 'net_g'].map((column) => numberCells(rows, column));
  for (let i = 0; i < rows.n; i += 1) {
    const name = article?.(i) ?? null;
    if (name === null) continue;
    const one = book.of(name);
    one.declarations.push(i);
    const [told = ''] = one.units;
    const fits = (of: string | null): boolean => told === '' || unitOf(of ?? '') === told;
    if ((qty?.(i) ?? 0) > 0 && fits(unit?.(i) ?? null)) one.declared += qty?.(i) ?? 0;
    else if ((units?.(i) ?? 0) > 0 && fits(supp?.(i) ?? null)) one.declared += units?.(i) ?? 0;
    else if (told === 'KGM' && (net?.(i) ?? 0) > 0) one.declared += (net?.(i) ?? 0) * 1000;
    else apart.add(one);
  }
  return apart;
}

function hitOf(one: Article, opened: boolean, { rows, also }: JudgeInput): RankedHit {
  const [out, legal] = [left(one), sum(one)];
  const never = one.declarations.length === 0;
  const [first] = one.stock;
  const { invoices, declarations } = also;
  const name = first === undefined ? '' : (textCells(rows, 'product_name')(first) ?? '');
  return {
    rank: first === undefined ? Number.MAX_SAFE_INTEGER : firstRank(rows, one.stock),
    hit: {
      key: one.name,
      keys: [
        ...namesOf(rows, one.stock),
        ...(invoices === undefined ? [] : namesOf(invoices, one.sales)),
        ...(declarations === undefined ? [] : namesOf(declarations, one.declarations)),
      ],
      score: scoreOf((never ? 70 : 50) + Math.min(30, ((out - legal) / out) * 30) - (opened ? 0 : 40)),
      measures: {
        article: one.name,
        unit: [...one.units][0] ?? '',
        left_qty: quantityText(out),
        opening_qty: quantityText(one.opening),
        declared_qty: quantityText(one.declared),
        bought_home_qty: quantityText(one.bought),
        made_qty: quantityText(one.made),
        excess_qty: quantityText(out - legal),
        stock_rows: String(one.stock.length),
        sale_rows: String(one.sales.length),
      },
      explanation: words(`test.Q06.hit.${never ? 'never' : 'excess'}`, {
        article: one.name,
        name: name === '' ? '—' : name,
        out: { decimal: quantityText(out) },
        opening: { decimal: quantityText(one.opening) },
        declared: { decimal: quantityText(one.declared) },
        bought: { decimal: quantityText(one.bought) },
        made: { decimal: quantityText(one.made) },
        excess: { decimal: quantityText(out - legal) },
        unit: [...one.units][0] || '—',
      }),
    },
  };
}

function judge(input: JudgeInput): Judgement {
  const { rows, params, also } = input;
  const out = exclusions({ cancelled: {}, notImported: {}, severalUnits: {}, otherUnit: {} });
  const book = articleBook();
  const { opened, cancelled } = readStock(input, book);
  if (cancelled > 0) out.add('cancelled', cancelled);
  readInvoices(input, book);
  // a row without a unit is told in the unit of the others
  for (const one of book.all()) if (one.units.size > 1) one.units.delete('');
  const apart = readDeclarations(also['declarations'], book);
  const limit = divide(paramRatio(params, 'tolPercent'), ratio(100n));
  const hits: RankedHit[] = [];
  let judged = 0;
  for (const one of book.all()) {
    const told = one.stock.length + one.sales.length;
    if (told === 0 || one.name === '') continue;
    if (one.units.size > 1) out.add('severalUnits', one.stock.length);
    else if (apart.has(one)) out.add('otherUnit', one.stock.length);
    else if (one.declarations.length === 0 && !one.abroad) out.add('notImported', one.stock.length);
    else {
      judged += 1;
      const over = BigInt(left(one) - sum(one));
      if (over > 0n && compare(ratio(over), multiply(ratio(BigInt(left(one))), limit)) > 0) hits.push(hitOf(one, opened, input));
    }
  }
  const said =
    hits.length === 0
      ? words('test.Q06.verdict.right', { n: judged })
      : words('test.Q06.verdict.wrong', { n: hits.length, articles: judged });
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: ordered(hits),
    stats: { articles: countText(judged), articles_over: countText(hits.length) },
    verdict: withNotes(said, opened || rows.n === 0 ? [] : [words('test.Q06.warn.noOpening')]),
  };
}

/**
 * Q06 more of an imported article left the warehouse, or was sold, than the opening stock, the declared imports, purchases at home and
 * own production allow; an article sold as imported that was never declared. Goods that nobody says were imported are not judged; a
 * purchase whose seller's country is not told counts as one at home. Lead only: another name of the article, or imports before the period
 * with no opening balance, explain it as well.
 */
export const neverImported: AuditTest = {
  id: 'Q06',
  version: '1.0.0',
  area: 'quantity',
  leadOnly: true,
  params: [
    { name: 'tolPercent', type: 'decimal', value: '1', atLeast: '0', atMost: '100' },
    { name: 'homeCountry', type: 'text', value: '' },
    { name: 'unionCountries', type: 'text', value: '' },
    { name: 'importedSigns', type: 'text', value: '' },
    { name: 'cancelledWords', type: 'text', value: '' },
  ],
  needs: () => [
    { table: 'stock', columns: ['article', 'qty_e6'] },
    { table: 'declarations', columns: ['article'] },
  ],
  population: () => ({
    table: 'stock',
    columns: 'movement_type article product_name qty_e6 qty_unit counterparty reg_no status'.split(' '),
  }),
  also: () => ({
    declarations: { table: 'declarations', columns: ['article', 'qty_e6', 'qty_unit', 'supp_qty_e6', 'supp_unit', 'net_g'] },
    invoices: {
      table: 'invoices',
      columns: 'direction doc_type article product_code qty_e6 qty_unit seller_country origin_sign origin_country status'.split(' '),
    },
    parties: { table: 'parties', columns: ['party_id', 'name', 'country'] },
  }),
  judge,
};
