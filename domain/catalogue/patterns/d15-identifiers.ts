import { cellsOf } from '../../matching/sides.ts';
import { words } from '../../model/words.ts';
import { taxIdProblem } from '../../packs/tax-id.ts';
import type { AuditTest, Hit, JudgeInput, Judgement, Population } from '../audit-test.ts';
import { leadsVerdict, unsetNote } from '../leads.ts';
import { listOf } from '../lists.ts';
import { countText, exclusions, ordered } from '../result.ts';
import type { Exclusions, RankedHit } from '../result.ts';
import { inRank, mostKeys } from '../row-groups.ts';

/** Where numbers of companies stand: the number, the name and the country beside it. @property own the column holds tax numbers and nothing else */
type Place = {
  readonly from: 'parties' | 'invoices' | 'payments' | 'register';
  readonly id: string;
  readonly name: string;
  readonly country: string | null;
  readonly own: boolean;
};

const places: readonly Place[] = [
  { from: 'parties', id: 'tax_id', name: 'name', country: 'country', own: true },
  { from: 'register', id: 'consignee_id', name: 'consignee', country: null, own: true },
  { from: 'invoices', id: 'seller_id', name: 'seller', country: 'seller_country', own: false },
  { from: 'invoices', id: 'buyer_id', name: 'buyer', country: 'buyer_country', own: false },
  { from: 'payments', id: 'counterparty_id', name: 'counterparty', country: 'country', own: false },
];

/** @property rows of each table that carry the number, tables in the order of `places` */
type Wrong = { readonly id: string; readonly problem: 'form' | 'checkDigit'; readonly name: string; readonly rows: Map<string, number[]> };

const columnsOf = (from: Place['from']): readonly string[] => [
  ...new Set(places.filter((p) => p.from === from).flatMap(({ id, name, country }) => [id, name, ...(country === null ? [] : [country])])),
];

/** Judges each distinct number once. A number of a column that also holds other codes is judged only when it has the form of a tax number. */
function collect(input: JudgeInput, out: Exclusions): { readonly wrong: ReadonlyMap<string, Wrong>; readonly judged: number } {
  const [home] = listOf(input.params, 'homeCountry');
  const problems = new Map<string, 'form' | 'checkDigit' | null>();
  const problemOf = (id: string): 'form' | 'checkDigit' | null => {
    const known = problems.get(id);
    if (known !== undefined) return known;
    const problem = taxIdProblem(input.pack, id);
    problems.set(id, problem);
    return problem;
  };
  const wrong = new Map<string, Wrong>();
  const judged = new Set<string>();
  for (const place of places) {
    const rows = place.from === 'parties' ? input.rows : input.also[place.from];
    if (rows === undefined) continue;
    const cells = cellsOf(rows);
    const [ids, names] = [cells.texts(place.id), cells.texts(place.name)];
    const country = place.country === null ? () => '' : cells.texts(place.country);
    for (let i = 0; i < rows.n; i += 1) {
      const id = ids(i).trim();
      const where = country(i).toLowerCase();
      if (id === '') out.add(place.from === 'parties' ? 'noTaxId' : 'noNumberThere');
      else if (where !== '' && home !== undefined && where !== home) out.add('foreignParty');
      else if (problemOf(id) === 'form' && !(place.own && where !== '' && home !== undefined)) out.add('otherCode');
      else {
        judged.add(id);
        const problem = problemOf(id);
        if (problem === null) continue;
        const one = wrong.get(id) ?? { id, problem, name: names(i), rows: new Map<string, number[]>() };
        wrong.set(id, one);
        const at = one.rows.get(place.from) ?? [];
        at.push(i);
        one.rows.set(place.from, at);
      }
    }
  }
  return { wrong, judged: judged.size };
}

const tableOf = (input: JudgeInput, from: string): Population | undefined => (from === 'parties' ? input.rows : input.also[from]);

/** Numbers stand by themselves, tables have ranks of their own: hits go by the number where no party carries it. */
function hitOf({ id, problem, rows }: Wrong, input: JudgeInput): RankedHit {
  const [from = 'parties', at = []] = [...rows][0] ?? [];
  const table = tableOf(input, from);
  const names = [...rows].flatMap(([of, members]) => {
    const its = tableOf(input, of);
    return its === undefined ? [] : inRank(its, [...new Set(members)]).map(its.nameOf);
  });
  const first = table === undefined ? 0 : (inRank(table, at)[0] ?? 0);
  const place = places.find((p) => p.from === from && table?.text(p.id)[first]?.trim() === id);
  const name = place === undefined ? '' : (table?.text(place.name)[first] ?? '');
  return {
    rank: table?.rank[first] ?? 0,
    hit: {
      key: `${id}`,
      keys: names.slice(0, mostKeys),
      score: problem === 'checkDigit' ? 80 : 60,
      measures: { tax_id: id, problem, rows: String(names.length) },
      explanation: words(`test.D15.hit.${problem}`, { id, name: name === '' ? '—' : name, rows: names.length }),
    } satisfies Hit,
  };
}

function judge(input: JudgeInput): Judgement {
  const out = exclusions({ noTaxId: {}, noNumberThere: {}, foreignParty: {}, otherCode: {} });
  const { wrong, judged } = collect(input, out);
  const hits = ordered([...wrong.values()].map((one) => hitOf(one, input)));
  const notes = [
    ...(listOf(input.params, 'homeCountry').length === 0 ? [unsetNote('D15', 'homeCountry')] : []),
    ...(input.pack.taxId.checksum === null ? [words('test.D15.warn.noChecksum')] : []),
  ];
  return {
    populationN: input.rows.n,
    excluded: out.list(),
    hits,
    stats: { numbers: countText(judged), invalid: countText(hits.length) },
    verdict: leadsVerdict(hits.length, judged, notes),
  };
}

/**
 * D15 validity of identifiers: taxpayers' numbers against the form and check digit of the pack. A number that cannot be issued is a fact
 * of arithmetic, so the test may carry a finding; who wrote it down wrongly is another question.
 */
export const identifiers: AuditTest = {
  id: 'D15',
  version: '1.0.0',
  area: 'patterns',
  leadOnly: false,
  params: [{ name: 'homeCountry', type: 'text', value: '' }],
  needs: () => [{ table: 'parties', columns: ['tax_id'] }],
  population: () => ({ table: 'parties', columns: columnsOf('parties') }),
  also: () => ({
    register: { table: 'register', columns: columnsOf('register') },
    invoices: { table: 'invoices', columns: columnsOf('invoices') },
    payments: { table: 'payments', columns: columnsOf('payments') },
  }),
  judge,
};
