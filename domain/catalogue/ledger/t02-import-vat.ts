import { words } from '../../model/words.ts';
import { compare, divide, multiply, ratio } from '../../money/ratio.ts';
import type { AuditTest, JudgeInput, Judgement } from '../audit-test.ts';
import { beginsWithOne, isOne, listOf } from '../lists.ts';
import { exactSums } from '../exact-sums.ts';
import { paramRatio, paramText } from '../params.ts';
import { countText, exclusions, ordered, scoreOf, withNotes } from '../result.ts';
import type { Exclusions, RankedHit } from '../result.ts';
import { firstRank, namesOf } from '../row-groups.ts';
import { nationalMoney, numberCells, percentOf, textCells } from '../row-reading.ts';
import { declarationRows } from './named-declarations.ts';
import type { DeclarationRows } from './named-declarations.ts';

type Found = { readonly hits: readonly RankedHit[]; readonly compared: number; readonly noList: boolean };

/** Whether so much more was deducted than was paid that it passes the tolerance. */
function isOver({ params }: JudgeInput, deducted: bigint, paid: bigint): boolean {
  const limit = multiply(ratio(paid < 0n ? 0n : paid), divide(paramRatio(params, 'tolPercent'), ratio(100n)));
  return compare(ratio(deducted - paid), limit) > 0;
}

/** VAT of each declaration, as its items state it. */
function declaredVat({ rows }: JudgeInput, declarations: DeclarationRows): (place: number) => bigint | null {
  const vat = numberCells(rows, 'vat_amount_minor');
  return (place) => {
    let [sum, told] = [0n, false];
    for (const i of declarations.rows[place] ?? []) {
      const amount = vat(i);
      if (amount === null) continue;
      sum += BigInt(amount);
      told = true;
    }
    return told ? sum : null;
  };
}

type Over = { readonly kind: 'declaration' | 'period'; readonly paid: bigint; readonly deducted: bigint };

const measuresOf = ({ kind, paid, deducted }: Over, { pack }: JudgeInput) => {
  const money = nationalMoney(pack);
  return {
    vat_of: kind,
    vat_paid: money.text(paid),
    vat_deducted: money.text(deducted),
    difference: money.text(deducted - paid),
    currency: pack.nationalCurrency,
    ...(paid > 0n ? { deviation_percent: percentOf(ratio(deducted - paid), ratio(paid)) } : {}),
  };
};
const scoreOver = ({ paid, deducted }: Over): number =>
  scoreOf(50 + Math.min(50, Number(((deducted - paid) * 100n) / (paid > 0n ? paid : 1n))));

/** What the ledger deducts for each declaration that its lines name, against the declaration. */
function byDeclaration(input: JudgeInput, out: Exclusions): Found {
  const { rows, also, params, pack } = input;
  const ledger = also['ledger'];
  const declarations = declarationRows(rows);
  const accounts = listOf(params, 'vatAccounts');
  const isVat = beginsWithOne(accounts);
  const vatOf = declaredVat(input, declarations);
  const money = nationalMoney(pack);
  const deducted = exactSums(declarations.numbers.length);
  const lines = new Map<number, number[]>();
  if (ledger !== undefined) {
    const [account, document, text] = ['account', 'source_doc_ref', 'description'].map((column) => textCells(ledger, column));
    const [debit, credit] = [numberCells(ledger, 'debit_minor'), numberCells(ledger, 'credit_minor')];
    for (let i = 0; i < ledger.n; i += 1) {
      if (!isVat(account?.(i) ?? null)) continue;
      const place = declarations.find(document?.(i) ?? null, text?.(i) ?? null);
      // a credit below nought is a deduction; a credit that sets the account off at the end of a period takes nothing back
      const amount = (debit(i) ?? 0) - Math.min(0, credit(i) ?? 0);
      if (place < 0 || amount === 0) continue;
      deducted.add(place, amount);
      const at = lines.get(place);
      if (at === undefined) lines.set(place, [i]);
      else at.push(i);
    }
  }
  const hits: RankedHit[] = [];
  let compared = 0;
  for (const [place, number] of declarations.numbers.entries()) {
    const [items, at, paid] = [declarations.rows[place] ?? [], lines.get(place) ?? [], vatOf(place)];
    if (paid === null) out.add('noVat', items.length);
    else if (at.length === 0) out.add('notDeducted', items.length);
    else {
      compared += 1;
      const over: Over = { kind: 'declaration', paid, deducted: deducted.of(place) };
      if (!isOver(input, over.deducted, paid)) continue;
      hits.push({
        rank: firstRank(rows, items),
        hit: {
          key: `declaration:${number}`,
          keys: [...namesOf(rows, items), ...(ledger === undefined ? [] : namesOf(ledger, at))],
          score: scoreOver(over),
          measures: measuresOf(over, input),
          explanation: words('test.T02.hit.declaration', {
            declaration: number,
            paid: money.arg(paid),
            deducted: money.arg(over.deducted),
            difference: money.arg(over.deducted - paid),
            lines: at.length,
          }),
        },
      });
    }
  }
  return { hits, compared, noList: accounts.length === 0 };
}

