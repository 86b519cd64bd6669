import { describe, expect, test } from 'vitest';
import { viewQuery } from '../../contract/rpc/explore.ts';
import { tables } from '../../domain/model/books.ts';
import { noLayout } from '../../renderer/parts/grid/layout.ts';
import { taken } from '../../renderer/screens/books/book-view.ts';
import { startSetup } from '../../renderer/screens/books/explore/grouping.ts';
import { keptQuery, partOf, takenGroups } from '../../renderer/screens/books/explore/kept-view.ts';

describe('a saved view', () => {
  test('brings its words, conditions, order and columns; the other columns are hidden, widths stay', () => {
    const view = { search: '', filters: [], sort: [], place: { row: 5, col: 1, top: 3 }, layout: { ...noLayout, widths: { account: 99 } } };
    const filter = { column: 'account', op: '=' as const, value: '1030' };
    const query = {
      search: 'роялти',
      filters: [filter],
      sort: [{ column: 'account', descending: true }],
      groups: [],
      aggregates: [],
      columns: ['debit_minor', 'account', 'gone'],
    };
    const now = taken(view, { query }, 'ledger');
    expect(now).toMatchObject({ search: 'роялти', filters: [filter] });
    expect(now.layout.order.slice(0, 2)).toEqual(['debit_minor', 'account']);
    expect(now.layout.hidden).toHaveLength(tables.ledger.length - 2);
    expect(now.layout.widths).toEqual({ account: 99 });
    expect(taken(view, { query: { ...query, columns: [] } }, 'ledger').layout).toBe(view.layout);
  });
});

describe('groups in a saved view', () => {
  const view = { search: 'а', filters: [], sort: [], place: { row: 0, col: 0, top: 0 }, layout: noLayout };
  const filter = { column: 'account', op: '=' as const, value: '1030' };
  const setup = {
    groups: [
      { column: 'posting_date', by: 'month' as const },
      { column: 'account', by: 'prefix' as const, length: 2 },
    ],
    aggregates: [{ of: 'sum' as const, column: 'debit_minor' }],
    order: { by: 0, descending: true },
    filters: [filter],
    search: 'роялти',
  };

  test('columns, figures, order and what is shown come back as they were, through the call that keeps them', () => {
    const kept = viewQuery.parse(JSON.parse(JSON.stringify(keptQuery('groups', { view, setup }, 'ledger'))));
    expect(kept).toMatchObject({ search: 'роялти', filters: [filter], shows: 'groups' });
    expect(partOf(kept)).toBe('groups');
    expect(takenGroups(startSetup('ledger'), kept, 'ledger')).toEqual(setup);
  });

  test('of the rows it keeps what narrows the rows, and the groups beside them', () => {
    const kept = keptQuery('rows', { view, setup }, 'ledger');
    expect(kept).toMatchObject({ search: 'а', filters: [], shows: 'rows', groups: setup.groups });
    expect(partOf(kept)).toBe('rows');
  });

  test('one that was saved before groups were kept opens the rows and leaves the groups alone', () => {
    const old = viewQuery.parse({ search: 'x', filters: [filter], sort: [], groups: [], columns: ['account'] });
    expect(partOf(old)).toBe('rows');
    expect(takenGroups(setup, old, 'ledger')).toBe(setup);
    expect(taken(view, { query: old }, 'ledger').filters).toEqual([filter]);
  });

  test('one that the command line saved with groups opens them, the largest first', () => {
    const old = viewQuery.parse({ groups: [{ column: 'account', by: 'value' }] });
    expect(partOf(old)).toBe('groups');
    expect(takenGroups(setup, old, 'ledger')).toMatchObject({
      groups: old.groups,
      aggregates: [],
      order: { by: 'count', descending: true },
    });
  });
});
