import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { FileInspection, Profile } from '../../contract/rpc/books.ts';
import type { CancelSignal, Progress } from '../../contract/rpc/call.ts';
import { Refused } from '../../domain/model/refused.ts';
import { csvTokenizer } from './csv/tokenizer.ts';
import { markLength } from './csv/encodings.ts';
import { formatOf } from './format-of.ts';
import { bestTable } from './found-plan.ts';
import { memoBeside } from './dbf-beside.ts';
import { blocksOf } from './read-file.ts';
import { readerSettings } from './reader-settings.ts';
import { readApart } from './reading/read-apart.ts';
import { openFile, sampleFile } from './sample.ts';

type Asked = {
  readonly path: string;
  readonly format?: string | undefined;
  readonly saved: readonly Profile[];
  readonly signal: CancelSignal;
  readonly progress: (progress: Progress) => void;
};
type Part = FileInspection['parts'][number];
type Told = Omit<FileInspection, 'fileName' | 'bytes'>;

const [shownRecords, shownProblems, shownChecks] = [20, 100, 1000];

/**
 * What a file is, read whole: its format, parts, headers, first records and checks, and where each part would go. Writes nothing.
 * @throws Refused file_*, format_unknown, cancelled
 */
export async function inspectFile(asked: Asked): Promise<FileInspection> {
  const bytes = fs.statSync(asked.path, { throwIfNoEntry: false })?.size ?? 0;
  const format = await formatOf(asked.path, asked.format);
  const told = format === null ? await inspectCsv(asked, bytes) : await inspectFound(asked, { format, bytes });
  return { fileName: path.basename(asked.path), bytes, ...told };
}

async function inspectFound(asked: Asked, { format, bytes }: { readonly format: string; readonly bytes: number }): Promise<Told> {
  const parts: Part[] = [];
  const checks: FileInspection['checks'] = [];
  const facts: FileInspection['facts'] = [];
  const memo = await memoBeside(asked.path, format);
  const sha256 = await readApart(
    {
      format,
      path: asked.path,
      name: path.basename(asked.path),
      settings: readerSettings(format, asked.saved),
      beside: memo === null ? undefined : { ...memo, sha256: '' },
      signal: asked.signal,
    },
    {
      table: ({ scope, table, headers }) => {
        const goesTo = table ?? bestTable(headers, asked.saved)?.table ?? null;
        parts.push({ scope, table: goesTo, headers: [...headers], records: 0, sample: [], problems: [], problemCount: 0 });
      },
      record: (table, { cells }) => {
        const part = parts[table];
        if (part === undefined) return;
        part.records += 1;
        if (part.sample.length < shownRecords) part.sample.push([...cells]);
      },
      problem: (table, line, problem) => {
        const part = parts[table];
        if (part === undefined) return;
        part.problemCount += 1;
        if (part.problems.length < shownProblems) part.problems.push({ line, problem });
      },
      check: (check) => void (checks.length < shownChecks && checks.push({ ...check })),
      fact: (name, value) => void (facts.length < shownChecks && facts.push({ name, value })),
      bytes: (done) => asked.progress({ stage: 'read', done, total: Math.max(bytes, done) }),
    },
  );
  return { sha256, format, parts, checks, facts };
}

async function inspectCsv(asked: Asked, bytes: number): Promise<Told> {
  const sample = await sampleFile(asked.path);
  const { encoding, delimiter, fileName } = sample;
  const hash = createHash('sha256');
  const handle = await openFile(asked.path);
  let [records, done] = [sample.headless ? 0 : -1, 0];
  try {
    let tokenizer: ReturnType<typeof csvTokenizer> | undefined;
    for await (const block of blocksOf(handle)) {
      if (asked.signal.aborted) throw new Refused({ code: 'cancelled', at: fileName });
      const skip = done === 0 ? markLength(block, encoding) : 0;
      tokenizer ??= csvTokenizer({ delimiter, encoding, skip, file: fileName });
      hash.update(block);
      tokenizer.feed(block.subarray(skip), () => (records += 1));
      done += block.length;
      asked.progress({ stage: 'read', done, total: Math.max(bytes, done) });
    }
    tokenizer?.end(() => (records += 1));
  } finally {
    await handle.close();
  }
  const part: Part = {
    scope: '',
    table: bestTable(sample.headers, asked.saved)?.table ?? null,
    headers: [...sample.headers],
    records: Math.max(0, records),
    sample: sample.records.slice(0, shownRecords).map(({ record }) => [...record.cells]),
    problems: [],
    problemCount: 0,
  };
  const facts = [
    { name: 'encoding', value: encoding },
    { name: 'delimiter', value: delimiter },
  ];
  return { sha256: hash.digest('hex'), format: 'csv', parts: [part], checks: [], facts };
}
