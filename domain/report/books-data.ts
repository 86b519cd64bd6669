import type { Canonical } from '../caselog/canonical.ts';
import type { FrozenCase, FrozenImport } from './frozen.ts';

type Clean = (text: string) => string;

const importData = (file: FrozenImport, clean: Clean): Canonical => ({
  fileName: clean(file.fileName),
  sha256: file.sha256,
  bytes: file.bytes,
  obtainedFrom: file.obtainedFrom?.code ?? null,
  format: file.format.code,
  encoding: clean(file.encoding),
  importedAt: file.importedAt,
  parts: file.parts.map((part) => ({
    table: part.table,
    scope: clean(part.scope),
    rows: part.rows,
    rejected: part.rejected,
    sums: { ...part.sums },
    repaired: { ...part.repaired },
  })),
  checks: file.checks.map(({ key, at, declared, counted, agrees }) => ({
    key,
    at: clean(at),
    declared: clean(declared),
    counted: clean(counted),
    agrees,
  })),
  facts: file.facts.map(({ name, value }) => ({ name: clean(name), value: clean(value) })),
  withdrawn: file.withdrawn === null ? null : { at: file.withdrawn.at, reason: clean(file.withdrawn.reason) },
});

/**
 * What findings.json tells of the books that the report rests on: `imports`, `overrides`, `coverage` (docs/decisions/findings-json.md).
 * @param clean makes a text of a file canonical
 */
export const booksData = (frozen: FrozenCase, clean: Clean): { readonly [name: string]: Canonical } => ({
  imports: frozen.imports.map((file) => importData(file, clean)),
  overrides: frozen.overrides.map(({ row, table, column, was, is, by, at, reason }) => ({
    row,
    table,
    column,
    was: clean(was),
    is: clean(is),
    by: clean(by),
    at,
    reason: clean(reason),
  })),
  coverage: {
    minimumBp: frozen.coverage.minimumBp,
    tables: frozen.coverage.rows.map(({ table, received, expected, missing, shareBp, undated, cells }) => ({
      table,
      received,
      expected,
      missing,
      shareBp,
      undated,
      months: cells.map(({ month, received, expected, missing, by, state }) => ({ month, received, expected, missing, by, state })),
    })),
    register: frozen.coverage.register === null ? null : { ...frozen.coverage.register },
  },
});