/** Lines of the returns for import VAT, by period, against the declarations registered in it. */
function byPeriod(input: JudgeInput, out: Exclusions): Found {
  const { rows, also, params, pack } = input;
  const returns = also['returns'];
  const codes = listOf(params, 'vatLines');
  if (returns === undefined) return { hits: [], compared: 0, noList: codes.length === 0 };
  const isLine = isOne(codes);
  const [code, from, to] = ['line_code', 'period_from', 'period_to'].map((column) => textCells(returns, column));
  const amount = numberCells(returns, 'amount_minor');
  const periods = new Map<string, number[]>();
  for (let i = 0; i < returns.n; i += 1) {
    if (!isLine(code?.(i) ?? null)) continue;
    if (amount(i) === null || (to?.(i) ?? null) === null) {
      out.add('noReturnAmount');
      continue;
    }
    const key = `${from?.(i) ?? ''}|${to?.(i) ?? ''}`;
    const at = periods.get(key);
    if (at === undefined) periods.set(key, [i]);
    else at.push(i);
  }
  const [registered, released] = [textCells(rows, 'reg_date'), textCells(rows, 'release_date')];
  const vat = numberCells(rows, 'vat_amount_minor');
  const money = nationalMoney(pack);
  const hits = [...periods].flatMap(([key, at]): readonly RankedHit[] => {
    const [first = '', last = ''] = key.split('|');
    const items: number[] = [];
    let paid = 0n;
    for (let i = 0; i < rows.n; i += 1) {
      const day = (paramText(params, 'dayOf') === 'release' ? released(i) : null) ?? registered(i) ?? '';
      if (day < first || day > last) continue;
      items.push(i);
      paid += BigInt(vat(i) ?? 0);
    }
    const over: Over = { kind: 'period', paid, deducted: at.reduce((sum, i) => sum + BigInt(amount(i) ?? 0), 0n) };
    if (!isOver(input, over.deducted, paid)) return [];
    const explanation = words('test.T02.hit.period', {
      from: { day: first },
      to: { day: last },
      paid: money.arg(paid),
      deducted: money.arg(over.deducted),
      difference: money.arg(over.deducted - paid),
      declarations: new Set(items.map((i) => textCells(rows, 'reg_no')(i))).size,
    });
    const keys = [...namesOf(returns, at), ...namesOf(rows, items)];
    return [
      {
        rank: firstRank(returns, at),
        hit: { key: `period:${key}`, keys, score: scoreOver(over), measures: measuresOf(over, input), explanation },
      },
    ];
  });
  return { hits, compared: periods.size, noList: codes.length === 0 };
}

function judge(input: JudgeInput): Judgement {
  const out = exclusions({ noVat: {}, notDeducted: {}, noReturnAmount: {} });
  const source = paramText(input.params, 'source');
  const { hits, compared, noList } = source === 'ledger' ? byDeclaration(input, out) : byPeriod(input, out);
  const said =
    hits.length === 0
      ? words(`test.T02.verdict.${source}.right`, { n: compared })
      : words(`test.T02.verdict.${source}.wrong`, { n: hits.length, compared });
  return {
    populationN: input.rows.n,
    excluded: out.list(),
    hits: ordered(hits),
    stats: { compared: countText(compared), over_deducted: countText(hits.length) },
    verdict: withNotes(said, noList ? [words(source === 'ledger' ? 'test.warn.noAccounts' : 'test.T02.warn.noLines')] : []),
  };
}

/**
 * T02 import VAT deducted against import VAT of the declarations: line by line of the ledger where its lines name declarations, or period
 * by period of the tax returns. Less than was paid is the trader's own loss and no hit.
 */
export const importVat: AuditTest = {
  id: 'T02',
  version: '1.0.0',
  area: 'ledger',
  leadOnly: false,
  params: [
    { name: 'source', type: 'choice', value: 'ledger', choices: ['ledger', 'returns'] },
    { name: 'tolPercent', type: 'decimal', value: '1', atLeast: '0', atMost: '100' },
    { name: 'vatAccounts', type: 'text', value: '' },
    { name: 'vatLines', type: 'text', value: '' },
    { name: 'dayOf', type: 'choice', value: 'release', choices: ['release', 'registration'] },
  ],
  needs: (params) => [
    { table: 'declarations', columns: ['vat_amount_minor'] },
    paramText(params, 'source') === 'ledger'
      ? { table: 'ledger', columns: ['account', 'debit_minor'] }
      : { table: 'tax_returns', columns: ['line_code', 'amount_minor'] },
  ],
  population: () => ({ table: 'declarations', columns: ['reg_no', 'reg_date', 'release_date', 'vat_amount_minor'] }),
  also: (params) =>
    paramText(params, 'source') === 'ledger'
      ? { ledger: { table: 'ledger', columns: ['account', 'debit_minor', 'credit_minor', 'source_doc_ref', 'description'] } }
      : { returns: { table: 'tax_returns', columns: ['period_from', 'period_to', 'line_code', 'amount_minor'] } },
  judge,
};
