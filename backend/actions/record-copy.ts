import type { Filter } from '../../db/repositories/books-filter.ts';
import { requireColumn } from '../../db/repositories/books-filter.ts';
import type { Canonical } from '../../domain/caselog/operation.ts';
import type { TableName } from '../../domain/model/books.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import { newId } from '../vault/new-id.ts';
import { classOf } from './export-rows.ts';
import { record } from './record.ts';
import type { Session } from './session.ts';

type Copied = {
  readonly caseId: CaseId;
  readonly table: TableName;
  readonly filters: readonly Filter[];
  readonly search: string;
  readonly columns: readonly string[];
  readonly rows: number;
};

/** Records that rows of a list went to the clipboard: how many, of which columns, under which conditions. @throws Refused column_unknown */
export function recordCopy(session: Session, { caseId, table, filters, search, columns, rows }: Copied): Record<string, never> {
  for (const name of columns) requireColumn(table, name);
  const query = JSON.parse(JSON.stringify({ search, filters, columns }).normalize('NFC')) as Canonical;
  const secrecy = classOf(table);
  const set = { kind: 'copy', fileName: '', format: 'tsv', table, query, rows };
  record(session, caseId, [{ kind: 'put', ent: 'export', id: newId(), set: secrecy === null ? set : { ...set, class: secrecy } }]);
  return {};
}
