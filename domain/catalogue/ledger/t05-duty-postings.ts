import { words } from '../../model/words.ts';
import { compare, divide, multiply, ratio } from '../../money/ratio.ts';
import { decimalToScaled } from '../../money/decimal.ts';
import { nationalDigits } from '../../packs/currency.ts';
import type { AuditTest, JudgeInput, Judgement } from '../audit-test.ts';
import { exactSums } from '../exact-sums.ts';
import { beginsWithOne, listOf } from '../lists.ts';
import { paramCount, paramRatio, paramText } from '../params.ts';
import { countText, exclusions, ordered, scoreOf, withNotes } from '../result.ts';
import type { RankedHit } from '../result.ts';
import { firstRank, namesOf } from '../row-groups.ts';
import { magnitude, nationalMoney, numberCells, textCells } from '../row-reading.ts';
import { declarationRows, rowsNaming } from './named-declarations.ts';
import type { DeclarationRows } from './named-declarations.ts';

type Kind = 'duty' | 'vat';
const columns: Readonly<Record<Kind, readonly string[]>> = {
  duty: ['duty_amount_minor', 'ad_amount_minor', 'excise_amount_minor', 'fee_amount_minor'],
  vat: ['vat_amount_minor'],
};
const accountsParam: Readonly<Record<Kind, string>> = { duty: 'dutyAccounts', vat: 'vatAccounts' };

/** What each declaration says is due; null where none of its items states an amount. */
function declaredOf({ rows }: JudgeInput, declarations: DeclarationRows, kind: Kind): readonly (bigint | null)[] {
  const cells = columns[kind].map((column) => numberCells(rows, column));
  return declarations.rows.map((items) => {
    let [sum, told] = [0n, false];
    for (const i of items) {
      for (const cell of cells) {
        const amount = cell(i);
        if (amount === null) continue;
        sum += BigInt(amount);
        told = true;
      }
    }
    return told ? sum : null;
  });
}

type Posted = { readonly sum: (place: number) => bigint; readonly lines: ReadonlyMap<number, readonly number[]> };

/** What the ledger owes for each declaration that its lines name: credits of the accounts, less what was reversed. */
function postedOf({ also, params }: JudgeInput, declarations: DeclarationRows, kind: Kind): Posted {
  const ledger = also['ledger'];
  const sums = exactSums(declarations.numbers.length);
  const lines = new Map<number, number[]>();
  if (ledger === undefined) return { sum: sums.of, lines };
  const fits = beginsWithOne(listOf(params, accountsParam[kind]));
  const [account, document, text] = ['account', 'source_doc_ref', 'description'].map((column) => textCells(ledger, column));
  const [debit, credit] = [numberCells(ledger, 'debit_minor'), numberCells(ledger, 'credit_minor')];
  for (let i = 0; i < ledger.n; i += 1) {
    if (!fits(account?.(i) ?? null)) continue;
    // a debit pays the debt and is no part of it; what is owed too much is reversed by a credit below nought
    const owed = credit(i) ?? 0;
    const place = owed === 0 && (debit(i) ?? 0) !== 0 ? -1 : declarations.find(document?.(i) ?? null, text?.(i) ?? null);
    if (place < 0) continue;
    sums.add(place, owed);
    const at = lines.get(place);
    if (at === undefined) lines.set(place, [i]);
    else at.push(i);
  }
  return { sum: sums.of, lines };
}

type Apart = {
  readonly kind: Kind;
  readonly place: number;
  readonly declared: bigint;
  readonly posted: bigint;
  readonly lines: readonly number[];
};

function apartOf(
  input: JudgeInput,
  declarations: DeclarationRows,
  kind: Kind,
): { readonly apart: readonly Apart[]; readonly compared: number; readonly unnamed: number } {
  const { params, pack } = input;
  const declared = declaredOf(input, declarations, kind);
  const posted = postedOf(input, declarations, kind);
  const due = declared.flatMap((amount, place) => (amount !== null && amount > 0n ? [place] : []));
  const named = due.filter((place) => posted.lines.has(place)).length;
  // a ledger that names few declarations says nothing of those that it does not name
  const speaks = due.length > 0 && named * 100 >= due.length * paramCount(params, 'namedPercent');
  const least = ratio(decimalToScaled(paramText(params, 'tolAbs'), nationalDigits(pack)) ?? 0n);
  const percent = divide(paramRatio(params, 'tolPercent'), ratio(100n));
  let compared = 0;
  const apart: Apart[] = [];
  declared.forEach((amount, place) => {
    const lines = posted.lines.get(place) ?? [];
    if (amount === null || (lines.length === 0 && (!speaks || amount === 0n))) return;
    compared += 1;
    const difference = ratio(magnitude(posted.sum(place) - amount));
    const beyond = compare(difference, least) > 0 && compare(difference, multiply(ratio(magnitude(amount)), percent)) > 0;
    if (beyond) apart.push({ kind, place, declared: amount, posted: posted.sum(place), lines });
  });
  return { apart, compared, unnamed: speaks ? 0 : due.length - named };
}

