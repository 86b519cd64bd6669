import { matches } from '../../keys.ts';
import { whole } from '../../viewer/box.ts';
import { handedOn, mostPages } from '../messages.ts';
import type { Folder, FromFrame, ToFrame } from '../messages.ts';
import { createFinder } from './finder.ts';
import type { Finder } from './finder.ts';
import { openPdf, reasonOf } from './open-pdf.ts';
import type { Fetch } from './open-pdf.ts';
import { createOverlay } from './overlay.ts';
import type { Overlay } from './overlay.ts';
import { layPages } from './pages.ts';
import type { Pages } from './pages.ts';

const aliveMs = 1_000;

type Shown = { readonly pages: Pages; readonly finder: Finder; readonly overlay: Overlay };
type Tell = (message: FromFrame) => void;

/** Packaged files come over the channel: the frame itself can fetch nothing. */
function createFetch(tell: Tell): { readonly fetch: Fetch; readonly take: (id: number, bytes: Uint8Array | null) => void } {
  const waiting = new Map<number, (bytes: Uint8Array | null) => void>();
  let last = 0;
  const ask = (folder: Folder, name: string): Promise<Uint8Array | null> =>
    new Promise((resolve) => {
      last += 1;
      waiting.set(last, resolve);
      tell({ kind: 'need', id: last, folder, name });
    });
  return {
    fetch: async (folder, name) => {
      const bytes = await ask(folder, name);
      if (bytes === null) throw new Error(name);
      return bytes;
    },
    take: (id, bytes) => {
      waiting.get(id)?.(bytes);
      waiting.delete(id);
    },
  };
}

async function show(message: Extract<ToFrame, { kind: 'open' }>, tell: Tell, fetch: Fetch): Promise<Shown> {
  const scroller = document.getElementById('pages');
  if (scroller === null) throw new Error('the frame has no #pages');
  document.documentElement.lang = message.lang;
  document.title = message.name;
  scroller.setAttribute('aria-label', message.name);
  const pdf = await openPdf(message.bytes, fetch);
  if (pdf.numPages > mostPages) throw new RangeError('too many pages');
  const late: { finder: Finder | null; overlay: Overlay | null } = { finder: null, overlay: null };
  const pages = await layPages(pdf, {
    scroller,
    onPlace: (page, percent) => tell({ kind: 'at', page, percent }),
    onDrawn: (page) => {
      late.overlay?.mark(page);
      late.finder?.mark(page);
    },
  });
  const overlay = createOverlay(scroller, pages.host, tell);
  const finder = createFinder(pdf, pages, overlay, (count, at, done) => tell({ kind: 'found', count, at, done }));
  Object.assign(late, { finder, overlay });
  tell({ kind: 'opened', pages: pdf.numPages });
  return { pages, finder, overlay };
}

function handOnKeys(tell: Tell): void {
  window.addEventListener('keydown', (press) => {
    const keys = handedOn.find((known) => matches(known, press));
    if (keys === undefined) return;
    press.preventDefault();
    tell({ kind: 'key', keys });
  });
}

/** Serves the page around the frame: shows one document, moves in it, finds in it. */
export function openFrame(port: MessagePort): void {
  const tell: Tell = (message) => port.postMessage(message);
  const files = createFetch(tell);
  let shown: Shown | null = null;
  const open = async (message: Extract<ToFrame, { kind: 'open' }>): Promise<void> => {
    try {
      shown = await show(message, tell, files.fetch);
    } catch (error) {
      tell({ kind: 'failed', why: reasonOf(error) });
    }
  };
  handOnKeys(tell);
  for (const kind of ['copy', 'cut'] as const) window.addEventListener(kind, () => tell({ kind: 'copied' }), true);
  setInterval(() => tell({ kind: 'alive' }), aliveMs);
  port.addEventListener('message', ({ data }: MessageEvent<ToFrame>) => {
    switch (data.kind) {
      case 'open':
        return void open(data);
      case 'data':
        return files.take(data.id, data.bytes);
      case 'labels':
        return shown?.pages.name(data.pages);
      case 'zoom':
        return shown?.pages.zoom(data.zoom);
      case 'page':
        return shown?.pages.goTo(data.page, (data.top ?? 0) / whole);
      case 'boxes':
        return shown?.overlay.boxes(data.boxes);
      case 'words':
        return shown?.overlay.words(data.pages);
      case 'draw':
        return shown?.overlay.draw(data.on);
      case 'find':
        return void shown?.finder.find(data.text);
      case 'step':
        return shown?.finder.step(data.by);
      default:
        return data satisfies never;
    }
  });
  port.start();
}
