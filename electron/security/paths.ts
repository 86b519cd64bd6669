import type { Method } from '../../contract/rpc/index.ts';

/** Input fields of these names hold a place on disk: the rule for every call, those of tomorrow included. */
export const pathFields: readonly string[] = ['path', 'to', 'from', 'trust', 'log'];
/** Input fields of these names hold several. */
export const pathListFields: readonly string[] = ['paths'];

/** Calls where fields of these names are something else: days of a period, passphrases. */
export const otherMeaning: readonly Method[] = ['case.create', 'vault.changePassphrase'];

const isText = (value: unknown): boolean => typeof value === 'string';

/** Paths that a person picked in a dialog or dropped on the window since it was opened. */
export type PickedPaths = {
  readonly add: (path: string) => void;
  /** @returns the field that names a path nobody picked, or null */
  readonly refusedField: (method: string, input: unknown) => string | null;
  readonly forget: () => void;
};

export function createPickedPaths(): PickedPaths {
  const picked = new Set<string>();
  // a number names no place: it is the first byte of a part, the first row of a page
  const isNothing = (value: unknown): boolean => value === null || value === undefined || typeof value === 'number';
  const isPicked = (value: unknown): boolean => isNothing(value) || (typeof value === 'string' && picked.has(value));
  const areAllPicked = (value: unknown): boolean =>
    value === undefined || (Array.isArray(value) && value.every(isText) && value.every(isPicked));
  return {
    add: (path) => void picked.add(path),
    forget: () => picked.clear(),
    refusedField: (method, input) => {
      if (otherMeaning.some((known) => known === method) || typeof input !== 'object' || input === null) return null;
      const given = input as Readonly<Record<string, unknown>>;
      return pathFields.find((field) => !isPicked(given[field])) ?? pathListFields.find((field) => !areAllPicked(given[field])) ?? null;
    },
  };
}
