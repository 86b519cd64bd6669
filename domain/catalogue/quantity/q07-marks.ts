import { words } from '../../model/words.ts';
import type { Words } from '../../model/words.ts';
import { exactNumber } from '../../matching/numbers.ts';
import { unitOf } from '../../matching/trade-words.ts';
import { compare, divide, multiply, ratio, roundRatio } from '../../money/ratio.ts';
import type { Ratio } from '../../money/ratio.ts';
import type { AuditTest, JudgeInput, Judgement, Params, Population } from '../audit-test.ts';
import { beginsWithOne, listOf } from '../lists.ts';
import { paramCount, paramRatio } from '../params.ts';
import { countText, exclusions, ordered, scoreOf, withNotes } from '../result.ts';
import type { Exclusions, RankedHit } from '../result.ts';
import { firstRank, namesOf } from '../row-groups.ts';
import { numberCells, textCells } from '../row-reading.ts';
import { quantityText } from './figures.ts';

/** Marks of one article, with the goods that they were for. Millionths of pieces. */
type Marked = { readonly name: string; readonly marks: number[]; readonly items: number[]; used: number; goods: number };

const beyond = (difference: number, whole: number, percent: Ratio): boolean =>
  compare(ratio(BigInt(Math.abs(difference))), multiply(ratio(BigInt(Math.max(0, whole))), divide(percent, ratio(100n)))) > 0;

/** Articles by their mark rows; a mark that names a declared item belongs to that item's article. */
function markedGoods({ rows, params, also }: JudgeInput, out: Exclusions): readonly Marked[] {
  const declarations = also['declarations'];
  const itemArticle = new Map<string, string>();
  const declaredAt = new Map<string, number[]>();
  if (declarations !== undefined) {
    const [reg, article] = [textCells(declarations, 'reg_no'), textCells(declarations, 'article')];
    const item = numberCells(declarations, 'item_no');
    for (let i = 0; i < declarations.n; i += 1) {
      const name = exactNumber(article(i) ?? `${reg(i)}/${item(i)}`);
      itemArticle.set(`${exactNumber(reg(i) ?? '')}|${item(i)}`, name);
      (declaredAt.get(name) ?? declaredAt.set(name, []).get(name))?.push(i);
    }
  }
  const [type, article, reg] = ['movement_type', 'article', 'reg_no'].map((column) => textCells(rows, column));
  const [qty, item] = [numberCells(rows, 'qty_e6'), numberCells(rows, 'item_no')];
  const isUsed = beginsWithOne(listOf(params, 'usedWords'));
  const found = new Map<string, Marked>();
  for (let i = 0; i < rows.n; i += 1) {
    const byItem = itemArticle.get(`${exactNumber(reg?.(i) ?? '')}|${item(i)}`);
    const name = byItem ?? exactNumber(article?.(i) ?? '');
    if (!isUsed(type?.(i) ?? null)) out.add('markNotUsed');
    else if (name === '') out.add('markOfNothing');
    else {
      const marked: Marked = found.get(name) ?? { name, marks: [], items: declaredAt.get(name) ?? [], used: 0, goods: 0 };
      found.set(name, marked);
      marked.marks.push(i);
      marked.used += qty(i) ?? 0;
    }
  }
  return [...found.values()];
}

/** Pieces declared: the quantity, or the supplementary one, whichever is told in pieces. */
function declaredPieces(rows: Population, items: readonly number[]): number | null {
  const [unit, supp] = [textCells(rows, 'qty_unit'), textCells(rows, 'supp_unit')];
  const [qty, units] = [numberCells(rows, 'qty_e6'), numberCells(rows, 'supp_qty_e6')];
  let all = 0;
  for (const i of items) {
    const pieces = unitOf(unit(i) ?? '') === 'PCE' ? qty(i) : unitOf(supp(i) ?? '') === 'PCE' ? units(i) : null;
    if (pieces === null) return null;
    all += pieces;
  }
  return all;
}

