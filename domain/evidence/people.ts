/** Letters of other alphabets that look like Cyrillic ones: a name typed on the wrong layout is the same name. */
const alike: Readonly<Record<string, string>> = {
  a: 'а',
  b: 'в',
  c: 'с',
  d: 'ԁ',
  e: 'е',
  h: 'н',
  i: 'і',
  j: 'ј',
  k: 'к',
  l: 'ӏ',
  m: 'м',
  o: 'о',
  p: 'р',
  s: 'ѕ',
  t: 'т',
  w: 'ԝ',
  x: 'х',
  y: 'у',
  α: 'а',
  β: 'в',
  ε: 'е',
  η: 'н',
  ι: 'і',
  κ: 'к',
  μ: 'м',
  ν: 'ѵ',
  ο: 'о',
  ρ: 'р',
  τ: 'т',
  υ: 'у',
  χ: 'х',
  ı: 'і',
  ɑ: 'а',
  ɡ: 'g',
  0: 'о',
  һ: 'н',
};

/**
 * A name as it is compared: its letters and figures alone, case, accents and look-alikes folded. Words may stand in any order and be cut
 * anywhere by blanks, hyphens or signs that nobody sees, so the letters are compared without their order: two people whose names are made
 * of the very same letters need another spelling of one of them.
 */
const folded = (name: string): string =>
  [
    ...name
      .normalize('NFKD')
      .toLowerCase()
      .normalize('NFKD')
      .replaceAll(/[^\p{L}\p{N}]/gu, ''),
  ]
    .map((letter) => alike[letter] ?? letter)
    .sort()
    .join('');

/** Whether two names stand for one person: who typed a row cannot be the second person who checks it. */
export const samePerson = (one: string, other: string): boolean => folded(one) === folded(other);

/** A name that says who somebody is has at least two letters. */
export const isName = (name: string): boolean => (name.match(/\p{L}/gu) ?? []).length >= 2;
