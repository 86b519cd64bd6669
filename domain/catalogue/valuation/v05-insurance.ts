import type { AuditTest, JudgeInput, Judgement } from '../audit-test.ts';
import { isOne, listOf } from '../lists.ts';
import { leadsVerdict } from '../leads.ts';
import { countText, exclusions, ordered } from '../result.ts';
import type { RankedHit } from '../result.ts';
import { nationalMoney, textCells } from '../row-reading.ts';
import { carriedBy, carriedSpec, freightSpec, policyParam } from './carriage.ts';
import { additionLimits, goesBeyond, missingHit, suggestRaised } from './undeclared-addition.ts';
import { partOfAll, valueBoxSpec, valueDeclarations } from './value-boxes.ts';

function judge(input: JudgeInput): Judgement {
  const { rows, also, params, pack } = input;
  const out = exclusions({ noValueDeclaration: {}, noExchange: {}, premiumUntold: {}, insuredInPrice: {}, noPolicy: {} });
  const incoterms = textCells(rows, 'incoterm');
  const sellerInsures = isOne(listOf(params, 'sellerTerms'));
  const { declarations, papers, untold } = carriedBy(input, 'insurance');
  const values = valueDeclarations(also['values'], input);
  const hits: RankedHit[] = [];
  let [judged, missing] = [0, 0n];
  for (const [reg, at] of declarations) {
    const value = values.get(reg);
    const declared = value === undefined ? null : partOfAll(value, 19, 19);
    const incoterm = incoterms(at[0] ?? 0) ?? '';
    const known = papers.get(reg) ?? [];
    const paid = known.reduce((sum, { minor }) => sum + minor, 0n);
    if (known.length === 0 && !untold.has(reg)) out.add(sellerInsures(incoterm) ? 'insuredInPrice' : 'noPolicy', at.length);
    else if (value === undefined) out.add('noValueDeclaration', at.length);
    else if (untold.has(reg)) out.add('premiumUntold', at.length);
    else if (declared === null) out.add('noExchange', at.length);
    else {
      judged += 1;
      if (paid <= declared || !goesBeyond(input, paid - declared, paid)) continue;
      hits.push(missingHit(input, 'V05', { reg, at, papers: known, paid, declared, incoterm }, []));
      missing += paid - declared;
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
 * V05 insurance that the importer paid and did not add to the value: the premiums of the policies of a declaration, less box 19. A policy
 * may cover the way behind the border too: how much of its premium belongs to the way before it is the auditor's to establish, so a hit
 * is a lead. Without a policy in the books nothing is said: not every delivery is insured.
 */
export const insurance: AuditTest = {
  id: 'V05',
  version: '1.0.0',
  area: 'valuation',
  leadOnly: true,
  params: [{ name: 'sellerTerms', type: 'text', value: 'CIF,CIP' }, policyParam, ...additionLimits],
  needs: () => [
    { table: 'declarations', columns: ['incoterm'] },
    { table: 'value_components', columns: ['box'] },
    { table: 'freight', columns: ['amount_minor'] },
  ],
  population: () => carriedSpec,
  also: () => ({ values: valueBoxSpec, freight: freightSpec }),
  links: () => ['declaration-freight'],
  judge,
  suggest: suggestRaised,
};
