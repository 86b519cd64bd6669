/** A page's text as it is searched: lower case, one blank for any run of blanks. `places[i]` = index of its i-th letter in the text. */
export type Folded = { readonly text: string; readonly places: readonly number[] };

/** So that «ё» finds «е» and a typed blank finds the thin one in an amount. */
export function fold(text: string): Folded {
  let folded = '';
  const places: number[] = [];
  for (let i = 0; i < text.length; i += 1) {
    const letter = text[i] ?? '';
    const blank = /\s/.test(letter);
    if (blank && folded.endsWith(' ')) continue;
    const small = letter.toLowerCase();
    folded += blank ? ' ' : small === 'ё' ? 'е' : small.length === 1 ? small : letter;
    places.push(i);
  }
  return { text: folded, places };
}

export type Span = { readonly from: number; readonly to: number };

/** Where the words stand in the text, without overlaps. @param words as typed; blanks around them say nothing */
export function spansOf(words: string, page: Folded, most: number): readonly Span[] {
  const wanted = fold(words.trim()).text;
  if (wanted === '') return [];
  const spans: Span[] = [];
  for (let at = page.text.indexOf(wanted); at >= 0 && spans.length < most; at = page.text.indexOf(wanted, at + wanted.length)) {
    spans.push({ from: page.places[at] ?? 0, to: (page.places[at + wanted.length - 1] ?? 0) + 1 });
  }
  return spans;
}
