import { words } from '../../model/words.ts';
import type { AuditTest, JudgeInput, Judgement } from '../audit-test.ts';
import { leadOf, leadsVerdict, unsetNote } from '../leads.ts';
import { beginsWithOne, listOf } from '../lists.ts';
import { paramCount } from '../params.ts';
import { countText, exclusions, ordered } from '../result.ts';
import type { RankedHit } from '../result.ts';
import { numberCells, textCells } from '../row-reading.ts';

type Fault = 'vague' | 'short' | 'noBrand';
const scores: Readonly<Record<Fault, number>> = { vague: 80, short: 60, noBrand: 40 };

/** What is wrong with a description by itself: only words that say nothing, or hardly any letters. Each distinct text is read once. */
function faultsOf(vague: ReadonlySet<string>, least: number): (text: string) => Fault | null {
  const known = new Map<string, Fault | null>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const parts = text.toLowerCase().match(/\p{L}+/gu) ?? [];
    const fault = parts.length > 0 && parts.every((part) => vague.has(part)) ? 'vague' : text.trim().length < least ? 'short' : null;
    known.set(text, fault);
    return fault;
  };
}

function judge(input: JudgeInput): Judgement {
  const { rows, params } = input;
  const out = exclusions({ noDescription: {} });
  const [texts, brands, models, codes] = ['description', 'brand', 'model', 'hs_code'].map((name) => textCells(rows, name));
  const vague = new Set(listOf(params, 'vagueWords'));
  const [faultOf, sector] = [faultsOf(vague, paramCount(params, 'minLength')), beginsWithOne(listOf(params, 'brandCodes'))];
  const [declarations, items] = [textCells(rows, 'reg_no'), numberCells(rows, 'item_no')];
  const hits: RankedHit[] = [];
  let judged = 0;
  for (let i = 0; i < rows.n; i += 1) {
    const text = texts?.(i) ?? null;
    if (text === null) {
      out.add('noDescription');
      continue;
    }
    judged += 1;
    const nameless = (brands?.(i) ?? models?.(i) ?? null) === null;
    const fault = faultOf(text) ?? (nameless && sector(codes?.(i) ?? null) ? 'noBrand' : null);
    if (fault === null) continue;
    const code = codes?.(i) ?? '';
    const told = { declaration: declarations(i) ?? '', item: items(i) ?? 0, description: text, code };
    hits.push(
      leadOf(
        { rows, at: [i] },
        {
          score: scores[fault],
          measures: { problem: fault, description: text, letters: String(text.trim().length), hs_code: code },
          explanation: words(`test.D13.hit.${fault}`, told),
        },
      ),
    );
  }
  const listed = ordered(hits);
  const notes = ['vagueWords', 'brandCodes'].filter((name) => listOf(params, name).length === 0).map((name) => unsetNote('D13', name));
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: listed,
    stats: { descriptions: countText(judged), anomalies: countText(listed.length) },
    verdict: leadsVerdict(listed.length, judged, notes),
  };
}

/**
 * D13 text anomalies: descriptions of nothing but general words, too short ones, and goods without brand and model where the code asks for
 * them. A description by which goods cannot be classified is itself a defect of the declaration: the test may carry a finding.
 */
export const vagueText: AuditTest = {
  id: 'D13',
  version: '1.0.0',
  area: 'patterns',
  leadOnly: false,
  params: [
    {
      name: 'vagueWords',
      type: 'text',
      value:
        'parts,spare,accessories,goods,other,misc,miscellaneous,sundry,set,items,product,products,equipment,various,and,for,запчасти,запасные,части,прочее,прочие,прочий,принадлежности,товар,товары,комплект,комплекты,изделие,изделия,разное,оборудование,аксессуары,и,для,бөлшектер,қосалқы,тауар,тауарлар,басқа,өзге,жиынтық,бұйым,бұйымдар,жабдық,және,үшін',
    },
    { name: 'minLength', type: 'integer', value: '10', atLeast: '0', atMost: '1000' },
    { name: 'brandCodes', type: 'text', value: '' },
  ],
  needs: () => [{ table: 'declarations', columns: ['description'] }],
  population: () => ({ table: 'declarations', columns: ['reg_no', 'item_no', 'hs_code', 'description', 'brand', 'model'] }),
  judge,
};
