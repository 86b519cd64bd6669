import fs from 'node:fs';
import type { Readable, Writable } from 'node:stream';

/**
 * Bytes that a reader's process is handed piece by piece, because they are nowhere on disk in plain: evidence that is read again. The
 * reader asks for a place (`file offset length`, one line; file 0 or 1) and is given a length in four bytes and the bytes.
 */
export type ServedBytes = {
  readonly bytes: number;
  /** Fewer than asked for at the end. */
  readonly read: (offset: number, length: number) => Promise<Uint8Array>;
};

/** In place of a path on the reader's command line. */
export const servedPath = '-';
/** The reader's descriptor for its questions. */
const askDescriptor = 3;
/** No reader asks for more at once. */
const mostAtOnce = 2 ** 30;

/** The side that has the bytes. @param sources the file, and the one beside it @param failed told of the first question that could not be answered */
export function serveBytes(
  { ask, answer }: { readonly ask: Readable; readonly answer: Writable },
  sources: readonly ServedBytes[],
  failed: (error: unknown) => void,
): void {
  let rest = '';
  let turn: Promise<void> = Promise.resolve();
  const reply = async (line: string): Promise<void> => {
    const [file = Number.NaN, offset = Number.NaN, length = Number.NaN] = line.split(' ').map(Number);
    const source = sources[file];
    const isPlace = Number.isSafeInteger(offset) && Number.isSafeInteger(length) && offset >= 0 && length >= 0 && length <= mostAtOnce;
    if (source === undefined || !isPlace) throw new RangeError('a reader asked for bytes that no file has');
    const bytes = await source.read(offset, length);
    const head = Buffer.alloc(4);
    head.writeUInt32LE(bytes.length);
    answer.write(Buffer.concat([head, bytes]));
  };
  answer.on('error', () => undefined);
  ask.setEncoding('latin1');
  ask.on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) turn = turn.then(() => reply(line)).catch(failed);
  });
}

/** The reader's side: asks one place after the other. @param input the reader's standard input */
export function askForBytes(input: Readable): (file: 0 | 1, offset: number, length: number) => Promise<Buffer> {
  const waiting: ((bytes: Buffer) => void)[] = [];
  let parts: Buffer[] = [];
  let [held, wanted] = [0, -1];
  const take = (n: number): Buffer => {
    const all = Buffer.concat(parts);
    parts = [all.subarray(n)];
    held = all.length - n;
    return all.subarray(0, n);
  };
  input.on('data', (bytes: Buffer) => {
    parts.push(bytes);
    held += bytes.length;
    for (;;) {
      if (wanted < 0 && held >= 4) wanted = take(4).readUInt32LE();
      if (wanted < 0 || held < wanted) return;
      const answer = take(wanted);
      wanted = -1;
      waiting.shift()?.(answer);
    }
  });
  return (file, offset, length) =>
    new Promise((resolve) => {
      waiting.push(resolve);
      fs.writeSync(askDescriptor, `${file} ${offset} ${length}\n`);
    });
}
