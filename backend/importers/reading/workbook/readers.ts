import { dbf } from '../dbf/dbf.ts';
import type { FormatReader } from '../format-reader.ts';
import { mxl } from '../mxl/mxl.ts';
import { htmlTables } from './html-tables.ts';
import { ods } from './ods.ts';
import { spreadsheetml } from './spreadsheetml.ts';
import { textWorkbook } from './text-workbook.ts';
import { xls } from './xls.ts';
import { xlsx } from './xlsx/xlsx.ts';

const sheets = [xlsx, ods, xls, spreadsheetml, htmlTables, mxl, textWorkbook] as const;

/** Ways of reading that were released before; files that were imported by them are read again by them. */
export const earlierWorkbookReaders: readonly FormatReader[] = sheets.flatMap((reader) => reader.earlier);

/** Workbooks and table files, each known by its content whatever its name says. */
export const workbookReaders: readonly FormatReader[] = [xlsx, ods, xls, spreadsheetml, htmlTables, dbf, mxl, textWorkbook];
