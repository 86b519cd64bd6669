import { Refused } from '../../../../../domain/model/refused.ts';
import type { Found, SourceFile } from '../../format-reader.ts';
import { sheetReader } from '../edition.ts';
import type { Edition } from '../edition.ts';
import { sheetWriter } from '../sheet-table.ts';
import type { Merge } from '../sheet-rows.ts';
import { walkXml } from '../xml-walk.ts';
import { openZip } from '../zip-parts.ts';
import type { ZipParts } from '../zip-parts.ts';
import { mergesOf } from './merges.ts';
import { sharedStrings } from './shared-strings.ts';
import { sheetTaker } from './sheet-xml.ts';
import { cellLooks } from './styles.ts';
import { workbookFacts, workbookParts } from './workbook-parts.ts';
import type { SheetPart } from './workbook-parts.ts';

const isZip = (head: Buffer): boolean => head.length > 3 && head.readUInt32LE(0) === 0x04034b50;

/** A zip names its parts in plain bytes before their content. */
function recognise(name: string, head: Buffer): 0 | 1 | 2 {
  if (!isZip(head)) return 0;
  const text = head.toString('latin1');
  const office = text.includes('[Content_Types].xml') || text.includes('_rels/.rels');
  if (/xl\/(?:workbook|worksheets|styles|sharedStrings|_rels)/i.test(text)) return 2;
  return office || /\.xls[xm]$/i.test(name) ? 1 : 0;
}

type Setting = {
  readonly edition: Edition;
  readonly file: string;
  readonly zip: ZipParts;
  readonly strings: readonly string[];
  readonly looks: Awaited<ReturnType<typeof cellLooks>>;
  readonly from1904: boolean;
};

/** @returns true when the sheet gave a table */
async function readSheet(sheet: SheetPart, setting: Setting, found: Found): Promise<boolean> {
  const { file, zip, edition } = setting;
  const merges = (): Promise<readonly Merge[]> => mergesOf(zip, sheet.part, file);
  const writer = sheetWriter({ name: sheet.name, found, edition, merges });
  const taker = sheetTaker({ ...setting, part: sheet.part }, writer.row);
  const pause = async (): Promise<void> => {
    await writer.settle();
    await found.breathe(zip.packedRead());
  };
  await walkXml(zip.read(sheet.part), taker, { file, part: sheet.part }, pause);
  const gave = await writer.end();
  for (const [what, count] of Object.entries(taker.counts)) if (count > 0) found.fact(what, `${sheet.name}: ${count}`);
  if (sheet.hidden) found.fact('hidden_sheet', sheet.name);
  if (!gave) found.fact('sheet_without_table', sheet.name);
  return gave;
}

async function read(file: SourceFile, found: Found, edition: Edition): Promise<void> {
  const zip = await openZip(file);
  if (zip.names.some((name) => /^xl\/workbook\.bin$/i.test(name))) {
    throw new Refused({ code: 'file_kind_unsupported', at: file.name, args: { kind: 'XLSB' } });
  }
  const workbook = { file: file.name, zip };
  const parts = await workbookParts(workbook);
  await workbookFacts(workbook, found.fact);
  const pause = (): Promise<void> => found.breathe(zip.packedRead());
  const looks = await cellLooks(workbook, parts.styles);
  const strings = await sharedStrings(workbook, parts.strings, pause);
  const setting = { edition, file: file.name, zip, strings, looks, from1904: parts.from1904 };
  let tables = 0;
  for (const sheet of parts.sheets) if (await readSheet(sheet, setting, found)) tables += 1;
  if (tables === 0) throw new Refused({ code: 'file_no_table', at: file.name });
}

/** XLSX and XLSM: streamed sheet by sheet; a table per sheet, rows named `sheet!row`. Macros and formulas are never run. */
export const xlsx = sheetReader({ format: 'xlsx', recognise, read });
