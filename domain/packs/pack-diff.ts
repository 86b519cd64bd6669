/** A part of a pack as JSON text; null where it is not there. */
export type PackChange = { readonly path: string; readonly before: string | null; readonly after: string | null };

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** By what an element of a list is known wherever it stands; null where nothing names it. */
function nameOf(value: Json): string | null {
  if (!isObject(value)) return null;
  for (const key of ['id', 'code', 'from']) {
    const name = value[key];
    if (typeof name === 'string') return typeof value['to'] === 'string' ? `${name} → ${value['to']}` : name;
  }
  return null;
}

const shown = (value: Json | undefined): string | null => (value === undefined ? null : JSON.stringify(value));

function listChanges(path: string, before: readonly Json[], after: readonly Json[]): readonly PackChange[] {
  const names = [before, after].map((list) => list.map(nameOf));
  const named = names.every((list) => list.every((name) => name !== null) && new Set(list).size === list.length);
  if (!named) {
    return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, before: shown(before), after: shown(after) }];
  }
  const byName = (list: readonly Json[]): ReadonlyMap<string, Json> => new Map(list.map((one) => [nameOf(one) ?? '', one]));
  const [old, now] = [byName(before), byName(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((name) => changesOf(`${path}[${name}]`, old.get(name), now.get(name)));
}

function changesOf(path: string, before: Json | undefined, after: Json | undefined): readonly PackChange[] {
  if (Array.isArray(before) && Array.isArray(after)) return listChanges(path, before as readonly Json[], after as readonly Json[]);
  if (isObject(before) && isObject(after)) {
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
      changesOf(path === '' ? key : `${path}.${key}`, before[key], after[key]),
    );
  }
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, before: shown(before), after: shown(after) }];
}

/** What differs between two packs, in the order of the first; elements of lists are held against each other by their names. */
export const packChanges = (before: unknown, after: unknown): readonly PackChange[] => changesOf('', before as Json, after as Json);
