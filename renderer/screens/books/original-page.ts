/** `12/3` of a PDF, `t12.3` of a typed scan: the page comes first (docs/decisions/names.md). */
const paged = /^(?:t(\d+)\.\d+|(\d+)\/\d+)$/;

/** The page of a PDF or a scan on which a row stands; null where its file has none. */
export function pageOf(place: string, fileName: string): number | null {
  const [, typed, printed] = paged.exec(place) ?? [];
  if (typed !== undefined) return Number(typed);
  return printed !== undefined && /\.pdf$/i.test(fileName) ? Number(printed) : null;
}
