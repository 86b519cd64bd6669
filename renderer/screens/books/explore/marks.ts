import type { Output } from '../../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../../contract/rpc/index.ts';
import type { RowTag } from '../../../parts/grid/model.ts';
import type { Speech } from '../../../parts/words.tsx';

export type Mark = Output<AssayCalls['mark.list']>['marks'][number];
export type Note = Output<AssayCalls['note.list']>['notes'][number];
export type Override = Output<AssayCalls['row.overrides']>['overrides'][number];

/** Marks that every case begins with: they are kept by these codes and read in the reader's language. */
export const usualMarks = ['check', 'ask', 'clear', 'wrong'] as const;
type Usual = (typeof usualMarks)[number];

const isUsual = (label: string): label is Usual => (usualMarks as readonly string[]).includes(label);

const toneOfUsual: Record<Usual, string> = { check: 'amber', ask: 'info', clear: 'confirmed', wrong: 'wrong' };
const otherTones = ['conflict', 'accent', 'ink'] as const;

/** Colours that mean something belong to the usual marks; a label of one's own always has the same one of the others. */
export function toneOf(label: string): string {
  if (isUsual(label)) return toneOfUsual[label];
  const sum = [...label].reduce((n, letter) => n + (letter.codePointAt(0) ?? 0), 0);
  return otherTones[sum % otherTones.length] ?? 'ink';
}

export const markName = (label: string, { say }: Pick<Speech, 'say'>): string => (isUsual(label) ? say(`explore.mark.${label}`) : label);

/** @returns the label under which something typed is kept: the name of a usual mark is that mark */
export function labelTyped(typed: string, speech: Pick<Speech, 'say'>): string {
  const text = typed.trim().replaceAll(/\s+/g, ' ');
  const named = usualMarks.find((label) => markName(label, speech).toLowerCase() === text.toLowerCase());
  return named ?? text;
}

const firstLetter = (name: string): string => ([...name.trim()][0] ?? '?').toUpperCase();

type Given = { readonly marks: readonly Mark[]; readonly notes: readonly Note[]; readonly overrides: readonly Override[] };

/** What people put on rows, by row name. */
export function tagsOf({ marks, notes, overrides }: Given, speech: Pick<Speech, 'say'>): ReadonlyMap<string, RowTag> {
  const tags = new Map<string, RowTag>();
  const add = (row: string, tag: RowTag): void => void tags.set(row, { ...tags.get(row), ...tag });
  for (const { row, label } of marks) {
    const name = markName(label, speech);
    add(row, { mark: { letter: firstLetter(name), tone: toneOf(label), name: speech.say('explore.mark.said', { name }) } });
  }
  for (const { target, text } of notes) add(target, { note: speech.say('explore.note.said', { text }) });
  for (const { row, column, reason } of overrides) {
    const changed = new Map(tags.get(row)?.changed).set(column, speech.say('explore.changed', { reason }));
    add(row, { changed });
  }
  return tags;
}
