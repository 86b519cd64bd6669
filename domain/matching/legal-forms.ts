/**
 * Legal forms by the class in which they are the same thing in another language. A class says what may stand for what: a ТОО calls itself
 * LLP, LLC or Ltd abroad; a ТОО and an АО of one name are two companies. Keys as `nameWords` makes words: small letters, dots gone.
 */
const classes: Readonly<Record<string, string>> = {
  limited: 'тоо ооо жшс мчж жчк llp llc ltd limited too ooo zhshs jshs mchj осоо',
  stock: 'ао ақ оао зао пао jsc ojsc cjsc pjsc ao oao zao pao aq',
  sole: 'ип жк иэ ie ip чп',
  state: 'ргу кгу гу ргп гкп кгп рмм гп мм рмк',
  corporation: 'corp corporation inc incorporated',
  gmbh: 'gmbh',
  ag: 'ag',
  as: 'aş as',
  kg: 'kg',
  sa: 'sa',
  spa: 'spa',
  srl: 'srl',
  sarl: 'sarl',
  bv: 'bv nv',
  plc: 'plc',
  sro: 'sro',
  spzoo: 'spzoo',
  oy: 'oy oyj ab aps',
  sti: 'sti şti',
};

/** Words that only go with a form and tell nothing by themselves. */
const beside = new Set([
  'co',
  'company',
  'компания',
  'фирма',
  'firm',
  'the',
  'and',
  'und',
  'и',
  'және',
  'с',
  'z',
  'o',
  'фирмасы',
  'компаниясы',
]);

const classOf = new Map<string, string>(
  Object.entries(classes).flatMap(([name, words]) => words.split(' ').map((word): [string, string] => [word, name])),
);

/** Written-out forms, shortened before the words are looked at. */
const longForms: readonly (readonly [RegExp, string])[] = [
  [/товарищество с ограниченной ответственностью/g, 'тоо'],
  [/общество с ограниченной ответственностью/g, 'ооо'],
  [/жауапкершілігі шектеулі серіктесті(?:к|гі)/g, 'жшс'],
  [/акционерное общество/g, 'ао'],
  [/акционерлік қоғамы?/g, 'ақ'],
  [/индивидуальный предприниматель/g, 'ип'],
  [/жеке кәсіпкер/g, 'жк'],
  [/limited liability (?:partnership|company)/g, 'llp'],
  [/joint stock company/g, 'jsc'],
];

/** @param text small letters @returns the same with written-out legal forms shortened */
export const shortForms = (text: string): string => longForms.reduce((all, [long, short]) => all.replace(long, short), text);

/** The class of a legal form, null for any other word. @param word small letters */
export const legalForm = (word: string): string | null => classOf.get(word) ?? null;

export const isBeside = (word: string): boolean => beside.has(word);
