import { Refused } from '../../../../domain/model/refused.ts';
import type { Found } from '../format-reader.ts';
import type { Edition } from './edition.ts';
import { limits } from './limits.ts';
import { sheetWriter } from './sheet-table.ts';
import type { SheetWriter } from './sheet-table.ts';
import type { Merge } from './sheet-rows.ts';

/** Sheets that come one after the other in a single stream, whose parser cannot wait. */
export type SheetQueue = {
  readonly open: (name: string, merges: readonly Merge[]) => SheetWriter;
  /** The open sheet is over; it is finished at the next pause. */
  readonly close: () => void;
  /** Awaited between blocks. @param bytesRead of the file so far */
  readonly pause: (bytesRead: number) => Promise<void>;
  /** @throws Refused file_no_table when no sheet gave one */
  readonly end: () => Promise<void>;
};

/** A sheet holds its first rows until the pause after them, so the order of what is found stays that of the file. */
export function sheetQueue(file: string, found: Found, edition: Edition): SheetQueue {
  const closed: { readonly name: string; readonly writer: SheetWriter }[] = [];
  let current: { readonly name: string; readonly writer: SheetWriter } | null = null;
  let [sheets, tables] = [0, 0];
  const finish = async (): Promise<void> => {
    for (const { name, writer } of closed.splice(0)) {
      if (await writer.end()) tables += 1;
      else found.fact('sheet_without_table', name);
    }
  };
  return {
    open: (name, merges) => {
      sheets += 1;
      if (sheets > limits.sheets) throw new Refused({ code: 'file_too_large', at: file, args: { part: name, limit: limits.sheets } });
      current = { name, writer: sheetWriter({ name, found, edition, merges: () => merges }) };
      return current.writer;
    },
    close: () => {
      if (current !== null) closed.push(current);
      current = null;
    },
    pause: async (bytesRead) => {
      await finish();
      await current?.writer.settle();
      await found.breathe(bytesRead);
    },
    end: async () => {
      if (current !== null) closed.push(current);
      current = null;
      await finish();
      if (tables === 0) throw new Refused({ code: 'file_no_table', at: file });
    },
  };
}
