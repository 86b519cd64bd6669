import type { Filter } from '../../../parts/grid/filters.ts';
import type { Sort } from '../../../parts/grid/order.ts';

/** Which rows of a book, in which order. */
export type BookQuery = { readonly search: string; readonly filters: readonly Filter[]; readonly sort: readonly Sort[] };
