/**
 * UUIDv7 of what people create: 48 bits of milliseconds, version 7, 74 bits of chance. It names; it never orders.
 * @param unixMs milliseconds since 1970 @param chance 10 random bytes; the 6 bits that version and variant need are dropped
 * @source RFC 9562 §5.7
 */
export function uuidV7(unixMs: number, chance: Uint8Array): string {
  const bytes = new Uint8Array(16);
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(unixMs / 256 ** (5 - i)) % 256;
  bytes.set(chance.subarray(0, 10), 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/**
 * A number for people, given offline and therefore provisional: `office-year-install4-n`. Headquarters gives the official one.
 * @param n counts from 1 within this install and year @param install install id; its last four hex digits are chance, its first are time
 */
export function provisionalNumber(number: {
  readonly office: string;
  readonly year: number;
  readonly install: string;
  readonly n: number;
}): string {
  return `${number.office}-${number.year}-${number.install.slice(-4)}-${number.n}`;
}
