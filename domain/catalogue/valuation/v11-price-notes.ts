import { exactNumber, looseNumber } from '../../matching/numbers.ts';
import { invoiceWay, isCreditNote } from '../../matching/trade-words.ts';
import { words } from '../../model/words.ts';
import type { AuditTest, JudgeInput, Judgement, Population } from '../audit-test.ts';
import { companies, isAlike } from '../companies.ts';
import { holdsOne, listOf } from '../lists.ts';
import { currencyMoney, leadsVerdict } from '../leads.ts';
import { countText, exclusions, ordered } from '../result.ts';
import type { RankedHit } from '../result.ts';
import { mostKeys, rowsBy, inRank } from '../row-groups.ts';
import { magnitude, numberCells, textCells } from '../row-reading.ts';

/** A debit or credit note with the rows that it stands in. */
type Note = {
  readonly no: string;
  readonly at: readonly number[];
  readonly corrects: string;
  readonly day: string;
  readonly lowers: boolean;
};

function* notesOf({ rows, params }: JudgeInput, out: ReturnType<typeof exclusions>): Generator<Note> {
  const [type, no, day, corrects] = [
    textCells(rows, 'doc_type'),
    textCells(rows, 'invoice_no'),
    textCells(rows, 'invoice_date'),
    textCells(rows, 'corrects_no'),
  ];
  const [direction, status, seller] = [textCells(rows, 'direction'), textCells(rows, 'status'), textCells(rows, 'seller')];
  const [isDebit, isCancelled] = [holdsOne(listOf(params, 'debitWords')), holdsOne(listOf(params, 'cancelled'))];
  const isNote = (i: number): boolean => isDebit(type(i)) || isCreditNote(type(i) ?? '');
  for (const [, members] of rowsBy(rows, (i) => (isNote(i) ? `${exactNumber(no(i) ?? '')} ${seller(i) ?? ''}` : null))) {
    const at = inRank(rows, members);
    const first = at[0] ?? 0;
    if (invoiceWay(direction(first) ?? '') === -1) out.add('sale', at.length);
    else if (isCancelled(status(first))) out.add('noteOrCancelled', at.length);
    else if (corrects(first) === null) out.add('correctsNothing', at.length);
    else yield { no: no(first) ?? '', at, corrects: corrects(first) ?? '', day: day(first) ?? '', lowers: !isDebit(type(first)) };
  }
}

/** The amount of a note, minor units: as its total says, else the sum of its lines; null where neither does. */
function amountOf(rows: Population): (at: readonly number[]) => bigint | null {
  const [total, line] = [numberCells(rows, 'total_minor'), numberCells(rows, 'amount_minor')];
  return (at) => {
    const whole = at.map(total).find((one) => one !== null);
    if (whole !== undefined && whole !== null) return magnitude(BigInt(whole));
    const lines = at.map(line);
    return lines.some((one) => one === null) ? null : magnitude(lines.reduce<bigint>((sum, one) => sum + BigInt(one ?? 0), 0n));
  };
}

type Declared = { readonly at: readonly number[]; readonly reg: string; readonly day: string };

/** Declarations of the corrected invoice, of the same seller where both say one. */
function declaredFor({ rows, also }: JudgeInput): (note: Note) => Declared | null {
  const declarations = also['declarations'];
  if (declarations === undefined) return () => null;
  const [invoice, reg, day, release] = ['invoice_no', 'reg_no', 'reg_date', 'release_date'].map((name) => textCells(declarations, name));
  const [seller, theirs] = [textCells(rows, 'seller'), textCells(declarations, 'seller')];
  const names = new Set<string>();
  for (let i = 0; i < rows.n; i += 1) names.add(seller(i) ?? '');
  for (let i = 0; i < declarations.n; i += 1) names.add(theirs(i) ?? '');
  const book = companies([...names].map((name) => ['', name] as const));
  const byNumber = rowsBy(declarations, (i) => looseNumber(invoice?.(i) ?? ''));
  return ({ corrects, at }) => {
    const self = book.of('', seller(at[0] ?? 0) ?? '');
    const found = (byNumber.get(looseNumber(corrects)) ?? []).filter((i) => {
      const other = book.of('', theirs(i) ?? '');
      return self === -1 || other === -1 || isAlike(book.compare(self, other));
    });
    const sorted = inRank(declarations, found);
    const [first] = sorted;
    return first === undefined ? null : { at: sorted, reg: reg?.(first) ?? '', day: release?.(first) ?? day?.(first) ?? '' };
  };
}

