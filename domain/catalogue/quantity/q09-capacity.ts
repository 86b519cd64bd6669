import { words } from '../../model/words.ts';
import { decimalToScaled } from '../../money/decimal.ts';
import type { AuditTest, JudgeInput, Judgement } from '../audit-test.ts';
import { paramText } from '../params.ts';
import { countText, exclusions, ordered, scoreOf } from '../result.ts';
import type { RankedHit } from '../result.ts';
import { firstRank, namesOf, rowsBy } from '../row-groups.ts';
import { numberCells, textCells } from '../row-reading.ts';
import { kilograms } from './figures.ts';
import { isNotByRoad, isTransport, namedIn, papersOf } from './transport-papers.ts';

type Means = 'truck' | 'container';
type Load = { readonly means: Means; readonly name: string; readonly day: string; readonly n: number; readonly at: readonly number[] };

/** @returns grams; a parameter has at most three decimals that count */
const grams = (text: string): number => Number(decimalToScaled(text, 3) ?? 0n);

function hitOf(load: Load, gross: number, most: number, { rows }: JudgeInput): RankedHit {
  const { means, name, day, n, at } = load;
  const docs = papersOf(rows, at)
    .map(({ doc }) => doc)
    .toSorted();
  return {
    rank: firstRank(rows, at),
    hit: {
      key: `${means}:${name}:${day}:${docs[0] ?? ''}`,
      keys: namesOf(rows, at),
      score: scoreOf(40 + Math.min(60, ((gross - most) / most) * 100)),
      measures: {
        means,
        [means]: name,
        day,
        gross_kg: kilograms(gross),
        capacity_kg: kilograms(most),
        excess_kg: kilograms(gross - most),
        vehicles: String(n),
        papers: String(docs.length),
      },
      explanation: words(`test.Q09.hit.${means}`, {
        name,
        day: day === '' ? '—' : { day },
        gross: { decimal: kilograms(gross) },
        capacity: { decimal: kilograms(most) },
        excess: { decimal: kilograms(gross - most) },
        n,
        docs: docs.slice(0, 5).join(', '),
      }),
    },
  };
}

function loadsOf({ rows, params }: JudgeInput, out: { readonly add: (key: string) => void }): readonly Load[] {
  const [transport, other] = [isTransport(rows, params), isNotByRoad(rows, params)];
  const [vehicle, box, day] = ['vehicle', 'container', 'doc_date'].map((column) => textCells(rows, column));
  const gross = numberCells(rows, 'gross_g');
  const part = '\u001f';
  const groups = rowsBy(rows, (i) => {
    const [truck, container] = [vehicle?.(i) ?? null, box?.(i) ?? null];
    if (!transport(i)) out.add('notTransport');
    else if ((gross(i) ?? 0) <= 0) out.add('noWeight');
    else if (truck !== null && !other(i)) return `truck${part}${truck}${part}${day?.(i) ?? ''}`;
    else if (namedIn(container) > 0) return `container${part}${container}${part}${day?.(i) ?? ''}`;
    else out.add('noMeans');
    return null;
  });
  return [...groups].map(([key, at]) => {
    const [means = '', name = '', on = ''] = key.split(part);
    return { means: means as Means, name, day: on, n: Math.max(1, namedIn(name)), at };
  });
}

function judge(input: JudgeInput): Judgement {
  const { rows, params } = input;
  const out = exclusions({ notTransport: {}, noWeight: {}, noMeans: {} });
  const limits = { truck: grams(paramText(params, 'truckKg')), container: grams(paramText(params, 'containerKg')) };
  const loads = loadsOf(input, out);
  const hits = loads.flatMap((load) => {
    const papers = papersOf(rows, load.at);
    const gross = papers.reduce((sum, paper) => sum + paper.gross, 0);
    const most = limits[load.means] * load.n;
    return gross > most ? [hitOf(load, gross, most, input)] : [];
  });
  const n = loads.length;
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: ordered(hits),
    stats: { loads: countText(n), loads_over: countText(hits.length) },
    verdict: hits.length === 0 ? words('test.Q09.verdict.right', { n }) : words('test.Q09.verdict.wrong', { n: hits.length, loads: n }),
  };
}

/**
 * Q09 what a vehicle can carry: the papers of one lorry and day together against `truckKg`, a container without a lorry (rail, sea)
 * against `containerKg`, each times how many the paper names. A lorry with a container is held to the lorry's limit.
 * @source reference/domain.md §3 Q09: 24 t a truck, 30.48 t a 40' container
 */
export const capacity: AuditTest = {
  id: 'Q09',
  version: '1.0.0',
  area: 'quantity',
  leadOnly: false,
  params: [
    { name: 'truckKg', type: 'decimal', value: '24000', atLeast: '1', atMost: '1000000' },
    { name: 'containerKg', type: 'decimal', value: '30480', atLeast: '1', atMost: '1000000' },
    { name: 'transportTypes', type: 'text', value: '' },
    { name: 'otherModes', type: 'text', value: '' },
  ],
  needs: () => [{ table: 'freight', columns: ['gross_g'] }],
  population: () => ({ table: 'freight', columns: ['doc_type', 'doc_no', 'doc_date', 'vehicle', 'container', 'gross_g', 'packages'] }),
  judge,
};
