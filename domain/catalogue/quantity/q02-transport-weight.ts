import { words } from '../../model/words.ts';
import { exactNumber, numbersInCell } from '../../matching/numbers.ts';
import { compare, divide, multiply, ratio } from '../../money/ratio.ts';
import type { AuditTest, JudgeInput, Judgement, Population } from '../audit-test.ts';
import { components } from '../components.ts';
import { beginsWithOne, listOf } from '../lists.ts';
import { paramRatio } from '../params.ts';
import { countText, exclusions, ordered, scoreOf } from '../result.ts';
import type { Exclusions, RankedHit } from '../result.ts';
import { firstRank, namesOf, rowOfRank, rowsBy } from '../row-groups.ts';
import { magnitude, numberCells, percentOf, textCells } from '../row-reading.ts';
import { kilograms } from './figures.ts';
import { papersOf } from './transport-papers.ts';
import type { Paper } from './transport-papers.ts';

/** Declarations and the papers of their goods. @property linked how the papers were found */
type Consignment = { readonly items: readonly number[]; readonly papers: readonly number[]; readonly linked: 'confirmed' | 'number' };

type Lookups = {
  readonly placeOf: ReadonlyMap<string, number>;
  readonly ofInvoice: (text: string | null) => readonly number[];
  readonly ofReg: (text: string) => readonly number[];
};

/** Places of declarations by their own number and by the invoice's; invoices are gathered when the first paper needs them. */
function lookupsOf(rows: Population, regs: ReadonlyMap<string, readonly number[]>, names: readonly string[]): Lookups {
  const placeOf = new Map(names.map((name, at) => [exactNumber(name), at]));
  const invoice = textCells(rows, 'invoice_no');
  let invoices: Map<string, Set<number>> | null = null;
  const ofInvoice = (text: string | null): readonly number[] => {
    if (invoices === null) {
      invoices = new Map();
      for (const [at, name] of names.entries()) {
        for (const i of regs.get(name) ?? []) {
          const no = exactNumber(invoice(i) ?? '');
          if (no !== '') (invoices.get(no) ?? invoices.set(no, new Set()).get(no))?.add(at);
        }
      }
    }
    return [...(invoices.get(exactNumber(text ?? '')) ?? [])];
  };
  const ofReg = (text: string): readonly number[] => {
    const whole = placeOf.get(exactNumber(text));
    return whole === undefined ? numbersInCell(text).flatMap((no) => placeOf.get(exactNumber(no)) ?? []) : [whole];
  };
  return { placeOf, ofInvoice, ofReg };
}

/** Papers by the declarations that they belong to: confirmed links first, then the declaration's number, then the invoice's. */
function consignments({ rows, also, links }: JudgeInput): {
  readonly all: readonly Consignment[];
  readonly freight: Population | undefined;
} {
  const freight = also['freight'];
  const regOfRow = textCells(rows, 'reg_no');
  const regs = rowsBy(rows, regOfRow);
  if (freight === undefined) return { all: [], freight };
  const names = [...regs.keys()];
  const { placeOf, ofInvoice, ofReg } = lookupsOf(rows, regs, names);
  const [reg, inv] = [textCells(freight, 'reg_no'), textCells(freight, 'invoice_no')];
  const confirmed = new Map<number, number[]>();
  const [left, right] = [rowOfRank(rows), rowOfRank(freight)];
  for (const link of links['declaration-freight'] ?? []) {
    const [l, r] = [left(link.left), right(link.right)];
    const at = l === undefined ? undefined : placeOf.get(exactNumber(regOfRow(l) ?? ''));
    if (at !== undefined && r !== undefined) confirmed.set(r, [...(confirmed.get(r) ?? []), at]);
  }
  const groups = components(names.length);
  const found: (readonly number[])[] = [];
  for (let r = 0; r < freight.n; r += 1) {
    const number = reg(r);
    const at = confirmed.get(r) ?? (number === null ? ofInvoice(inv(r)) : ofReg(number));
    found.push(at);
    for (const other of at.slice(1)) groups.join(at[0] ?? other, other);
  }
  const papers = new Map<number, number[]>();
  found.forEach((at, r) => {
    const [first] = at;
    if (first === undefined) return;
    const group = groups.of(first);
    (papers.get(group) ?? papers.set(group, []).get(group))?.push(r);
  });
  const members = new Map<number, string[]>();
  names.forEach((name, at) => (members.get(groups.of(at)) ?? members.set(groups.of(at), []).get(groups.of(at)))?.push(name));
  const all = [...members].map(([group, of]): Consignment => {
    const mine = papers.get(group) ?? [];
    return {
      items: of.flatMap((name) => regs.get(name) ?? []),
      papers: mine,
      linked: mine.some((r) => confirmed.has(r)) ? 'confirmed' : 'number',
    };
  });
  return { all, freight };
}

type Against = 'transport' | 'packing';
type Compared = { readonly against: Against; readonly declared: number; readonly told: number; readonly papers: readonly Paper[] };

