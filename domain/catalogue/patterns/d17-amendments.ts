import { dayNumber } from '../../calendar/day.ts';
import { isDay } from '../../model/scalars.ts';
import type { Day } from '../../model/scalars.ts';
import { words } from '../../model/words.ts';
import { ratio } from '../../money/ratio.ts';
import type { AuditTest, JudgeInput, Judgement } from '../audit-test.ts';
import { leadOf, leadsVerdict, unsetNote } from '../leads.ts';
import { beginsWithOne, holdsOne, listOf } from '../lists.ts';
import { paramCount, paramText } from '../params.ts';
import { countText, exclusions, ordered, scoreOf } from '../result.ts';
import type { Exclusions, RankedHit } from '../result.ts';
import { inRank, rowsBy } from '../row-groups.ts';
import { nationalMoney, numberCells, percentOf, textCells } from '../row-reading.ts';

/** A row of an amendment. @property before, after customs value in minor units, null where the row does not say it */
type Amended = {
  readonly i: number;
  readonly day: Day;
  readonly item: number;
  readonly isCancelled: boolean;
  readonly before: number | null;
  readonly after: number | null;
};

/** Reads the amendments that the trader made. */
function reader({ rows, params }: JudgeInput, out: Exclusions): (i: number) => Amended | null {
  const [days, kinds, initiators] = [textCells(rows, 'amended_on'), textCells(rows, 'kind'), textCells(rows, 'initiator')];
  const [items, befores, afters] = ['item_no', 'customs_value_before_minor', 'customs_value_after_minor'].map((name) =>
    numberCells(rows, name),
  );
  const [byAuthority, cancels] = [holdsOne(listOf(params, 'authorities')), beginsWithOne(listOf(params, 'cancelKinds'))];
  return (i) => {
    const day = days(i) ?? '';
    if (!isDay(day)) out.add('noAmendmentDay');
    else if (byAuthority(initiators(i))) out.add('byAuthority');
    else
      return {
        i,
        day,
        item: items?.(i) ?? 0,
        isCancelled: cancels(kinds(i)),
        before: befores?.(i) ?? null,
        after: afters?.(i) ?? null,
      };
    return null;
  };
}

/**
 * What the amendments of a declaration took off its value, in minor units, of the value before the first of them. A row for each field
 * repeats the value: it counts once. @param list by day
 */
function loweredBy(list: readonly Amended[]): { readonly by: bigint; readonly of: bigint; readonly at: readonly number[] } {
  const seen = new Set<string>();
  const [at, first] = [[] as number[], new Map<number, bigint>()];
  let by = 0n;
  for (const { i, day, item, isCancelled, before, after } of list) {
    if (isCancelled || before === null || after === null || before === after) continue;
    at.push(i);
    const key = `${item} ${day} ${before} ${after}`;
    if (seen.has(key)) continue;
    seen.add(key);
    by += BigInt(before) - BigInt(after);
    if (!first.has(item)) first.set(item, BigInt(before));
  }
  return { by, of: [...first.values()].reduce((sum, value) => sum + value, 0n), at };
}

type Told = { readonly input: JudgeInput; readonly number: string };

function lowered(list: readonly Amended[], { input, number }: Told, notice: Day): RankedHit | null {
  const { by, of, at } = loweredBy(list);
  // shifted between items or set right again: nothing is lost
  if (by <= 0n) return null;
  const money = nationalMoney(input.pack);
  const percent = percentOf(ratio(by), ratio(of));
  return leadOf(
    { rows: input.rows, at, mark: 'lowered' },
    {
      score: scoreOf(50 + Number(percent)),
      measures: {
        problem: 'lowered',
        difference: money.text(-by),
        deviation_percent: `-${percent}`,
        currency: input.pack.nationalCurrency,
        notice_on: notice,
      },
      explanation: words('test.D17.hit.lowered', {
        declaration: number,
        by: money.arg(by),
        from: money.arg(of),
        to: money.arg(of - by),
        notice: { day: notice },
      }),
    },
  );
}

