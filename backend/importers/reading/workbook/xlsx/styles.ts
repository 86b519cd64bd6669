import { builtInLook, lookOf, plainNumber } from '../number-formats.ts';
import type { NumberLook } from '../number-formats.ts';
import { walkXml } from '../xml-walk.ts';
import type { WorkbookFile } from './workbook-parts.ts';

/** How each cell style shows a number, by the style's position. */
export async function cellLooks(workbook: WorkbookFile, part: string | null): Promise<readonly NumberLook[]> {
  if (part === null) return [];
  const custom = new Map<number, NumberLook>();
  const ids: number[] = [];
  let inCells = false;
  const open = (name: string, attributes: Readonly<Record<string, string>>): void => {
    if (name === 'numFmt') custom.set(Number(attributes['numFmtId']), lookOf(attributes['formatCode'] ?? ''));
    else if (name === 'cellXfs') inCells = true;
    else if (name === 'xf' && inCells) ids.push(Number(attributes['numFmtId'] ?? 0));
  };
  const close = (name: string): void => {
    if (name === 'cellXfs') inCells = false;
  };
  await walkXml(workbook.zip.read(part), { open, close, text: () => undefined }, { file: workbook.file, part });
  return ids.map((id) => custom.get(id) ?? builtInLook(id) ?? plainNumber);
}
