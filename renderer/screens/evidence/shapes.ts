import type { Output } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';
import { evidenceOrigin, obtainedFrom, secrecy } from '../../../contract/rpc/evidence.ts';
import type { EvidenceMeta } from '../../../contract/rpc/evidence.ts';

export type EvidenceHeader = Output<AssayCalls['evidence.list']>['items'][number];
export type EvidenceItem = Output<AssayCalls['evidence.get']>;
export type Region = EvidenceItem['regions'][number];
export type EvidenceLink = EvidenceItem['links'][number];
export type LinkOf = Output<AssayCalls['link.of']>['links'][number];
export type TypedRow = Output<AssayCalls['transcript.list']>['rows'][number];
export type RecognisedPage = Output<AssayCalls['ocr.pages']>['pages'][number];
export type Origin = EvidenceHeader['origin'];
export type Meta = EvidenceMeta;
export type Secrecy = NonNullable<Meta['class']>;

export const sources = obtainedFrom.options;
export const classes = secrecy.options;
export const origins = evidenceOrigin.options;
export const kinds = ['image', 'pdf', 'book', 'text', 'other'] as const;

/** What a link leads to, by the beginning of its target. */
export const findingTarget = (findingId: string): string => `finding:${findingId}`;
export const rowTarget = (row: string): string => `row:${row}`;
export const requestItemTarget = (itemId: string): string => `requestItem:${itemId}`;