function cancelled(list: readonly Amended[], { input, number }: Told, notice: Day): RankedHit | null {
  const gone = list.filter(({ isCancelled }) => isCancelled);
  const day = gone.map((one) => one.day).toSorted()[0];
  if (day === undefined) return null;
  const at = gone.map(({ i }) => i);
  return leadOf(
    { rows: input.rows, at, mark: 'cancelled' },
    {
      score: 80,
      measures: { problem: 'cancelled', day, notice_on: notice, days: String(dayNumber(day) - dayNumber(notice)) },
      explanation: words('test.D17.hit.cancelled', { declaration: number, day: { day }, notice: { day: notice } }),
    },
  );
}

/** Fields that are changed at one day are one amendment. */
function tooMany(list: readonly Amended[], { input, number }: Told): RankedHit | null {
  const [days, most] = [[...new Set(list.map(({ day }) => day))].toSorted(), paramCount(input.params, 'most')];
  const [from, to] = [days[0], days.at(-1)];
  if (days.length <= most || from === undefined || to === undefined) return null;
  return leadOf(
    { rows: input.rows, at: list.map(({ i }) => i), mark: 'many' },
    {
      score: scoreOf(25 + 5 * (days.length - most)),
      measures: { problem: 'many', amendments: String(days.length), rows: String(list.length), from_day: from, to_day: to },
      explanation: words('test.D17.hit.many', { declaration: number, n: days.length, most, from: { day: from }, to: { day: to } }),
    },
  );
}

function judge(input: JudgeInput): Judgement {
  const { rows, params } = input;
  const out = exclusions({ noAmendmentDay: {}, byAuthority: {} });
  const [read, notice] = [reader(input, out), paramText(params, 'noticeOn')];
  const hits: RankedHit[] = [];
  let judged = 0;
  for (const [number, at] of rowsBy(rows, textCells(rows, 'reg_no'))) {
    const list = inRank(rows, at)
      .flatMap((i) => read(i) ?? [])
      .toSorted((a, b) => dayNumber(a.day) - dayNumber(b.day));
    if (list.length === 0) continue;
    judged += 1;
    const told = { input, number };
    const found = [tooMany(list, told)];
    if (isDay(notice)) {
      const later = list.filter(({ day }) => day > notice);
      found.push(lowered(later, told, notice), cancelled(later, told, notice));
    }
    for (const hit of found) if (hit !== null) hits.push(hit);
  }
  const listed = ordered(hits);
  const unset = [
    ...(isDay(notice) ? [] : [unsetNote('D17', 'noticeOn')]),
    ...(listOf(params, 'cancelKinds').length === 0 ? [unsetNote('D17', 'cancelKinds')] : []),
  ];
  return {
    populationN: rows.n,
    excluded: out.list(),
    hits: listed,
    stats: { declarations: countText(judged), leads: countText(listed.length) },
    verdict: leadsVerdict(listed.length, judged, unset),
  };
}

/**
 * D17 amended declarations: value taken off, or the declaration cancelled, after the trader had notice of the audit (a later day than that
 * of the notice), and more than so many amendments. What the authority itself amended is left out. Lead only: to amend is the declarant's
 * right, and an error found by himself is often in his own disfavour.
 */
export const amendments: AuditTest = {
  id: 'D17',
  version: '1.0.0',
  area: 'patterns',
  leadOnly: true,
  params: [
    { name: 'noticeOn', type: 'day', value: '' },
    { name: 'most', type: 'integer', value: '3', atLeast: '0', atMost: '1000' },
    { name: 'cancelKinds', type: 'text', value: 'cancel,annul,withdr,revok,аннул,отозв,отзыв,отмен,жою,жойыл,күшін,кері қайтар' },
    { name: 'authorities', type: 'text', value: 'customs,authority,inspect,тамож,орган,кеден' },
  ],
  needs: () => [{ table: 'amendments', columns: ['reg_no', 'amended_on', 'kind'] }],
  population: () => ({
    table: 'amendments',
    columns: ['reg_no', 'item_no', 'amended_on', 'kind', 'customs_value_before_minor', 'customs_value_after_minor', 'initiator'],
  }),
  judge,
};
