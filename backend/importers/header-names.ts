/** Names of a file's columns, each there once, and those that the file has more than once. */
export type HeaderNames = { readonly headers: readonly string[]; readonly repeated: readonly string[] };

/** Marks of byte order, and controls that no operation may hold. */
const unwritten = /[\ufeff\p{Cc}]/gu;

const key = (header: string): string => header.normalize('NFC').toLowerCase();

/**
 * The cells of a header line as names: an empty one is called by its number, one that came before has its count behind it
 * (`Сумма`, `Сумма 2`). The same line gives the same names everywhere.
 */
export function headerNames(cells: readonly string[]): HeaderNames {
  const own = cells.map((cell) => cell.normalize('NFC').replace(unwritten, ' ').trim());
  const written = new Set(own.filter((name) => name !== '').map(key));
  const [taken, repeated] = [new Set<string>(), new Set<string>()];
  const counted = new Map<string, number>();
  const headers = own.map((name, i) => {
    if (name !== '' && !taken.has(key(name))) {
      taken.add(key(name));
      return name;
    }
    if (name !== '') repeated.add(own.find((other) => key(other) === key(name)) ?? name);
    let no = name === '' ? i + 1 : (counted.get(key(name)) ?? 1) + 1;
    const called = (): string => (name === '' ? String(no) : `${name} ${no}`);
    while (taken.has(key(called())) || written.has(key(called()))) no += 1;
    counted.set(key(name), no);
    taken.add(key(called()));
    return called();
  });
  return { headers, repeated: [...repeated] };
}

/** Columns of a file without a line of headers. */
export const numberedHeaders = (width: number): readonly string[] => Array.from({ length: width }, (_, i) => String(i + 1));
