import type { Box, ShownBox } from './box.ts';
import type { PageOfWords } from './page-words.ts';

/** Where to look: a new object leads there again. */
export type LookAt = { readonly page: number; readonly top: number };

/** What lies over the pages of a picture or a PDF, and what is done there. */
export type Layers = {
  readonly boxes: readonly ShownBox[];
  /** recognised words of pages that have no text of their own */
  readonly words: readonly PageOfWords[];
  /** the pointer draws a box */
  readonly drawing: boolean;
  readonly onDrawn: (box: Box) => void;
  /** a box was pressed */
  readonly onPress: (id: string) => void;
  /** another page is in the middle now */
  readonly onPage: (page: number) => void;
  readonly lookAt: LookAt | null;
};