function markHit(one: Marked, made: number, { rows, also, params }: JudgeInput): RankedHit {
  const declarations = also['declarations'];
  const needed = (one.goods + made) * paramCount(params, 'marksPerPiece');
  const difference = one.used - needed;
  const whole = Math.max(Math.abs(needed), Math.abs(one.used), 1);
  return {
    rank: firstRank(rows, one.marks),
    hit: {
      key: `marks:${one.name}`,
      keys: [...namesOf(rows, one.marks), ...(declarations === undefined ? [] : namesOf(declarations, one.items))],
      score: scoreOf((difference > 0 ? 60 : 40) + (Math.abs(difference) / whole) * 40),
      measures: {
        article: one.name,
        marks_used: quantityText(one.used),
        declared_qty: quantityText(one.goods),
        made_qty: quantityText(made),
        difference_qty: quantityText(difference),
      },
      explanation: words(`test.Q07.hit.${difference > 0 ? 'more' : 'fewer'}`, {
        article: one.name,
        used: { decimal: quantityText(one.used) },
        declared: { decimal: quantityText(one.goods) },
        made: { decimal: quantityText(made) },
        per: paramCount(params, 'marksPerPiece'),
        difference: { decimal: quantityText(Math.abs(difference)) },
      }),
    },
  };
}

/** Orders of one product and excisable material. @property allowed output × norm, exact millionths of the material */
type Use = { readonly product: string; readonly material: string; readonly rows: number[]; used: bigint; allowed: Ratio; made: number };

type Production = { readonly rows: Population | undefined; readonly made: ReadonlyMap<string, number>; readonly uses: readonly Use[] };

/** What was made of each product, and how much excisable material went into it. */
function productionOf({ params, also }: JudgeInput, out: Exclusions): Production {
  const { production: rows, products } = also;
  const made = new Map<string, number>();
  if (rows === undefined) return { rows, made, uses: [] };
  const codes = new Map<string, string>();
  if (products !== undefined) {
    const [code, hs] = [textCells(products, 'product_code'), textCells(products, 'hs_code')];
    for (let i = 0; i < products.n; i += 1) codes.set(exactNumber(code(i) ?? ''), hs(i) ?? '');
  }
  const isExcise = beginsWithOne(listOf(params, 'exciseCodes'));
  const [order, product, material] = ['order_no', 'product_code', 'material_code'].map((column) => textCells(rows, column));
  const [qty, norm, used, scrap, waste] = ['made_qty_e6', 'norm_e6', 'used_qty_e6', 'scrap_qty_e6', 'waste_qty_e6'].map((column) =>
    numberCells(rows, column),
  );
  const seen = new Set<string>();
  const uses = new Map<string, Use>();
  for (let i = 0; i < rows.n; i += 1) {
    const [name, of] = [exactNumber(product?.(i) ?? ''), exactNumber(material?.(i) ?? '')];
    const once = `${order?.(i) ?? ''}|${name}`;
    // an order has a row for each material: what it made is told in each of them
    if (!seen.has(once)) made.set(name, (made.get(name) ?? 0) + (qty?.(i) ?? 0));
    seen.add(once);
    if (!isExcise(codes.get(of) ?? null)) continue;
    if ((norm?.(i) ?? 0) <= 0 || (used?.(i) ?? null) === null || (qty?.(i) ?? null) === null) {
      out.add('noNorm');
      continue;
    }
    const key = `${name}|${of}`;
    const use: Use = uses.get(key) ?? { product: name, material: of, rows: [], used: 0n, allowed: ratio(0n), made: 0 };
    uses.set(key, use);
    use.rows.push(i);
    use.made += qty?.(i) ?? 0;
    use.used += BigInt((used?.(i) ?? 0) - (scrap?.(i) ?? 0) - (waste?.(i) ?? 0));
    use.allowed = ratio(use.allowed.n + BigInt(qty?.(i) ?? 0) * BigInt(norm?.(i) ?? 0), 1_000_000n);
  }
  return { rows, made, uses: [...uses.values()] };
}

function useHit(use: Use, rows: Population): RankedHit {
  const allowed = roundRatio(use.allowed);
  const over = use.used - allowed;
  const share = Number((over * 1000n) / (use.used === 0n ? 1n : use.used)) / 10;
  return {
    rank: firstRank(rows, use.rows),
    hit: {
      key: `norm:${use.product}|${use.material}`,
      keys: namesOf(rows, use.rows),
      score: scoreOf(50 + Math.min(50, share)),
      measures: {
        product: use.product,
        material: use.material,
        made_qty: quantityText(use.made),
        used_qty: quantityText(use.used),
        allowed_qty: quantityText(allowed),
        excess_qty: quantityText(over),
      },
      explanation: words('test.Q07.hit.norm', {
        product: use.product,
        material: use.material,
        made: { decimal: quantityText(use.made) },
        used: { decimal: quantityText(use.used) },
        allowed: { decimal: quantityText(allowed) },
        over: { decimal: quantityText(over) },
      }),
    },
  };
}

