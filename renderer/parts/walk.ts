/** Where arrows lead in a list of `count` entries. @returns the next index, or null when the key walks nowhere */
export function walk(key: string, at: number, count: number, page = 10): number | null {
  if (count === 0) return null;
  const clamp = (index: number): number => Math.max(0, Math.min(count - 1, index));
  switch (key) {
    case 'ArrowDown':
      return clamp(at + 1);
    case 'ArrowUp':
      return clamp(at - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    case 'PageDown':
      return clamp(at + page);
    case 'PageUp':
      return clamp(at - page);
    default:
      return null;
  }
}
