import { cleanPicture, pictureFactsOf } from './picture-work.ts';

/** A line of JSON and then so many bytes, in both directions. */
export type PictureQuestion = { readonly do: 'facts' | 'clean'; readonly bytes: number };
export type PictureAnswer = { readonly ok: boolean; readonly bytes: number; readonly facts?: unknown };

type Frame = { readonly head: PictureQuestion; readonly body: Uint8Array };

/** Cuts the stream into questions. */
async function* frames(input: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  let parts: Buffer[] = [];
  let held = 0;
  let head: PictureQuestion | null = null;
  for await (const block of input) {
    parts.push(block);
    held += block.length;
    while (head !== null || block.includes(10)) {
      if (head !== null && held < head.bytes) break;
      const all: Buffer = Buffer.concat(parts);
      const cut: number = head === null ? all.indexOf(10) : head.bytes;
      if (cut < 0) break;
      const rest = all.subarray(head === null ? cut + 1 : cut);
      [parts, held] = [[rest], rest.length];
      if (head === null) head = JSON.parse(all.toString('utf8', 0, cut)) as PictureQuestion;
      else {
        yield { head, body: all.subarray(0, cut) };
        head = null;
      }
    }
  }
}

function answerTo({ head, body }: Frame): { readonly answer: PictureAnswer; readonly bytes: Uint8Array } {
  const nothing = new Uint8Array();
  try {
    if (head.do === 'facts') return { answer: { ok: true, bytes: 0, facts: pictureFactsOf(body) }, bytes: nothing };
    const copy = cleanPicture(body);
    return { answer: { ok: copy !== null, bytes: copy?.length ?? 0 }, bytes: copy ?? nothing };
  } catch {
    // the decoder's reasons stay here: the picture cannot be done, that is all
    return { answer: { ok: false, bytes: 0 }, bytes: nothing };
  }
}

/** The program of the process that looks into pictures: questions on standard input, answers on standard output, one after the other. */
export async function servePictures(input: AsyncIterable<Buffer>, write: (bytes: Uint8Array) => Promise<void>): Promise<void> {
  for await (const frame of frames(input)) {
    const { answer, bytes } = answerTo(frame);
    await write(Buffer.from(`${JSON.stringify(answer)}\n`, 'utf8'));
    if (bytes.length > 0) await write(bytes);
  }
}
