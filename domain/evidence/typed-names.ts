/** A typed row that waits for its name: the page that it stands on, and where. */
export type Unnamed = { readonly id: string; readonly page: number; readonly top: number; readonly left: number };
export type Named = { readonly id: string; readonly locator: string };

const form = /^t(\d+)\.(\d+)$/;

/** How a typed row is named in the books: page and number on the page. @source docs/decisions/names.md */
export const typedLocator = (page: number, n: number): string => `t${page}.${n}`;

/** True for the locator of a row that was typed from a page. */
export const isTypedLocator = (locator: string): boolean => form.test(locator);

/**
 * Names for rows of one scan and table. A row that had a name keeps it; others follow, page by page from the top, behind every number that
 * was given before: a name is never given twice.
 * @param given names that imports of this scan and table gave, withdrawn ones too @param rows to be named @returns in the order of the page
 */
export function nameTyped(given: readonly Named[], rows: readonly Unnamed[]): readonly Named[] {
  const known = new Map(given.map((one) => [one.id, one.locator]));
  const last = new Map<number, number>();
  for (const { locator } of given) {
    const [, page, n] = form.exec(locator) ?? [];
    last.set(Number(page), Math.max(last.get(Number(page)) ?? 0, Number(n)));
  }
  const ordered = [...rows].sort((a, b) => a.page - b.page || a.top - b.top || a.left - b.left || (a.id < b.id ? -1 : 1));
  return ordered.map(({ id, page }) => {
    const before = known.get(id);
    if (before !== undefined) return { id, locator: before };
    const n = (last.get(page) ?? 0) + 1;
    last.set(page, n);
    return { id, locator: typedLocator(page, n) };
  });
}
