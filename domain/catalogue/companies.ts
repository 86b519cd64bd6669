import { isSame, partyBook } from '../matching/parties.ts';
import type { PartyLink } from '../matching/parties.ts';

/** Companies as the tables of a case write them: the same company may stand there under several spellings. */
export type Companies = {
  /** @returns the company that a number and a name name, -1 for nobody; companies of one number or name are one */
  readonly of: (id: string, name: string) => number;
  /** how two companies stand to each other @param a, b as `of` gave them, not -1 */
  readonly compare: (a: number, b: number) => PartyLink;
  readonly nameOf: (company: number) => string;
};

/** @param texts every number and name that will be asked for; '' for none */
export function companies(texts: Iterable<readonly [id: string, name: string]>): Companies {
  const at = new Map<string, number>();
  const list: { id: string; name: string }[] = [];
  for (const [id, name] of texts) {
    const key = `${id}\u001f${name}`;
    if ((id === '' && name === '') || at.has(key)) continue;
    at.set(key, list.length);
    list.push({ id, name });
  }
  // whatever order the rows were read in, the first of the spellings is the same
  const sorted = list.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1));
  sorted.forEach(({ id, name }, i) => at.set(`${id}\u001f${name}`, i));
  const book = partyBook(sorted, sorted);
  return {
    of: (id, name) => {
      const i = at.get(`${id}\u001f${name}`);
      return i === undefined ? -1 : book.groupOfLeft(i);
    },
    compare: (a, b) => (a === b ? same : book.compare(a, b)),
    nameOf: (company) => sorted[company]?.name ?? '',
  };
}

const same: PartyLink = { kind: 'id', score: 1, names: null };

/** Spellings that nobody would take for two companies. */
export const isAlike = (link: PartyLink): boolean => isSame(link) || link.kind === 'similar';
