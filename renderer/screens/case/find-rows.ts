import type { Input } from '../../../contract/rpc/call.ts';
import type { AssayCalls, AuditApi } from '../../../contract/rpc/index.ts';

export type FoundRow = {
  readonly name: string;
  readonly table: 'declarations' | 'ledger';
  /** declaration number and item, or document and account */
  readonly number: string;
  readonly part: string;
  readonly text: string;
};

type Query = Pick<Input<AssayCalls['rows.find']>, 'filters' | 'search'>;
type Asked = { readonly caseId: string; readonly table: FoundRow['table']; readonly query: Query; readonly limit: number };
type Signal = { readonly signal?: AbortSignal };

const columnsOf = {
  declarations: { number: 'reg_no', part: 'item_no', text: 'description' },
  ledger: { number: 'txn_id', part: 'account', text: 'description' },
} as const;

async function rowsOf(api: AuditApi, { caseId, table, query, limit }: Asked, options: Signal): Promise<readonly FoundRow[]> {
  const given = options.signal === undefined ? {} : { signal: options.signal };
  const found = await api.call['rows.find']({ caseId, table, ...query, limit }, given);
  const place = (column: string): number => found.columns.findIndex((c) => c.name === column);
  const { number, part, text } = columnsOf[table];
  const [n, p, t] = [place(number), place(part), place(text)];
  return found.rows.map((row, i) => ({
    name: found.names[i] ?? '',
    table,
    number: String(row[n] ?? ''),
    part: String(row[p] ?? ''),
    text: String(row[t] ?? ''),
  }));
}

/** A declaration number with its item: `55301/170526/0001214 / 2`, `… 2`, `… № 2`. */
const withItem = /^(\S.*\S)\s*(?:[/№#,]|\s)\s*(\d{1,4})$/;

/** @returns the exact line that was named, if it was; else null */
function namedLine(typed: string): { readonly declaration: string; readonly item: string } | null {
  const [, declaration, item] = withItem.exec(typed) ?? [];
  return declaration === undefined || item === undefined || !/\d{4}/.test(declaration)
    ? null
    : { declaration: declaration.replace(/\s*[/№#,]$/, ''), item: String(Number(item)) };
}

/** Declaration lines by number and item, by number, or by words; the exact line first. */
export async function findDeclarations(
  api: AuditApi,
  of: { readonly caseId: string; readonly typed: string; readonly limit: number },
  options: Signal = {},
): Promise<readonly FoundRow[]> {
  const { caseId, typed, limit } = of;
  const line = namedLine(typed.trim());
  const ask = (query: Query): Promise<readonly FoundRow[]> => rowsOf(api, { caseId, table: 'declarations', query, limit }, options);
  if (line !== null) {
    const item = { column: 'item_no', op: '=' as const, value: line.item };
    const exact = await ask({ filters: [{ column: 'reg_no', op: '=', value: line.declaration }, item], search: '' });
    if (exact.length > 0) return exact;
    const near = await ask({ filters: [item], search: line.declaration });
    if (near.length > 0) return near;
  }
  return ask({ filters: [], search: typed.trim() });
}

/** Rows of both books by number, by words, or by the whole name of a row. */
export async function findRows(
  api: AuditApi,
  of: { readonly caseId: string; readonly typed: string; readonly limit: number },
  options: Signal = {},
): Promise<readonly FoundRow[]> {
  const { caseId, typed, limit } = of;
  const [declarations, ledger] = await Promise.all([
    findDeclarations(api, of, options),
    rowsOf(api, { caseId, table: 'ledger', query: { filters: [], search: typed.trim() }, limit }, options),
  ]);
  return [...declarations, ...ledger];
}
