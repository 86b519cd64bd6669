import { Refused } from '../../../../domain/model/refused.ts';
import type { FormatReader } from '../format-reader.ts';
import { linesOf } from './lines.ts';
import type { SourceLine } from './lines.ts';
import { endOfFile, reading, takeField } from './mt940-statement.ts';
import type { Field } from './mt940-statement.ts';

const tagForm = /^:([0-9A-Z]{2,3}):(.*)$/s;
/** Ends of a message and the blocks of the network around it. */
const frame = /^(?:-\}?(?:\{.*)?|\{[1-5]:.*|-+)$/;
/** `{1:F01…}{2:O940…}{4:` may stand before the first tag of a line. */
const leading = /^(?:\{[1-5]:[^:]*?)+(?=:[0-9A-Z]{2,3}:)/;

/** Most lines of one field: a narrative has six, some banks write more. */
const mostLines = 200;

function extend(open: Field, line: SourceLine, file: string): void {
  if (open.lines.length >= mostLines)
    throw new Refused({ code: 'file_damaged', at: file, args: { part: `:${open.tag}: (${open.at.line})` } });
  open.lines.push(line.text);
  open.end = line.offset + line.length;
}

/** SWIFT statements MT940, MT950 and interim reports MT942, one or many in a file, bare or with the blocks of the network. */
export const mt940: FormatReader = {
  format: 'mt940',
  version: 'mt940-2',
  recognise: (name, head) => {
    const text = head.toString('latin1');
    const begins = /(?:^|[\r\n}]|\{4:\s*):20:/.test(text);
    if (begins && /[\r\n]:(?:25P?|28C?):/.test(text) && /[\r\n]:(?:60[FM]|34F|61|62[FM]):/.test(text)) return 2;
    return /\.(?:sta|mt9\d\d|940|942)$/i.test(name) ? 1 : 0;
  },
  read: async (file, found) => {
    const to = reading(file.name, found);
    let open: Field | null = null;
    for await (const line of linesOf(file, found.breathe)) {
      const text = line.text.replace(leading, '');
      const tag = tagForm.exec(text);
      const ends = tag !== null || frame.test(text) || text.trim() === '';
      if (!ends) {
        if (open !== null) extend(open, line, file.name);
        continue;
      }
      if (open !== null) takeField(to, open);
      open = tag === null ? null : { tag: tag[1] ?? '', lines: [tag[2] ?? ''], at: line, end: line.offset + line.length };
    }
    if (open !== null) takeField(to, open);
    endOfFile(to);
  },
};
