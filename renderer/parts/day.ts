import { isDay } from '../../domain/model/scalars.ts';

const written = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/;

/** A day as a person writes it, `31.12.2025`, `31/12/2025` or ISO. @returns `YYYY-MM-DD`, or null when there is no such day */
export function readDay(text: string): string | null {
  const trimmed = text.trim();
  if (isDay(trimmed)) return trimmed;
  const [, day = '', month = '', year = ''] = written.exec(trimmed) ?? [];
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(iso) ? iso : null;
}
