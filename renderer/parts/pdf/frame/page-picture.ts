import { AnnotationMode, TextLayer } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFDocumentProxy, PDFPageProxy, RenderTask } from 'pdfjs-dist/legacy/build/pdf.mjs';

export type Size = { readonly width: number; readonly height: number };

/** Pixels on the screen for one point of paper at 100 %. */
export const pixelsPerPoint = 96 / 72;

const mostCanvasPixels = 16 * 1024 * 1024;

/** One page as it stands on the screen: its picture, and its text above it, unseen but selectable. */
export type PagePicture = {
  readonly scale: number;
  /** one element per piece of text, in the order of the page's text */
  readonly pieces: () => readonly HTMLElement[];
  readonly close: () => void;
};

/** @returns size of a page in points, turned as it is shown */
export async function sizeOf(pdf: PDFDocumentProxy, page: number): Promise<Size> {
  const { width, height } = (await pdf.getPage(page)).getViewport({ scale: 1 });
  return { width, height };
}

type Drawing = { readonly page: PDFPageProxy; readonly scale: number; readonly host: HTMLElement };

function drawCanvas({ page, scale, host }: Drawing): RenderTask {
  const viewport = page.getViewport({ scale });
  const wanted = window.devicePixelRatio;
  const sharp = Math.min(wanted, Math.sqrt(mostCanvasPixels / Math.max(1, viewport.width * viewport.height)));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.floor(viewport.width * sharp));
  canvas.height = Math.max(1, Math.floor(viewport.height * sharp));
  canvas.ariaHidden = 'true';
  const task = page.render({
    canvas,
    viewport,
    annotationMode: AnnotationMode.ENABLE,
    ...(sharp === 1 ? {} : { transform: [sharp, 0, 0, sharp, 0, 0] }),
  });
  // The picture before it stays until this one is whole: no white flash while zooming.
  task.promise.then(
    () => {
      host.querySelector('canvas')?.remove();
      host.prepend(canvas);
    },
    () => undefined,
  );
  return task;
}

/** Draws a page into its place. Rejects when it was closed before it was done. */
export async function drawPage(drawing: Drawing): Promise<PagePicture> {
  const { page, scale, host } = drawing;
  const task = drawCanvas(drawing);
  const layer = document.createElement('div');
  layer.className = 'text-layer';
  layer.style.setProperty('--total-scale-factor', String(scale));
  const text = new TextLayer({
    textContentSource: page.streamTextContent({ disableNormalization: true }),
    container: layer,
    viewport: page.getViewport({ scale }),
  });
  await Promise.all([task.promise, text.render()]);
  host.querySelector('.text-layer')?.remove();
  host.append(layer);
  return {
    scale,
    pieces: () => text.textDivs,
    close: () => {
      task.cancel();
      text.cancel();
      host.replaceChildren();
      page.cleanup();
    },
  };
}
