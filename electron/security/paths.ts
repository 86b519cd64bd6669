import type { Method } from '../../contract/rpc/index.ts';

/** Calls whose input names a place on disk, and where in the input. A test compares this with the contract. */
export const pathFields = {
  'import.preview': ['path'],
  'import.commit': ['path'],
  'vault.backup': ['to'],
  'vault.restore': ['from'],
  'case.exportLog': ['to'],
  'report.create': ['to'],
  'document.save': ['to'],
  'document.verify': ['path', 'trust'],
} as const satisfies Partial<Record<Method, readonly string[]>>;

/** Paths that a person picked in a dialog or dropped on the window since it was opened. */
export type PickedPaths = {
  readonly add: (path: string) => void;
  /** @returns the field that names a path nobody picked, or null */
  readonly refusedField: (method: string, input: unknown) => string | null;
  readonly forget: () => void;
};

export function createPickedPaths(): PickedPaths {
  const picked = new Set<string>();
  return {
    add: (path) => void picked.add(path),
    forget: () => picked.clear(),
    refusedField: (method, input) => {
      if (!Object.hasOwn(pathFields, method) || typeof input !== 'object' || input === null) return null;
      const fields: readonly string[] = pathFields[method as keyof typeof pathFields];
      const values = input as Readonly<Record<string, unknown>>;
      return fields.find((field) => values[field] !== null && values[field] !== undefined && !picked.has(String(values[field]))) ?? null;
    },
  };
}
