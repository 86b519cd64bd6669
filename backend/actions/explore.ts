import type { HandlerContext, Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import type { Aggregate, GroupQuery } from '../../db/repositories/books-group.ts';
import type { Grouping } from '../../db/repositories/group-codes.ts';
import type { Step } from '../../db/repositories/periods.ts';
import type { ViewQuery } from '../../db/repositories/books-view.ts';
import type { ExploreName, ExploreQuestions } from '../processes/explore-jobs.ts';
import { tables } from '../../domain/model/books.ts';
import type { TableName } from '../../domain/model/books.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { viewsOf } from './children.ts';
import { listQuery, moneyOf, viewBooks, visible } from './rows.ts';
import type { Session } from './session.ts';

type Listed = Pick<ViewQuery, 'table' | 'filters' | 'search'> & { readonly caseId: CaseId };

async function ask<N extends ExploreName>(
  session: Session,
  of: { readonly caseId: CaseId; readonly name: N; readonly query: ExploreQuestions[N]['query'] },
  context: HandlerContext,
): Promise<ExploreQuestions[N]['output']> {
  const { rows } = visible(session, of.caseId);
  context.progress({ stage: 'columns', done: 0, total: 1 });
  return viewsOf(session).explore(viewBooks(session, of.caseId), of.name, of.query, { ...context, rows });
}

const columnsOf = (table: TableName) => tables[table].map((column) => ({ ...column }));

type GroupAsked = Listed & {
  readonly groups: readonly Grouping[];
  readonly aggregates: readonly Aggregate[];
  readonly order: GroupQuery['order'];
  readonly limit: number;
};

/** @throws Refused column_unknown, filter_invalid, grouping_invalid, cancelled */
export async function groups(session: Session, asked: GroupAsked, context: HandlerContext): Promise<Output<AssayCalls['rows.group']>> {
  const { caseId, groups: gathered, aggregates, order, limit } = asked;
  const list = listQuery(session, caseId, { ...asked, sort: [] });
  const query: GroupQuery = { list, groups: gathered, aggregates, order, limit };
  const found = await ask(session, { caseId, name: 'explore.group', query }, context);
  const { national, digits } = moneyOf(session, caseId);
  // marks and notes were turned into rows on the way
  const given = asked.filters.map(writable);
  return {
    columns: columnsOf(asked.table),
    national,
    digits: { ...digits },
    total: found.total,
    rows: found.rows,
    groups: found.groups.map(({ values, count, figures, filters }) => ({
      values: [...values],
      count,
      figures: figures.map((figure) => figure.cell),
      currencies: figures.map((figure) => figure.currency),
      filters: [...given, ...filters.slice(list.filters.length).map(writable)],
    })),
  };
}

type Filter = Output<AssayCalls['rows.group']>['groups'][number]['filters'][number];

const writable = ({ column, op, value, values }: ViewQuery['filters'][number]): Filter =>
  values === undefined ? { column, op, value } : { column, op, value, values: [...values] };

/** @throws Refused column_unknown, filter_invalid, cancelled */
export async function columnOfList(
  session: Session,
  asked: Listed & { readonly column: string },
  context: HandlerContext,
): Promise<Output<AssayCalls['rows.column']>> {
  const { caseId, table, column: name } = asked;
  const list = listQuery(session, caseId, { ...asked, sort: [] });
  const found = await ask(session, { caseId, name: 'explore.column', query: { list, column: name } }, context);
  const column = columnsOf(table).find((one) => one.name === name) ?? { name, type: 'text' as const };
  return { ...found, column, top: [...found.top], histogram: [...found.histogram] };
}

/** @throws Refused column_unknown, filter_invalid, grouping_invalid, cancelled */
export async function seriesOfList(
  session: Session,
  asked: Listed & { readonly day: string; readonly column: string | null; readonly step: Step },
  context: HandlerContext,
): Promise<Output<AssayCalls['rows.series']>> {
  const { caseId, day, column, step } = asked;
  const list = listQuery(session, caseId, { ...asked, sort: [] });
  const found = await ask(session, { caseId, name: 'explore.series', query: { list, day, column, step } }, context);
  return { ...found, points: [...found.points] };
}

/** The words in every table. @throws Refused cancelled */
export async function everywhere(
  session: Session,
  { caseId, search, limit }: { readonly caseId: CaseId; readonly search: string; readonly limit: number },
  context: HandlerContext,
): Promise<Output<AssayCalls['rows.everywhere']>> {
  const money = moneyOf(session, caseId);
  const { known } = visible(session, caseId);
  const found = await ask(session, { caseId, name: 'explore.everywhere', query: { search, limit, money, known } }, context);
  const tablesFound = found.map(({ table, count, rows }) => ({
    table,
    count,
    columns: columnsOf(table),
    names: rows.map((row) => row.name),
    rows: rows.map((row) => [...row.cells]),
  }));
  return { tables: tablesFound, national: money.national, digits: { ...money.digits } };
}
