import { looseNumber, numbersInCell } from '../../matching/numbers.ts';
import { apportion } from '../../money/apportion.ts';
import { divRound } from '../../money/decimal.ts';
import type { JudgeInput, ParamSpec, Population, PopulationSpec } from '../audit-test.ts';
import { companies, isAlike } from '../companies.ts';
import { holdsOne, listOf } from '../lists.ts';
import { rowOfRank } from '../row-groups.ts';
import { numberCells, textCells } from '../row-reading.ts';
import { declarationsOf } from './declared-items.ts';

/** Columns of declarations by which transport papers and policies are found and reckoned. */
export const carriedSpec: PopulationSpec = {
  table: 'declarations',
  columns: 'reg_no item_no incoterm invoice_no consignee currency fx_rate_e8 fx_unit gross_g customs_value_minor'.split(' '),
};

export const freightSpec: PopulationSpec = {
  table: 'freight',
  columns: 'doc_type doc_no currency amount_minor before_border_minor after_border_minor payer invoice_no reg_no'.split(' '),
};

/** Kinds of paper that are policies; every other paper of the book is one of carriage. */
export const policyParam: ParamSpec = { name: 'policyTypes', type: 'text', value: 'insur,polic,страхов,полис,сақтандыру' };

/** A paper as far as it concerns one declaration. @property minor its national money @property by how it was found */
export type Paper = { readonly row: number; readonly minor: bigint; readonly by: 'confirmed' | 'number' };

export type Carried = {
  readonly declarations: ReadonlyMap<string, readonly number[]>;
  /** papers of a declaration; absent = none is known */
  readonly papers: ReadonlyMap<string, readonly Paper[]>;
  /** declarations with a paper whose money cannot be told: the border is not stated, or no rate */
  readonly untold: ReadonlySet<string>;
};

type Of = 'insurance' | 'carriage';

/** Money of a paper up to the border: as it says, else all of it less what lies behind the border where that is said; a policy in full. */
function moneyOf(freight: Population, of: Of): (i: number) => number | null {
  const [all, before, after] = [
    numberCells(freight, 'amount_minor'),
    numberCells(freight, 'before_border_minor'),
    numberCells(freight, 'after_border_minor'),
  ];
  return (i) => {
    if (of === 'insurance') return all(i);
    const [total, behind] = [all(i), after(i)];
    return before(i) ?? (total !== null && behind !== null ? total - behind : null);
  };
}

/** National money by the rate that the declaration itself states for the currency of the paper. */
function exchange({ rows, pack }: JudgeInput, freight: Population): (row: number, minor: number, declared: number) => bigint | null {
  const [currency, theirs] = [textCells(freight, 'currency'), textCells(rows, 'currency')];
  const [rate, unit] = [numberCells(rows, 'fx_rate_e8'), numberCells(rows, 'fx_unit')];
  return (row, minor, declared) => {
    const of = currency(row) ?? pack.nationalCurrency;
    if (of === pack.nationalCurrency) return BigInt(minor);
    const by = rate(declared) ?? 0;
    return of !== theirs(declared) || by <= 0 ? null : divRound(BigInt(minor) * BigInt(by), 100_000_000n * BigInt(unit(declared) || 1));
  };
}

