import fs from 'node:fs';
import type { Writable } from 'node:stream';

/** What a reader is told beside its file comes over a descriptor of its own: arguments and variables are short on some systems. */
export const settingsDescriptor = 4;
/** Set where there is something to read there; it says nothing else. */
export const settingsVariable = 'ASSAY_READER_SETTINGS';

/** The side that starts the reader. */
export function tellSettings(to: Writable, settings: string): void {
  // a reader that ends before it has listened is heard of by its end
  to.on('error', () => undefined);
  to.end(settings);
}

/** The reader's side. @returns '' where nothing is told */
export const toldSettings = (): string => (process.env[settingsVariable] === undefined ? '' : fs.readFileSync(settingsDescriptor, 'utf8'));
