/**
 * Words of goods texts in the form in which they are compared: small letters, ё as е, without the endings of plural and case. The endings
 * are those of the three languages that nomenclatures and declarations are written in; a word that is cut too short stays whole.
 */
const emptyWords = new Set(
  (
    'and or of the for in with than not other nes to by from on as at an including whether their its parts ' +
    'и или из для с со в во на не от до по без прочие прочий прочая прочее кроме включая также их его том числе ' +
    'және немесе үшін мен бен пен емес басқа'
  ).split(' '),
);

const russianEndings =
  'иями ями ами ыми ими ого его ому ему ыми ая яя ое ее ые ие ый ий ой ей ом ем ам ям ах ях ую юю ов ев ия ии ию а я о е ы и у ю ь й'.split(
    ' ',
  );
const kazakhEndings = 'лардың лердің дардың дердің тардың тердің ларын лерін лары лері дары дері тары тері лар лер дар дер тар тер'.split(
  ' ',
);

const [leastStem, leastWord] = [4, 2];

const cut = (word: string, endings: readonly string[]): string => {
  const ending = endings.find((one) => word.endsWith(one) && word.length - one.length >= leastStem);
  return ending === undefined ? word : word.slice(0, -ending.length);
};

function englishStem(word: string): string {
  if (word.length <= leastStem) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:s|x|z|ch|sh)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') && !/(?:ss|us|is)$/.test(word) ? word.slice(0, -1) : word;
}

/** One word without its ending; numbers and codes stay as they are. */
export function stem(word: string): string {
  if (/\d/.test(word)) return word;
  if (/^[a-z]+$/.test(word)) return englishStem(word);
  return /[\u0400-\u04ff]/.test(word) ? cut(cut(word, kazakhEndings), russianEndings) : word;
}

/** Small letters, ё as е: what texts are searched by. */
export const foldGoods = (text: string): string => text.normalize('NFC').toLowerCase().replaceAll('ё', 'е');

/** The telling words of a goods text, in their order, repeated ones once. */
export function goodsWords(text: string): readonly string[] {
  const all = foldGoods(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= leastWord && !emptyWords.has(word))
    .map(stem);
  return [...new Set(all)];
}

/** A commodity code as people write it, its points and spaces taken out; null where it is none. `8471.30`, `8471 30 000 0`. */
export function commodityCode(text: string): string | null {
  const digits = text.trim().replace(/[\s.\u00a0-]+/gu, '');
  return /^\d{2,14}$/.test(digits) ? digits : null;
}
