import type { Output } from '../../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../../contract/rpc/index.ts';
import type { TableName } from '../../../../domain/model/books.ts';
import { currencyOf, digitsOf, plainText, shownText } from '../../../parts/grid/cells.ts';
import type { Cell } from '../../../parts/grid/cells.ts';
import type { Speech } from '../../../parts/words.tsx';
import { namingOf } from '../row-naming.ts';
import { rowShort } from '../row-words.ts';

export type Everywhere = Output<AssayCalls['rows.everywhere']>;

/** A row that was found: its book, how people name it, and what it says where the words stand. */
export type FoundAnywhere = { readonly name: string; readonly table: TableName; readonly title: string; readonly text: string };

const plain = (text: string): string => text.toLowerCase().replaceAll('ё', 'е').normalize('NFC');

/** Of a row the texts that say most: those with a searched word first, then its day and its first amount. */
const textsAtMost = 3;

function textOf(
  cells: readonly Cell[],
  found: Everywhere['tables'][number],
  words: readonly string[],
  of: { readonly everywhere: Everywhere; readonly speech: Speech },
): string {
  const { national, digits } = of.everywhere;
  const valueOf = (name: string): Cell | undefined => cells[found.columns.findIndex((column) => column.name === name)];
  const shown = found.columns.map((column, i) => {
    const decimals = digitsOf(currencyOf(column, national, valueOf), digits);
    return { column, text: shownText(plainText(cells[i] ?? null, column, decimals), column, of.speech) };
  });
  const filled = shown.filter(({ text }) => text !== '');
  const holding = filled.filter(({ text }) => words.some((word) => plain(text).includes(word)));
  const others = ['text', 'day', 'money'].flatMap((type) => filled.find(({ column }) => column.type === type) ?? []);
  return [...new Set([...holding, ...others])]
    .slice(0, textsAtMost)
    .map(({ text }) => text)
    .join(' · ');
}

type Named = { readonly table: TableName; readonly cells: Readonly<Record<string, Cell>>; readonly source: { readonly line: number } };

/** A row as people name it; its book stands beside it. */
function titleOf(row: Named, speech: Speech): string {
  if (row.table === 'declarations' || row.table === 'ledger') return rowShort(row, speech.say);
  return namingOf(row)
    .map((column) => String(row.cells[column] ?? ''))
    .join(' / ');
}

/** The rows that were found, book by book. */
export function foundRows(everywhere: Everywhere, typed: string, speech: Speech): readonly FoundAnywhere[] {
  const words = plain(typed)
    .split(/[\s"«»]+/)
    .filter((word) => word !== '');
  return everywhere.tables.flatMap((found) =>
    found.rows.map((cells, i) => {
      const byName = Object.fromEntries(found.columns.map((column, c) => [column.name, cells[c] ?? null]));
      const row = { table: found.table, cells: byName, source: { line: 0 } };
      return {
        name: found.names[i] ?? '',
        table: found.table,
        title: titleOf(row, speech),
        text: textOf(cells, found, words, { everywhere, speech }),
      };
    }),
  );
}
