/** Ids and names. A CaseId is not a string: mint them with the functions below, after a check. */
type Brand<T, B extends string> = T & { readonly __brand: B };

export type VaultId = Brand<string, 'VaultId'>;
export type CaseId = Brand<string, 'CaseId'>;
export type UserId = Brand<string, 'UserId'>;
export type InstallId = Brand<string, 'InstallId'>;
export type StreamId = Brand<string, 'StreamId'>;
export type OpId = Brand<string, 'OpId'>;
export type EntityId = Brand<string, 'EntityId'>;

/** Lower-case hex of 32 bytes. */
export type Sha256 = Brand<string, 'Sha256'>;

/** `<evidence sha256>:<table>:<locator>`, see docs/decisions/names.md. */
export type RowName = Brand<string, 'RowName'>;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const isUuid = (text: string): boolean => uuid.test(text);

export const isSha256 = (text: string): text is Sha256 => /^[0-9a-f]{64}$/.test(text);

/** @param locator record ordinal (CSV, from 1), `sheet!row` (XLSX), ordinal path (XML) */
export function rowName(evidence: Sha256, table: string, locator: string | number): RowName {
  return `${evidence}:${table}:${locator}` as RowName;
}

/** @returns the three parts of a row name, or null when the text is not one */
export function parseRowName(name: string): { evidence: Sha256; table: string; locator: string } | null {
  const evidence = name.slice(0, 64);
  const colon = name.indexOf(':', 65);
  if (!isSha256(evidence) || name[64] !== ':' || colon < 66 || colon === name.length - 1) return null;
  return { evidence, table: name.slice(65, colon), locator: name.slice(colon + 1) };
}
