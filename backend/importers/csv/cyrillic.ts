import { kazakhBytes } from './encodings.ts';
import type { Encoding } from '../../../contract/rpc/books.ts';

/** Russian letters by frequency, most frequent first (order of the National Corpus; only the order and rough size matter here). */
const byFrequency = 'оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё';
const frequency = new Map([...byFrequency].map((letter, rank) => [letter, 11 / (1 + rank * rank * 0.02) - 5]));
const kazakhLetters = new Set('әғқңөұүһі');

/** Pairs that make up a fifth of Russian text. */
const pairs = new Set(
  'ст но то на ен ов ни ра во ко ро ре по пр ос ть не ли ер ан ет ал та ор ат го ка ва де ел ит ол ие ла ти те ин ло ом ри ог от ия ль об ви из од ые'.split(
    ' ',
  ),
);

const letterScore = (letter: string): number => frequency.get(letter) ?? (kazakhLetters.has(letter) ? 0 : -8);

/** Signs outside ASCII that ordinary tables hold. */
const usualSigns = new Set('\u00a0№«»–—…°±·“”„’€§');

function wordScore(word: string): number {
  const lower = word.toLowerCase();
  let score = 0;
  for (let i = 0; i < lower.length; i += 1) {
    score += letterScore(lower[i] ?? '');
    if (i > 0 && pairs.has(lower.slice(i - 1, i + 1))) score += 4;
    const [before, here] = [word[i - 1] ?? '', word[i] ?? ''];
    if (before !== '' && before !== before.toUpperCase() && here !== here.toLowerCase()) score -= 10;
  }
  return score;
}

/** How much a decoding looks like Russian or Kazakh: frequent letters and pairs, no capitals inside words, no box drawings. */
export function cyrillicScore(text: string): number {
  let score = 0;
  for (const [word] of text.matchAll(/[\u0400-\u04ff]+/g)) score += wordScore(word);
  for (const [sign] of text.matchAll(/[^\x00-\x7f\u0400-\u04ff]/g)) score += usualSigns.has(sign) ? 2 : -12; // oxlint-disable-line no-control-regex
  for (const _ of text.matchAll(/[a-z\d][\u0400-\u04ff]|[\u0400-\u04ff]\d[\u0400-\u04ff]/gi)) score -= 3;
  return score;
}

const candidates = ['windows-1251', 'ibm866', 'koi8-r'] as const;

/**
 * 8-bit Cyrillic encodings, the likeliest first.
 * KZ-1048 and windows-1251 differ in sixteen letters only: where such bytes stand, both are offered and neither is certain.
 */
export function rankCyrillic(bytes: Uint8Array): readonly { readonly encoding: Encoding; readonly certain: boolean }[] {
  const scored = candidates
    .map((encoding) => ({ encoding, score: cyrillicScore(new TextDecoder(encoding).decode(bytes)) }))
    .sort((a, b) => b.score - a.score);
  const [first, second] = scored;
  const clear = first !== undefined && second !== undefined && first.score > 40 && first.score - second.score > 40;
  const ranked: { encoding: Encoding; certain: boolean }[] = scored.map(({ encoding }, i) => ({ encoding, certain: i === 0 && clear }));
  if (first?.encoding !== 'windows-1251') return ranked;
  const kazakh = kazakhInside(bytes);
  if (kazakh === 0) return [...ranked.slice(0, 1), { encoding: 'kz-1048', certain: false }, ...ranked.slice(1)];
  return [{ encoding: 'kz-1048', certain: false }, { encoding: 'windows-1251', certain: false }, ...ranked.slice(1)];
}

/** Letters of KZ-1048 that stand beside other letters. */
function kazakhInside(bytes: Uint8Array): number {
  let found = 0;
  for (let i = 0; i < bytes.length; i += 1) {
    if (kazakhBytes.has(bytes[i] ?? 0) && ((bytes[i - 1] ?? 0) >= 0xc0 || (bytes[i + 1] ?? 0) >= 0xc0)) found += 1;
  }
  return found;
}
