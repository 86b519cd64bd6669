import type { Output } from '../../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../../contract/rpc/index.ts';
import type { Filter } from '../../../parts/grid/filters.ts';
import type { Sort } from '../../../parts/grid/order.ts';

/** Which rows of a book, in which order. */
export type BookQuery = { readonly search: string; readonly filters: readonly Filter[]; readonly sort: readonly Sort[] };

export type SavedView = Output<AssayCalls['view.list']>['views'][number];
export type ViewQuery = SavedView['query'];
