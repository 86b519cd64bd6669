import type { Sha256 } from '../model/ids.ts';
import { stricter } from './classes.ts';

/** An operation's evidence as the log leaves it, in the order in which it came. */
export type StoredEvidence<F extends object> = {
  readonly evidenceId: string;
  readonly sha256: Sha256;
  readonly bytes: number;
  readonly name: string;
  readonly addedAt: string;
  readonly addedBy: string;
  readonly deleted: boolean;
  /** what is known beside the bytes; null where nobody said */
  readonly fields: F;
};

/** One item: the same bytes are one thing, however often they were added or imported. */
export type Item<F extends object> = Omit<StoredEvidence<F>, 'deleted'> & {
  readonly removed: boolean;
  /** everything that stands for it in the log */
  readonly ids: readonly string[];
  /** of these, what was not removed */
  readonly standing: readonly string[];
};

/** Who may see the bytes is never loosened by their coming again, nor by taking the first ones out of the lists. */
function strictest<F extends object>(all: readonly StoredEvidence<F>[]): { readonly class?: string | null } {
  const said = all.flatMap(({ fields }) =>
    'class' in fields && (typeof fields.class === 'string' || fields.class === null) ? [fields.class] : [],
  );
  return said.length === 0 ? {} : { class: said.reduce(stricter, null) };
}

function itemOf<F extends object>(all: readonly [StoredEvidence<F>, ...StoredEvidence<F>[]]): Item<F> {
  const standing = all.filter((one) => !one.deleted);
  const head = standing[0] ?? all[0];
  // what the first one leaves open, a later one may say
  const rest = (standing.length === 0 ? all : standing).filter((one) => one !== head);
  const known = Object.entries(head.fields).map(([name, value]) => {
    const said = rest.map((one) => (one.fields as Readonly<Record<string, unknown>>)[name]).find((other) => other !== null);
    return [name, value ?? said ?? null] as const;
  });
  return {
    ...head,
    fields: { ...Object.fromEntries(known), ...strictest(all) } as F,
    removed: standing.length === 0,
    ids: all.map((one) => one.evidenceId),
    standing: standing.map((one) => one.evidenceId),
  };
}

/** The items of a case, each once, in the order in which their bytes first came. */
export function evidenceItems<F extends object>(stored: readonly StoredEvidence<F>[]): readonly Item<F>[] {
  const groups = new Map<Sha256, [StoredEvidence<F>, ...StoredEvidence<F>[]]>();
  for (const one of stored) {
    const group = groups.get(one.sha256);
    if (group === undefined) groups.set(one.sha256, [one]);
    else group.push(one);
  }
  return [...groups.values()].map(itemOf);
}

/** What is looked through when a person seeks an item. */
export function isFound(texts: readonly (string | null | undefined)[], sought: string): boolean {
  const fold = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll('ё', 'е');
  const all = texts.map((text) => fold(text ?? '')).join('\n');
  return fold(sought)
    .split(/\s+/u)
    .every((word) => all.includes(word));
}
