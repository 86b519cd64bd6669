import { addDays } from '../../calendar/day.ts';
import type { Day } from '../../model/scalars.ts';
import { words } from '../../model/words.ts';
import type { WordArg } from '../../model/words.ts';
import { exactNumber, looseNumber, numbersInCell, numbersInText } from '../../matching/numbers.ts';
import { invoiceWay } from '../../matching/trade-words.ts';
import { scaledToDecimal } from '../../money/decimal.ts';
import { digitsOf } from '../../packs/currency.ts';
import type { AuditTest, JudgeInput, Judgement, Population } from '../audit-test.ts';
import { beginsWithOne, holdsOne, isOne, listOf } from '../lists.ts';
import { paramCount } from '../params.ts';
import { countriesOf, nameKey } from '../party-countries.ts';
import { countText, exclusions, ordered, withNotes } from '../result.ts';
import type { Exclusions, RankedHit } from '../result.ts';
import { firstRank, inRank, namesOf, rowOfRank } from '../row-groups.ts';
import { nationalMoney, numberCells, textCells } from '../row-reading.ts';

const part = '\u001f';
/** A purchase as it is booked: the lines of one supplier and document. @property net credits less what was taken back, national minor units */
type Purchase = { readonly supplier: string; readonly ref: string; readonly rows: number[]; net: number };

type Reader = {
  readonly account: (i: number) => string | null;
  readonly contra: (i: number) => string | null;
  readonly txn: (i: number) => string | null;
  readonly id: (i: number) => string | null;
  readonly name: (i: number) => string | null;
  readonly ref: (i: number) => string | null;
  readonly text: (i: number) => string | null;
  readonly debit: (i: number) => number | null;
  readonly credit: (i: number) => number | null;
};

const readerOf = (rows: Population): Reader => ({
  account: textCells(rows, 'account'),
  contra: textCells(rows, 'contra_account'),
  txn: textCells(rows, 'txn_id'),
  id: textCells(rows, 'supplier_id'),
  name: textCells(rows, 'counterparty'),
  ref: textCells(rows, 'source_doc_ref'),
  text: textCells(rows, 'description'),
  debit: numberCells(rows, 'debit_minor'),
  credit: numberCells(rows, 'credit_minor'),
});

/** Whether a line of a supplier's account stands against goods: by the contra account, else by another line of its entry. */
function againstGoods({ rows, params }: JudgeInput, line: Reader): (i: number) => boolean {
  const isGoods = beginsWithOne(listOf(params, 'goodsAccounts'));
  let known: Set<string> | null = null;
  // most ledgers name the contra account in every line: entries are gathered only where one does not
  const entries = (): ReadonlySet<string> => {
    if (known !== null) return known;
    known = new Set();
    for (let i = 0; i < rows.n; i += 1) {
      const txn = line.txn(i);
      if (txn !== null && (line.debit(i) ?? 0) !== 0 && isGoods(line.account(i))) known.add(txn);
    }
    return known;
  };
  return (i) => (line.contra(i) === null ? line.txn(i) !== null && entries().has(line.txn(i) ?? '') : isGoods(line.contra(i)));
}

function purchasesOf(input: JudgeInput, line: Reader, out: Exclusions): readonly Purchase[] {
  const { rows, params } = input;
  const isSupplier = beginsWithOne(listOf(params, 'supplierAccounts'));
  const isService = holdsOne(listOf(params, 'serviceWords'));
  const isHome = isOne([...listOf(params, 'homeCountry'), ...listOf(params, 'unionCountries')]);
  const forGoods = againstGoods(input, line);
  const countryOf = countriesOf(input.also);
  const found = new Map<string, Purchase>();
  for (let i = 0; i < rows.n; i += 1) {
    if (!isSupplier(line.account(i)) || !forGoods(i)) continue;
    const net = (line.credit(i) ?? 0) - (line.debit(i) ?? 0);
    const [id, name, ref] = [line.id(i), line.name(i), line.ref(i)];
    const country = countryOf(id, name);
    if (isService(line.text(i))) out.add('service');
    else if (country === null) out.add('noCountry');
    else if (isHome(country)) out.add('homeSupplier');
    else if (ref === null) out.add('noNumber');
    else {
      const key = `${id ?? nameKey(name ?? '')}${part}${exactNumber(ref)}`;
      const purchase: Purchase = found.get(key) ?? { supplier: name ?? id ?? '', ref, rows: [], net: 0 };
      found.set(key, purchase);
      purchase.rows.push(i);
      purchase.net += net;
    }
  }
  return [...found.values()];
}

