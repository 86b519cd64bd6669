/** A shortcut as people read it: `Ctrl+K`, `Alt+ArrowLeft`, `F4`, `F`, `?`. */
export type KeyPress = {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
};

const names: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Control: 'Ctrl',
};

/** How the shortcut is written on a button. */
export const keyLabel = (keys: string): string =>
  keys
    .split('+')
    .map((part) => names[part] ?? part)
    .join(' ');

const partsOf = (keys: string): { modifiers: readonly string[]; last: string } => {
  const parts = keys.split('+');
  return { modifiers: parts.slice(0, -1), last: parts.at(-1) ?? '' };
};

/** Letters go by their place on the keyboard: with a Russian or Kazakh layout Ctrl+K is still Ctrl+K. */
function sameKey(last: string, press: KeyPress): boolean {
  if (/^[A-Z]$/.test(last)) return press.code === `Key${last}`;
  if (/^\d$/.test(last)) return press.code === `Digit${last}`;
  return press.key === last;
}

/** @returns whether this press is that shortcut; Ctrl and Cmd are one */
export function matches(keys: string, press: KeyPress): boolean {
  const { modifiers, last } = partsOf(keys);
  if ((press.ctrlKey || press.metaKey) !== modifiers.includes('Ctrl')) return false;
  if (press.altKey !== modifiers.includes('Alt')) return false;
  const shiftCounts = last !== '?';
  if (shiftCounts && press.shiftKey !== modifiers.includes('Shift')) return false;
  return sameKey(last, press);
}

/** A shortcut that also types a character must not be taken from someone who is writing. */
export const typesText = (keys: string): boolean => !keys.includes('Ctrl+') && !keys.includes('Alt+') && !/^F\d+$/.test(keys);
