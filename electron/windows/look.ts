import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { lang, theme } from '../../contract/rpc/shapes.ts';
import { largestZoom, smallestZoom } from './zoom.ts';

const lookShape = z.object({
  /** null: nobody has chosen yet, the machine's language is taken */
  lang: lang.nullable().catch(null),
  theme: theme.catch('system'),
  /** 1 to 2 */
  zoom: z.number().min(smallestZoom).max(largestZoom).catch(1),
});

/** What the window needs to know before a vault is open. It says nothing about cases: it lies outside the vault, unencrypted. */
export type Look = z.output<typeof lookShape>;

export type LookPlace = {
  readonly now: () => Look;
  readonly set: (change: Partial<Look>) => void;
};

const fileOf = (folder: string): string => path.join(folder, 'look.json');

/** Anything unreadable counts as nothing chosen. */
export function readLook(folder: string): Look {
  try {
    return lookShape.parse(JSON.parse(fs.readFileSync(fileOf(folder), 'utf8')));
  } catch {
    return lookShape.parse({});
  }
}

function writeLook(folder: string, look: Look): void {
  const part = `${fileOf(folder)}.new`;
  try {
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(part, `${JSON.stringify(look)}\n`, { mode: 0o600 });
    fs.renameSync(part, fileOf(folder));
  } catch {
    // A full or read-only disk: the choice holds until the window is closed.
  }
}

/** @param folder the window's profile, one per vault */
export function openLook(folder: string): LookPlace {
  let look = readLook(folder);
  return {
    now: () => look,
    set: (change) => {
      const next = { ...look, ...change };
      if (JSON.stringify(next) === JSON.stringify(look)) return;
      look = next;
      writeLook(folder, look);
    },
  };
}
