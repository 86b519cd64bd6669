import { Refused } from '../../../domain/model/refused.ts';
import type { FormatReader } from './format-reader.ts';
import { earlierPdf, pdf } from './pdf/pdf.ts';
import { textReaders } from './text/readers.ts';
import { earlierWorkbookReaders, workbookReaders } from './workbook/readers.ts';
import { earlierXmlReaders, xmlReaders } from './xml/readers.ts';

/** Every format that is read in a process of its own. */
export const readers: readonly FormatReader[] = [...xmlReaders, ...workbookReaders, ...textReaders, pdf];

const versions: readonly FormatReader[] = [...readers, ...earlierXmlReaders, ...earlierWorkbookReaders, earlierPdf];

/**
 * @param format its name, or a released version of it (`xlsx-3`): what was imported by that one comes back by that one
 * @throws Refused format_unknown
 */
export function readerOf(format: string): FormatReader {
  const found = readers.find((reader) => reader.format === format) ?? versions.find((reader) => reader.version === format);
  if (found === undefined) throw new Refused({ code: 'format_unknown', at: format });
  return found;
}

/** Whether a version is still there to read by, as it was released. */
export const isReadable = (version: string): boolean => versions.some((reader) => reader.version === version);

/** The surest reader for a file, or null: it is kept as evidence and said to be unreadable. @param head its first 64 KiB */
export function recogniseFormat(name: string, head: Buffer): FormatReader | null {
  let best: { reader: FormatReader; sure: number } | null = null;
  for (const reader of readers) {
    const sure = reader.recognise(name, head);
    if (sure > (best?.sure ?? 0)) best = { reader, sure };
  }
  return best?.reader ?? null;
}
