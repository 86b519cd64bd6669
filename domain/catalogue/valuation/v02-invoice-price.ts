import { looseNumber, numbersInCell } from '../../matching/numbers.ts';
import { invoiceWay, isCreditNote } from '../../matching/trade-words.ts';
import { words } from '../../model/words.ts';
import { compare, multiply, ratio } from '../../money/ratio.ts';
import { decimalToScaled } from '../../money/decimal.ts';
import { digitsOf } from '../../packs/currency.ts';
import type { AuditTest, JudgeInput, Judgement } from '../audit-test.ts';
import { companies, isAlike } from '../companies.ts';
import { components } from '../components.ts';
import { holdsOne, listOf } from '../lists.ts';
import { currencyMoney, leadsVerdict } from '../leads.ts';
import { paramRatio, paramText } from '../params.ts';
import { countText, exclusions, ordered, scoreOf } from '../result.ts';
import type { RankedHit } from '../result.ts';
import { inRank, mostKeys, rowOfRank, rowsBy } from '../row-groups.ts';
import { magnitude, numberCells, textCells } from '../row-reading.ts';

/** An invoice, or what a declaration declares under one cell of invoice numbers. */
type Paper = { readonly at: readonly number[]; readonly numbers: readonly string[]; readonly seller: string };

type Sides = { readonly declared: readonly Paper[]; readonly invoices: readonly Paper[] };

function sidesOf({ rows, also, params }: JudgeInput): Sides {
  const invoices = also['invoices'];
  const [reg, cell, seller] = [textCells(rows, 'reg_no'), textCells(rows, 'invoice_no'), textCells(rows, 'seller')];
  const numbersOf = (text: string): readonly string[] => numbersInCell(text).map(looseNumber);
  const declared = [...rowsBy(rows, (i) => (cell(i) === null ? null : `${reg(i)}\u001f${cell(i)}`)).values()].map((at) => ({
    at: inRank(rows, at),
    numbers: numbersOf(cell(at[0] ?? 0) ?? ''),
    seller: at.map(seller).find((name) => name !== null) ?? '',
  }));
  if (invoices === undefined) return { declared, invoices: [] };
  const [no, theirs, type] = [textCells(invoices, 'invoice_no'), textCells(invoices, 'seller'), textCells(invoices, 'doc_type')];
  const [way, status] = [textCells(invoices, 'direction'), textCells(invoices, 'status')];
  const [isNote, isCancelled] = [holdsOne(listOf(params, 'noteWords')), holdsOne(listOf(params, 'cancelled'))];
  const counts = (i: number): boolean =>
    invoiceWay(way(i) ?? '') !== -1 && !isCreditNote(type(i) ?? '') && !isNote(type(i)) && !isCancelled(status(i));
  const bills = [
    ...rowsBy(invoices, (i) => (counts(i) && no(i) !== null ? `${looseNumber(no(i) ?? '')}\u001f${theirs(i) ?? ''}` : null)).values(),
  ];
  return {
    declared,
    invoices: bills.map((at) => ({
      at: inRank(invoices, at),
      numbers: [looseNumber(no(at[0] ?? 0) ?? '')],
      seller: theirs(at[0] ?? 0) ?? '',
    })),
  };
}

/** Declarations and invoices that belong together, each declaration with all that it names. */
type Bundle = {
  readonly declared: readonly Paper[];
  readonly invoices: readonly Paper[];
  readonly linkedBy: 'confirmed' | 'number';
  readonly isWhole: boolean;
};

function bundles(input: JudgeInput, { declared, invoices }: Sides): readonly Bundle[] {
  const n = declared.length;
  const groups = components(n + invoices.length);
  const book = companies([...declared, ...invoices].map(({ seller }) => ['', seller] as const));
  const byNumber = new Map<string, number[]>();
  invoices.forEach(({ numbers }, i) => byNumber.set(numbers[0] ?? '', [...(byNumber.get(numbers[0] ?? '') ?? []), i]));
  const confirmed = confirmedPairs(input, declared, invoices);
  const missing = new Set<number>();
  declared.forEach(({ numbers, seller }, d) => {
    const linked = confirmed.get(d) ?? [];
    for (const i of linked) groups.join(d, n + i);
    for (const number of linked.length > 0 ? [] : numbers) {
      const self = book.of('', seller);
      const found = (byNumber.get(number) ?? []).filter((i) => {
        const other = book.of('', invoices[i]?.seller ?? '');
        return self === -1 || other === -1 || isAlike(book.compare(self, other));
      });
      if (found.length === 0) missing.add(d);
      for (const i of found) groups.join(d, n + i);
    }
    if (numbers.length === 0 && linked.length === 0) missing.add(d);
  });
  const made = new Map<number, { declared: Paper[]; invoices: Paper[]; byHand: boolean; isWhole: boolean }>();
  declared.forEach((one, d) => {
    const root = groups.of(d);
    const bundle = made.get(root) ?? { declared: [], invoices: [], byHand: true, isWhole: true };
    bundle.declared.push(one);
    bundle.byHand &&= confirmed.has(d);
    bundle.isWhole &&= !missing.has(d);
    made.set(root, bundle);
  });
  invoices.forEach((one, i) => made.get(groups.of(n + i))?.invoices.push(one));
  return [...made.values()].map(({ byHand, ...rest }) => ({ ...rest, linkedBy: byHand ? 'confirmed' : 'number' }));
}

