import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  draftOf,
  isNamedTwice,
  joinColumn,
  mappingOf,
  moveEdge,
  moveEnd,
  partColumn,
  profileOf,
  templateOf,
} from '../../renderer/screens/books/import/pdf-template/draft.ts';
import type { Draft } from '../../renderer/screens/books/import/pdf-template/draft.ts';

const start = draftOf({
  v: 1,
  fingerprint: [],
  columns: [
    { name: 'Дата', left: 500, right: 2_000 },
    { name: 'Сумма', left: 2_000, right: 9_000 },
  ],
  top: 0,
  bottom: 9_500,
  startAfter: 'дата сумма',
  endBefore: '',
  rowColumn: 0,
});

const step = fc.oneof(
  fc.tuple(fc.nat(12), fc.integer({ min: -500, max: 11_000 })).map(
    ([edge, to]) =>
      (draft: Draft) =>
        moveEdge(draft, edge % draft.edges.length, to),
  ),
  fc.nat(12).map((column) => (draft: Draft) => partColumn(draft, column % draft.names.length)),
  fc.nat(12).map((column) => (draft: Draft) => joinColumn(draft, column % draft.names.length)),
  fc.integer({ min: -500, max: 11_000 }).map((to) => (draft: Draft) => moveEnd(draft, to % 2 === 0 ? 'top' : 'bottom', to)),
);

describe('a layout while it is marked', () => {
  it('has columns beside each other on the page, whatever is done to it', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const draft = steps.reduce((one, change) => change(one), start);
        const { columns, top, bottom, rowColumn } = templateOf(draft);
        expect(columns.every((column) => column.left >= 0 && column.right <= 10_000 && column.left < column.right)).toBe(true);
        expect(columns.slice(1).every((column, i) => column.left === columns[i]?.right)).toBe(true);
        expect(new Set(columns.map((column) => column.name)).size).toBe(columns.length);
        expect(top).toBeLessThan(bottom);
        expect(rowColumn === null || rowColumn < columns.length).toBe(true);
      }),
    );
  });

  it('keeps its row column when a column before it is parted or joined', () => {
    const parted = partColumn({ ...start, rowColumn: 1 }, 0);
    expect(parted.names[parted.rowColumn ?? -1]).toBe('Сумма');
    expect(joinColumn(parted, 0).rowColumn).toBe(1);
  });

  it('begins with two columns where nothing was seen', () => {
    expect(templateOf(draftOf(null)).columns).toHaveLength(2);
  });

  it('says that two columns have one name', () => {
    expect(isNamedTwice({ ...start, names: ['Дата', ' дата'] }, 0)).toBe(true);
    expect(isNamedTwice(start, 0)).toBe(false);
  });

  it('goes where header words say, unless a person says otherwise', () => {
    const suggested = {
      v: 1,
      name: 's',
      table: 'ledger',
      columns: { posting_date: { header: 'Дата' }, debit_minor: { header: 'Сумма' } },
      repairs: [],
    } as const;
    const mapping = mappingOf({ ...suggested, repairs: [] }, { Сумма: 'credit_minor' });
    expect(mapping).toEqual({ Дата: 'posting_date', Сумма: 'credit_minor' });
    expect(mappingOf({ ...suggested, repairs: [] }, { Дата: 'debit_minor' })).toEqual({ Дата: 'debit_minor' });
    const profile = profileOf(templateOf(start), { name: 'Банк', table: 'ledger', mapping: { ...mapping, Снята: 'account' } });
    expect(profile.columns).toEqual({ posting_date: { header: 'Дата' }, credit_minor: { header: 'Сумма' } });
  });
});
