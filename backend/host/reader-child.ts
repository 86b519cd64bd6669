import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { SourceFile } from '../importers/reading/format-reader.ts';
import { readerOf } from '../importers/reading/readers.ts';
import { askForBytes, servedPath } from '../importers/reading/served-file.ts';
import { streamWriter } from '../importers/reading/stream.ts';
import { toldSettings } from '../importers/reading/told-settings.ts';

/**
 * Reads one file of the trader's in a process that has no key, may read this one file and write nothing, and ends with it:
 * `node --permission … reader-child.js FORMAT FILE NAME BYTES [FILE NAME BYTES]`, the second file being one that the first points into.
 * Records go to standard output; nothing else does. With `-` in place of FILE that many bytes are asked for from whoever started it.
 */
const blockBytes = 256 * 1024;

async function ofFile(file: string): Promise<Pick<SourceFile, 'bytes' | 'read'>> {
  const handle = await open(file, 'r');
  const { size: bytes } = await handle.stat();
  const read = async (offset: number, length: number): Promise<Buffer> => {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(length), 0, length, offset);
    return buffer.subarray(0, bytesRead);
  };
  return { bytes, read };
}

function sourceOf(name: string, { bytes, read }: Pick<SourceFile, 'bytes' | 'read'>): SourceFile {
  return {
    name,
    bytes,
    read,
    blocks: async function* () {
      for (let at = 0; ; ) {
        const block = await read(at, blockBytes);
        if (block.length === 0) return;
        at += block.length;
        yield block;
      }
    },
  };
}

async function hashOf(source: SourceFile): Promise<string> {
  const hash = createHash('sha256');
  for await (const block of source.blocks()) hash.update(block);
  return hash.digest('hex');
}

const write = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error === null || error === undefined ? resolve() : reject(error)));
  });

const [format = '', file = '', name = '', served = '0', besideFile, besideName = '', besideServed = '0'] = process.argv.slice(2);
const writer = streamWriter(write);
let ask: ReturnType<typeof askForBytes> | undefined;

/** @param which 0 for the file, 1 for the one beside it */
async function given(which: 0 | 1, from: string, bytes: string): Promise<Pick<SourceFile, 'bytes' | 'read'>> {
  if (from !== servedPath) return ofFile(from);
  const answers = (ask ??= askForBytes(process.stdin));
  return { bytes: Number(bytes), read: (offset, length) => answers(which, offset, length) };
}

try {
  const source = sourceOf(name, await given(0, file, served));
  const beside = besideFile === undefined ? undefined : sourceOf(besideName, await given(1, besideFile, besideServed));
  await readerOf(format).read(source, writer, toldSettings(), beside);
  await writer.end(await hashOf(source), beside === undefined ? '' : await hashOf(beside));
} catch (error) {
  await writer.fail(error);
}
process.exit(0);
