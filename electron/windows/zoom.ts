import type { Input, WebContents } from 'electron';

const smallest = 1;
const largest = 2;
const step = 0.1;

/** Ctrl (⌘) with plus, minus and nought: 100 to 200 %. */
export function allowZoom(contents: WebContents): void {
  contents.on('before-input-event', (event, input) => {
    const factor = zoomFor(input, contents.getZoomFactor());
    if (factor === null) return;
    event.preventDefault();
    contents.setZoomFactor(factor);
  });
}

/** @returns the new factor, or null when the key is not one of these */
export function zoomFor(input: Pick<Input, 'type' | 'control' | 'meta' | 'alt' | 'key'>, now: number): number | null {
  if (input.type !== 'keyDown' || input.alt || !(input.control || input.meta)) return null;
  switch (input.key) {
    case '+':
    case '=':
      return Math.min(largest, Math.round((now + step) * 10) / 10);
    case '-':
      return Math.max(smallest, Math.round((now - step) * 10) / 10);
    case '0':
      return 1;
    default:
      return null;
  }
}
