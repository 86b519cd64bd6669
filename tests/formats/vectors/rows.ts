import { sha256Hex } from './hash.ts';

/** Vectors of the row digest, docs/decisions/hashes-of-work.md. */
type Cell = string | number | null;

const ledger = {
  table: 'ledger',
  columns: ['txn_id', 'line_no', 'posting_date', 'account', 'debit_minor', 'description'],
  rows: [
    { ordinal: 1, cells: ['T-1', 1, '2024-02-29', '1330', 125000050, 'Тауар ₸'] },
    { ordinal: 3, cells: ['T-1', 2, '2024-02-29', '3310', -5, null] },
    { ordinal: 4, cells: [null, null, '2024-12-31', '0010', 9007199254740991, 'a\tb 😀'] },
  ] satisfies { ordinal: number; cells: Cell[] }[],
};

const text = (given: typeof ledger): string => {
  const head = [given.table, ...given.columns].join('\u001f');
  const rows = given.rows.map(({ ordinal, cells }) =>
    [ordinal, ...cells.map((cell) => (cell === null ? '' : String(cell)))].join('\u001f'),
  );
  return [head, ...rows].map((record) => `${record}\u001e`).join('');
};

export function rowVectors(): object {
  return {
    about: 'docs/decisions/hashes-of-work.md: sha256 over records of fields; fields end with U+001F, records with U+001E',
    digests: [ledger, { ...ledger, rows: [] }].map((given) => ({ given, sha256: sha256Hex(text(given)) })),
  };
}
