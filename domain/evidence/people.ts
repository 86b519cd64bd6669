/** Latin letters that look like Cyrillic ones: a name typed on the wrong layout is the same name. */
const alike: Readonly<Record<string, string>> = {
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
  x: 'х',
  y: 'у',
  ё: 'е',
};

/** A name as it is compared: letters and figures only, case and look-alikes folded, words in any order. */
const folded = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[abcehikmoptxyё]/gu, (letter) => alike[letter] ?? letter)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .sort()
    .join(' ');

/** Whether two names stand for one person: who typed a row cannot be the second person who checks it. */
export const samePerson = (one: string, other: string): boolean => folded(one) === folded(other);

/** A name that says who somebody is has at least two letters. */
export const isName = (name: string): boolean => (name.match(/\p{L}/gu) ?? []).length >= 2;
