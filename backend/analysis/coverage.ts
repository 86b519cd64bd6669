import { compareWithRegister, countListed, countMonths } from '../../db/queries/coverage.ts';
import { listBookImports } from '../../db/repositories/books-imports.ts';
import type { BookImport } from '../../db/repositories/books-imports.ts';
import type { ReadDb } from '../../db/store.ts';
import type { Counted, Listed } from '../../domain/coverage/coverage.ts';
import type { Days } from '../../domain/coverage/months.ts';
import type { ListedDeclaration, RegisterComparison, RegisterKind } from '../../domain/coverage/register.ts';
import type { TableName } from '../../domain/model/books.ts';

/** @property imports ids of those whose operation stands */
export type CoverageRequest = { readonly tables: readonly TableName[]; readonly imports: readonly string[]; readonly period: Days };

/** Records by month, and what the register lists where declarations were asked for. */
export type CountedBooks = { readonly counted: readonly Counted[]; readonly listed: Listed | null };

export type RegisterRequest = {
  readonly imports: readonly string[];
  /** the state of the auditor's corrections: with it a comparison is another one */
  readonly overridesHead: string | null;
  readonly national: string;
  /** minor digits by currency code */
  readonly digits: Readonly<Record<string, number>>;
  readonly page: ListPage;
};

/** A part of one of the lists. */
export type ListPage = { readonly kind: RegisterKind; readonly at: number; readonly limit: number };

/** How many there are of each kind, and a part of one list. @property missingValue customs value of what is missing, minor units */
export type ComparisonPage = {
  readonly listed: number;
  readonly received: number;
  readonly missing: number;
  readonly unlisted: number;
  readonly different: number;
  readonly missingValue: bigint;
  readonly declarations: readonly ListedDeclaration[];
};

const visible = (db: ReadDb, imports: readonly string[]): readonly BookImport[] => {
  const known = new Set(imports);
  return listBookImports(db).filter((one) => known.has(one.importId));
};

export function countBooks(db: ReadDb, { tables, imports, period }: CoverageRequest): CountedBooks {
  const own = visible(db, imports);
  return {
    counted: tables.map((table) => countMonths(db, table, own, period)),
    listed: tables.includes('declarations') ? countListed(db, own, period) : null,
  };
}

const usualDigits = 2;

/** The books held against the register. */
export function registerAgainst(db: ReadDb, request: RegisterRequest): RegisterComparison {
  const of = (currency: string): number => request.digits[currency] ?? usualDigits;
  return compareWithRegister(db, visible(db, request.imports), { national: of(request.national), of });
}

/** Compares once and keeps the answer while imports and corrections stay as they are: its lists are looked through page by page. */
export function keptComparison(): (db: ReadDb, request: RegisterRequest) => RegisterComparison {
  let kept: { readonly key: string; readonly comparison: RegisterComparison } | null = null;
  return (db, request) => {
    const { page: _, ...asked } = request;
    const key = JSON.stringify(asked);
    if (kept?.key !== key) kept = { key, comparison: registerAgainst(db, request) };
    return kept.comparison;
  };
}

export const comparisonPage = (comparison: RegisterComparison, { kind, at, limit }: ListPage): ComparisonPage => ({
  listed: comparison.listed,
  received: comparison.received,
  missing: comparison.missing.length,
  unlisted: comparison.unlisted.length,
  different: comparison.different.length,
  missingValue: comparison.missing.reduce((sum, one) => sum + (one.value ?? 0n), 0n),
  declarations: comparison[kind].slice(at, at + limit),
});
