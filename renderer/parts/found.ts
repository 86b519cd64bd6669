/** Lower case, without accents that keyboards differ in, so that «ё» finds «е». */
const plain = (text: string): string => text.toLowerCase().replaceAll('ё', 'е').normalize('NFC');

/**
 * How well a title answers what was typed: every word must begin a word of the title or stand inside it.
 * @returns 0 for no match; more is better
 */
export function matchScore(title: string, typed: string): number {
  const text = plain(title);
  let score = 1;
  for (const word of plain(typed)
    .split(/\s+/)
    .filter((w) => w !== '')) {
    const at = text.indexOf(word);
    if (at < 0) return 0;
    const starts = at === 0 || /[\s(«"·/-]/.test(text[at - 1] ?? '');
    score += starts ? 4 : 1;
    if (at === 0) score += 2;
  }
  return score;
}

/** The entries that answer what was typed, best first; equal ones keep their order. */
export function found<T extends { readonly title: string }>(entries: readonly T[], typed: string): readonly T[] {
  if (typed.trim() === '') return entries;
  return entries
    .map((entry, index) => ({ entry, index, score: matchScore(entry.title, typed) }))
    .filter((hit) => hit.score > 0)
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .map((hit) => hit.entry);
}
