import path from 'node:path';
import type { Profile } from '../../contract/rpc/books.ts';
import type { CancelSignal } from '../../contract/rpc/call.ts';
import { Refused } from '../../domain/model/refused.ts';
import type { FoundTable } from './reading/format-reader.ts';
import { memoBeside } from './dbf-beside.ts';
import { readerSettings } from './reader-settings.ts';
import { readApart } from './reading/read-apart.ts';
import { sampleRecords } from './sample.ts';
import type { FileSample } from './sample.ts';

export type FoundAsked = {
  readonly path: string;
  readonly format: string;
  /** the part of the file; undefined: the first that holds records */
  readonly scope?: string | undefined;
  readonly profile?: Profile | undefined;
  readonly saved: readonly Profile[];
  readonly signal?: CancelSignal | undefined;
};

/** The first records of one part of a file that a format reader reads. */
export type FoundSample = {
  readonly found: FoundTable;
  readonly records: FileSample['records'];
  readonly whole: boolean;
  /** the program that wrote the file, as it says itself; '' */
  readonly software: string;
};

const isCancelled = (error: unknown): boolean => error instanceof Refused && error.code === 'cancelled';

/** Reads until there are enough records of the part, then ends the reader. @throws Refused file_*, file_no_table, cancelled */
export async function sampleFound(asked: FoundAsked): Promise<FoundSample> {
  const name = path.basename(asked.path);
  const memo = await memoBeside(asked.path, asked.format);
  const enough = new AbortController();
  const stop = (): void => enough.abort();
  asked.signal?.addEventListener('abort', stop, { once: true });
  const parts: { readonly found: FoundTable; readonly records: FoundSample['records'][number][] }[] = [];
  let software = '';
  let whole = true;
  try {
    await readApart(
      {
        format: asked.format,
        path: asked.path,
        name,
        settings: readerSettings(asked.format, asked.saved, asked.profile),
        beside: memo === null ? undefined : { ...memo, sha256: '' },
        signal: enough.signal,
      },
      {
        table: (found) => void parts.push({ found, records: [] }),
        record: (table, { cells, line, offset, length, odd }) => {
          const part = parts[table];
          if (part === undefined || (asked.scope !== undefined && part.found.scope !== asked.scope)) return;
          if (part.records.length < sampleRecords) part.records.push({ record: { cells: [...cells], line, offset, length }, odd });
          else stop();
        },
        problem: () => undefined,
        check: () => undefined,
        fact: (fact, value) => void (fact === 'software' && (software ||= value)),
        bytes: () => undefined,
      },
    );
  } catch (error) {
    if (!isCancelled(error) || asked.signal?.aborted === true) throw error;
    whole = false;
  } finally {
    asked.signal?.removeEventListener('abort', stop);
  }
  const part = parts.find((one) => (asked.scope === undefined ? one.records.length > 0 : one.found.scope === asked.scope)) ?? parts[0];
  if (part === undefined) throw new Refused({ code: 'file_no_table', at: name });
  return { ...part, whole, software };
}
