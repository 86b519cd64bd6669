import type { Output } from '../../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../../contract/rpc/index.ts';
import { requestItemState, requestState } from '../../../../contract/rpc/evidence.ts';
import { monthDays } from '../../../../domain/evidence/requests.ts';
import type { TableName } from '../../../../domain/model/books.ts';

export type DataRequest = Output<AssayCalls['request.list']>['requests'][number];
export type RequestItem = DataRequest['items'][number];
export type RequestDraft = Omit<DataRequest, 'requestId' | 'items' | 'overdue' | 'createdAt'>;
export type ItemDraft = Omit<RequestItem, 'itemId' | 'requestId' | 'position'>;

export const requestStates = requestState.options;
export const itemStates = requestItemState.options;

/** What is missing: records of a kind, of one month. */
export type Missing = { readonly table: TableName; readonly month: string };

/** A requested item that nothing has come for yet. @param what in the language of the person who asks */
export function askedItem(what: string, missing: Missing | null): ItemDraft {
  const days = missing === null ? null : monthDays(missing.month);
  return {
    what,
    table: missing?.table ?? null,
    periodFrom: days?.from ?? null,
    periodTo: days?.to ?? null,
    state: 'asked',
    receivedOn: null,
    returnedOn: null,
    evidence: [],
    note: '',
  };
}

/** The days that a state needs, where nobody gave them yet: today's. */
export function withDays(state: RequestItem['state'], item: RequestItem, today: string): Partial<ItemDraft> {
  const received = state === 'received' || state === 'partly' || state === 'returned';
  return {
    state,
    ...(received && item.receivedOn === null ? { receivedOn: today } : {}),
    ...(state === 'returned' && item.returnedOn === null ? { returnedOn: today } : {}),
  };
}

/** How many of its items are still owed. */
export const owed = (request: DataRequest): number =>
  request.items.filter((item) => item.state === 'asked' || item.state === 'partly').length;
