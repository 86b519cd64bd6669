import { openBoard, recordsByRow } from '../../domain/matching/board.ts';
import type { Loaded } from './matching.ts';

/** What is left of the document that a row belongs to. @property open minor units (millionths of a unit); null where it carries no amount */
export type DocumentRest = {
  readonly name: string;
  /** the same for all rows of the document */
  readonly document: string;
  readonly label: string;
  readonly open: number | null;
  readonly currency: string;
};

/** Documents of named rows, and what confirmed matches have left of them. A row that belongs to none, or is not visible, is absent. */
export function documentRests({ input, left, right }: Loaded, names: readonly string[]): readonly DocumentRest[] {
  const board = openBoard({ ...input, decided: { ...input.decided, refused: [] } });
  const sides = [
    { side: 'left', places: left, records: input.left, open: board.leftOpen, done: board.leftDone },
    { side: 'right', places: right, records: input.right, open: board.rightOpen, done: board.rightDone },
  ] as const;
  return sides.flatMap(({ side, places, records, open, done }): DocumentRest[] => {
    const byRow = recordsByRow(records);
    return [...places.ranksOf(names)].flatMap(([name, rank]): DocumentRest[] => {
      const at = byRow.get(rank);
      const record = at === undefined ? undefined : records[at];
      if (at === undefined || record === undefined) return [];
      // used up by an amount in another currency: nothing of it is left
      const rest = Number.isNaN(record.amount) ? null : done[at] === 1 ? 0 : Math.abs(open[at] ?? 0);
      return [{ name, document: `${side} ${at}`, label: record.label, open: rest, currency: record.currency }];
    });
  });
}
