import type { FormatReader, Found, SourceFile } from '../format-reader.ts';

/**
 * How sheets are read. A released way of reading never changes: what was imported by it must come back by it.
 * 3: the trial balance, the account card, statements of banks. 4: also journals of two accounts, stock sheets, amounts in thousands, two
 * tables under one another, amounts as people type them. @source docs/decisions/hashes-of-work.md
 */
export type Edition = 3 | 4;

/** A reader of sheets as it is now, and as it was released before. */
export type SheetReader = FormatReader & { readonly earlier: readonly FormatReader[] };

type Parts = {
  readonly format: string;
  readonly recognise: FormatReader['recognise'];
  readonly read: (file: SourceFile, found: Found, edition: Edition) => Promise<void>;
};

/** One reader for every way of reading; its version is the format and the number of the way. */
export function sheetReader({ format, recognise, read }: Parts): SheetReader {
  const as = (edition: Edition): FormatReader => ({
    format,
    version: `${format}-${edition}`,
    recognise,
    read: (file, found) => read(file, found, edition),
  });
  return { ...as(4), earlier: [as(3)] };
}
