/** Places of the window, the most special first, with the chapter that says what can be done there. */
const places: readonly (readonly [RegExp, string])[] = [
  [/\/matching/, '06-matching.md'],
  [/\/coverage|\/imports$/, '04-certificates.md'],
  [/\/compare\//, '03-books.md'],
  [/\/books\/|\/search/, '05-explorer.md'],
  [/\/evidence|\/requests/, '07-evidence.md'],
  [/\/tests|\/findings/, '08-findings.md'],
  [/\/assessment|\/documents|\/history/, '09-report.md'],
  [/^\/vault/, '10-safety.md'],
  [/^\/case\//, '02-case.md'],
];

/** The chapter that belongs to a place of the window. @param path the address of the page */
export const chapterOf = (path: string): string => places.find(([place]) => place.test(path))?.[1] ?? '01-start.md';
