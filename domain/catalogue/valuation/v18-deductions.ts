import { looseNumber, numbersInCell } from '../../matching/numbers.ts';
import { words } from '../../model/words.ts';
import type { AuditTest, Hit, JudgeInput, Judgement, SuggestedCorrection } from '../audit-test.ts';
import { holdsOne, listOf } from '../lists.ts';
import { leadsVerdict } from '../leads.ts';
import { countText, exclusions, ordered } from '../result.ts';
import type { RankedHit } from '../result.ts';
import { rowsBy } from '../row-groups.ts';
import { nationalMoney, numberCells, textCells } from '../row-reading.ts';
import { itemRows } from './declared-items.ts';
import { partSum, partsOf, valueBoxSpec, valueDeclarations } from './value-boxes.ts';
import type { Boxes } from './value-boxes.ts';

/** Whether an invoice of the declaration has a line, or an amount of carriage, that can be what was deducted. */
function stated({ also, params }: JudgeInput): (invoiceCell: string) => 'stated' | 'not' | 'unknown' {
  const invoices = also['invoices'];
  if (invoices === undefined) return () => 'unknown';
  const [no, text, freight] = [
    textCells(invoices, 'invoice_no'),
    textCells(invoices, 'description'),
    numberCells(invoices, 'freight_minor'),
  ];
  const isDeductible = holdsOne(listOf(params, 'deductible'));
  const byNumber = rowsBy(invoices, (i) => looseNumber(no(i) ?? ''));
  return (cell) => {
    const found = numbersInCell(cell).map((number) => byNumber.get(looseNumber(number)));
    if (found.length === 0 || found.includes(undefined)) return 'unknown';
    return found.some((at) => at?.some((i) => isDeductible(text(i)) || (freight(i) ?? 0) > 0)) ? 'stated' : 'not';
  };
}

type Deducted = { readonly reg: string; readonly no: number; readonly boxes: Boxes; readonly minor: bigint; readonly line: number };

function hitOf({ rows, also, pack }: JudgeInput, { reg, no, boxes, minor, line }: Deducted): RankedHit {
  const money = nationalMoney(pack);
  const declarations = also['declarations'];
  const value = declarations === undefined ? null : numberCells(declarations, 'customs_value_minor')(line);
  const parts = partsOf(boxes, 21, 23).filter((box) => (box.minor ?? 0n) > 0n);
  const first = parts[0]?.row ?? 0;
  return {
    rank: rows.rank[first] ?? 0,
    hit: {
      key: rows.nameOf(first),
      keys: [...(declarations === undefined ? [] : [declarations.nameOf(line)]), ...parts.map(({ row }) => rows.nameOf(row))],
      score: 70,
      measures: {
        currency: pack.nationalCurrency,
        amount: money.text(minor),
        ...(value === null ? {} : { expected_value: money.text(BigInt(value) + minor) }),
      },
      explanation: words('test.V18.hit', { declaration: reg, item: no, amount: money.arg(minor) }),
    },
  };
}

function judge(input: JudgeInput): Judgement {
  const { rows, also } = input;
  const out = exclusions({ noExchange: {}, noDeclaredItem: {}, invoiceUnknown: {}, deductionStated: {} });
  const declarations = also['declarations'];
  const invoice = declarations === undefined ? () => null : textCells(declarations, 'invoice_no');
  const [rowOf, isStated] = [itemRows(declarations), stated(input)];
  const hits: RankedHit[] = [];
  let judged = 0;
  for (const [reg, { items }] of valueDeclarations(rows, input)) {
    for (const [no, boxes] of items) {
      const minor = partSum(boxes, 21, 23);
      const line = rowOf(reg, no === 0 ? 1 : no);
      if (minor === null) out.add('noExchange');
      else if (minor <= 0n) judged += 1;
      else if (line === undefined) out.add('noDeclaredItem');
      else {
        const told = isStated(invoice(line) ?? '');
        if (told === 'unknown') out.add('invoiceUnknown');
        else if (told === 'stated') out.add('deductionStated');
        else hits.push(hitOf(input, { reg, no, boxes, minor, line }));
        if (told === 'not') judged += 1;
      }
    }
  }
  const found = ordered(hits);
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: found,
    stats: { items: countText(judged), found: countText(found.length) },
    verdict: leadsVerdict(found.length, judged),
  };
}

function suggest({ keys, measures }: Hit): readonly SuggestedCorrection[] {
  const row = keys.find((key) => key.includes(':declarations:'));
  const audited = measures['expected_value'];
  return row === undefined || audited === undefined ? [] : [{ row, component: 'customs_value', audited }];
}

/**
 * V18 deductions that the invoice does not show: boxes 21 to 23 lower the value, and no line of the invoice is of assembly, carriage after
 * arrival or duties, nor does it state carriage. They may be deducted only where they are told apart from the price (WTO VA, note to
 * Art. 1): a hit may carry a finding. A statement outside the invoice is the trader's to show.
 */
export const deductions: AuditTest = {
  id: 'V18',
  version: '1.0.0',
  area: 'valuation',
  leadOnly: false,
  params: [
    {
      name: 'deductible',
      type: 'text',
      value:
        'freight,transport,delivery,carriage,assembl,install,erection,mounting,import duty,duties,tax,перевоз,транспорт,доставк,монтаж,сборк,установк,пусконалад,пошлин,налог,тасымал,жеткізу,құрастыр,орнату,баж,салық',
    },
  ],
  needs: () => [
    { table: 'value_components', columns: ['box', 'national_minor'] },
    { table: 'declarations', columns: ['invoice_no'] },
    { table: 'invoices', columns: ['invoice_no', 'description'] },
  ],
  population: () => valueBoxSpec,
  also: () => ({
    declarations: { table: 'declarations', columns: ['reg_no', 'item_no', 'invoice_no', 'customs_value_minor'] },
    invoices: { table: 'invoices', columns: ['invoice_no', 'description', 'freight_minor'] },
  }),
  judge,
  suggest,
};
