import { sha256Hex } from './hash.ts';

/** Vectors of the row digest, docs/decisions/hashes-of-work.md. */
type Cell = string | number | null;

const ledger = {
  table: 'ledger',
  columns: ['txn_id', 'line_no', 'posting_date', 'account', 'debit_minor', 'description'],
  rows: [
    { place: [1, 2, 58, 61], cells: ['T-1', 1, '2024-02-29', '1330', 125000050, 'Тауар ₸'] },
    { place: [3, 4, 190, 33], cells: ['T-1', 2, '2024-02-29', '3310', -5, null] },
    { place: [4, 6, 224, 52], cells: [null, null, '2024-12-31', '0010', 9007199254740991, 'a\tb 😀'] },
  ] satisfies { place: number[]; cells: Cell[] }[],
};

const text = (given: typeof ledger): string => {
  const fields = [given.table, ...given.columns, ...given.rows.flatMap(({ place, cells }) => [...place, ...cells])];
  return fields.map((field) => `${field === null ? '' : String(field)}\u001f`).join('');
};

export function rowVectors(): object {
  return {
    about: 'docs/decisions/hashes-of-work.md: sha256 over fields, each ended by U+001F; place = ordinal, line, offset, length',
    digests: [ledger, { ...ledger, rows: [] }].map((given) => ({ given, sha256: sha256Hex(text(given)) })),
  };
}
