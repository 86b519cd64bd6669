import fs from 'node:fs';
import path from 'node:path';
import type { HandlerContext, Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import type { Aggregate, GroupQuery } from '../../db/repositories/books-group.ts';
import type { Filter } from '../../db/repositories/books-filter.ts';
import { currencyColumnOf, fixedCurrency } from '../../db/repositories/books-digits.ts';
import { requireColumn } from '../../db/repositories/books-filter.ts';
import type { Sort } from '../../db/repositories/books-order.ts';
import type { Grouping } from '../../db/repositories/group-codes.ts';
import { caseRecord } from '../../db/repositories/cases.ts';
import { listImports } from '../../db/repositories/imports.ts';
import type { Canonical } from '../../domain/caselog/operation.ts';
import { tables } from '../../domain/model/books.ts';
import type { TableName } from '../../domain/model/books.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { Refused } from '../../domain/model/refused.ts';
import { words } from '../../domain/model/words.ts';
import type { Lang } from '../../domain/model/words.ts';
import type { Say } from '../../domain/words/index.ts';
import { csvFormOf } from '../files/csv-writer.ts';
import type { ExportRequest } from '../files/export-jobs.ts';
import type { About } from '../files/sheet.ts';
import { sayIn } from '../words/locales.ts';
import { outsideVault } from '../files/outside-vault.ts';
import { exportChildren } from './children.ts';
import { beginCopy } from './copies-under-way.ts';
import { filterWords } from './filter-words.ts';
import { listQuery, moneyOf } from './rows.ts';
import type { Session } from './session.ts';

type Asked = {
  readonly caseId: CaseId;
  readonly table: TableName;
  readonly filters: readonly Filter[];
  readonly search: string;
  readonly sort: readonly Sort[];
  /** empty: all */
  readonly columns: readonly string[];
  readonly format: 'csv' | 'xlsx';
  readonly lang: Lang;
  readonly groups: readonly Grouping[];
  readonly aggregates: readonly Aggregate[];
  readonly to: string;
};

/** Payments come from banks: who may see them is told by law (security.md). */
export const classOf = (table: TableName): 'bank-secret' | null => (table === 'payments' ? 'bank-secret' : null);

/** After it a writer that does not end by itself is killed; its file is removed either way. */
const graceMs = 2_000;

/**
 * Writes a list, or its groups, to a file that leaves the vault: whole or not at all. The file is on disk under another name when the
 * log records it, and has its own name after that, so that no copy leaves unrecorded.
 * @throws Refused column_unknown, filter_invalid, grouping_invalid, file_unwritable, target_in_vault, disk_full, cancelled
 */
export async function exportRows(session: Session, asked: Asked, context: HandlerContext): Promise<Output<AssayCalls['rows.export']>> {
  const vault = session.vault();
  const target = outsideVault(session.vaultDir, asked.to);
  if (fs.statSync(target, { throwIfNoEntry: false })?.isDirectory() === true) throw new Refused({ code: 'file_unwritable', at: target });
  const { temporary, leave, end } = beginCopy(session, { caseId: asked.caseId, target });
  try {
    const request = requestOf(session, asked, { target, temporary });
    const written = await exportChildren(session).ask(asked.caseId, 'export.rows', request, {
      signal: context.signal,
      onProgress: context.progress,
      graceMs,
    });
    // a vault that was locked meanwhile records nothing, so nothing may leave
    if (!session.unlocked() || session.vault() !== vault) throw new Refused({ code: 'vault_locked', at: target });
    await leave(recorded(asked, written, path.basename(target)));
    return { ...written, class: classOf(asked.table) };
  } finally {
    end();
  }
}

function recorded(asked: Asked, written: { readonly rows: number; readonly sha256: string }, fileName: string): Record<string, Canonical> {
  const { table, search, filters, sort, columns, groups, aggregates, lang, format } = asked;
  const query = JSON.parse(JSON.stringify({ search, filters, sort, columns, groups, aggregates, lang }).normalize('NFC')) as Canonical;
  const secrecy = classOf(table);
  const kind = groups.length > 0 ? 'groups' : 'rows';
  const set = { kind, fileName: fileName.normalize('NFC'), format, table, query, rows: written.rows, sha256: written.sha256 };
  return secrecy === null ? set : { ...set, class: secrecy };
}

function requestOf(session: Session, asked: Asked, files: { readonly target: string; readonly temporary: string }): ExportRequest {
  const { caseId, table, format, lang, groups, aggregates } = asked;
  const say = sayIn(lang);
  const columns = asked.columns.length > 0 ? asked.columns : tables[table].map((column) => column.name);
  for (const name of columns) requireColumn(table, name);
  const grouped: ExportRequest['groups'] = groups.length === 0 ? null : { groups, aggregates, order: usualOrder };
  return {
    books: session.vault().booksAccess(caseId),
    list: listQuery(session, caseId, { table, filters: asked.filters, search: asked.search, sort: grouped === null ? asked.sort : [] }),
    groups: grouped,
    columns,
    titles: grouped === null ? rowTitles(session, asked, { columns, say }) : groupTitles(session, asked, say),
    csv: csvFormOf(lang),
    format,
    about: aboutOf(session, asked, say),
    lang,
    name: say(words(`table.${table}`)),
    to: files.temporary,
    named: files.target,
    made: Date.parse(session.now()),
  };
}

const usualOrder: GroupQuery['order'] = { by: 'group', descending: false };

/** The title of a column; the currency of its amounts stands in it when all rows have one. */
function titleOf(session: Session, { caseId, table }: Asked, of: { readonly column: string; readonly say: Say }): string {
  const column = requireColumn(table, of.column);
  const title = of.say(words(`column.${column.name}`));
  const currency = currencyColumnOf(table, column) === null ? fixedCurrency(column, moneyOf(session, caseId)) : null;
  return currency === null ? title : of.say(words('export.titleWithCurrency', { title, currency }));
}

/** Titles, each once: a spreadsheet filters by them. */
function eachOnce(titles: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return titles.map((title) => {
    const times = (seen.get(title) ?? 0) + 1;
    seen.set(title, times);
    return times === 1 ? title : `${title} (${times})`;
  });
}

const rowTitles = (session: Session, asked: Asked, { columns, say }: { columns: readonly string[]; say: Say }): readonly string[] =>
  eachOnce([say(words('export.row')), ...columns.map((column) => titleOf(session, asked, { column, say }))]);

function groupTitles(session: Session, asked: Asked, say: Say): readonly string[] {
  const { table, groups, aggregates } = asked;
  const gathered = groups.map(({ column, by, length = 0 }) => {
    const title = titleOf(session, asked, { column, say });
    return say(words('export.grouping', { by, title, n: length }));
  });
  const figures = aggregates.flatMap(({ of, column: name }) => {
    const column = requireColumn(table, name);
    const title = say(words('export.figure', { of, title: say(words(`column.${name}`)) }));
    const isCount = of === 'count' || of === 'distinct' || of === 'empty';
    return column.type === 'money' && !isCount ? [title, say(words('export.currencyOf', { title }))] : [title];
  });
  return eachOnce([...gathered, say(words('export.rows')), ...figures]);
}

/** What a court would ask of a copy: of which case and book, chosen how, made when and by what, out of which files. */
function aboutOf(session: Session, asked: Asked, say: Say): About {
  const { caseId, table, search, filters, sort } = asked;
  const vault = session.vault();
  const record = vault.assay.read((db) => caseRecord(db, caseId));
  const imports = vault.assay.read((db) => listImports(db, caseId)).filter((one) => one.table === table);
  const line = (key: string, value: string): readonly [string, string] => [say(words(`export.about.${key}`)), value];
  const ordered = sort.map(({ column, descending }) =>
    say(words('export.sorted', { column: columnTitle(say, column), way: descending ? 'down' : 'up' })),
  );
  const lines = [
    line('case', record.caseNo),
    line('trader', `${record.trader} (${record.taxid})`),
    line('table', say(words(`table.${table}`))),
    ...(search.trim() === '' ? [] : [line('search', search)]),
    ...filters.map((filter) => line('filter', say(filterWords(filter, { table, title: columnTitle(say, filter.column) })))),
    ...(ordered.length === 0 ? [] : [line('sort', ordered.join(', '))]),
    line('currency', moneyOf(session, caseId).national),
    line('made', session.now()),
    line('program', `Assay ${session.app}`),
    ...(classOf(table) === null ? [] : [line('class', say(words(`export.class.${classOf(table) ?? ''}`)))]),
    ...imports.map((one) => line('source', say(words('export.source', { file: one.fileName, n: one.rows, sha256: one.evidence })))),
  ];
  return { name: say(words('export.about')), lines };
}

const columnTitle = (say: Say, column: string): string => say(words(column.startsWith('_') ? `grid.${column}` : `column.${column}`));