/** Numbers under which goods were declared: of invoices and of the declarations themselves. */
function declaredNumbers({ also }: JudgeInput): {
  readonly exact: ReadonlySet<string>;
  readonly loose: () => ReadonlySet<string>;
  readonly last: string;
} {
  const rows = also['declarations'];
  const exact = new Set<string>();
  let [loose, last]: [Set<string> | null, string] = [null, ''];
  // numbers within texts are compared loosely, which takes long: only where a document is not found by its own number
  const looseNumbers = (): ReadonlySet<string> => {
    loose ??= new Set([...exact].map(looseNumber).filter((short) => short.length >= 5));
    return loose;
  };
  if (rows === undefined) return { exact, loose: looseNumbers, last };
  const [reg, invoice, day] = ['reg_no', 'invoice_no', 'reg_date'].map((column) => textCells(rows, column));
  for (let i = 0; i < rows.n; i += 1) {
    for (const no of [...numbersInCell(invoice?.(i) ?? ''), reg?.(i) ?? '']) {
      exact.add(exactNumber(no));
    }
    if ((day?.(i) ?? '') > last) last = day?.(i) ?? '';
  }
  return { exact, loose: looseNumbers, last };
}

/** Ledger rows whose invoice a person has tied to a declaration. */
function confirmedRows({ rows, also, links }: JudgeInput): ReadonlySet<number> {
  const declared = new Set((links['declaration-invoice'] ?? []).map((link) => link.right));
  const invoices = also['invoices'];
  const at = rowOfRank(rows);
  const linked = links['invoice-ledger'] ?? [];
  if (invoices === undefined || linked.length === 0) return new Set();
  return new Set(linked.filter((link) => declared.has(link.left)).flatMap((link) => at(link.right) ?? []));
}

/** Rows of a further book that name the document of a purchase. */
function rowsNaming(rows: Population | undefined, refs: ReadonlySet<string>, bought?: string): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  if (rows === undefined || refs.size === 0) return found;
  const number = textCells(rows, 'invoice_no');
  const way = bought === undefined ? null : textCells(rows, bought);
  for (let i = 0; i < rows.n; i += 1) {
    const no = exactNumber(number(i) ?? '');
    if (!refs.has(no) || (way !== null && invoiceWay(way(i) ?? '') === -1)) continue;
    const at = found.get(no);
    if (at === undefined) found.set(no, [i]);
    else at.push(i);
  }
  return found;
}

type Beside = {
  readonly entries: ReadonlyMap<string, readonly number[]>;
  readonly invoices: ReadonlyMap<string, readonly number[]>;
  readonly stock: ReadonlyMap<string, readonly number[]>;
};

/** What else the books tell of the purchases: the lines of their entries, the invoices, the receipts. */
function besides({ rows, also }: JudgeInput, line: Reader, found: readonly Purchase[]): Beside {
  const wanted = new Set(found.flatMap((one) => one.rows.map((i) => line.txn(i) ?? '')).filter((txn) => txn !== ''));
  const entries = new Map<string, number[]>();
  for (let i = 0; wanted.size > 0 && i < rows.n; i += 1) {
    const txn = line.txn(i);
    if (txn === null || !wanted.has(txn)) continue;
    const at = entries.get(txn);
    if (at === undefined) entries.set(txn, [i]);
    else at.push(i);
  }
  const refs = new Set(found.map((one) => exactNumber(one.ref)));
  return { entries, invoices: rowsNaming(also['invoices'], refs, 'direction'), stock: rowsNaming(also['stock'], refs) };
}

function hitOf(purchase: Purchase, given: { input: JudgeInput; line: Reader; beside: Beside; recent: boolean }): RankedHit {
  const { input, line, beside, recent } = given;
  const { rows, also, pack } = input;
  const no = exactNumber(purchase.ref);
  const [invoices, stock] = [beside.invoices.get(no) ?? [], beside.stock.get(no) ?? []];
  const at = inRank(rows, purchase.rows);
  const [first = 0] = at;
  const entry = at.flatMap((i) => beside.entries.get(line.txn(i) ?? '') ?? [i]);
  const mine = [first, ...inRank(rows, [...new Set([...at, ...entry])]).filter((i) => i !== first)];
  const money = nationalMoney(pack);
  const currency = textCells(rows, 'currency')(first);
  const abroad = at.reduce((sum, i) => sum + (numberCells(rows, 'currency_minor')(i) ?? 0), 0);
  const inCurrency = currency !== null && currency !== pack.nationalCurrency && abroad !== 0;
  const text = inCurrency ? scaledToDecimal(Math.abs(abroad), digitsOf(pack, currency) ?? 2) : money.text(BigInt(purchase.net));
  const amount: WordArg = { money: text, currency: inCurrency ? currency : pack.nationalCurrency };
  const evidence = (invoices.length > 0 ? 10 : 0) + (stock.length > 0 ? 20 : 0);
  return {
    rank: firstRank(rows, at),
    hit: {
      key: `${line.id(first) ?? nameKey(purchase.supplier)}|${no}`,
      keys: [
        ...mine.slice(0, 30).map(rows.nameOf),
        ...(also['invoices'] === undefined ? [] : namesOf(also['invoices'], invoices)),
        ...(also['stock'] === undefined ? [] : namesOf(also['stock'], stock)),
      ],
      score: (recent ? 30 : 60) + evidence,
      measures: {
        supplier: purchase.supplier,
        document: purchase.ref,
        amount: text,
        currency: inCurrency ? currency : pack.nationalCurrency,
        national: money.text(BigInt(purchase.net)),
        invoice_rows: String(invoices.length),
        receipt_rows: String(stock.length),
      },
      explanation: words(`test.Q05.hit.${recent ? 'recent' : stock.length > 0 ? 'received' : 'booked'}`, {
        document: purchase.ref,
        supplier: purchase.supplier,
        day: { day: textCells(rows, 'posting_date')(first) ?? '' },
        amount,
        national: money.arg(BigInt(purchase.net)),
      }),
    },
  };
}

