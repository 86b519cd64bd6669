import { scrypt } from 'node:crypto';
import { Refused } from '../../domain/model/refused.ts';

/** How a key is made from a passphrase; stands in vault.json, so that a later version may choose more work. */
export type Kdf = { readonly name: 'scrypt'; readonly n: number; readonly r: number; readonly p: number; readonly salt: string };

/** Memory of N = 2^17, r = 8 is 128 MiB and a little; Node refuses that under its default of 32 MiB. */
const maxmem = 256 * 1024 * 1024;

export const kdfCost = { n: 2 ** 17, r: 8, p: 1 } as const;

/** The same passphrase typed on two systems may come in two Unicode forms: NFC is taken. @returns 32 bytes, after about half a second */
export function passphraseKey(passphrase: string, kdf: Kdf): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const text = Buffer.from(passphrase.normalize('NFC'), 'utf8');
  scrypt(text, Buffer.from(kdf.salt, 'hex'), 32, { N: kdf.n, r: kdf.r, p: kdf.p, maxmem }, (error, key) => {
    text.fill(0);
    if (error === null) resolve(key);
    else reject(error);
  });
  return promise;
}

/** Bits that a passphrase must be worth: twelve mixed letters have 56, twelve digits 40. */
export const neededBits = 50;

const classes: readonly (readonly [RegExp, number])[] = [
  [/\p{Ll}/u, 26],
  [/\p{Lu}/u, 26],
  [/\p{Nd}/u, 10],
  [/[^\p{L}\p{Nd}]/u, 20],
];

/** Beginnings of every list of common passphrases, in the languages of our users and the keyboards they sit at. */
const common = /p[a@]ssw[o0]rd|qwerty?|asdfgh?|zxcvbn?|letmein|admin|welcome|пароль|йцукен?|фывапр?|құпия|сөз/giu;

/**
 * An estimate that errs on the low side for what people do: every symbol is worth the logarithm of the classes in use,
 * a symbol that repeats or continues the one before it (aaa, 123, abc) one bit, a common word as much as two symbols,
 * and a piece that is repeated at once as much as the piece.
 */
export function passphraseBits(passphrase: string): number {
  const piece = withoutRepeats(passphrase.normalize('NFC').slice(0, 256));
  const symbols = Array.from(piece.replace(common, '*'), (symbol) => symbol.codePointAt(0) ?? 0);
  const pool = classes.reduce((sum, [form, size]) => (form.test(piece) ? sum + size : sum), 0);
  let bits = 0;
  for (const [index, symbol] of symbols.entries()) {
    const step = index === 0 ? 2 : Math.abs(symbol - (symbols[index - 1] ?? 0));
    bits += step <= 1 ? 1 : Math.log2(pool);
  }
  return bits;
}

function withoutRepeats(text: string): string {
  const once = text.replace(/(.{2,}?)\1+/gsu, '$1');
  return once === text ? text : withoutRepeats(once);
}

/** @throws Refused passphrase_weak: shorter than twelve symbols and worth less than 50 bits, or worth less than 40 at any length */
export function checkPassphrase(passphrase: string): void {
  const long = Array.from(passphrase.normalize('NFC')).length >= 12;
  const bits = passphraseBits(passphrase);
  if (long ? bits < 40 : bits < neededBits) throw new Refused({ code: 'passphrase_weak', args: { least: 12 } });
}
