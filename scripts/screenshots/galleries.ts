import { damage, door } from './door.ts';
import { evidence } from './evidence.ts';
import { explorer } from './explorer.ts';
import { imports } from './imports.ts';
import { matching } from './matching.ts';
import { sample } from './sample.ts';
import type { Gallery } from './screen.ts';
import { withBooks } from './vaults.ts';

/** Every screen of the window, in the order of one walk for each window. */
export const galleries: readonly Gallery[] = [
  door,
  damage,
  sample,
  { name: 'books', prepare: withBooks, screens: [...explorer, ...matching, ...imports, ...evidence] },
];
