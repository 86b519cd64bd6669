import type { Folder } from './messages.ts';

/** Character maps and the fonts that a PDF may leave out, each in a piece of the app's own code, loaded when a file asks for it. */
const files = import.meta.glob<string>('../../../node_modules/pdfjs-dist/{cmaps,standard_fonts}/*.{bcmap,pfb,ttf}', {
  query: '?url&inline',
  import: 'default',
});

const bytesOf = (address: string): Uint8Array => {
  const text = atob(address.slice(address.indexOf(',') + 1));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
};

/** @returns the bytes of a packaged file, null when there is none of that name */
export async function packagedFile(folder: Folder, name: string): Promise<Uint8Array | null> {
  const path = `../../../node_modules/pdfjs-dist/${folder}/${name}`;
  const load = Object.hasOwn(files, path) ? files[path] : undefined;
  return load === undefined ? null : bytesOf(await load());
}
