import type { Decimal } from '../model/scalars.ts';
import type { RulePack } from '../packs/rule-pack.ts';
import { trimDecimal } from './ratio.ts';

/** What the words of a rate text mean: a part of the rule pack. */
export type RateVocabulary = Pick<RulePack, 'currencies' | 'units' | 'rateWords'>;

export type RateToken =
  | { readonly kind: 'number'; readonly value: Decimal }
  | { readonly kind: 'currency' | 'unit'; readonly code: string }
  | { readonly kind: 'percent' | 'plus' | 'per' | 'atLeast' | 'atMost' | 'free' };

type Marks = {
  /** longest phrases first, so that "но не менее" is not read as "не менее" after an unknown word */
  readonly phrases: readonly { readonly words: readonly string[]; readonly token: RateToken }[];
};

const known = new WeakMap<object, Marks>();
const piece =
  /(?<number>\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)|(?<sign>[%+/])|(?<word>[\p{L}€$₸₽¥£](?:[\p{L}\p{N}²³]|[.'-](?=\p{L}))*)|(?<space>[\s\u00a0\u202f,;.]+)/uy;

const lower = (text: string): string => text.toLowerCase();

function marksOf(vocabulary: RateVocabulary): Marks {
  const cached = known.get(vocabulary.rateWords);
  if (cached !== undefined) return cached;
  const phrases: { words: readonly string[]; token: RateToken }[] = [];
  const learn = (texts: readonly string[], token: RateToken): void => {
    for (const text of texts) phrases.push({ words: lower(text).split(' '), token });
  };
  for (const kind of ['atLeast', 'atMost', 'plus', 'per', 'free'] as const) learn(vocabulary.rateWords[kind], { kind });
  for (const c of vocabulary.currencies) learn([c.code, ...c.words], { kind: 'currency', code: c.code });
  for (const u of vocabulary.units) learn([u.code, ...u.words], { kind: 'unit', code: u.code });
  phrases.sort((a, b) => b.words.length - a.words.length);
  const marks = { phrases };
  known.set(vocabulary.rateWords, marks);
  return marks;
}

/** A rate with more digits is a mistake of the hand or an attack; amounts made of it would fit nowhere. */
const mostDigits = 15;

function numberToken(text: string): RateToken | null {
  if (text.replace(/\D/g, '').length > mostDigits) return null;
  const plain = text
    .replace(/[ \u00a0\u202f]/g, '')
    .replace(',', '.')
    .replace(/^0+(?=\d)/, '');
  return { kind: 'number', value: trimDecimal(plain as Decimal) };
}

const signs: Readonly<Record<string, RateToken>> = { '%': { kind: 'percent' }, '+': { kind: 'plus' }, '/': { kind: 'per' } };

type Piece = { readonly text: string; readonly token: RateToken | null };

/** Numbers and signs become tokens at once, words wait for their phrase. */
function piecesOf(text: string): readonly Piece[] | null {
  const pieces: Piece[] = [];
  piece.lastIndex = 0;
  while (piece.lastIndex < text.length) {
    const groups = piece.exec(text)?.groups;
    if (groups === undefined) return null;
    if (groups['number'] !== undefined) {
      const token = numberToken(groups['number']);
      if (token === null) return null;
      pieces.push({ text: groups['number'], token });
    } else if (groups['sign'] !== undefined) pieces.push({ text: groups['sign'], token: signs[groups['sign']] ?? null });
    else if (groups['word'] !== undefined) pieces.push({ text: lower(groups['word']), token: null });
  }
  return pieces;
}

/** @returns the tokens of a rate text, null when a word or sign is unknown */
export function rateTokens(text: string, vocabulary: RateVocabulary): readonly RateToken[] | null {
  const pieces = piecesOf(text.normalize('NFC'));
  if (pieces === null) return null;
  const { phrases } = marksOf(vocabulary);
  const tokens: RateToken[] = [];
  for (let at = 0; at < pieces.length; ) {
    const { token } = pieces[at] ?? { token: null };
    if (token !== null) {
      tokens.push(token);
      at += 1;
      continue;
    }
    const phrase = phrases.find((p) => p.words.every((word, i) => pieces[at + i]?.token === null && pieces[at + i]?.text === word));
    if (phrase === undefined) return null;
    tokens.push(phrase.token);
    at += phrase.words.length;
  }
  return tokens;
}
