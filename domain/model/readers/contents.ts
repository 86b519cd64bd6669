import { dateForms, isWrittenIn } from './days.ts';
import { sideOf } from './repairs.ts';

/** What the values of a column look like, whatever its header says. */
export const contentKinds = [
  'declaration',
  'day',
  'taxid',
  'iban',
  'account',
  'hs',
  'currency',
  'country',
  'incoterm',
  'mark',
  'percent',
  'amount',
  'count',
  'number',
  'code',
  'text',
] as const;
export type ContentKind = (typeof contentKinds)[number];

/** What a country's pack knows of codes. */
export type KnownCodes = {
  readonly isCurrency: (code: string) => boolean;
  /** the identifier of a taxpayer, its check digit included */
  readonly isTaxId: (digits: string) => boolean;
  /** digits of a whole commodity code */
  readonly hsLength: number;
};

/** @property share of the values that look so, 0 to 1 @property sign some stand below nought @property distinct share of values that are there once */
export type Contents = { readonly kind: ContentKind; readonly share: number; readonly sign: boolean; readonly distinct: number };

/** ISO 3166-1 alpha-2. */
const countries = new Set(
  (
    'ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFI' +
    'FJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMG' +
    'MHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQAREROSRSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTD' +
    'TFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSYEYTZAZMZW'
  ).match(/../g),
);
const incoterms = new Set(['EXW', 'FCA', 'FAS', 'FOB', 'CFR', 'CIF', 'CPT', 'CIP', 'DAP', 'DPU', 'DDP', 'DAT', 'DAF', 'DDU', 'DEQ', 'DES']);

const number = /^[-+\u2212(]?\s*\d{1,3}(?:[ \u00a0\u202f.,]?\d{3})*(?:[.,]\d+)?\s*[)\u2212-]?$|^[-+\u2212]?\d+(?:[.,]\d+)?$/;
/** Two or three decimals, or groups of three: written as amounts are. */
const amount = /[.,]\d{1,3}\)?[-\u2212]?$|\d[ \u00a0\u202f]\d{3}(?!\d)/;

const isDay = (text: string): boolean => dateForms.some((form) => isWrittenIn(text, form));

/** The tests from the narrowest to the widest: of several that fit, the first one says most. */
const tests: readonly (readonly [ContentKind, (text: string, codes: KnownCodes) => boolean])[] = [
  ['declaration', (text) => /^\d{5,8}\/\d{6}\/[\dА-ЯA-Z]{5,8}$/.test(text)],
  ['day', (text) => isDay(text)],
  ['taxid', (text, { isTaxId }) => /^\d{8,14}$/.test(text) && isTaxId(text)],
  ['iban', (text) => /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text)],
  [
    'hs',
    (text, { hsLength }) => (/^\d+$/.test(text) ? text.length === hsLength : /^\d{4}[ .]\d{2}(?:[ .]\d{2,3}(?:[ .]\d{1,4})?)?$/.test(text)),
  ],
  ['currency', (text, { isCurrency }) => /^[A-Z]{3}$/.test(text) && isCurrency(text)],
  ['incoterm', (text) => incoterms.has(text)],
  ['country', (text) => countries.has(text)],
  ['mark', (text) => sideOf(text) !== null],
  ['percent', (text) => /^\d{1,3}(?:[.,]\d+)?\s*%/.test(text)],
  ['amount', (text) => number.test(text) && amount.test(text)],
  ['account', (text) => /^\d{4}(?:\.\d{1,4}){0,3}$/.test(text)],
  ['count', (text) => /^\d{1,6}$/.test(text)],
  ['number', (text) => number.test(text)],
  ['code', (text) => /^[^\s]{1,40}$/.test(text) && /\d/.test(text)],
];

/** Values of a share below this are of many kinds: they are text. */
const mostly = 0.9;
const looked = 200;

/** A six-digit commodity code is told from other numbers of six digits by its chapter and by coming again. */
function areShortHs(texts: readonly string[]): boolean {
  const codes = texts.filter((text) => /^\d{6}$/.test(text));
  if (codes.length < texts.length * mostly || texts.length < 5) return false;
  const chapters = new Set(codes.map((text) => text.slice(0, 2)));
  return codes.every((text) => Number(text.slice(0, 2)) >= 1 && Number(text.slice(0, 2)) <= 97) && chapters.size * 2 <= texts.length;
}

/**
 * What most of the values look like.
 * @param samples cells of one column; empty ones say nothing
 * @returns null where there are no values
 */
export function contentsOf(samples: readonly string[], codes: KnownCodes): Contents | null {
  const texts = samples
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .slice(0, looked);
  if (texts.length === 0) return null;
  const sign = texts.some((text) => number.test(text) && /^[-\u2212(]|[-\u2212)]$/.test(text) && /[1-9]/.test(text));
  const distinct = new Set(texts).size / texts.length;
  const base = { sign, distinct };
  if (areShortHs(texts)) return { kind: 'hs', share: 1, ...base };
  let amounts = 0;
  for (const [kind, fits] of tests) {
    const share = texts.filter((text) => fits(text, codes)).length / texts.length;
    if (kind === 'amount') amounts = share;
    if (share >= mostly) return { kind: amounts > 0.3 && kind === 'number' ? 'amount' : kind, share, ...base };
  }
  return { kind: 'text', share: 1, ...base };
}
