import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Zoom } from '../messages.ts';
import { drawPage, pixelsPerPoint, sizeOf } from './page-picture.ts';
import type { PagePicture, Size } from './page-picture.ts';

type Slot = { readonly number: number; readonly host: HTMLElement; size: Size; picture: PagePicture | null; failed: boolean };

export type Pages = {
  readonly zoom: (zoom: Zoom) => void;
  /** @param top how far down the page, as a share of its height */
  readonly goTo: (page: number, top?: number) => void;
  readonly name: (labels: readonly string[]) => void;
  /** pieces of text of a page that is drawn now, else null */
  readonly pieces: (page: number) => readonly HTMLElement[] | null;
  readonly current: () => number;
  /** the element that a page is drawn in, null when there is no such page */
  readonly host: (page: number) => HTMLElement | null;
};

export type PagesOptions = {
  readonly scroller: HTMLElement;
  readonly onPlace: (page: number, percent: number) => void;
  /** called when a page has been drawn anew */
  readonly onDrawn: (page: number) => void;
};

const [narrowest, widest, margin, gap] = [0.25, 4, 32, 12];
/** Pages beside the seen ones that stay drawn. */
const beside = 1;

type State = { readonly pdf: PDFDocumentProxy; readonly slots: readonly Slot[]; readonly options: PagesOptions; zoom: Zoom; busy: boolean };

/** Each page fits the width by itself: one lying across makes the standing ones no smaller. */
function scaleOf({ zoom, options }: State, { size }: Slot): number {
  if (zoom !== 'fit') return Math.min(widest, Math.max(narrowest, zoom)) * pixelsPerPoint;
  return Math.max(0.1, Math.min(widest * pixelsPerPoint, (options.scroller.clientWidth - margin) / Math.max(1, size.width)));
}

function layOut(state: State): void {
  for (const slot of state.slots) {
    const scale = scaleOf(state, slot);
    slot.host.style.width = `${Math.floor(slot.size.width * scale)}px`;
    slot.host.style.height = `${Math.floor(slot.size.height * scale)}px`;
  }
}

/** First page that reaches below this line of the scrolled content. Pages stand in order, so halving finds it. */
function pageBelow(slots: readonly Slot[], line: number): number {
  let [low, high] = [0, slots.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    const host = slots[middle]?.host;
    if (host !== undefined && host.offsetTop + host.offsetHeight < line) low = middle + 1;
    else high = middle;
  }
  return low;
}

function seen({ slots, options }: State): { readonly first: number; readonly last: number; readonly middle: number } {
  const { scrollTop, clientHeight } = options.scroller;
  const first = pageBelow(slots, scrollTop);
  const last = pageBelow(slots, scrollTop + clientHeight);
  return { first, last, middle: pageBelow(slots, scrollTop + clientHeight / 2) };
}

/** Draws what is seen, nearest first, one page at a time; lets go of what is far. */
async function draw(state: State): Promise<void> {
  if (state.busy) return;
  state.busy = true;
  try {
    for (let slot = nextOf(state); slot !== undefined; slot = nextOf(state)) await drawSlot(state, slot);
  } finally {
    state.busy = false;
  }
}

function nextOf(state: State): Slot | undefined {
  const { first, last, middle } = seen(state);
  const [from, to] = [first - beside, last + beside];
  for (const slot of state.slots) {
    const index = slot.number - 1;
    if (slot.picture === null || (index >= from && index <= to)) continue;
    slot.picture.close();
    slot.picture = null;
  }
  return state.slots
    .slice(Math.max(0, from), to + 1)
    .filter((slot) => !slot.failed && slot.picture?.scale !== scaleOf(state, slot))
    .sort((a, b) => Math.abs(a.number - 1 - middle) - Math.abs(b.number - 1 - middle))[0];
}

async function drawSlot(state: State, slot: Slot): Promise<void> {
  try {
    const page = await state.pdf.getPage(slot.number);
    const { width, height } = page.getViewport({ scale: 1 });
    if (width !== slot.size.width || height !== slot.size.height) {
      keepPlace(state, () => {
        slot.size = { width, height };
        layOut(state);
      });
    }
    slot.picture = await drawPage({ page, scale: scaleOf(state, slot), host: slot.host });
    state.options.onDrawn(slot.number);
  } catch {
    // A page that cannot be drawn stays white; the others are shown.
    slot.failed = true;
  }
}

/** Changes sizes without losing the line that was read. */
function keepPlace({ slots, options }: State, change: () => void): void {
  const { scroller } = options;
  const host = slots[pageBelow(slots, scroller.scrollTop)]?.host;
  if (host === undefined) return change();
  const share = (scroller.scrollTop - host.offsetTop) / Math.max(1, host.offsetHeight);
  change();
  scroller.scrollTop = host.offsetTop + share * host.offsetHeight;
}

function slotFor(number: number, size: Size): Slot {
  const host = document.createElement('section');
  host.className = 'page';
  return { number, host, size, picture: null, failed: false };
}

/** Lays out all pages of a document and draws those that are seen. */
export async function layPages(pdf: PDFDocumentProxy, options: PagesOptions): Promise<Pages> {
  const size = await sizeOf(pdf, 1);
  const slots = Array.from({ length: pdf.numPages }, (_, i) => slotFor(i + 1, size));
  const state: State = { pdf, slots, options, zoom: 'fit', busy: false };
  const { scroller } = options;
  layOut(state);
  scroller.replaceChildren(...slots.map((slot) => slot.host));
  const refresh = (): void => {
    const { middle } = seen(state);
    const slot = slots[middle];
    if (slot !== undefined) options.onPlace(middle + 1, Math.round((scaleOf(state, slot) / pixelsPerPoint) * 100));
    void draw(state);
  };
  scroller.addEventListener('scroll', refresh, { passive: true });
  new ResizeObserver(() => {
    keepPlace(state, () => layOut(state));
    refresh();
  }).observe(scroller);
  return {
    zoom: (zoom) => {
      keepPlace(state, () => {
        state.zoom = zoom;
        layOut(state);
      });
      refresh();
    },
    goTo: (page, top = 0) => {
      const host = slots[Math.max(1, Math.min(slots.length, page)) - 1]?.host;
      if (host === undefined) return;
      const above = top === 0 ? gap : scroller.clientHeight / 4;
      scroller.scrollTop = host.offsetTop + top * host.offsetHeight - above;
    },
    name: (labels) => {
      for (const { host, number } of slots) host.setAttribute('aria-label', labels[number - 1] ?? String(number));
    },
    pieces: (page) => slots[page - 1]?.picture?.pieces() ?? null,
    current: () => seen(state).middle + 1,
    host: (page) => slots[page - 1]?.host ?? null,
  };
}
