import { getDocument, InvalidPDFException, PasswordException } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
// Its parser runs here too: a worker could not be started from an origin of its own without loosening the policy,
// and this frame lies in a process of its own.
import 'pdfjs-dist/legacy/build/pdf.worker.mjs';
import type { Folder, Reason } from '../messages.ts';

/** Gives one packaged file of character maps or fonts. @throws when there is none of that name */
export type Fetch = (folder: Folder, name: string) => Promise<Uint8Array>;

const folderOf: Readonly<Record<string, Folder>> = { cMapUrl: 'cmaps', standardFontDataUrl: 'standard_fonts' };

/** Images larger than this many pixels, and pages, are not drawn: a small file can ask for any size. */
const mostPixels = 64 * 1024 * 1024;

/** Opens a PDF with everything off that could run, fetch or fill in: scripts, XFA, WebAssembly, workers, addresses. */
export function openPdf(bytes: Uint8Array, fetch: Fetch): Promise<PDFDocumentProxy> {
  const BinaryDataFactory = class {
    fetch({ kind, filename }: { readonly kind: string; readonly filename: string }): Promise<Uint8Array> {
      const folder = folderOf[kind];
      return folder === undefined ? Promise.reject(new Error(kind)) : fetch(folder, filename);
    }
  };
  return getDocument({
    data: bytes,
    enableXfa: false,
    useWasm: false,
    useWorkerFetch: false,
    disableWorkerRendering: true,
    useSystemFonts: false,
    isOffscreenCanvasSupported: false,
    stopAtErrors: false,
    maxImageSize: mostPixels,
    canvasMaxAreaInBytes: mostPixels * 4,
    verbosity: 0,
    cMapUrl: 'cmaps/',
    cMapPacked: true,
    standardFontDataUrl: 'standard_fonts/',
    BinaryDataFactory,
  } as Parameters<typeof getDocument>[0]).promise;
}

export function reasonOf(error: unknown): Reason {
  if (error instanceof PasswordException) return 'password';
  return error instanceof InvalidPDFException ? 'damaged' : 'unknown';
}
