import { words } from '../model/words.ts';
import type { WordArg } from '../model/words.ts';
import { scaledToDecimal } from '../money/decimal.ts';
import { digitsOf, nationalDigits } from '../packs/currency.ts';
import type { AuditTest, JudgeInput, Judgement, Params, PopulationSpec } from './audit-test.ts';
import { paramText } from './params.ts';
import { countText, exclusions, ordered, scoreOf } from './result.ts';
import type { Exclusions, RankedHit } from './result.ts';

/** One way of saying "the same thing twice". */
type KeySet = {
  readonly population: PopulationSpec;
  readonly needed: readonly string[];
  /** key of a row, null when it was excluded; equal keys are candidates */
  readonly keyOf: (input: JudgeInput, out: Exclusions) => (i: number) => string | null;
  /** of rows with one key: those that do repeat each other */
  readonly repeats: (input: JudgeInput, rows: readonly number[]) => boolean;
  readonly argsOf: (input: JudgeInput, first: number) => Readonly<Record<string, WordArg>>;
};

/** Numbers of documents as D01 compares them: upper case, letters and digits only, no zeros in front. */
export const normalisedNumber = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/^0+(?=.)/, '');

const normalisedName = (text: string | null): string =>
  (text ?? '')
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

const part = '\u001f';

const distinct = (values: readonly (string | null)[], rows: readonly number[]): number => new Set(rows.map((i) => values[i] ?? '')).size;

const invoice: KeySet = {
  population: {
    table: 'declarations',
    columns: ['reg_no', 'item_no', 'invoice_no', 'seller', 'consignor', 'currency', 'total_invoice_minor', 'item_price_minor'],
  },
  needed: ['invoice_no'],
  keyOf: ({ rows }, out) => {
    const [numbers, sellers, consignors, currencies] = [
      rows.text('invoice_no'),
      rows.text('seller'),
      rows.text('consignor'),
      rows.text('currency'),
    ];
    const [total, price] = [rows.number('total_invoice_minor'), rows.number('item_price_minor')];
    return (i) => {
      const number = normalisedNumber(numbers[i] ?? '');
      const amount = total.present[i] === 1 ? `T${total.values[i]}` : price.present[i] === 1 ? `P${price.values[i]}` : null;
      if (number === '') out.add('noNumber');
      else if (amount === null) out.add('noAmount');
      return number === '' || amount === null
        ? null
        : [number, normalisedName(sellers[i] ?? consignors[i] ?? null), currencies[i] ?? '', amount].join(part);
    };
  },
  // several items of one declaration share its invoice: only another declaration repeats it
  repeats: ({ rows }, same) => distinct(rows.text('reg_no'), same) > 1,
  argsOf: ({ rows, pack }, i) => {
    const [total, price] = [rows.number('total_invoice_minor'), rows.number('item_price_minor')];
    const currency = rows.text('currency')[i] ?? pack.nationalCurrency;
    const minor = (total.present[i] === 1 ? total.values[i] : price.values[i]) ?? 0;
    return {
      number: rows.text('invoice_no')[i] ?? '',
      seller: rows.text('seller')[i] ?? rows.text('consignor')[i] ?? '',
      amount: { money: scaledToDecimal(minor, digitsOf(pack, currency) ?? 2), currency },
    };
  },
};

const declarationItem: KeySet = {
  population: { table: 'declarations', columns: ['reg_no', 'item_no'] },
  needed: ['reg_no', 'item_no'],
  keyOf: ({ rows }, out) => {
    const [numbers, items] = [rows.text('reg_no'), rows.number('item_no')];
    return (i) => {
      const number = normalisedNumber(numbers[i] ?? '');
      if (number === '') out.add('noNumber');
      return number === '' ? null : `${number}${part}${items.values[i]}`;
    };
  },
  repeats: (_input, same) => same.length > 1,
  argsOf: ({ rows }, i) => ({ number: rows.text('reg_no')[i] ?? '', item: rows.number('item_no').values[i] ?? 0 }),
};