function notesOf(params: Params, uses: number): readonly Words[] {
  const none = (name: string): boolean => listOf(params, name).length === 0;
  return [
    ...(none('usedWords') ? [words('test.Q07.warn.noWords')] : []),
    ...(none('exciseCodes') ? [words('test.Q07.warn.noCodes')] : uses === 0 ? [words('test.Q07.warn.noProduction')] : []),
  ];
}

function judge(input: JudgeInput): Judgement {
  const { rows, params, also } = input;
  const out = exclusions({ markNotUsed: {}, markOfNothing: {}, notInPieces: {}, noNorm: {} });
  const production = productionOf(input, out);
  const { declarations } = also;
  const hits: RankedHit[] = [];
  let judged = 0;
  for (const one of markedGoods(input, out)) {
    const pieces = declarations === undefined ? 0 : declaredPieces(declarations, one.items);
    if (pieces === null) {
      out.add('notInPieces', one.marks.length);
      continue;
    }
    judged += 1;
    one.goods = pieces;
    const made = production.made.get(one.name) ?? 0;
    const needed = (pieces + made) * paramCount(params, 'marksPerPiece');
    if (beyond(one.used - needed, needed, paramRatio(params, 'tolPercent'))) hits.push(markHit(one, made, input));
  }
  const limit = paramRatio(params, 'normPercent');
  for (const use of production.uses) {
    const over = { n: use.used * use.allowed.d - use.allowed.n, d: use.allowed.d };
    const isOver = compare(over, multiply(ratio(use.used), divide(limit, ratio(100n)))) > 0;
    if (production.rows !== undefined && isOver) hits.push(useHit(use, production.rows));
  }
  const said =
    hits.length === 0
      ? words('test.Q07.verdict.right', { n: judged })
      : words('test.Q07.verdict.wrong', { n: hits.length, articles: judged });
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: ordered(hits),
    stats: { articles: countText(judged), excise_uses: countText(production.uses.length), hits: countText(hits.length) },
    verdict: withNotes(said, notesOf(params, production.uses.length)),
  };
}

/**
 * Q07 excise stamps and marking codes that were used, against the goods declared and made of the same article: more marks than goods were
 * put on goods that nobody declared, fewer leave goods unmarked. And excisable materials: what production used beyond output × norm, scrap
 * and waste taken off, went into output that nobody declared.
 * @source reference/domain.md §3 Q07, domain-corrections.md 21
 */
export const marks: AuditTest = {
  id: 'Q07',
  version: '1.0.0',
  area: 'quantity',
  leadOnly: false,
  params: [
    { name: 'tolPercent', type: 'decimal', value: '0', atLeast: '0', atMost: '100' },
    { name: 'marksPerPiece', type: 'integer', value: '1', atLeast: '1', atMost: '100' },
    { name: 'usedWords', type: 'text', value: '' },
    { name: 'exciseCodes', type: 'text', value: '' },
    { name: 'normPercent', type: 'decimal', value: '2', atLeast: '0', atMost: '100' },
  ],
  needs: () => [
    { table: 'marks', columns: ['movement_type', 'qty_e6'] },
    { table: 'declarations', columns: ['reg_no'] },
  ],
  population: () => ({ table: 'marks', columns: ['movement_type', 'article', 'qty_e6', 'reg_no', 'item_no'] }),
  also: () => ({
    declarations: {
      table: 'declarations',
      columns: ['reg_no', 'item_no', 'article', 'qty_e6', 'qty_unit', 'supp_qty_e6', 'supp_unit'],
    },
    products: { table: 'products', columns: ['product_code', 'hs_code'] },
    production: {
      table: 'production',
      columns: 'order_no product_code material_code made_qty_e6 norm_e6 used_qty_e6 scrap_qty_e6 waste_qty_e6'.split(' '),
    },
  }),
  judge,
};
