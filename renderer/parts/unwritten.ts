/** What was typed or arranged and waits a moment before it is written, by a key of its own. The last write under a key counts. */
const waiting = new Map<string, () => Promise<void>>();

/** @param write is called once: when its owner does so after its pause, or before the window locks or closes */
export function holdUnwritten(key: string, write: () => Promise<void>): void {
  waiting.set(key, write);
}

/** Writes now what waits under this key, if anything does. */
export async function writeUnwritten(key: string): Promise<void> {
  const write = waiting.get(key);
  waiting.delete(key);
  await write?.();
}

/** Writes at once all that was still waiting. */
export async function writeAllUnwritten(): Promise<void> {
  await Promise.all([...waiting.keys()].map(writeUnwritten));
}
