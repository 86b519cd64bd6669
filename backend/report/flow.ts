import { bodyBottom } from './sheet.ts';
import type { Bookmark, Item, Page, SignaturePlace } from './sheet.ts';
import { sheetOf } from './sheet.ts';

/** A piece that is never parted by a page break. */
export type Block = {
  /** space above, dropped at the top of a page */
  readonly before: number;
  readonly height: number;
  /** stays on the page of the block that follows */
  readonly keepNext: boolean;
  /** @param top of the block on its page */
  readonly place: (top: number) => readonly Item[];
  /** the head of the table that this row belongs to, drawn again where the row begins a page */
  readonly repeat?: { readonly height: number; readonly place: (top: number) => readonly Item[] };
  readonly bookmark?: Bookmark;
  /** frame of the visible signature, from the block's top */
  readonly signature?: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
};
export type Turn = { readonly turned: boolean };
export type Step = Block | Turn;

const isTurn = (step: Step): step is Turn => 'turned' in step;

export type Flowed = { readonly pages: readonly Page[]; readonly signature: SignaturePlace | null };

/** Blocks that stand together: everything up to and with the first that may be followed by a page break. */
function groupAt(steps: readonly Step[], from: number): readonly Block[] {
  const group: Block[] = [];
  for (let i = from; i < steps.length; i++) {
    const step = steps[i];
    if (step === undefined || isTurn(step)) break;
    group.push(step);
    if (!step.keepNext) break;
  }
  return group;
}

const heightOf = (group: readonly Block[], atTop: boolean): number =>
  group.reduce((sum, block, i) => sum + block.height + (i === 0 && atTop ? 0 : block.before), 0);

class Flow {
  readonly pages: Page[] = [];
  signature: SignaturePlace | null = null;
  private y: number;
  private fresh = true;
  private readonly top: number;

  constructor(top: number) {
    this.top = top;
    this.y = top;
    this.open(false);
  }

  private get page(): Page {
    const page = this.pages.at(-1);
    if (page === undefined) throw new RangeError('a flow always has a page');
    return page;
  }

  private open(turned: boolean): void {
    this.pages.push({ turned, items: [], bookmarks: [] });
    this.y = this.top;
    this.fresh = true;
  }

  turn(turned: boolean): void {
    if (this.fresh) this.pages.pop();
    this.open(turned);
  }

  /** Begins a page when the group does not fit and the page has something on it. */
  room(group: readonly Block[]): void {
    const needed = heightOf(group, this.fresh);
    if (!this.fresh && this.y + needed > bodyBottom(this.page.turned)) this.open(this.page.turned);
  }

  put(block: Block): void {
    if (!this.fresh && this.y + block.before + block.height > bodyBottom(this.page.turned)) this.open(this.page.turned);
    if (this.fresh && block.repeat !== undefined) {
      this.page.items.push(...block.repeat.place(this.y));
      this.y += block.repeat.height;
    } else if (!this.fresh) this.y += block.before;
    this.page.items.push(...block.place(this.y));
    if (block.bookmark !== undefined) this.page.bookmarks.push(block.bookmark);
    if (block.signature !== undefined) this.sign(block.signature);
    this.y += block.height;
    this.fresh = false;
  }

  private sign(frame: NonNullable<Block['signature']>): void {
    const upper = sheetOf(this.page.turned).height - this.y - frame.top;
    const rect = [frame.left, upper - frame.height, frame.left + frame.width, upper] as const;
    this.signature = { page: this.pages.length - 1, rect };
  }
}

/** Blocks onto pages. @param top where the text of a page begins */
export function flow(steps: readonly Step[], top: number): Flowed {
  const pages = new Flow(top);
  let i = 0;
  while (i < steps.length) {
    const step = steps[i];
    if (step === undefined) break;
    if (isTurn(step)) {
      pages.turn(step.turned);
      i += 1;
      continue;
    }
    const group = groupAt(steps, i);
    pages.room(group);
    for (const block of group) pages.put(block);
    i += group.length;
  }
  return { pages: pages.pages, signature: pages.signature };
}
