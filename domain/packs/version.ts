/** Whether a version of a pack (`2026.4.0`) is newer than another; versions never go back. */
export function isNewerVersion(version: string, than: string): boolean {
  const parts = (text: string): readonly number[] => text.split('.').map(Number);
  const [a, b] = [parts(version), parts(than)];
  for (const [i, part] of a.entries()) {
    const other = b[i] ?? 0;
    if (part !== other) return part > other;
  }
  return false;
}
