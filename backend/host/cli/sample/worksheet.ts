import type { Output } from '../../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../../contract/rpc/index.ts';
import type { Column } from '../../../../domain/model/books.ts';
import { words } from '../../../../domain/model/words.ts';
import type { Say } from '../../../../domain/words/index.ts';
import { digitsIn, rowToJson } from '../present.ts';

/** A cell that no spreadsheet takes for a formula. */
function csvCell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) && !/^-?\d+(\.\d+)?$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Columns that are filled in on site; `sample record --file` reads them again. */
export const filledIn = ['state', 'audited', 'deviation', 'note'] as const;

/**
 * The list as a worksheet: number, item, its size, room for what is found, then the row as the books have it. UTF-8 with a mark, so that
 * a spreadsheet shows Cyrillic.
 */
export function worksheetCsv(got: Output<AssayCalls['sample.get']>, rows: Output<AssayCalls['sample.rows']>, say: Say): string {
  const byKey = new Map(rows.rows.map((row) => [row.key, row]));
  const columns = rows.columns as readonly Column[];
  const digits = digitsIn(columns, rows.national, (currency) => rows.digits[currency] ?? 2);
  const used = rows.columns.filter((_, at) => rows.rows.some(({ cells }) => cells[at] !== null));
  const results = new Map(got.results.map((one) => [one.key, one]));
  const head = ['no', 'item', 'why', 'stratum', 'size', ...filledIn, ...used.map(({ name }) => name)];
  const lines = got.items.map((item) => {
    const row = byKey.get(item.key);
    const cells = row === undefined ? {} : rowToJson(columns, row.cells, digits);
    const known = results.get(item.key);
    const result = [known?.state ?? '', known?.audited ?? '', known === undefined ? '' : known.deviation ? '1' : '0', known?.note ?? ''];
    const why = say(words(`sample.why.${item.why}`));
    return [String(item.no), item.key, why, item.stratum, item.size ?? '', ...result, ...used.map(({ name }) => String(cells[name] ?? ''))];
  });
  return `\uFEFF${[head, ...lines].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('')}`;
}
