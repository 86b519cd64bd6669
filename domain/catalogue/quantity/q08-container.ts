import { addDays } from '../../calendar/day.ts';
import type { Day } from '../../model/scalars.ts';
import { words } from '../../model/words.ts';
import { numbersInCell } from '../../matching/numbers.ts';
import type { AuditTest, JudgeInput, Judgement, Population } from '../audit-test.ts';
import { containerCheckDigit, containerProblem, containerText } from '../container.ts';
import { paramCount } from '../params.ts';
import { countText, exclusions, ordered } from '../result.ts';
import type { RankedHit } from '../result.ts';
import { firstRank, namesOf } from '../row-groups.ts';
import { textCells } from '../row-reading.ts';

/** One container on its way for one declaration. @property reg '' where the paper names none @property from, to first and last day */
type Trip = { readonly reg: string; readonly docs: Set<string>; readonly rows: number[]; from: string; to: string };
type Container = { readonly number: string; readonly written: string; readonly trips: Map<string, Trip>; readonly rows: number[] };

const hasDigit = /\d/;

/** Last day on which the goods of a declaration may still be in the container: its release, or its registration. */
function lastDays(declarations: Population | undefined): ReadonlyMap<string, string> {
  const known = new Map<string, string>();
  if (declarations === undefined) return known;
  const [reg, made, released] = ['reg_no', 'reg_date', 'release_date'].map((column) => textCells(declarations, column));
  for (let i = 0; i < declarations.n; i += 1) {
    const day = [released?.(i) ?? '', made?.(i) ?? ''].toSorted().at(-1) ?? '';
    const no = reg?.(i) ?? '';
    if ((known.get(no) ?? '') < day) known.set(no, day);
  }
  return known;
}

function note(container: Container, i: number, given: { reg: string; doc: string; day: string | null; last: string; days: number }): void {
  const { reg, doc, day, last, days } = given;
  container.rows.push(i);
  if (reg === '' || day === null) return;
  const end = last > day ? last : addDays(day as Day, days);
  const trip = container.trips.get(reg);
  if (trip === undefined) container.trips.set(reg, { reg, docs: new Set([doc]), rows: [i], from: day, to: end });
  else {
    trip.docs.add(doc);
    trip.rows.push(i);
    if (day < trip.from) trip.from = day;
    if (end > trip.to) trip.to = end;
  }
}

function containersIn(input: JudgeInput, out: { readonly add: (key: string) => void }): ReadonlyMap<string, Container> {
  const { rows, also, params } = input;
  const last = lastDays(also['declarations']);
  const [cell, reg, doc, day] = ['container', 'reg_no', 'doc_no', 'doc_date'].map((column) => textCells(rows, column));
  const known = new Map<string, Container>();
  for (let i = 0; i < rows.n; i += 1) {
    const written = numbersInCell(cell?.(i) ?? '').filter((text) => hasDigit.test(text));
    if (written.length === 0) out.add('noContainer');
    for (const text of written) {
      const number = containerText(text);
      const found: Container = known.get(number) ?? { number, written: text, trips: new Map(), rows: [] };
      known.set(number, found);
      const no = reg?.(i) ?? '';
      note(found, i, { reg: no, doc: doc?.(i) ?? '', day: day?.(i) ?? null, last: last.get(no) ?? '', days: paramCount(params, 'days') });
    }
  }
  return known;
}

function numberHit({ number, rows: at }: Container, { rows }: JudgeInput): RankedHit | null {
  const problem = containerProblem(number);
  if (problem === null) return null;
  const digit = containerCheckDigit(number.slice(0, 10));
  return {
    rank: firstRank(rows, at),
    hit: {
      key: `number:${number}`,
      keys: namesOf(rows, at),
      score: problem === 'checkDigit' ? 70 : 40,
      measures: {
        container: number,
        container_problem: problem,
        rows: String(at.length),
        ...(digit === null ? {} : { check_digit: String(digit) }),
      },
      explanation: words(`test.Q08.hit.${problem}`, { container: number, digit: digit ?? 0, stands: number.slice(-1), rows: at.length }),
    },
  };
}

const overlaps = (a: Trip, b: Trip): boolean => a.from <= b.to && b.from <= a.to;
const sharesPaper = (a: Trip, b: Trip): boolean => [...a.docs].some((doc) => doc !== '' && b.docs.has(doc));

/** Declarations whose goods were in the container on the same days, under papers of their own. */
function tripHits({ number, trips }: Container, { rows }: JudgeInput): readonly RankedHit[] {
  const sorted = [...trips.values()].toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.reg < b.reg ? -1 : 1));
  const hits: RankedHit[] = [];
  sorted.forEach((one, i) => {
    for (const other of sorted.slice(i + 1)) {
      // they begin one after the other: what begins after the end overlaps no more
      if (other.from > one.to) break;
      if (!overlaps(one, other) || sharesPaper(one, other)) continue;
      const at = [...one.rows, ...other.rows];
      hits.push({
        rank: firstRank(rows, at),
        hit: {
          key: `twice:${number}:${one.reg}:${other.reg}`,
          keys: namesOf(rows, at),
          score: 80,
          measures: { container: number, container_problem: 'twice', rows: String(at.length), first: one.reg, second: other.reg },
          explanation: words('test.Q08.hit.twice', {
            container: number,
            first: one.reg,
            second: other.reg,
            from: { day: other.from },
            to: { day: one.to < other.to ? one.to : other.to },
          }),
        },
      });
    }
  });
  return hits;
}

function judge(input: JudgeInput): Judgement {
  const out = exclusions({ noContainer: {} });
  const containers = [...containersIn(input, out).values()];
  const wrong = containers.flatMap((one) => numberHit(one, input) ?? []);
  const twice = containers.flatMap((one) => tripHits(one, input));
  const n = containers.length;
  return {
    populationN: input.rows.n,
    excluded: out.list(),
    hits: ordered([...wrong, ...twice]),
    stats: { containers: countText(n), numbers_wrong: countText(wrong.length), used_twice: countText(twice.length) },
    verdict:
      wrong.length + twice.length === 0
        ? words('test.Q08.verdict.right', { n })
        : words('test.Q08.verdict.wrong', { n, wrong: wrong.length, twice: twice.length }),
  };
}

/**
 * Q08 container numbers: the check digit of ISO 6346, and one container in two declarations on overlapping days. A container is on its way
 * from the day of its transport document to the release of the declaration (`days` where that is not known). Several declarations of one
 * consignment share its transport document: they are no contradiction.
 * @source ISO 6346; reference/domain.md §3 Q08
 */
export const container: AuditTest = {
  id: 'Q08',
  version: '1.0.0',
  area: 'quantity',
  leadOnly: false,
  params: [{ name: 'days', type: 'integer', value: '0', atLeast: '0', atMost: '120' }],
  needs: () => [{ table: 'freight', columns: ['container'] }],
  population: () => ({ table: 'freight', columns: ['doc_no', 'doc_date', 'container', 'reg_no'] }),
  also: () => ({ declarations: { table: 'declarations', columns: ['reg_no', 'reg_date', 'release_date'] } }),
  judge,
};
