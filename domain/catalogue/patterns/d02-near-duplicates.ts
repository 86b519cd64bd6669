import { neighbourhood, serialNumber, steps } from '../../matching/numbers.ts';
import { cellsOf } from '../../matching/sides.ts';
import { invoiceWay, isCreditNote } from '../../matching/trade-words.ts';
import { words } from '../../model/words.ts';
import type { AuditTest, JudgeInput, Judgement, Params } from '../audit-test.ts';
import { companies } from '../companies.ts';
import { normalisedNumber } from '../key-sets.ts';
import { currencyMoney, leadOf, leadsVerdict } from '../leads.ts';
import { paramCount, paramText } from '../params.ts';
import { countText, exclusions, ordered } from '../result.ts';
import type { Exclusions, RankedHit } from '../result.ts';
import { inRank } from '../row-groups.ts';

type Book = 'declarations' | 'invoices';
const bookOf = (params: Params): Book => (paramText(params, 'book') === 'invoices' ? 'invoices' : 'declarations');

/** An invoice. @property number as D01 compares it @property of the declaration, or the invoice itself, that carries it */
type Document = {
  readonly number: string;
  readonly of: string;
  day: number;
  readonly amount: number;
  readonly currency: string;
  readonly rows: number[];
};

const columns: Readonly<Record<Book, readonly string[]>> = {
  declarations: ['reg_no', 'reg_date', 'invoice_no', 'invoice_date', 'seller', 'consignor', 'currency', 'total_invoice_minor'],
  invoices: ['direction', 'doc_type', 'invoice_no', 'invoice_date', 'seller', 'seller_id', 'currency', 'total_minor'],
};

/** Invoices of one seller, currency and amount; only among these can one repeat another. */
function blocks(input: JudgeInput, out: Exclusions): { readonly all: readonly (readonly Document[])[]; readonly judged: number } {
  const { rows, params } = input;
  const [cells, book] = [cellsOf(rows), bookOf(params)];
  const [numbers, dates] = [cells.texts('invoice_no'), cells.texts('invoice_date')];
  const amounts = cells.numbers(book === 'invoices' ? 'total_minor' : 'total_invoice_minor');
  const nameOf = (i: number): readonly [string, string] =>
    book === 'invoices'
      ? [cells.text('seller_id', i), cells.text('seller', i)]
      : ['', cells.text('seller', i) || cells.text('consignor', i)];
  const sellers = companies(Array.from({ length: rows.n }, (_, i) => nameOf(i)));
  const found = new Map<string, Map<string, Document>>();
  let judged = 0;
  for (let i = 0; i < rows.n; i += 1) {
    const [number, amount, seller] = [normalisedNumber(numbers(i)), amounts(i), sellers.of(...nameOf(i))];
    const sold = book === 'invoices' && (invoiceWay(cells.text('direction', i)) === -1 || isCreditNote(cells.text('doc_type', i)));
    if (sold) out.add('saleOrNote');
    else if (number === '') out.add('noNumber');
    else if (!(amount > 0)) out.add('noAmount');
    else if (seller === -1) out.add('noSender');
    else {
      const currency = cells.text('currency', i);
      const block = found.get(`${seller} ${currency} ${amount}`) ?? new Map<string, Document>();
      found.set(`${seller} ${currency} ${amount}`, block);
      const of = book === 'invoices' ? number : cells.text('reg_no', i);
      const key = `${number}\u001f${of}`;
      const day = cells.day(dates(i) === '' && book === 'declarations' ? 'reg_date' : 'invoice_date', i);
      const one = block.get(key) ?? { number, of, day, amount, currency, rows: [] };
      if (!block.has(key)) judged += 1;
      block.set(key, one);
      one.rows.push(i);
      if (day < one.day) one.day = day;
    }
  }
  return { all: [...found.values()].filter((block) => block.size > 1).map((block) => [...block.values()]), judged };
}

type Likeness = 'consecutive' | 'edited' | 'transposed';
const scores: Readonly<Record<Likeness, number>> = { consecutive: 30, edited: 60, transposed: 85 };