/** Declarations that a paper names: by a confirmed link, by their number, by the number of the invoice. */
function namedBy(
  input: JudgeInput,
  freight: Population,
  all: ReadonlyMap<string, readonly number[]>,
): (i: number) => readonly [readonly string[], Paper['by']] {
  const { rows, links } = input;
  const [reg, invoice] = [textCells(rows, 'reg_no'), textCells(rows, 'invoice_no')];
  const byInvoice = new Map<string, Set<string>>();
  for (const [of, at] of all)
    for (const number of numbersInCell(invoice(at[0] ?? 0) ?? '')) {
      const key = looseNumber(number);
      byInvoice.set(key, (byInvoice.get(key) ?? new Set()).add(of));
    }
  const confirmed = new Map<number, Set<string>>();
  const [declared, paper] = [rowOfRank(rows), rowOfRank(freight)];
  for (const { left, right } of links['declaration-freight'] ?? []) {
    const [from, to] = [declared(left), paper(right)];
    if (from !== undefined && to !== undefined) confirmed.set(to, (confirmed.get(to) ?? new Set()).add(reg(from) ?? ''));
  }
  const [regs, invoices] = [textCells(freight, 'reg_no'), textCells(freight, 'invoice_no')];
  return (i) => {
    const linked = confirmed.get(i);
    if (linked !== undefined) return [[...linked].toSorted(), 'confirmed'];
    const own = (regs(i) ?? '').split(/[;,\s]+/).filter((number) => all.has(number));
    if (own.length > 0) return [own, 'number'];
    const named = numbersInCell(invoices(i) ?? '').flatMap((number) => [...(byInvoice.get(looseNumber(number)) ?? [])]);
    return [[...new Set(named)].toSorted(), 'number'];
  };
}

/** Whether somebody else than the importer paid: what the seller paid is in the price. */
function paidByOther({ rows }: JudgeInput, freight: Population): (i: number, declared: number) => boolean {
  const [payer, consignee] = [textCells(freight, 'payer'), textCells(rows, 'consignee')];
  const names = new Set<string>();
  for (let i = 0; i < freight.n; i += 1) names.add(payer(i) ?? '');
  for (let i = 0; i < rows.n; i += 1) names.add(consignee(i) ?? '');
  const book = companies([...names].map((name) => ['', name] as const));
  return (i, declared) => {
    const [one, other] = [book.of('', payer(i) ?? ''), book.of('', consignee(declared) ?? '')];
    return one !== -1 && other !== -1 && !isAlike(book.compare(one, other));
  };
}

/**
 * Papers of carriage or insurance of each declaration that the importer paid. A paper for several declarations is divided among them by
 * gross weight, by customs value where a weight is missing, by largest remainder (reference/domain.md §5.1, vector E7).
 */
export function carriedBy(input: JudgeInput, of: Of): Carried {
  const { rows, also, params } = input;
  const declarations = declarationsOf(rows);
  const [papers, untold] = [new Map<string, Paper[]>(), new Set<string>()];
  const freight = also['freight'];
  if (freight === undefined) return { declarations, papers, untold };
  const [isPolicy, type] = [holdsOne(listOf(params, 'policyTypes')), textCells(freight, 'doc_type')];
  const [money, national, named, other] = [
    moneyOf(freight, of),
    exchange(input, freight),
    namedBy(input, freight, declarations),
    paidByOther(input, freight),
  ];
  const [gross, value] = [numberCells(rows, 'gross_g'), numberCells(rows, 'customs_value_minor')];
  const sum = (at: readonly number[], cell: (i: number) => number | null): bigint => at.reduce((all, i) => all + BigInt(cell(i) ?? 0), 0n);
  for (let i = 0; i < freight.n; i += 1) {
    if (isPolicy(type(i)) !== (of === 'insurance')) continue;
    const [regs, by] = named(i);
    const first = declarations.get(regs[0] ?? '')?.[0];
    if (first === undefined || other(i, first)) continue;
    const own = money(i);
    const minor = own === null ? null : national(i, own, first);
    const lines = regs.map((reg) => declarations.get(reg) ?? []);
    const weights = lines.map((at) => sum(at, gross));
    const by2 = weights.some((w) => w <= 0n) ? lines.map((at) => sum(at, value)) : weights;
    const shares =
      minor === null
        ? null
        : regs.length === 1
          ? [minor]
          : by2.some((w) => w < 0n) || by2.every((w) => w === 0n)
            ? null
            : apportion(minor, by2);
    regs.forEach((reg, at) => {
      const share = shares?.[at];
      if (share === undefined) untold.add(reg);
      else papers.set(reg, [...(papers.get(reg) ?? []), { row: i, minor: share, by }]);
    });
  }
  return { declarations, papers, untold };
}
