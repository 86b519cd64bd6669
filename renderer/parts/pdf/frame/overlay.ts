import { boxAt, boxBetween, cssShare } from '../../viewer/box.ts';
import type { Point, ShownBox } from '../../viewer/box.ts';
import { wordText } from '../../viewer/page-words.ts';
import type { PageOfWords, PageWord } from '../../viewer/page-words.ts';
import type { FromFrame } from '../messages.ts';
import type { PageText, WordSource } from './finder.ts';

/** What is laid over the pages: marked parts, and recognised words where a page is only a picture. */
export type Overlay = WordSource & {
  readonly boxes: (boxes: readonly ShownBox[]) => void;
  readonly words: (pages: readonly PageOfWords[]) => void;
  /** the pointer draws boxes from now on, or no longer */
  readonly draw: (on: boolean) => void;
  /** lays everything over a page that has just been drawn */
  readonly mark: (page: number) => void;
};

type HostOf = (page: number) => HTMLElement | null;
type Tell = (message: FromFrame) => void;

function place(element: HTMLElement, at: Pick<ShownBox, 'left' | 'top' | 'width' | 'height'>): void {
  element.style.left = cssShare(at.left);
  element.style.top = cssShare(at.top);
  element.style.width = cssShare(at.width);
  element.style.height = cssShare(at.height);
}

function boxElement(box: ShownBox): HTMLElement {
  const element = document.createElement('div');
  element.className = `region ${box.look}`;
  element.title = box.label;
  place(element, box);
  return element;
}

/** A word of its own size above the picture of it: unseen, but it can be marked and copied. */
function wordElement(word: PageWord): HTMLElement {
  const element = document.createElement('span');
  element.textContent = `${word.text} `;
  element.style.fontSize = `${word.height / 100}cqh`;
  place(element, word);
  return element;
}

/** Where on a page the pointer is. @returns null beside the pages */
function pointOf(event: PointerEvent, scroller: HTMLElement): { page: number; host: HTMLElement; point: Point } | null {
  const host = event.target instanceof Element ? event.target.closest<HTMLElement>('.page') : null;
  if (host === null) return null;
  return { page: [...scroller.children].indexOf(host) + 1, host, point: pointIn(event, host) };
}

function pointIn(event: PointerEvent, host: HTMLElement): Point {
  const edge = host.getBoundingClientRect();
  return { x: (event.clientX - edge.left) / edge.width, y: (event.clientY - edge.top) / edge.height };
}

type Drawing = { readonly page: number; readonly host: HTMLElement; readonly from: Point; readonly rubber: HTMLElement };

/** Lets the pointer draw boxes on pages. @returns switches it on and off */
function createDrawing(scroller: HTMLElement, tell: Tell): (on: boolean) => void {
  let drawing: Drawing | null = null;
  let on = false;
  scroller.addEventListener('pointerdown', (event) => {
    const at = pointOf(event, scroller);
    if (!on || at === null || event.button !== 0) return;
    event.preventDefault();
    const rubber = document.createElement('div');
    rubber.className = 'region draft';
    at.host.append(rubber);
    drawing = { page: at.page, host: at.host, from: at.point, rubber };
    scroller.setPointerCapture(event.pointerId);
  });
  scroller.addEventListener('pointermove', (event) => {
    if (drawing === null) return;
    const box = boxBetween(drawing.page, drawing.from, pointIn(event, drawing.host));
    if (box !== null) place(drawing.rubber, box);
  });
  scroller.addEventListener('pointerup', (event) => {
    if (drawing === null) return;
    const box = boxBetween(drawing.page, drawing.from, pointIn(event, drawing.host));
    drawing.rubber.remove();
    drawing = null;
    if (box !== null) tell({ kind: 'drawn', box });
  });
  return (next) => {
    on = next;
    scroller.classList.toggle('drawing', next);
  };
}

export function createOverlay(scroller: HTMLElement, hostOf: HostOf, tell: Tell): Overlay {
  let boxes: readonly ShownBox[] = [];
  const words = new Map<number, readonly PageWord[]>();
  const texts = new Map<number, PageText>();
  const layers = new Map<number, readonly HTMLElement[]>();

  const layBoxes = (page: number): void => {
    const host = hostOf(page);
    if (host === null) return;
    for (const old of host.querySelectorAll('.region')) old.remove();
    host.append(...boxes.filter((box) => box.page === page).map(boxElement));
  };
  const layWords = (page: number): void => {
    const [host, ofPage] = [hostOf(page), words.get(page)];
    host?.querySelector('.word-layer')?.remove();
    if (host === null || ofPage === undefined || host.querySelector('canvas') === null) return;
    const layer = document.createElement('div');
    layer.className = 'word-layer';
    const pieces = ofPage.map(wordElement);
    layer.append(...pieces);
    layers.set(page, pieces);
    host.append(layer);
  };
  const draw = createDrawing(scroller, tell);
  scroller.addEventListener('click', (event) => {
    const at = event instanceof PointerEvent ? pointOf(event, scroller) : null;
    if (at === null || scroller.classList.contains('drawing') || getSelection()?.isCollapsed === false) return;
    const box = boxAt(boxes, at.page, at.point);
    if (box !== undefined) tell({ kind: 'pressed', id: box.id });
  });
  return {
    draw,
    boxes: (next) => {
      const pages = new Set([...boxes, ...next].map((box) => box.page));
      boxes = next;
      pages.forEach(layBoxes);
    },
    words: (pages) => {
      for (const { page, words: ofPage } of pages) {
        words.set(page, ofPage);
        texts.set(page, wordText(ofPage));
        layWords(page);
      }
    },
    mark: (page) => {
      layWords(page);
      layBoxes(page);
    },
    textOf: (page) => texts.get(page) ?? null,
    pieces: (page) => layers.get(page)?.filter((piece) => piece.isConnected) ?? null,
  };
}
