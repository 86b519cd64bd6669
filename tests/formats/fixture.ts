import fs from 'node:fs';
import path from 'node:path';

export const fixtureDir = path.resolve(import.meta.dirname, '../fixtures/formats/v1');

/** A frozen vector file. The shape is the reader's word; the pinned hash says that the bytes are the ones that were read. */
export const fixture = <T>(name: string): T => JSON.parse(fs.readFileSync(path.join(fixtureDir, name), 'utf8')) as T;
