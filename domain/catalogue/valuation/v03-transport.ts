import { words } from '../../model/words.ts';
import type { AuditTest, JudgeInput, Judgement } from '../audit-test.ts';
import { isOne, listOf } from '../lists.ts';
import { leadsVerdict } from '../leads.ts';
import { countText, exclusions, ordered } from '../result.ts';
import type { RankedHit } from '../result.ts';
import { mostKeys } from '../row-groups.ts';
import { nationalMoney, textCells } from '../row-reading.ts';
import { carriedBy, carriedSpec, freightSpec, policyParam } from './carriage.ts';
import { additionLimits, goesBeyond, missingHit, suggestRaised } from './undeclared-addition.ts';
import { partOfAll, partsOf, valueBoxSpec, valueDeclarations } from './value-boxes.ts';
import type { ValueDeclaration } from './value-boxes.ts';

/** Names of the boxes of a part, over all items. */
const boxNames = (input: JudgeInput, value: ValueDeclaration, [from, to]: readonly [number, number]): readonly string[] => {
  const rows = input.also['values'];
  return rows === undefined
    ? []
    : [...value.items.values()].flatMap((boxes) => partsOf(boxes, from, to).map(({ row }) => rows.nameOf(row)));
};

type Bare = { readonly reg: string; readonly at: readonly number[]; readonly incoterm: string };

/** The term leaves carriage to the buyer, nothing was added, and no paper says what it cost. */
function unproven({ rows }: JudgeInput, { reg, at, incoterm }: Bare): RankedHit {
  const first = at[0] ?? 0;
  return {
    rank: rows.rank[first] ?? 0,
    hit: {
      key: rows.nameOf(first),
      keys: at.slice(0, mostKeys).map(rows.nameOf),
      score: 45,
      measures: { lines: String(at.length) },
      explanation: words('test.V03.hit.noPaper', { declaration: reg, incoterm }),
    },
  };
}

function judge(input: JudgeInput): Judgement {
  const { rows, also, params, pack } = input;
  const out = exclusions({ noValueDeclaration: {}, noExchange: {}, carriageUntold: {}, carriageInPrice: {} });
  const incoterms = textCells(rows, 'incoterm');
  const buyerCarries = isOne(listOf(params, 'buyerTerms'));
  const { declarations, papers, untold } = carriedBy(input, 'carriage');
  const values = valueDeclarations(also['values'], input);
  const hits: RankedHit[] = [];
  let [judged, missing] = [0, 0n];
  for (const [reg, at] of declarations) {
    const value = values.get(reg);
    const declared = value === undefined ? null : partOfAll(value, 17, 18);
    const incoterm = incoterms(at[0] ?? 0) ?? '';
    const known = papers.get(reg) ?? [];
    const paid = known.reduce((sum, { minor }) => sum + minor, 0n);
    if (value === undefined) out.add('noValueDeclaration', at.length);
    else if (declared === null) out.add('noExchange', at.length);
    else if (untold.has(reg)) out.add('carriageUntold', at.length);
    else if (known.length === 0 && !buyerCarries(incoterm)) out.add('carriageInPrice', at.length);
    else {
      judged += 1;
      if (paid > declared && goesBeyond(input, paid - declared, paid)) {
        hits.push(missingHit(input, 'V03', { reg, at, papers: known, paid, declared, incoterm }, boxNames(input, value, [17, 18])));
        missing += paid - declared;
      } else if (known.length === 0 && declared === 0n) hits.push(unproven(input, { reg, at, incoterm }));
    }
  }
  const found = ordered(hits);
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: found,
    stats: { declarations: countText(judged), found: countText(found.length), missing: nationalMoney(pack).text(missing) },
    verdict: leadsVerdict(found.length, judged),
  };
}

/**
 * V03 carriage up to the border that the importer paid and did not add to the value (WTO VA Art. 8.2): what the transport papers of a
 * declaration state before the border, less boxes 17 and 18. With a term under which the buyer carries, nothing added and no paper is a
 * weaker lead. Carriage paid by somebody else is in the price; a paper that does not say where the border lies is left out, not guessed.
 * What is missing is divided over the lines by gross weight (vector E7).
 */
export const transport: AuditTest = {
  id: 'V03',
  version: '1.0.0',
  area: 'valuation',
  leadOnly: false,
  params: [{ name: 'buyerTerms', type: 'text', value: 'EXW,FCA,FAS,FOB' }, policyParam, ...additionLimits],
  needs: () => [
    { table: 'declarations', columns: ['incoterm'] },
    { table: 'value_components', columns: ['box'] },
    { table: 'freight', columns: ['before_border_minor'] },
  ],
  population: () => carriedSpec,
  also: () => ({ values: valueBoxSpec, freight: freightSpec }),
  links: () => ['declaration-freight'],
  judge,
  suggest: suggestRaised,
};
