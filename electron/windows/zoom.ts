import type { Input, WebContents } from 'electron';

export const smallestZoom = 1;
export const largestZoom = 2;
const step = 0.1;

/** Where the factor is kept from start to start. */
export type KeptZoom = { readonly now: () => number; readonly set: (factor: number) => void };

/** Ctrl (⌘) with plus, minus and nought: 100 to 200 %, kept for the next start. */
export function allowZoom(contents: WebContents, kept: KeptZoom): void {
  contents.on('did-navigate', () => contents.setZoomFactor(kept.now()));
  contents.on('before-input-event', (event, input) => {
    const factor = zoomFor(input, contents.getZoomFactor());
    if (factor === null) return;
    event.preventDefault();
    contents.setZoomFactor(factor);
    kept.set(factor);
  });
}

type Press = Pick<Input, 'type' | 'control' | 'meta' | 'alt' | 'key' | 'code'>;

/** By the sign that is typed, or by the place of the key: on the Kazakh layout these places type letters. */
const steps: readonly (readonly [keys: readonly string[], codes: readonly string[], next: (now: number) => number])[] = [
  [['+', '='], ['Equal', 'NumpadAdd'], (now) => Math.min(largestZoom, Math.round((now + step) * 10) / 10)],
  [['-', '_'], ['Minus', 'NumpadSubtract'], (now) => Math.max(smallestZoom, Math.round((now - step) * 10) / 10)],
  [['0'], ['Digit0', 'Numpad0'], () => 1],
];

/** @returns the new factor, or null when the key is not one of these */
export function zoomFor(input: Press, now: number): number | null {
  if (input.type !== 'keyDown' || input.alt || !(input.control || input.meta)) return null;
  const byKey = steps.find(([keys]) => keys.includes(input.key));
  // A sign of another layout counts where it stands, not where this keyboard has it.
  const byPlace = /^\p{L}$/u.test(input.key) ? steps.find(([, codes]) => codes.includes(input.code)) : undefined;
  return (byKey ?? byPlace)?.[2](now) ?? null;
}