type Found = { readonly note: Note; readonly declared: Declared; readonly amount: bigint; readonly currency: string };

function hitOf({ rows, also, pack }: JudgeInput, { note, declared, amount, currency }: Found): RankedHit {
  const money = currencyMoney(pack);
  const first = note.at[0] ?? 0;
  const lines = declared.at.slice(0, mostKeys).flatMap((i) => also['declarations']?.nameOf(i) ?? []);
  return {
    rank: rows.rank[first] ?? 0,
    hit: {
      key: rows.nameOf(first),
      keys: [...note.at.slice(0, mostKeys).map(rows.nameOf), ...lines],
      score: note.lowers ? 40 : 80,
      measures: { linked_by: 'number', currency, amount: money.text(amount, currency), lines: String(declared.at.length) },
      explanation: words(note.lowers ? 'test.V11.hit.credit' : 'test.V11.hit.debit', {
        note: note.no,
        day: { day: note.day },
        invoice: note.corrects,
        declaration: declared.reg,
        released: { day: declared.day },
        amount: money.arg(amount, currency),
      }),
    },
  };
}

function judge(input: JudgeInput): Judgement {
  const { rows, also } = input;
  const out = exclusions({
    sale: {},
    noteOrCancelled: {},
    correctsNothing: {},
    noAmount: {},
    noCurrency: {},
    notDeclared: {},
    beforeRelease: {},
    amended: {},
  });
  const [amountIn, currency, find] = [amountOf(rows), textCells(rows, 'currency'), declaredFor(input)];
  const amendments = also['amendments'];
  const amended = amendments === undefined ? new Map<string, readonly number[]>() : rowsBy(amendments, textCells(amendments, 'reg_no'));
  const amendedOn = amendments === undefined ? () => null : textCells(amendments, 'amended_on');
  const hits: RankedHit[] = [];
  let judged = 0;
  for (const note of notesOf(input, out)) {
    const [amount, of, declared] = [amountIn(note.at), currency(note.at[0] ?? 0), find(note)];
    if (amount === null || amount === 0n) out.add('noAmount', note.at.length);
    else if (of === null) out.add('noCurrency', note.at.length);
    else if (declared === null) out.add('notDeclared', note.at.length);
    else if (note.day <= declared.day) out.add('beforeRelease', note.at.length);
    else if ((amended.get(declared.reg) ?? []).some((i) => (amendedOn(i) ?? '') >= note.day)) out.add('amended', note.at.length);
    else {
      judged += 1;
      hits.push(hitOf(input, { note, declared, amount, currency: of }));
    }
  }
  const found = ordered(hits);
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: found,
    stats: { notes: countText(judged), found: countText(found.length) },
    verdict: leadsVerdict(found.length, judged),
  };
}

/**
 * V11 debit and credit notes of the seller after release: a debit note raises the price that was declared, a credit note lowers it. Notes
 * up to the day of release belong to the declared price; a declaration that was amended on or after the day of the note is left out. Lead
 * only: what a note is for (goods, carriage, a claim) and whether a rebate was agreed before import is to be read in it.
 */
export const priceNotes: AuditTest = {
  id: 'V11',
  version: '1.0.0',
  area: 'valuation',
  leadOnly: true,
  params: [
    { name: 'debitWords', type: 'text', value: 'debit,дебет,дебит,383,доначисл' },
    { name: 'cancelled', type: 'text', value: 'cancel,revok,void,аннул,отмен,отозв,жой' },
  ],
  needs: () => [
    { table: 'invoices', columns: ['doc_type', 'corrects_no'] },
    { table: 'declarations', columns: ['invoice_no'] },
  ],
  population: () => ({
    table: 'invoices',
    columns: 'direction doc_type invoice_no invoice_date seller corrects_no currency amount_minor total_minor status'.split(' '),
  }),
  also: () => ({
    declarations: { table: 'declarations', columns: ['reg_no', 'reg_date', 'release_date', 'invoice_no', 'seller'] },
    amendments: { table: 'amendments', columns: ['reg_no', 'amended_on'] },
  }),
  judge,
};
