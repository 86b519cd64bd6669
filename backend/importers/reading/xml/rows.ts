import type { TableName } from '../../../../domain/model/books.ts';
import type { Found } from '../format-reader.ts';
import type { XmlPlace } from './node.ts';

/** Column of the table → how its text comes out of what the row is made of. */
export type Mapping<From> = Readonly<Record<string, (from: From) => string>>;

/** `locator`: ordinals of the elements that lead to the row within its kind of record, parted by points. */
export type RowPlace = XmlPlace & { readonly locator: string; readonly odd: boolean };

/** Path of ordinals in the whole file: which kind of record, then which of them. Two kinds of one table have different names by it. */
const pathOf = (table: number, locator: string): string => `${table + 1}/${locator.replaceAll('.', '/')}`;

export type Rows<From> = {
  readonly put: (from: From, place: RowPlace) => void;
  readonly count: () => number;
};

/** Rows of one table of canonical text. The table is named to the other side with its first row. */
export function rows<From>(found: Found, of: { readonly scope: string; readonly table: TableName }, mapping: Mapping<From>): Rows<From> {
  const headers = Object.keys(mapping);
  const readings = Object.values(mapping);
  let [table, ordinal] = [-1, 0];
  const put: Rows<From>['put'] = (from, place) => {
    if (table < 0) table = found.table({ ...of, headers, canonical: true });
    ordinal += 1;
    const { locator, odd, line, offset, length } = place;
    const cells = readings.map((read) => read(from));
    found.record(table, { cells, ordinal, locator: pathOf(table, locator), line, offset, length, odd });
  };
  return { put, count: () => ordinal };
}

/** A fact where there is something to say. */
export function tell(found: Found, facts: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(facts)) if (value !== '') found.fact(name, value);
}
