import { Refused } from '../../../../domain/model/refused.ts';
import { limits } from './limits.ts';

export type HtmlPiece =
  | { readonly kind: 'text'; readonly text: string; readonly at: number }
  | { readonly kind: 'open'; readonly tag: string; readonly attributes: ReadonlyMap<string, string>; readonly at: number }
  | { readonly kind: 'close'; readonly tag: string; readonly at: number };

const named: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', '\u00a0'],
  ['laquo', '«'],
  ['raquo', '»'],
  ['ndash', '–'],
  ['mdash', '—'],
  ['minus', '\u2212'],
  ['hellip', '…'],
  ['shy', ''],
  ['copy', '©'],
  ['reg', '®'],
  ['deg', '°'],
  ['sect', '§'],
  ['euro', '€'],
  ['bull', '•'],
  ['times', '×'],
  ['thinsp', '\u2009'],
]);

/** Text of a page: known entities as their signs, unknown ones as they stand, line ends of the source as spaces. */
export function htmlText(text: string): string {
  const plain = text.replace(/[\r\n\t]+/g, ' ');
  if (!plain.includes('&')) return plain;
  return plain.replace(/&(?:#(\d{1,7})|#[xX]([\dA-Fa-f]{1,6})|(\w{2,8}));?/g, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return named.get(name) ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? '0', 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : whole;
  });
}

const attributePattern = /([^\s=/>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?/g;
const none: ReadonlyMap<string, string> = new Map();
const wanted = new Set(['colspan', 'rowspan', 'x:num', 'sdval']);

function attributesOf(text: string): ReadonlyMap<string, string> {
  if (text.trim() === '') return none;
  const found = new Map<string, string>();
  for (const [, name = '', double, single, bare] of text.slice(0, 8192).matchAll(attributePattern)) {
    const key = name.toLowerCase();
    if (wanted.has(key)) found.set(key, double ?? single ?? bare ?? '');
  }
  return found;
}

/** Where a tag ends: the first `>` outside quotation marks; without a partner a mark is an ordinary sign. */
function tagEnd(text: string, from: number): number {
  for (let i = from; i < text.length && i - from < 65_536; i += 1) {
    const c = text.charCodeAt(i);
    if (c === 62) return i;
    if (c === 34 || c === 39) {
      const end = text.indexOf(text.charAt(i), i + 1);
      if (end > 0 && end - i < 65_536) i = end;
    }
  }
  return text.indexOf('>', from);
}

/** Elements whose content is no text of the page. */
const silent = new Set(['script', 'style', 'title', 'xml', 'noscript', 'textarea']);

/**
 * A page as a row of tags and texts, in one pass, as tolerant as pages are: nothing is nested, run or fetched here.
 * @throws Refused file_too_large for a single text beyond every cell
 */
export function* htmlTags(text: string, file: string): Generator<HtmlPiece> {
  for (let at = 0; at < text.length; ) {
    const open = text.indexOf('<', at);
    const end = open < 0 ? text.length : open;
    if (end - at > limits.piece) throw new Refused({ code: 'file_too_large', at: file, args: { part: 'HTML', limit: limits.piece } });
    if (end > at) yield { kind: 'text', text: text.slice(at, end), at };
    if (open < 0) return;
    if (text.startsWith('<!--', open)) {
      const close = text.indexOf('-->', open + 4);
      at = close < 0 ? text.length : close + 3;
      continue;
    }
    const name = /^<(\/?)([a-zA-Z][\w:-]{0,63})/.exec(text.slice(open, open + 66));
    if (name === null) {
      const skip = text.charCodeAt(open + 1);
      if (skip === 33 || skip === 63) at = Math.max(text.indexOf('>', open), open) + 1;
      else {
        yield { kind: 'text', text: '<', at: open };
        at = open + 1;
      }
      continue;
    }
    const close = tagEnd(text, open + name[0].length);
    if (close < 0) return;
    const tag = (name[2] ?? '').toLowerCase();
    at = close + 1;
    if (name[1] === '/') yield { kind: 'close', tag, at };
    else {
      yield { kind: 'open', tag, attributes: attributesOf(text.slice(open + name[0].length, close)), at };
      if (silent.has(tag)) at = silentEnd(text, at, tag);
    }
  }
}

function silentEnd(text: string, from: number, tag: string): number {
  const pattern = new RegExp(`</${tag}[\\s>]`, 'gi');
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}
