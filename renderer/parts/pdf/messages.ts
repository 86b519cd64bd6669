import type { Box, ShownBox } from '../viewer/box.ts';
import { whole } from '../viewer/box.ts';
import type { PageOfWords } from '../viewer/page-words.ts';

/** What the page and the frame that shows a PDF say to each other, over a channel of their own. */

/** `fit` = as wide as the frame; a number = times the printed size. */
export type Zoom = 'fit' | number;

export type ToFrame =
  | { readonly kind: 'open'; readonly bytes: Uint8Array; readonly lang: string; readonly name: string }
  /** what a screen reader calls each page */
  | { readonly kind: 'labels'; readonly pages: readonly string[] }
  | { readonly kind: 'zoom'; readonly zoom: Zoom }
  /** @property top how far down the page, in ten-thousandths */
  | { readonly kind: 'page'; readonly page: number; readonly top?: number }
  /** marked parts of pages, laid over them */
  | { readonly kind: 'boxes'; readonly boxes: readonly ShownBox[] }
  /** recognised words of pages that have no text of their own */
  | { readonly kind: 'words'; readonly pages: readonly PageOfWords[] }
  /** the pointer draws a box */
  | { readonly kind: 'draw'; readonly on: boolean }
  | { readonly kind: 'find'; readonly text: string }
  | { readonly kind: 'step'; readonly by: 1 | -1 }
  | { readonly kind: 'data'; readonly id: number; readonly bytes: Uint8Array | null };

export const reasons = ['password', 'damaged', 'unknown'] as const;
/** Why a file cannot be shown. */
export type Reason = (typeof reasons)[number];

export const folders = ['cmaps', 'standard_fonts'] as const;
export type Folder = (typeof folders)[number];

export type FromFrame =
  | { readonly kind: 'opened'; readonly pages: number }
  | { readonly kind: 'failed'; readonly why: Reason }
  | { readonly kind: 'at'; readonly page: number; readonly percent: number }
  | { readonly kind: 'found'; readonly count: number; readonly at: number; readonly done: boolean }
  | { readonly kind: 'need'; readonly id: number; readonly folder: Folder; readonly name: string }
  | { readonly kind: 'key'; readonly keys: string }
  | { readonly kind: 'drawn'; readonly box: Box }
  /** a marked part was pressed */
  | { readonly kind: 'pressed'; readonly id: string }
  /** its text was copied: a lock takes that back */
  | { readonly kind: 'copied' }
  | { readonly kind: 'alive' };

/** The keys that the frame hands on: they move and look, none of them changes or signs anything. */
export const handedOn: readonly string[] = [
  'Escape',
  'F1',
  'F4',
  'F6',
  'Ctrl+K',
  'Ctrl+F',
  'Ctrl+L',
  'Alt+ArrowLeft',
  'Alt+ArrowRight',
  'Alt+T',
  ...Array.from({ length: 10 }, (_, n) => `Alt+${n}`),
  '=',
  '-',
  '0',
  '1',
  'R',
];

const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

const isShare = (value: unknown): value is number => isCount(value) && value <= whole;

/** A box that lies on a page, or null. */
function readBox(value: unknown): Box | null {
  if (typeof value !== 'object' || value === null) return null;
  const { page, left, top, width, height } = value as Readonly<Record<string, unknown>>;
  if (!isCount(page) || page < 1 || page > mostPages || !isShare(left) || !isShare(top) || !isShare(width) || !isShare(height)) return null;
  return width < 1 || height < 1 || left + width > whole || top + height > whole ? null : { page, left, top, width, height };
}

const oneOf = <T extends string>(all: readonly T[], value: unknown): T | undefined => all.find((one) => one === value);

/** Reads a message of the frame, which may have been taken over by the file it shows. @returns null for anything unknown */
export function readFromFrame(message: unknown): FromFrame | null {
  if (typeof message !== 'object' || message === null) return null;
  const { kind, pages, why, page, percent, count, at, done, id, folder, name, keys, box } = message as Readonly<Record<string, unknown>>;
  switch (kind) {
    case 'alive':
    case 'copied':
      return { kind };
    case 'opened':
      return isCount(pages) && pages > 0 && pages <= mostPages ? { kind, pages } : null;
    case 'failed':
      return { kind, why: oneOf(reasons, why) ?? 'unknown' };
    case 'at':
      return isCount(page) && isCount(percent) ? { kind, page, percent } : null;
    case 'found':
      return isCount(count) && isCount(at) && typeof done === 'boolean' ? { kind, count, at, done } : null;
    case 'need': {
      const known = oneOf(folders, folder);
      return isCount(id) && known !== undefined && typeof name === 'string' ? { kind, id, folder: known, name } : null;
    }
    case 'drawn': {
      const drawn = readBox(box);
      return drawn === null ? null : { kind, box: drawn };
    }
    case 'pressed':
      return typeof id === 'string' && id.length <= 64 ? { kind, id } : null;
    case 'key': {
      const known = oneOf(handedOn, keys);
      return known === undefined ? null : { kind, keys: known };
    }
    default:
      return null;
  }
}

/** A file with more pages is refused as damaged. */
export const mostPages = 20_000;
