import { Refused } from '../../../../../domain/model/refused.ts';
import { limits } from '../limits.ts';
import { walkXml } from '../xml-walk.ts';
import type { WorkbookFile } from './workbook-parts.ts';

/** `_x000D_` is how a workbook writes a character that XML cannot. */
export const plainText = (text: string): string =>
  text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text;

/**
 * The texts that cells refer to by number; formatting of parts of a text is left, phonetic hints are left out. They are held in memory:
 * that is what the limits are for.
 * @throws Refused file_too_large
 */
export async function sharedStrings(workbook: WorkbookFile, part: string | null, pause: () => Promise<void>): Promise<readonly string[]> {
  const strings: string[] = [];
  if (part === null) return strings;
  let [text, letters, inText, phonetic] = ['', 0, false, false];
  const open = (name: string): void => {
    if (name === 't') inText = !phonetic;
    else if (name === 'si') text = '';
    else if (name === 'rPh') phonetic = true;
  };
  const close = (name: string): void => {
    if (name === 't') inText = false;
    else if (name === 'rPh') phonetic = false;
    else if (name === 'si') {
      letters += text.length;
      strings.push(plainText(text));
      if (letters > limits.sharedLetters || strings.length > limits.sharedStrings) {
        throw new Refused({ code: 'file_too_large', at: workbook.file, args: { part, limit: limits.sharedLetters } });
      }
    }
  };
  const taker = {
    open,
    close,
    text: (more: string): void => {
      if (inText) text += more;
    },
  };
  await walkXml(workbook.zip.read(part), taker, { file: workbook.file, part }, pause);
  return strings;
}