function judge(input: JudgeInput): Judgement {
  const { rows, params } = input;
  const out = exclusions({ noCountry: {}, homeSupplier: {}, service: {}, noNumber: {}, takenBack: {} });
  const line = readerOf(rows);
  const declared = declaredNumbers(input);
  const confirmed = confirmedRows(input);
  const day = textCells(rows, 'posting_date');
  const isDeclared = ({ ref, rows: at }: Purchase): boolean =>
    declared.exact.has(exactNumber(ref)) ||
    at.some((i) => confirmed.has(i)) ||
    [ref, ...at.map((i) => line.text(i) ?? '')].some((text) => numbersInText(text).some((no) => declared.loose().has(no)));
  const all = purchasesOf(input, line, out);
  const live = all.filter((one) => one.net > 0);
  for (const one of all) if (one.net <= 0) out.add('takenBack', one.rows.length);
  const missing = live.filter((one) => !isDeclared(one));
  const beside = besides(input, line, missing);
  const from = declared.last === '' ? '' : addDays(declared.last as Day, -paramCount(params, 'graceDays'));
  const isRecent = (one: Purchase): boolean => from !== '' && one.rows.some((i) => (day(i) ?? '') > from);
  const hits = missing.map((one) => hitOf(one, { input, line, beside, recent: isRecent(one) }));
  const n = live.length;
  const noLists = listOf(params, 'supplierAccounts').length === 0 || listOf(params, 'goodsAccounts').length === 0;
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: ordered(hits),
    stats: { purchases_abroad: countText(n), purchases_undeclared: countText(hits.length) },
    verdict: withNotes(
      hits.length === 0 ? words('test.Q05.verdict.right', { n }) : words('test.Q05.verdict.wrong', { n: hits.length, purchases: n }),
      noLists ? [words('test.warn.noAccounts')] : [],
    ),
  };
}

/**
 * Q05 goods bought abroad, as the ledger has them, of which there is no declaration. A purchase is a credit of a supplier's account
 * against an account of goods, less what was taken back under the same document. It is declared when a confirmed link, the number of its
 * document or a number in its text leads to a declaration. Suppliers of the home country and of the customs union need none, nor do
 * services. What was booked in the last `graceDays` before the last declaration may be declared yet: it is said, and weighs less.
 */
export const undeclaredPurchase: AuditTest = {
  id: 'Q05',
  version: '1.0.0',
  area: 'quantity',
  leadOnly: false,
  params: [
    { name: 'supplierAccounts', type: 'text', value: '' },
    { name: 'goodsAccounts', type: 'text', value: '' },
    { name: 'homeCountry', type: 'text', value: '' },
    { name: 'unionCountries', type: 'text', value: '' },
    { name: 'serviceWords', type: 'text', value: '' },
    { name: 'graceDays', type: 'integer', value: '20', atLeast: '0', atMost: '365' },
  ],
  needs: () => [
    { table: 'ledger', columns: ['account', 'source_doc_ref', 'credit_minor'] },
    { table: 'declarations', columns: ['invoice_no'] },
    { table: 'parties', columns: ['country'] },
  ],
  population: () => ({
    table: 'ledger',
    columns:
      'txn_id posting_date account contra_account debit_minor credit_minor currency currency_minor supplier_id counterparty source_doc_ref description'.split(
        ' ',
      ),
  }),
  also: () => ({
    declarations: { table: 'declarations', columns: ['reg_no', 'invoice_no', 'reg_date'] },
    parties: { table: 'parties', columns: ['party_id', 'name', 'country'] },
    invoices: { table: 'invoices', columns: ['direction', 'invoice_no', 'seller', 'seller_id', 'seller_country'] },
    stock: { table: 'stock', columns: ['invoice_no'] },
  }),
  links: () => ['invoice-ledger', 'declaration-invoice'],
  judge,
};
