import type { XmlAhead } from '../xml-walk.ts';
import { plainRows, rowEnd, rowStart } from './plain-rows.ts';
import type { PlainRow } from './plain-rows.ts';

const opening = '<sheetData>';
/** A row that is longer is left to the parser. Letters. */
const longestHeld = 1024 * 1024;

export type RowsTaker = {
  readonly plain: (row: PlainRow) => void;
  /** the parser has opened `sheetData` and nothing in it is open */
  readonly isBetweenRows: () => boolean;
};

const isSpace = (c: number): boolean => c === 32 || c === 10 || c === 13 || c === 9;

/**
 * Takes plain rows out of the text of a sheet before the parser sees it, which costs a third of the time. The parser gets everything else,
 * in order. A mark is believed only when the parser, given it alone, does with it what it says: inside of a comment it does nothing.
 */
export function rowsAhead(to: RowsTaker): XmlAhead {
  const rows = plainRows();
  let [state, held]: ['before' | 'rows' | 'over', string] = ['before', ''];
  type Parse = (text: string) => void;

  const comesBetween = (mark: string, parse: Parse): boolean => {
    const before = to.isBetweenRows();
    parse(mark);
    return !before && to.isBetweenRows();
  };
  const leave = (text: string, parse: Parse): string => {
    state = 'over';
    parse(text);
    return '';
  };
  /** From a place between two rows. @returns what must wait for more */
  const walk = (text: string, from: number, parse: Parse): string => {
    for (let at = from; ; ) {
      while (isSpace(text.charCodeAt(at))) at += 1;
      const end = rows.read(text, at);
      if (end >= 0) {
        to.plain(rows.row);
        at = end;
        continue;
      }
      const rest = text.length - at;
      const close = text.startsWith(rowStart, at) ? text.indexOf(rowEnd, at) : -1;
      if (close < 0)
        return rest < longestHeld && rowStart.startsWith(text.slice(at, at + rowStart.length))
          ? text.slice(at)
          : leave(text.slice(at), parse);
      parse(text.slice(at, close));
      at = close + rowEnd.length;
      if (!comesBetween(rowEnd, parse)) return leave(text.slice(at), parse);
    }
  };
  /** @returns where the first row may begin, -1 when that is not in this text */
  const findRows = (text: string, parse: Parse): number => {
    const found = text.indexOf(opening);
    parse(found < 0 ? text : text.slice(0, found));
    if (found < 0) return -1;
    const from = found + opening.length;
    if (comesBetween(opening, parse)) return from;
    leave(text.slice(from), parse);
    return -1;
  };
  const take: XmlAhead['take'] = (text, parse) => {
    if (state === 'over') return parse(text);
    const from = state === 'before' ? findRows(text, parse) : 0;
    if (from < 0) return;
    state = 'rows';
    held = walk(held + text, from, parse);
  };
  return { take, isTaking: () => state === 'rows', end: (parse) => parse(held) };
}