/** How two numbers that are one step apart differ: two signs swapped, one sign other, or simply the next number. */
function likeness(a: string, b: string): Likeness {
  if (a.length === b.length && [...a].toSorted().join('') === [...b].toSorted().join('')) return 'transposed';
  const [x, y] = [serialNumber(a), serialNumber(b)];
  return x !== '' && y !== '' && Math.abs(Number(x) - Number(y)) === 1 ? 'consecutive' : 'edited';
}

/** Pairs of a block whose numbers are one step apart: such numbers share a text with one sign left out. */
function pairsOf(block: readonly Document[], days: number): readonly (readonly [Document, Document])[] {
  const seen = new Map<string, number[]>();
  const found: (readonly [Document, Document])[] = [];
  block.forEach((one, at) => {
    const met = new Set<number>();
    for (const text of new Set(neighbourhood(one.number))) {
      const others = seen.get(text) ?? [];
      for (const other of others) met.add(other);
      others.push(at);
      seen.set(text, others);
    }
    for (const place of met) {
      const other = block[place];
      if (other === undefined || other.number === one.number || other.of === one.of) continue;
      if (Math.abs(other.day - one.day) <= days && steps(other.number, one.number, 1) === 1) found.push([other, one]);
    }
  });
  return found;
}

type Alike = { readonly a: Document; readonly b: Document; readonly how: Likeness };

function hitOf({ a, b, how }: Alike, input: JudgeInput): RankedHit {
  const { rows, pack } = input;
  const money = currencyMoney(pack);
  const at = [...a.rows, ...b.rows];
  const currency = a.currency || pack.nationalCurrency;
  const heads = [a, b].map((one) => inRank(rows, one.rows)[0] ?? 0);
  const first = inRank(rows, heads)[0] ?? 0;
  const [x = '', y = ''] = heads.map((head) => rows.text('invoice_no')[head] ?? '').toSorted();
  const days = Math.abs(a.day - b.day);
  return leadOf(
    {
      rows,
      at,
      mark: [a, b]
        .map((one) => `${one.of}/${one.number}`)
        .toSorted()
        .join('~'),
    },
    {
      score: scores[how],
      measures: { likeness: how, number: x, other_number: y, amount: money.text(a.amount, currency), currency, days_between: String(days) },
      explanation: words(`test.D02.hit.${how}`, {
        a: x,
        b: y,
        seller: rows.text('seller')[first] ?? '—',
        amount: money.arg(a.amount, currency),
        days,
      }),
    },
  );
}

function judge(input: JudgeInput): Judgement {
  const out = exclusions({ saleOrNote: {}, noNumber: {}, noAmount: {}, noSender: {} });
  const { all, judged } = blocks(input, out);
  const pairs = all.flatMap((block) => pairsOf(block, paramCount(input.params, 'days')));
  const hits = ordered(pairs.map(([a, b]) => hitOf({ a, b, how: likeness(a.number, b.number) }, input)));
  return {
    populationN: input.rows.n,
    excluded: out.list(),
    hits,
    stats: { documents: countText(judged), pairs: countText(hits.length) },
    verdict: leadsVerdict(hits.length, judged),
  };
}

/**
 * D02 near duplicates: invoices of one seller and amount whose numbers are one step apart (a sign changed, left out, put in, two swapped)
 * within a few days, in different declarations. Lead only: consecutive numbers of equal deliveries are honest and score low.
 */
export const nearDuplicates: AuditTest = {
  id: 'D02',
  version: '1.0.0',
  area: 'patterns',
  leadOnly: true,
  params: [
    { name: 'book', type: 'choice', value: 'declarations', choices: ['declarations', 'invoices'] },
    { name: 'days', type: 'integer', value: '7', atLeast: '0', atMost: '366' },
  ],
  needs: (params) => [
    { table: bookOf(params), columns: ['invoice_no', bookOf(params) === 'invoices' ? 'total_minor' : 'total_invoice_minor'] },
  ],
  population: (params) => ({ table: bookOf(params), columns: columns[bookOf(params)] }),
  judge,
};
