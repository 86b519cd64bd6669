import type { HeaderBlock } from './header-block.ts';
import type { SheetRow } from './sheet-rows.ts';

const national = /^(?:в\s+)?(?:тыс\.?|тысяч\p{L}*|мың)?\s*(?:тенге|теңге|тг\.?|kzt|₸)$|^(?:в\s+)?(?:тыс\.?|млн\.?)$/iu;
const foreign = /^(?:в\s+)?(?:тыс\.?|млн\.?)?\s*(?:долл\p{L}*\.?(?: сша)?|usd|\$|евро|eur|€|руб\p{L}*\.?|rub|₽|юан\p{L}*|cny)$/iu;
const measure = /^(?:шт|кг|л|м|м2|м3|т|тн|ед|уп|кол-во|%|pcs|kg|дана)\.?$/iu;

const isUnit = (text: string): boolean => [national, foreign, measure].some((pattern) => pattern.test(text.trim()));

/** A block with the line of units below its header, and the rows without that line. */
type Without = { readonly block: HeaderBlock; readonly rows: readonly SheetRow[] };

/**
 * A first line below the header that holds nothing but units (`тыс. тенге`, `шт`) is no record: what it says of the national currency is
 * said of the whole table, and another currency stands behind the name of its column, so that nothing takes it for the national one.
 */
export function withoutUnits(block: HeaderBlock, rows: readonly SheetRow[]): Without {
  const [line] = rows;
  if (line === undefined || !line.texts.every(isUnit)) return { block, rows };
  const unitAt = (from: number, to: number): string =>
    line.texts.find((_, i) => (line.columns[i] ?? -1) >= from && (line.columns[i] ?? -1) <= to) ?? '';
  const columns = block.columns.map((column) => {
    const unit = unitAt(column.from, column.to).trim();
    return foreign.test(unit) ? { ...column, header: `${column.header}, ${unit}` } : column;
  });
  const said = line.texts.findIndex((text) => national.test(text.trim()));
  const title =
    said < 0
      ? block.title
      : [...block.title, { ...line, columns: [0], kinds: line.kinds.slice(0, 1), texts: [`в ${line.texts[said] ?? ''}`] }];
  return { block: { ...block, title, columns }, rows: rows.slice(1) };
}
