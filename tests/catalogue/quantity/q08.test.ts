import { describe, expect, test } from 'vitest';
import { container } from '../../../domain/catalogue/quantity/q08-container.ts';
import { excludedBy, judgedWith, shuffled } from '../../helpers/judging.ts';
import { nameOfRow } from '../../helpers/population.ts';
import type { TestRow } from '../../helpers/population.ts';

const paper = (doc: string, box: string | null, reg: string | null, day: string | null = '2026-01-05'): TestRow => ({
  doc_no: doc,
  doc_date: day,
  container: box,
  reg_no: reg,
});
const declared = (reg: string, release: string | null, made = '2026-01-08'): TestRow => ({
  reg_no: reg,
  reg_date: made,
  release_date: release,
});
const judge = (rows: readonly TestRow[], declarations: readonly TestRow[] = [], params = {}) =>
  judgedWith(container, { rows, also: { declarations }, params });
const box = 'CSQU3054383';

describe('Q08 container numbers', () => {
  test('the numbers of ISO 6346 are right, however they are written', () => {
    expect(judge([box, 'MSKU1234565', 'TGHU0000008', 'csqu 305438-3'].map((no, i) => paper(`C${i}`, no, 'R1'))).hits).toEqual([]);
  });

  test('a wrong check digit is named with the right one and every paper that has it', () => {
    const [hit] = judge([paper('C1', 'CSQU3054384', 'R1'), paper('P1', 'CSQU3054384', 'R1')]).hits;
    expect(hit?.explanation).toMatchObject({ key: 'test.Q08.hit.checkDigit', args: { digit: 3, stands: '4', rows: 2 } });
    expect(hit?.keys).toEqual([nameOfRow('freight', 1), nameOfRow('freight', 2)]);
    expect(judge([paper('C1', '123ABC02', 'R1')]).hits[0]?.measures['container_problem']).toBe('form');
  });

  test('several containers in one cell are looked at one by one; a dash or "нет" names none', () => {
    expect(judge([paper('C1', `${box}; MSKU1234564`, 'R1')]).hits.map((h) => h.measures['container'])).toEqual(['MSKU1234564']);
    expect(excludedBy(judge([paper('C1', '-', 'R1'), paper('C2', 'нет', 'R1'), paper('C3', null, 'R1')]))).toEqual({ noContainer: 3 });
  });

  test('two declarations on overlapping days: the last day of one is the first of the other; a day later is another trip', () => {
    const rows = [paper('C1', box, 'R1'), paper('C2', box, 'R2', '2026-01-10')];
    const [hit] = judge(rows, [declared('R1', '2026-01-10'), declared('R2', '2026-01-20')]).hits;
    expect(hit?.explanation).toMatchObject({ key: 'test.Q08.hit.twice', args: { from: { day: '2026-01-10' }, to: { day: '2026-01-10' } } });
    expect(judge(rows, [declared('R1', '2026-01-09'), declared('R2', '2026-01-20')]).hits).toEqual([]);
  });

  test('a container does not end its way before its declaration is registered, released early or not', () => {
    const rows = [paper('C1', box, 'R1'), paper('C2', box, 'R2', '2026-01-08')];
    expect(judge(rows, [declared('R1', null)]).hits).toHaveLength(1);
    expect(judge(rows, [declared('R1', '2026-01-02')]).hits).toHaveLength(1);
  });

  test('declarations of one consignment share its paper: no contradiction', () => {
    const rows = [paper('C1', box, 'R1'), paper('C1', box, 'R2'), paper('P9', box, 'R2')];
    expect(judge(rows, [declared('R1', '2026-01-10'), declared('R2', '2026-01-10')]).hits).toEqual([]);
  });

  test('without declarations the days on the way are those of the parameter', () => {
    const rows = [paper('C1', box, 'R1'), paper('C2', box, 'R2', '2026-01-09')];
    expect(judge(rows).hits).toEqual([]);
    expect(judge(rows, [], { days: '3' }).hits).toEqual([]);
    expect(judge(rows, [], { days: '4' }).hits).toHaveLength(1);
    expect(judge([paper('C1', box, null), paper('C2', box, 'R2', null)], [], { days: '99' }).hits).toEqual([]);
  });

  test('every pair of trips is judged as if each were compared with each', () => {
    const day = (n: number): string => `2026-01-${String(n).padStart(2, '0')}`;
    const trips = [1, 3, 4, 9, 9, 15, 20].map((from, i) => ({ reg: `R${i}`, from, to: from + ((i * 5) % 9) }));
    const rows = trips.map(({ reg, from }, i) => paper(`C${i}`, box, reg, day(from)));
    const declarations = trips.map(({ reg, to }) => declared(reg, day(to), day(1)));
    const wanted = trips.flatMap((a, i) =>
      trips
        .slice(i + 1)
        .filter((b) => a.from <= b.to && b.from <= a.to)
        .map((b) => `${a.reg}:${b.reg}`),
    );
    const found = judge(shuffled(rows), declarations).hits.map((h) => `${h.measures['first']}:${h.measures['second']}`);
    expect(found.toSorted()).toEqual(wanted.toSorted());
    expect(judge(shuffled(rows), declarations).resultHash).toBe(judge(shuffled(shuffled(rows)), declarations).resultHash);
  });
});
