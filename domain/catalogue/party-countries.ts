import type { Population } from './audit-test.ts';
import { textCells } from './row-reading.ts';

/** A name as a key: names of one book are compared as they are written, but for the size of the letters. */
export const nameKey = (name: string): string => name.trim().toUpperCase();

const put = (known: Map<string, string>, rows: Population | undefined, [id, name, country]: readonly [string, string, string]): void => {
  if (rows === undefined) return;
  const [ids, names, told] = [textCells(rows, id), textCells(rows, name), textCells(rows, country)];
  for (let i = 0; i < rows.n; i += 1) {
    const land = told(i);
    if (land === null) continue;
    if (ids(i) !== null) known.set(`id ${ids(i)}`, land);
    if (names(i) !== null) known.set(`name ${nameKey(names(i) ?? '')}`, land);
  }
};

/**
 * Countries of parties, by the trader's own code, then by name; what the list of parties says goes before what invoices say.
 * @param also `parties` with party_id, name, country and `invoices` with seller_id, seller, seller_country, each where the run has it
 */
export function countriesOf(also: Readonly<Record<string, Population>>): (id: string | null, name: string | null) => string | null {
  const known = new Map<string, string>();
  put(known, also['invoices'], ['seller_id', 'seller', 'seller_country']);
  put(known, also['parties'], ['party_id', 'name', 'country']);
  return (id, name) =>
    (id === null ? undefined : known.get(`id ${id}`)) ?? (name === null ? null : (known.get(`name ${nameKey(name)}`) ?? null));
}
