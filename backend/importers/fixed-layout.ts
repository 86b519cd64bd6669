import path from 'node:path';
import type { Encoding, FixedTemplate } from '../../contract/rpc/books.ts';
import type { SourceFile } from './reading/format-reader.ts';
import { cellAt, guessPlan, isWritten, crosses } from './reading/text/column-plan.ts';
import { encodingOf, linesOf } from './reading/text/lines.ts';
import { openFile } from './sample.ts';
import { headerNames } from './header-names.ts';

const [shownLines, blockBytes, longest] = [300, 64 * 1024, 2_000];

/** The first lines of a text as they stand, and a layout that they suggest: what a person goes on from. */
export type FixedLayout = { readonly encoding: Encoding; readonly lines: readonly string[]; readonly proposal: FixedTemplate | null };

function proposed(lines: readonly string[]): FixedTemplate | null {
  const plan = guessPlan(lines);
  if (plan === null) return null;
  const width = Math.max(...lines.map((line) => line.trimEnd().length));
  const header = lines.find((text) => isWritten(text) && !/\d/.test(text) && !crosses(text, plan)) ?? '';
  const spans = plan.columns.map(({ from, to }) => ({ from, to: Math.min(to, Math.max(width, from + 1)) }));
  const { headers } = headerNames(spans.map((span) => (plan.header ? cellAt(header, span) : '')));
  return {
    v: 1,
    columns: spans.map((span, i) => ({ name: headers[i] ?? String(i + 1), ...span })),
    header: plan.header ? header.trim() : '',
  };
}

/** @throws Refused file_* */
export async function fixedLayout(file: string): Promise<FixedLayout> {
  const handle = await openFile(file);
  try {
    const { size: bytes } = await handle.stat();
    const read = async (offset: number, length: number): Promise<Buffer> => {
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(length), 0, length, offset);
      return buffer.subarray(0, bytesRead);
    };
    const source: SourceFile = {
      name: path.basename(file),
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
    const lines: string[] = [];
    for await (const { text } of linesOf(source, async () => {})) {
      lines.push(text.replaceAll('\f', '').replaceAll('\t', ' ').slice(0, longest));
      if (lines.length >= shownLines) break;
    }
    return { encoding: await encodingOf(source), lines, proposal: proposed(lines) };
  } finally {
    await handle.close();
  }
}
