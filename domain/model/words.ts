import type { Decimal } from './scalars.ts';

export type Lang = 'en' | 'ru' | 'kk';
export const langs: readonly Lang[] = ['en', 'ru', 'kk'];

/** Amounts, days and shares travel as values; the reader's language formats them at the edge. */
export type WordArg =
  | string
  | number
  | { readonly money: Decimal; readonly currency: string }
  | { readonly decimal: Decimal }
  | { readonly day: string }
  | { readonly percent: Decimal }
  | { readonly words: Words };

/** A sentence as key and arguments: explanations, problems, document texts are stored and sent like this. */
export type Words = { readonly key: string; readonly args: Readonly<Record<string, WordArg>> };

export const words = (key: string, args: Readonly<Record<string, WordArg>> = {}): Words => ({ key, args });
