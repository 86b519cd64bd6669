import path from 'node:path';

/** Where the app's own pages lie. */
export const origin = 'app://assay';

/** @returns the file in the folder that the address names, or null when it leads anywhere else */
export function fileFor(address: string, folder: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== 'app:' || url.host !== 'assay') return null;
  let name: string;
  try {
    name = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  if (name.endsWith('/') || name.includes('\0') || name.includes('\\') || name.split('/').includes('..')) return null;
  const file = path.join(folder, name);
  return file.startsWith(folder + path.sep) ? file : null;
}
