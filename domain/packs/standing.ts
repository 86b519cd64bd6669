import type { Lang } from '../model/words.ts';

/** Where a legal number comes from. `unverified` stays until a named lawyer at HQ has confirmed number, source and date. */
export type Standing = { readonly status: 'verified' | 'unverified'; readonly source: string };
export type Stated<T> = Standing & { readonly value: T };

/** The same text in each language; law is data, its words too. */
export type LocalText = { readonly [L in Lang]: string };
