import type { RateOfDay } from '../../domain/assessment/exchange.ts';
import type { Day } from '../../domain/model/scalars.ts';
import type { BookImport } from '../repositories/books-imports.ts';
import type { ReadDb } from '../store.ts';

type Row = { day: string; currency: string; rate: bigint; unit: bigint | null };

/** Each exchange rate that the visible declarations state, once: the rates of the day for lines that need another currency than their own. */
export function declaredRates(db: ReadDb, imports: readonly BookImport[]): readonly RateOfDay[] {
  const statement = db
    .prepare<Row>(
      `SELECT DISTINCT reg_date AS day, currency, fx_rate_e8 AS rate, fx_unit AS unit FROM declarations
       WHERE id BETWEEN ? AND ? AND currency IS NOT NULL AND fx_rate_e8 > 0`,
    )
    .safeIntegers();
  return imports
    .filter((i) => i.table === 'declarations' && i.rows > 0)
    .flatMap((i) => statement.all(BigInt(i.firstId), BigInt(i.firstId + i.rows - 1)))
    .map((row) => ({ day: row.day as Day, currency: row.currency, rateE8: row.rate, unit: row.unit ?? 1n }));
}
