import { toFailure } from '../../contract/rpc/errors.ts';
import { Refused } from '../../domain/model/refused.ts';
import { ocrLimits } from '../evidence/ocr/limits.ts';
import { lookAtPages } from '../evidence/ocr/look-at-pages.ts';
import type { FromPages, PageTask, ToPages } from '../evidence/ocr/messages.ts';

/**
 * Looks at the pages of one hostile file in a process that has no key, may read its program and the models and nothing else, and ends
 * with the file: `node --permission … pages-child.js`. The bytes come over the message channel, as the file lies encrypted on the disk.
 */
const post = (message: FromPages): Promise<void> =>
  new Promise((resolve) => {
    if (process.send === undefined) resolve();
    else process.send(message, () => resolve());
  });

const pieces: Uint8Array[] = [];
let task: PageTask | null = null;
let size = 0;

async function look(asked: PageTask): Promise<void> {
  try {
    await lookAtPages(asked, Buffer.concat(pieces.splice(0)), {
      pages: (pages) => void post({ kind: 'pages', pages }),
      progress: (page, hundredths) => void post({ kind: 'progress', page, hundredths }),
      page: (page) => post({ kind: 'page', page }),
    });
    await post({ kind: 'done' });
  } catch (error) {
    await post({ kind: 'failed', failure: toFailure(error) });
  }
  process.exit(0);
}

/** Decoders and the recogniser keep their memory outside the heap that the flags bound. */
setInterval(() => {
  if (process.memoryUsage.rss() > ocrLimits.memoryMiB * 1024 * 1024) process.exit(1);
}, 200).unref();

process.on('disconnect', () => process.exit(0));
process.on('message', (message) => {
  const said = message as ToPages;
  if (said.kind === 'task') task = said.task;
  else if (said.kind === 'bytes') {
    size += said.bytes.length;
    if (size > ocrLimits.wholeFile) process.exit(1);
    pieces.push(said.bytes);
  } else if (task !== null) void look(task);
  else void post({ kind: 'failed', failure: toFailure(new Refused({ code: 'file_unreadable' })) });
});
