import fs from 'node:fs';
import path from 'node:path';

/** Public example data beside the project; tests that need it are skipped, and say so, where it is absent. */
export const sharedDir = path.resolve(import.meta.dirname, '../../../shared');
export const hasShared = fs.existsSync(path.join(sharedDir, 'vectors', 'domain-vectors.json'));