function hitOf(
  one: Apart,
  given: { input: JudgeInput; declarations: DeclarationRows; payments: ReadonlyMap<number, readonly number[]> },
): RankedHit {
  const { input, declarations, payments } = given;
  const { rows, also, pack } = input;
  const { kind, place, declared, posted, lines } = one;
  const money = nationalMoney(pack);
  const items = declarations.rows[place] ?? [];
  const paid = payments.get(place) ?? [];
  const difference = posted - declared;
  const number = declarations.numbers[place] ?? '';
  const way = lines.length === 0 ? 'missing' : difference > 0n ? 'more' : 'less';
  const share = declared === 0n ? 50 : Number((magnitude(difference) * 50n) / declared);
  return {
    rank: firstRank(rows, items),
    hit: {
      key: `${kind}:${number}`,
      keys: [
        ...namesOf(rows, items),
        ...(also['ledger'] === undefined ? [] : namesOf(also['ledger'], lines)),
        ...(also['payments'] === undefined ? [] : namesOf(also['payments'], paid)),
      ],
      score: scoreOf(40 + Math.min(50, share)),
      measures: {
        posting_of: kind,
        posting_problem: way,
        declared_due: money.text(declared),
        posted: money.text(posted),
        difference: money.text(difference),
        currency: pack.nationalCurrency,
        ledger_lines: String(lines.length),
        payment_rows: String(paid.length),
      },
      explanation: words(`test.T05.hit.${kind}.${way}`, {
        declaration: number,
        declared: money.arg(declared),
        posted: money.arg(posted),
        difference: money.arg(magnitude(difference)),
        payments: paid.length,
      }),
    },
  };
}

function judge(input: JudgeInput): Judgement {
  const { rows, also, params } = input;
  const out = exclusions({ notNamed: {} });
  const declarations = declarationRows(rows);
  const parts = (['duty', 'vat'] as const).map((kind) => apartOf(input, declarations, kind));
  const apart = parts.flatMap((part) => part.apart);
  const unnamed = parts.reduce((n, part) => n + part.unnamed, 0);
  if (unnamed > 0) out.add('notNamed', unnamed);
  const wanted = new Set(apart.map(({ place }) => place));
  const payments = rowsNaming(also['payments'], declarations, { number: 'invoice_no', text: 'purpose', wanted });
  const hits = apart.map((one) => hitOf(one, { input, declarations, payments }));
  const compared = parts.reduce((n, part) => n + part.compared, 0);
  const noList = (['duty', 'vat'] as const).some((kind) => listOf(params, accountsParam[kind]).length === 0);
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: ordered(hits),
    stats: {
      postings_compared: countText(compared),
      postings_apart: countText(hits.length),
      declarations: countText(declarations.numbers.length),
    },
    verdict: withNotes(
      hits.length === 0 ? words('test.T05.verdict.right', { n: compared }) : words('test.T05.verdict.wrong', { n: hits.length, compared }),
      [...(noList ? [words('test.warn.noAccounts')] : []), ...(unnamed > 0 ? [words('test.T05.warn.unnamed', { n: unnamed })] : [])],
    ),
  };
}

/**
 * T05 duties, fees and VAT of each declaration against what the ledger books for it: credits of the accounts of customs payments in lines
 * that name the declaration, in their document or text. Beyond the tolerance, or not booked at all though the ledger books the others.
 */
export const dutyPostings: AuditTest = {
  id: 'T05',
  version: '1.0.0',
  area: 'ledger',
  leadOnly: false,
  params: [
    { name: 'dutyAccounts', type: 'text', value: '' },
    { name: 'vatAccounts', type: 'text', value: '' },
    { name: 'tolAbs', type: 'decimal', value: '1000', atLeast: '0', atMost: '1000000000' },
    { name: 'tolPercent', type: 'decimal', value: '1', atLeast: '0', atMost: '100' },
    { name: 'namedPercent', type: 'integer', value: '50', atLeast: '0', atMost: '100' },
  ],
  needs: () => [
    { table: 'declarations', columns: ['duty_amount_minor'] },
    { table: 'ledger', columns: ['account', 'credit_minor'] },
  ],
  population: () => ({ table: 'declarations', columns: ['reg_no', ...columns.duty, ...columns.vat] }),
  also: () => ({
    ledger: { table: 'ledger', columns: ['account', 'debit_minor', 'credit_minor', 'source_doc_ref', 'description'] },
    payments: { table: 'payments', columns: ['invoice_no', 'purpose'] },
  }),
  judge,
};