function confirmedPairs(
  { rows, also, links }: JudgeInput,
  declared: readonly Paper[],
  invoices: readonly Paper[],
): ReadonlyMap<number, readonly number[]> {
  const pairs = new Map<number, number[]>();
  const bills = also['invoices'];
  const known = links['declaration-invoice'] ?? [];
  if (bills === undefined || known.length === 0) return pairs;
  const at = (papers: readonly Paper[]): ReadonlyMap<number, number> =>
    new Map(papers.flatMap((one, i) => one.at.map((row) => [row, i] as const)));
  const [left, right, rowLeft, rowRight] = [at(declared), at(invoices), rowOfRank(rows), rowOfRank(bills)];
  for (const link of known) {
    const [d, i] = [left.get(rowLeft(link.left) ?? -1), right.get(rowRight(link.right) ?? -1)];
    if (d !== undefined && i !== undefined) pairs.set(d, [...(pairs.get(d) ?? []), i]);
  }
  return pairs;
}

type Reason = 'invoiceUnknown' | 'severalCurrencies' | 'noCurrency' | 'noAmount' | 'severalTotals' | 'partDelivered';
type Sums = { readonly currency: string; readonly declared: bigint; readonly invoiced: bigint; readonly beside: bigint };

/** Sums of a bundle, or why it cannot be judged. `beside`: carriage, insurance and tax that the invoices state beside the goods. */
function sumsOf({ rows, also }: JudgeInput): (bundle: Bundle) => Sums | Reason {
  const invoices = also['invoices'];
  if (invoices === undefined) return () => 'invoiceUnknown';
  const [price, ofDeclared, ofInvoice] = [
    numberCells(rows, 'item_price_minor'),
    textCells(rows, 'currency'),
    textCells(invoices, 'currency'),
  ];
  const [total, line, freight, insurance, tax] = ['total_minor', 'amount_minor', 'freight_minor', 'insurance_minor', 'total_vat_minor'].map(
    (name) => numberCells(invoices, name),
  );
  const billOf = (at: readonly number[]): { readonly of: bigint; readonly beside: bigint } | Reason => {
    const totals = new Set(at.map((i) => total?.(i) ?? null).filter((one) => one !== null));
    if (totals.size > 1) return 'severalTotals';
    const lines = at.map((i) => line?.(i) ?? null);
    const [whole] = totals;
    if (whole === undefined && lines.some((one) => one === null)) return 'noAmount';
    const first = (cell: typeof tax): bigint => BigInt(at.map((i) => cell?.(i) ?? null).find((one) => one !== null) ?? 0);
    return {
      of: whole === undefined ? lines.reduce<bigint>((sum, one) => sum + BigInt(one ?? 0), 0n) : BigInt(whole),
      beside: first(freight) + first(insurance) + first(tax),
    };
  };
  return ({ declared, invoices: bills, isWhole }) => {
    if (!isWhole || bills.length === 0) return 'invoiceUnknown';
    const at = declared.flatMap((one) => one.at);
    const currencies = new Set([...at.map(ofDeclared), ...bills.flatMap((one) => one.at.map(ofInvoice))]);
    if (currencies.has(null)) return 'noCurrency';
    if (currencies.size > 1) return 'severalCurrencies';
    if (at.some((i) => price(i) === null)) return 'noAmount';
    let [invoiced, beside] = [0n, 0n];
    for (const bill of bills) {
      const read = billOf(bill.at);
      if (typeof read === 'string') return read;
      invoiced += read.of;
      beside += read.beside;
    }
    return { currency: [...currencies][0] ?? '', declared: at.reduce((sum, i) => sum + BigInt(price(i) ?? 0), 0n), invoiced, beside };
  };
}

/** Whether quantity and price are short by the same part: the rest of the invoice is in a later delivery. */
function isPart({ rows, also }: JudgeInput, bundle: Bundle, { declared, invoiced }: Sums): boolean {
  const invoices = also['invoices'];
  if (invoices === undefined || declared >= invoiced || declared <= 0n) return false;
  const [mine, theirs] = [numberCells(rows, 'qty_e6'), numberCells(invoices, 'qty_e6')];
  const sum = (papers: readonly Paper[], cell: typeof mine): bigint =>
    papers.reduce((all, one) => all + one.at.reduce((own, i) => own + BigInt(cell(i) ?? 0), 0n), 0n);
  const [here, whole] = [sum(bundle.declared, mine), sum(bundle.invoices, theirs)];
  // fewer pieces than invoiced, and not cheaper each than they are invoiced at: within one per cent
  return here > 0n && here < whole && declared * whole * 100n >= invoiced * here * 99n;
}

