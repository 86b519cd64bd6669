const codeOf = (key: string): string => (/^[A-Z]$/.test(key) ? `Key${key}` : /^\d$/.test(key) ? `Digit${key}` : '');

/** Does at this element what the frame's keyboard was pressed for. @param keys as commands name them: `Ctrl+K` */
export function pressAt(element: HTMLElement, keys: string): void {
  const parts = keys.split('+');
  const key = parts.at(-1) ?? '';
  element.dispatchEvent(
    new KeyboardEvent('keydown', {
      key,
      code: codeOf(key),
      ctrlKey: parts.includes('Ctrl'),
      altKey: parts.includes('Alt'),
      bubbles: true,
      cancelable: true,
    }),
  );
}
