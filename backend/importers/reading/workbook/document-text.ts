/** `Поступление товаров 00000000123 от 05.01.2024 12:00:00`: the number and the day. */
export function documentOf(text: string): { readonly number: string; readonly day: string } {
  const match = /(?:№\s*)?(\S*\d\S*)\s+(?:от|from|dated)\s+(\d{2})\.(\d{2})\.(\d{4})/u.exec(text);
  if (match === null) return { number: text.length <= 60 ? text : '', day: '' };
  return { number: match[1] ?? '', day: `${match[4]}-${match[3]}-${match[2]}` };
}
