import type { Lang, Words } from '../../domain/model/words.ts';
import { formatDecimal, formatCount, formatDay } from '../../domain/words/index.ts';
import type { Say } from '../../domain/words/index.ts';
import type { Cell } from '../../domain/report/tree.ts';
import type { Face } from './sheet.ts';

/** The language of the document. */
export type Voice = { readonly lang: Lang; readonly say: Say };

/** RFC 3339 as the language writes it: day, minute and the offset that stands in it; the machine's time zone plays no part. */
function instant(at: string, lang: Lang): string {
  const zone = at.endsWith('Z') ? 'UTC' : at.slice(-6);
  return `${formatDay(at.slice(0, 10), lang)}, ${at.slice(11, 16)} ${zone}`;
}

export type Spoken = { readonly text: string; readonly face: Face };

export const sayWords = (words: Words, voice: Voice): string => voice.say(words);

/** @returns the cell as text and the face that it is set in */
export function spoken(cell: Cell, voice: Voice): Spoken {
  if ('say' in cell) return { text: voice.say(cell.say), face: 'regular' };
  if ('text' in cell) return { text: cell.text, face: 'regular' };
  if ('code' in cell) return { text: cell.code, face: 'mono' };
  if ('money' in cell) return { text: formatDecimal(cell.money, voice.lang), face: 'regular' };
  if ('count' in cell) return { text: formatCount(cell.count, voice.lang), face: 'regular' };
  if ('day' in cell) return { text: formatDay(cell.day, voice.lang), face: 'regular' };
  if ('instant' in cell) return { text: instant(cell.instant, voice.lang), face: 'regular' };
  return { text: '', face: 'regular' };
}