const ledger: KeySet = {
  population: { table: 'ledger', columns: ['source_doc_ref', 'supplier_id', 'counterparty', 'debit_minor', 'credit_minor'] },
  needed: ['source_doc_ref'],
  keyOf: ({ rows }, out) => {
    const [numbers, ids, names] = [rows.text('source_doc_ref'), rows.text('supplier_id'), rows.text('counterparty')];
    const [debit, credit] = [rows.number('debit_minor'), rows.number('credit_minor')];
    return (i) => {
      const number = normalisedNumber(numbers[i] ?? '');
      const amount = (debit.values[i] ?? 0) !== 0 ? debit.values[i] : credit.values[i];
      if (number === '') out.add('noNumber');
      else if (amount === undefined || amount === 0) out.add('noAmount');
      return number === '' || amount === undefined || amount === 0
        ? null
        : [number, ids[i] ?? normalisedName(names[i] ?? null), amount].join(part);
    };
  },
  // a posting has a debit and a credit line of one amount: only two lines on one side repeat each other
  repeats: ({ rows }, same) => {
    const debits = same.filter((i) => (rows.number('debit_minor').values[i] ?? 0) !== 0).length;
    return debits > 1 || same.length - debits > 1;
  },
  argsOf: ({ rows, pack }, i) => {
    const debit = rows.number('debit_minor').values[i] ?? 0;
    const minor = debit === 0 ? (rows.number('credit_minor').values[i] ?? 0) : debit;
    return {
      number: rows.text('source_doc_ref')[i] ?? '',
      supplier: rows.text('counterparty')[i] ?? rows.text('supplier_id')[i] ?? '',
      amount: { money: scaledToDecimal(minor, nationalDigits(pack)), currency: pack.nationalCurrency },
    };
  },
};

const keySets: Readonly<Record<string, KeySet>> = { invoice, declarationItem, ledger };
const keySetOf = (params: Params): KeySet => keySets[paramText(params, 'keySet')] ?? invoice;

const buckets = 1 << 22;

/** FNV-1a over the text, cut to a bucket: rows alone in their bucket need no map entry. */
function bucketOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i += 1) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) & (buckets - 1);
}

function candidates(n: number, keyOf: (i: number) => string | null): ReadonlyMap<string, readonly number[]> {
  const seen = new Uint8Array(buckets);
  const keys: (string | null)[] = [];
  for (let i = 0; i < n; i += 1) {
    const key = keyOf(i);
    keys.push(key);
    if (key === null) continue;
    const bucket = bucketOf(key);
    seen[bucket] = Math.min(2, (seen[bucket] ?? 0) + 1);
  }
  const groups = new Map<string, number[]>();
  for (let i = 0; i < n; i += 1) {
    const key = keys[i] ?? null;
    if (key === null || seen[bucketOf(key)] !== 2) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [i]);
    else group.push(i);
  }
  return groups;
}

function hitOf(input: JudgeInput, same: readonly number[]): RankedHit {
  const { rows, params } = input;
  const inOrder = same.toSorted((a, b) => (rows.rank[a] ?? 0) - (rows.rank[b] ?? 0));
  const first = inOrder[0] ?? 0;
  const keys = inOrder.map(rows.nameOf);
  const choice = paramText(params, 'keySet');
  const args = keySetOf(params).argsOf(input, first);
  const declarations = choice === 'ledger' ? [] : [...new Set(inOrder.map((i) => rows.text('reg_no')[i] ?? ''))];
  const amount = args['amount'];
  return {
    rank: rows.rank[first] ?? 0,
    hit: {
      key: keys[0] ?? '',
      keys,
      score: scoreOf(70 + 10 * same.length),
      measures: {
        rows: String(same.length),
        ...(typeof amount === 'object' && 'money' in amount ? { amount: amount.money, currency: amount.currency } : {}),
        ...(declarations.length > 1 ? { declarations: declarations.join(', ') } : {}),
      },
      explanation: words(`test.D01.hit.${choice}`, { ...args, rows: same.length, declarations: declarations.join(', ') }),
    },
  };
}

function judge(input: JudgeInput): Judgement {
  const out = exclusions({ noNumber: {}, noAmount: {} });
  const set = keySetOf(input.params);
  const groups = [...candidates(input.rows.n, set.keyOf(input, out)).values()].filter(
    (rows) => rows.length > 1 && set.repeats(input, rows),
  );
  return {
    populationN: input.rows.n,
    excluded: out.list(),
    hits: ordered(groups.map((rows) => hitOf(input, rows))),
    stats: { groups: countText(groups.length), rows: countText(groups.reduce((n, rows) => n + rows.length, 0)) },
    verdict: null,
  };
}

/** D01 exact duplicates on a set of keys. */
export const duplicates: AuditTest = {
  id: 'D01',
  version: '1.0.0',
  area: 'patterns',
  leadOnly: false,
  params: [{ name: 'keySet', type: 'choice', value: 'invoice', choices: ['invoice', 'declarationItem', 'ledger'] }],
  needs: (params) => ({ table: keySetOf(params).population.table, columns: keySetOf(params).needed }),
  population: (params) => keySetOf(params).population,
  judge,
};
