import { lookOf, oneScript, plainLetters, soundOf } from './look-alikes.ts';
import { isBeside, legalForm, shortForms } from './legal-forms.ts';

/** A name taken apart for comparison. */
export type ReadName = {
  /** words that tell the name, as they sound, in their own order of letters: word order is free */
  readonly words: readonly string[];
  /** the same words as they look: a Cyrillic `АСЕ` is a Latin `ACE` */
  readonly looks: readonly string[];
  /** legal forms and words that go with them, as written: set aside, and said to be */
  readonly aside: readonly string[];
  /** class of the legal form (domain/matching/legal-forms.ts), null when none is written */
  readonly form: string | null;
};

export type NameMatch = {
  /** the same name: every word agrees, no number and no legal form differs */
  readonly same: boolean;
  /** 0..1 */
  readonly score: number;
  /** legal forms that were set aside, as written on the left and on the right */
  readonly aside: readonly [readonly string[], readonly string[]];
  /** why they are not the same although they look alike */
  readonly differs: 'number' | 'form' | null;
};

/** Dotted short forms as one word: `A.Ş.`, `s.r.o.`, `S.p.A.`, `Sp. z o.o.` */
const dotted = (text: string): string =>
  text
    .replace(/(?<![\p{L}\p{N}])(?:\p{L}\.\s?){2,}(?:\p{L}(?![\p{L}\p{N}]))?/gu, (all) => `${all.replace(/[.\s]/g, '')} `)
    .replace(/sp z oo|sp\. z oo/g, 'spzoo');

function wordsOf(text: string): readonly string[] {
  // the Turkish form is known by its cedilla, which plain letters no longer have
  const small = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/a\.?\s?ş\.?(?![\p{L}\p{N}])/gu, ' as ');
  const plain = shortForms(dotted(plainLetters(small)));
  return plain
    .replace(/['’ʻʼ`ʿ‘]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Reads a name: case, quotes, punctuation, ё, widths and accents do not count; letters of a mixed word come from one script. */
export function readName(text: string): ReadName {
  const told: string[] = [];
  const aside: string[] = [];
  let form: string | null = null;
  for (const raw of wordsOf(text)) {
    const word = oneScript(raw);
    const found = legalForm(raw) ?? legalForm(word) ?? legalForm(lookOf(raw));
    if (found !== null) form ??= found;
    if (found !== null || isBeside(raw)) aside.push(raw);
    else told.push(...split(word));
  }
  // a name that is nothing but a form is its own name
  const words = told.length === 0 ? aside : told;
  return { words: words.map(soundOf).toSorted(), looks: words.map(lookOf).toSorted(), aside: told.length === 0 ? [] : aside, form };
}

/** `trade9` is a word and a number. */
const split = (word: string): readonly string[] => word.match(/\d+|\D+/gu) ?? [word];

const isNumber = (word: string): boolean => /^\d+$/.test(word);

/**
 * Jaro–Winkler similarity, 0..1.
 * @source M. A. Jaro 1989, W. E. Winkler 1990: prefix of up to four letters, weight 0.1
 */
export function similar(a: string, b: string): number {
  if (a === b) return 1;
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Uint8Array(b.length);
  const [first, second]: [string[], string[]] = [[], []];
  for (let i = 0; i < a.length; i += 1) {
    for (let j = Math.max(0, i - reach); j < Math.min(b.length, i + reach + 1); j += 1) {
      if (taken[j] === 1 || a[i] !== b[j]) continue;
      taken[j] = 1;
      first.push(a[i] ?? '');
      break;
    }
  }
  for (let j = 0; j < b.length; j += 1) if (taken[j] === 1) second.push(b[j] ?? '');
  const m = first.length;
  if (m === 0) return 0;
  const swapped = first.reduce((n, c, i) => (c === second[i] ? n : n + 1), 0) / 2;
  const jaro = (m / a.length + m / b.length + (m - swapped) / m) / 3;
  let prefix = 0;
  while (prefix < 4 && prefix < a.length && a[prefix] === b[prefix]) prefix += 1;
  return jaro + prefix * 0.1 * (1 - jaro);
}

/** Words of the shorter list each paired with its best one of the longer; weighed by their length. */
function pairedScore(a: readonly string[], b: readonly string[]): number {
  const [few, many] = a.length <= b.length ? [a, b] : [b, a];
  const left = [...many];
  let [sum, weight] = [0, 0];
  for (const word of few) {
    let [best, at] = [0, -1];
    left.forEach((other, i) => {
      const score = isNumber(word) || isNumber(other) ? Number(word === other) : similar(word, other);
      if (score > best) [best, at] = [score, i];
    });
    if (at >= 0) left.splice(at, 1);
    // a word that is mostly another one tells little
    sum += word.length * (best < 0.75 ? best / 3 : best);
    weight += word.length;
  }
  for (const word of left) weight += word.length;
  return weight === 0 ? 0 : sum / weight;
}

const sameList = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((word, i) => word === b[i]);

const numbersOf = (name: ReadName): string => name.words.filter(isNumber).join(' ');

/** Compares two names. Names without a telling word are never the same. */
export function compareNames(a: ReadName, b: ReadName): NameMatch {
  const aside: NameMatch['aside'] = [a.aside, b.aside];
  if (a.words.length === 0 || b.words.length === 0) return { same: false, score: 0, aside, differs: null };
  const alike = sameList(a.words, b.words) || sameList(a.looks, b.looks) || a.words.join('') === b.words.join('');
  const score = alike ? 1 : Math.max(pairedScore(a.words, b.words), pairedScore(a.looks, b.looks));
  if (numbersOf(a) !== numbersOf(b)) return { same: false, score: Math.min(score, 0.6), aside, differs: 'number' };
  if (a.form !== null && b.form !== null && a.form !== b.form) return { same: false, score: Math.min(score, 0.75), aside, differs: 'form' };
  return { same: alike, score, aside, differs: null };
}
