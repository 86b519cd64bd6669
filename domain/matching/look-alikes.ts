/**
 * Letters of one script that are drawn like letters of the other: Cyrillic (Russian, Kazakh) -> Latin, small letters. A name typed with a
 * Latin `A` among Cyrillic letters is the same name to every reader but a computer.
 */
const likeLatin: Readonly<Record<string, string>> = {
  а: 'a',
  в: 'b',
  с: 'c',
  е: 'e',
  н: 'h',
  һ: 'h',
  і: 'i',
  ј: 'j',
  к: 'k',
  м: 'm',
  о: 'o',
  ө: 'o',
  р: 'p',
  ѕ: 's',
  т: 't',
  у: 'y',
  ү: 'y',
  х: 'x',
};

/** The other way round; of two candidates the Russian letter. */
const likeCyrillic: Readonly<Record<string, string>> = {
  a: 'а',
  b: 'в',
  c: 'с',
  e: 'е',
  h: 'н',
  i: 'і',
  k: 'к',
  m: 'м',
  o: 'о',
  p: 'р',
  t: 'т',
  y: 'у',
  x: 'х',
};

/** How a Cyrillic letter (Russian, Kazakh, Uzbek) is mostly written in Latin. */
const latinOf: Readonly<Record<string, string>> = {
  а: 'a',
  ә: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  ғ: 'g',
  д: 'd',
  е: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'i',
  к: 'k',
  қ: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  ң: 'n',
  о: 'o',
  ө: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ұ: 'u',
  ү: 'u',
  ў: 'u',
  ф: 'f',
  х: 'h',
  ҳ: 'h',
  һ: 'h',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'sh',
  ъ: '',
  ы: 'i',
  і: 'i',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
};

const isCyrillic = (letter: string): boolean => letter >= '\u0400' && letter <= '\u052f';
const isLatin = (letter: string): boolean => letter >= 'a' && letter <= 'z';

/** Small letters, no accents, ё as е, widths and ligatures undone. й keeps its breve: it is a letter of its own. */
export function plainLetters(text: string): string {
  const small = text.normalize('NFKC').toLowerCase().replaceAll('ё', 'е').replaceAll('й', '\u0001').replaceAll('ў', '\u0002');
  return small
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('\u0001', 'й')
    .replaceAll('\u0002', 'ў')
    .replaceAll('ı', 'i');
}

/** Whether a look-alike of the other script could stand in for every letter. */
const wholly = (word: string, map: Readonly<Record<string, string>>): boolean =>
  [...word].every((c) => map[c] !== undefined || (c >= '0' && c <= '9'));

/**
 * A word in one script: where both are mixed, the letters that only one of them has say which it is. A word all of whose letters could be
 * either is written in Latin.
 * @param word small letters, as `plainLetters` gives them
 */
export function oneScript(word: string): string {
  let [cyrillic, latin] = [0, 0];
  for (const c of word) {
    if (isCyrillic(c)) cyrillic += likeLatin[c] === undefined ? 3 : 1;
    else if (isLatin(c)) latin += likeCyrillic[c] === undefined ? 3 : 1;
  }
  if (cyrillic === 0 || (latin === 0 && !wholly(word, likeLatin))) return word;
  const into = cyrillic > latin && !wholly(word, likeLatin) ? likeCyrillic : likeLatin;
  return [...word].map((c) => into[c] ?? c).join('');
}

const drawnAlike = new RegExp(`[${Object.keys(likeLatin).join('')}]`, 'gu');

/** Every letter that looks like a Latin one as that one: for codes and numbers, where letters are drawn rather than spoken. */
export const lookOf = (text: string): string => text.replace(drawnAlike, (c) => likeLatin[c] ?? c);

/**
 * The word as it may stand where somebody's keyboard was in the other script: all letters drawn otherwise, or one of them.
 * @param word small letters @returns without the word itself
 */
export function drawnOtherwise(word: string): readonly string[] {
  const letters = [...word];
  const all = [likeLatin, likeCyrillic].map((map) => letters.map((c) => map[c] ?? c).join(''));
  const one = letters.flatMap((c, i) => {
    const other = likeLatin[c] ?? likeCyrillic[c];
    return other === undefined ? [] : [letters.with(i, other).join('')];
  });
  return [...new Set([...all, ...one])].filter((drawn) => drawn !== word);
}

/** Spellings of one sound, the longer first. */
const sounds: readonly (readonly [RegExp, string])[] = [
  [/shch|sch/g, 'sh'],
  [/dzh|zh/g, 'j'],
  [/kh/g, 'h'],
  [/gh/g, 'g'],
  [/ph/g, 'f'],
  [/ts|tz/g, 'c'],
  [/ck|q/g, 'k'],
  [/x/g, 'ks'],
  [/w/g, 'v'],
  [/y(?=[aeiou])|i(?=[aeou])/g, ''],
  [/y/g, 'i'],
  [/(.)\1+/g, '$1'],
];

/**
 * How a word sounds, in Latin letters: transliterations of one name fall together (`Мегатехника`, `Megatekhnika`, `Megatehnika`).
 * @param word small letters of one script
 */
export function soundOf(word: string): string {
  let sound = [...word].map((c) => latinOf[c] ?? c).join('');
  if (/^\d+$/.test(sound)) return sound;
  for (const [spelling, one] of sounds) sound = sound.replace(spelling, one);
  return sound;
}