function hitOf({ rows, also, pack }: JudgeInput, { declared, invoices, linkedBy }: Bundle, sums: Sums): RankedHit {
  const money = currencyMoney(pack);
  const at = inRank(
    rows,
    declared.flatMap((one) => one.at),
  );
  const bills = also['invoices'];
  const rowsOfBills =
    bills === undefined
      ? []
      : inRank(
          bills,
          invoices.flatMap((one) => one.at),
        )
          .slice(0, mostKeys)
          .map(bills.nameOf);
  const first = at[0] ?? 0;
  const off = sums.invoiced - sums.declared;
  const text = (column: string): string => textCells(rows, column)(first) ?? '';
  const args = {
    declaration: text('reg_no'),
    invoice: text('invoice_no'),
    declared: money.arg(sums.declared, sums.currency),
    invoiced: money.arg(sums.invoiced, sums.currency),
    difference: money.arg(magnitude(off), sums.currency),
  };
  return {
    rank: rows.rank[first] ?? 0,
    hit: {
      key: rows.nameOf(first),
      keys: [...at.slice(0, mostKeys).map(rows.nameOf), ...rowsOfBills],
      score: scoreOf(
        (off > 0n ? 60 : 40) + Number((magnitude(off) * 40n) / (sums.invoiced > sums.declared ? sums.invoiced : sums.declared)),
      ),
      measures: {
        linked_by: linkedBy,
        currency: sums.currency,
        declared: money.text(sums.declared, sums.currency),
        invoice_total: money.text(sums.invoiced, sums.currency),
        difference: money.text(off, sums.currency),
        lines: String(at.length),
      },
      explanation: words(off > 0n ? 'test.V02.hit.under' : 'test.V02.hit.over', args),
    },
  };
}

function isOff({ params, pack }: JudgeInput, { currency, declared, invoiced, beside }: Sums): boolean {
  const tolAbs = decimalToScaled(paramText(params, 'tolAbs'), digitsOf(pack, currency) ?? 2) ?? 0n;
  const beyond = (total: bigint): boolean => {
    const off = magnitude(total - declared);
    return off > tolAbs && compare(ratio(off * 100n), multiply(paramRatio(params, 'tolPercent'), ratio(magnitude(total)))) > 0;
  };
  // the goods alone, or with what is billed beside them: both are declared so
  return beyond(invoiced) && beyond(invoiced - beside) && beyond(invoiced + beside);
}

function judge(input: JudgeInput): Judgement {
  const { rows } = input;
  const out = exclusions({
    noInvoiceNumber: {},
    invoiceUnknown: {},
    severalCurrencies: {},
    noCurrency: {},
    noAmount: {},
    severalTotals: {},
    partDelivered: {},
  });
  const sides = sidesOf(input);
  const sum = sumsOf(input);
  out.add('noInvoiceNumber', rows.n - sides.declared.reduce((all, one) => all + one.at.length, 0));
  const hits: RankedHit[] = [];
  let judged = 0;
  for (const bundle of bundles(input, sides)) {
    const sums = sum(bundle);
    const lines = bundle.declared.reduce((all, one) => all + one.at.length, 0);
    if (typeof sums === 'string') out.add(sums, lines);
    else if (isPart(input, bundle, sums)) out.add('partDelivered', lines);
    else {
      judged += 1;
      if (isOff(input, sums)) hits.push(hitOf(input, bundle, sums));
    }
  }
  const found = ordered(hits);
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: found,
    stats: { invoices: countText(judged), found: countText(found.length) },
    verdict: leadsVerdict(found.length, judged),
  };
}

/**
 * V02 declared price against the invoice: the sum of the items' prices under an invoice, over all declarations that name it, against its
 * total in its own currency. Declarations with several invoices and invoices in several declarations are held together. A part of an
 * invoice at its invoiced price, an invoice with two totals (P08) and one that is not in the books are left out. Both papers say it
 * themselves: it may carry a finding.
 */
export const invoicePrice: AuditTest = {
  id: 'V02',
  version: '1.0.0',
  area: 'valuation',
  leadOnly: false,
  params: [
    { name: 'tolAbs', type: 'decimal', value: '1', atLeast: '0', atMost: '1000000000' },
    { name: 'tolPercent', type: 'decimal', value: '0.1', atLeast: '0', atMost: '100' },
    { name: 'noteWords', type: 'text', value: 'debit,дебет,дебит,383,proforma,pro forma,проформ' },
    { name: 'cancelled', type: 'text', value: 'cancel,revok,void,аннул,отмен,отозв,жой' },
  ],
  needs: () => [
    { table: 'declarations', columns: ['invoice_no', 'item_price_minor', 'currency'] },
    { table: 'invoices', columns: ['invoice_no', 'currency'] },
  ],
  population: () => ({
    table: 'declarations',
    columns: ['reg_no', 'item_no', 'invoice_no', 'seller', 'currency', 'item_price_minor', 'qty_e6'],
  }),
  also: () => ({
    invoices: {
      table: 'invoices',
      columns:
        'direction doc_type invoice_no seller currency qty_e6 amount_minor total_minor total_vat_minor freight_minor insurance_minor status'.split(
          ' ',
        ),
    },
  }),
  links: () => ['declaration-invoice'],
  judge,
};
