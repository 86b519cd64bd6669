import { createRequire } from 'node:module';
import path from 'node:path';

/** The part of pdf.js that is used; its own types are those of a browser. */
export type PdfTextItem = {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
};
export type PdfViewport = { readonly width: number; readonly height: number; readonly transform: readonly number[] };
export type PdfOperators = { readonly fnArray: readonly number[]; readonly argsArray: readonly (readonly unknown[] | null)[] };
export type PdfObjects = { readonly get: (id: string, then: (value: unknown) => void) => unknown };
export type PdfJsPage = {
  readonly getViewport: (options: { readonly scale: number }) => PdfViewport;
  readonly getTextContent: () => Promise<{ readonly items: readonly unknown[] }>;
  readonly getOperatorList: () => Promise<PdfOperators>;
  readonly objs: PdfObjects;
  readonly commonObjs: PdfObjects;
  readonly cleanup: () => boolean;
};
export type PdfJsDocument = {
  readonly numPages: number;
  readonly getPage: (page: number) => Promise<PdfJsPage>;
};
export type PdfJs = {
  readonly getDocument: (options: Readonly<Record<string, unknown>>) => {
    readonly promise: Promise<PdfJsDocument>;
    readonly destroy: () => Promise<void>;
  };
  readonly OPS: Readonly<Record<string, number>>;
};

/** pdf.js speaks to a console; in a process whose output is its answer it must not. */
function silence(): void {
  const nothing = (): void => undefined;
  for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const) globalThis.console[name] = nothing;
}

/** Its modules name shapes of a browser when they are loaded; nothing is drawn here, so empty ones do. */
function standIns(): void {
  const shapes = globalThis as unknown as Record<string, unknown>;
  for (const name of ['DOMMatrix', 'ImageData', 'Path2D']) shapes[name] ??= class {};
}

export const pdfjsFolder = (): string => path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

/** Loads pdf.js, without the network, fonts of the system, scripts of the file, or anything that draws. */
export async function loadPdfJs(): Promise<PdfJs> {
  silence();
  standIns();
  return (await import('pdfjs-dist/legacy/build/pdf.mjs')) as unknown as PdfJs;
}

/** How every file is opened: scripts and XFA are off, decoders and character maps come from the package. */
export function openOptions(data: Uint8Array): Readonly<Record<string, unknown>> {
  const folder = pdfjsFolder();
  const inPackage = (name: string): string => `${path.join(folder, name)}/`;
  return {
    data,
    verbosity: 0,
    isEvalSupported: false,
    enableXfa: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    disableAutoFetch: true,
    disableStream: true,
    cMapUrl: inPackage('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: inPackage('standard_fonts'),
    wasmUrl: inPackage('wasm'),
  };
}
