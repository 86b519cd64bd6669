const reach = 80;

const folded = (text: string): string => text.toLowerCase().replaceAll('ё', 'е');

/** A line's worth of text around the longest of the words, which says most. @param words in small letters */
export function excerptOf(text: string, words: readonly string[]): string {
  const plain = text.replace(/\s+/gu, ' ');
  const small = folded(plain);
  const longestFirst = words.toSorted((a, b) => b.length - a.length);
  const at = longestFirst.map((word) => small.indexOf(folded(word))).find((place) => place >= 0) ?? 0;
  const from = at <= reach ? 0 : plain.indexOf(' ', at - reach) + 1;
  const to = at + reach >= plain.length ? plain.length : Math.max(plain.lastIndexOf(' ', at + reach), at + 1);
  return `${from > 0 ? '… ' : ''}${plain.slice(from, to)}${to < plain.length ? ' …' : ''}`;
}
