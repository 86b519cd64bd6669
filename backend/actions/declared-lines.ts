import { listBookImports } from '../../db/repositories/books-imports.ts';
import type { BookImport } from '../../db/repositories/books-imports.ts';
import { namedRows, statedRates } from '../../db/repositories/books-named-rows.ts';
import { listImports } from '../../db/repositories/imports.ts';
import { declaredLine } from '../../domain/assessment/declared-line.ts';
import type { DeclaredLine } from '../../domain/assessment/declared-line.ts';
import { ratesOf } from '../../domain/assessment/exchange.ts';
import type { OfficialRates } from '../../domain/assessment/exchange.ts';
import type { CaseId } from '../../domain/model/ids.ts';
import type { Session } from './session.ts';

/** The imports whose operation stands: only their rows exist for anybody. */
export function visibleImports(session: Session, caseId: CaseId): readonly BookImport[] {
  const vault = session.vault();
  const known = new Set<string>(vault.assay.read((db) => listImports(db, caseId)).map((one) => one.importId));
  if (known.size === 0) return [];
  return vault.books(caseId).read((db) => listBookImports(db).filter((one) => known.has(one.importId)));
}

/** Declaration lines by row name; a name without a visible row is absent. */
export function declaredLines(session: Session, caseId: CaseId, names: readonly string[]): ReadonlyMap<string, DeclaredLine> {
  if (names.length === 0) return new Map();
  const visible = visibleImports(session, caseId);
  const rows = session
    .vault()
    .books(caseId)
    .read((db) => namedRows(db, 'declarations', names, visible));
  return new Map(rows.map(({ name, cells }) => [name, declaredLine(name, cells)]));
}

/** Exchange rates as the case's declarations state them, looked up when a line asks. */
export function declaredRates(session: Session, caseId: CaseId): OfficialRates {
  let visible: readonly BookImport[] | null = null;
  return (currency, day) => {
    visible ??= visibleImports(session, caseId);
    if (visible.length === 0) return null;
    const imports = visible;
    const stated = session
      .vault()
      .books(caseId)
      .read((db) => statedRates(db, { currency, day }, imports));
    return ratesOf(stated.map((rate) => ({ ...rate, currency, day })))(currency, day);
  };
}