function hitOf(of: Consignment, compared: Compared, given: { readonly input: JudgeInput; readonly freight: Population }): RankedHit {
  const { rows } = given.input;
  const { against, declared, told, papers } = compared;
  const difference = told - declared;
  const [one, whole] = [ratio(BigInt(difference)), ratio(BigInt(declared))];
  const regs = [...new Set(of.items.map((i) => textCells(rows, 'reg_no')(i) ?? ''))].toSorted();
  const docs = papers.map(({ doc }) => doc).toSorted();
  const shown = (all: readonly string[]): string => (all.length > 5 ? `${all.slice(0, 5).join(', ')}, …` : all.join(', '));
  const share = Number((magnitude(BigInt(difference)) * 1000n) / BigInt(declared)) / 10;
  return {
    rank: firstRank(rows, of.items),
    hit: {
      key: `${against}:${regs[0] ?? ''}`,
      keys: [
        ...namesOf(rows, of.items),
        ...namesOf(
          given.freight,
          papers.flatMap((paper) => paper.rows),
        ),
      ],
      score: scoreOf((difference > 0 ? 50 : 30) + Math.min(50, share)),
      measures: {
        gross_kg: kilograms(declared),
        paper_gross_kg: kilograms(told),
        difference_kg: kilograms(difference),
        deviation_percent: percentOf(one, whole),
        declarations: String(regs.length),
        papers: String(docs.length),
        linked_by: of.linked,
      },
      explanation: words(`test.Q02.hit.${against}.${difference > 0 ? 'more' : 'less'}`, {
        declarations: shown(regs),
        docs: shown(docs),
        declared: { decimal: kilograms(declared) },
        told: { decimal: kilograms(told) },
        difference: { decimal: kilograms(Math.abs(difference)) },
        percent: { percent: percentOf(ratio(magnitude(BigInt(difference))), whole) },
      }),
    },
  };
}

/** Declared gross weight of a consignment; null where an item has none. */
function declaredGross(rows: Population, items: readonly number[]): number | null {
  const gross = numberCells(rows, 'gross_g');
  let sum = 0;
  for (const i of items) {
    if ((gross(i) ?? 0) <= 0) return null;
    sum += gross(i) ?? 0;
  }
  return sum;
}

function judge(input: JudgeInput): Judgement {
  const { rows, params } = input;
  const out = exclusions({ noWeight: {}, noPaper: {}, noPaperWeight: {}, severalLegs: {} });
  const limit = divide(paramRatio(params, 'tolPercent'), ratio(100n));
  const apart = (declared: number, told: number): boolean =>
    compare(ratio(magnitude(BigInt(told - declared))), multiply(ratio(BigInt(declared)), limit)) > 0;
  const { all, freight } = consignments(input);
  const hits: RankedHit[] = [];
  let judged = 0;
  for (const of of all) {
    const declared = declaredGross(rows, of.items);
    if (declared === null) out.add('noWeight', of.items.length);
    else if (freight !== undefined) {
      const compared = comparisons(input, of, { declared, freight, apart, out });
      if (compared !== null) judged += 1;
      for (const one of compared ?? []) if (apart(declared, one.told)) hits.push(hitOf(of, one, { input, freight }));
    }
  }
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: ordered(hits),
    stats: { consignments_compared: countText(judged), consignments_apart: countText(hits.length) },
    verdict:
      hits.length === 0
        ? words('test.Q02.verdict.right', { n: judged })
        : words('test.Q02.verdict.wrong', { n: hits.length, compared: judged }),
  };
}

type Comparing = {
  readonly declared: number;
  readonly freight: Population;
  readonly apart: (declared: number, told: number) => boolean;
  readonly out: Exclusions;
};

/** The weights that the papers of a consignment tell, by kind of paper; null where there is nothing to compare with. */
function comparisons({ params }: JudgeInput, of: Consignment, { declared, freight, apart, out }: Comparing): readonly Compared[] | null {
  const kind = textCells(freight, 'doc_type');
  const kinds: readonly (readonly [Against, string])[] = [
    ['transport', 'transportTypes'],
    ['packing', 'packingTypes'],
  ];
  const found: Compared[] = [];
  let [papersN, blank, legs] = [0, 0, 0];
  for (const [against, param] of kinds) {
    const fits = beginsWithOne(listOf(params, param));
    const papers = papersOf(
      freight,
      of.papers.filter((r) => fits(kind(r))),
    );
    papersN += papers.length;
    if (papers.length === 0) continue;
    const told = papers.reduce((sum, paper) => sum + paper.gross, 0);
    // goods that are loaded over have a paper for each leg with the whole weight
    const oneAgrees = papers.length > 1 && papers.some((paper) => !apart(declared, paper.gross));
    if (papers.some((paper) => paper.gross <= 0)) blank += 1;
    else if (apart(declared, told) && oneAgrees) legs += 1;
    else found.push({ against, declared, told, papers });
  }
  if (found.length > 0) return found;
  out.add(papersN === 0 ? 'noPaper' : blank > 0 || legs === 0 ? 'noPaperWeight' : 'severalLegs', of.items.length);
  return null;
}

/**
 * Q02 declared gross weight against the transport documents and packing lists of the same goods. One declaration of several papers and
 * one paper of several declarations are compared as one consignment. Papers of which one alone agrees (goods loaded over) are no hit.
 * The declaration's rows state no number of packages: weights are what is compared.
 */
export const transportWeight: AuditTest = {
  id: 'Q02',
  version: '1.0.0',
  area: 'quantity',
  leadOnly: false,
  params: [
    { name: 'tolPercent', type: 'decimal', value: '1', atLeast: '0', atMost: '100' },
    { name: 'transportTypes', type: 'text', value: '' },
    { name: 'packingTypes', type: 'text', value: '' },
  ],
  needs: () => [
    { table: 'declarations', columns: ['reg_no', 'gross_g'] },
    { table: 'freight', columns: ['gross_g'] },
  ],
  population: () => ({ table: 'declarations', columns: ['reg_no', 'item_no', 'invoice_no', 'gross_g'] }),
  also: () => ({ freight: { table: 'freight', columns: ['doc_type', 'doc_no', 'reg_no', 'invoice_no', 'gross_g', 'packages'] } }),
  links: () => ['declaration-freight'],
  judge,
};
