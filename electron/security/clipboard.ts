import { clipboard } from 'electron';
import { createHash } from 'node:crypto';

/** What was copied out of the window, remembered as a hash only, so that a lock can take it back. */
export type CopiedText = {
  /** The page has copied, or is about to: looks at the clipboard in a moment. */
  readonly noticed: () => void;
  /** Empties the clipboard if it still holds what was copied here; what another program put there stays. */
  readonly takeBack: () => void;
};

const settleMs = 150;

export function createCopiedText(): CopiedText {
  let ours: string | null = null;
  // Awaited: the pinned Electron answers with a promise, the one for machines without a download with the text.
  const present = async (): Promise<string> =>
    createHash('sha256')
      .update(await clipboard.readText())
      .digest('hex');
  const remember = async (): Promise<void> => {
    ours = await present();
  };
  const takeBack = async (): Promise<void> => {
    const copied = ours;
    ours = null;
    if (copied !== null && (await present()) === copied) await clipboard.clear();
  };
  return {
    noticed: () => {
      setTimeout(() => void remember(), settleMs);
    },
    takeBack: () => void takeBack(),
  };
}
