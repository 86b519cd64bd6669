import { useState } from 'react';
import type { TableName } from '../../../domain/model/books.ts';
import { tables } from '../../../domain/model/books.ts';
import { useApi, useForgetCase } from '../../parts/api.tsx';
import { failedOf } from '../../parts/failure.tsx';
import { boxBelow } from '../../parts/viewer/box.ts';
import { useSay } from '../../parts/words.tsx';
import type { EvidenceItem, TypedRow } from './shapes.ts';
import { canonicalCells, typedCell } from './typed-cells.ts';
import type { Cells } from './typed-cells.ts';
import type { Marking } from './use-marking.ts';

export type Typing = {
  readonly cells: Cells;
  readonly type: (column: string, text: string) => void;
  /** the row that is being changed; null for a new one */
  readonly changing: TypedRow | null;
  readonly change: (row: TypedRow | null) => void;
  readonly refusal: unknown;
  /** the column that the refusal is about, `` for none */
  readonly problemAt: string;
  /** a part of the page is marked or being marked: a row can be tied to it */
  readonly placed: boolean;
  /** writes the row; a new one is followed by the next, whose part of the page lies right below. @returns whether it was written */
  readonly save: () => Promise<boolean>;
};

type Given = { readonly caseId: string; readonly item: EvidenceItem; readonly marking: Marking; readonly table: TableName };

const typedCells = (row: TypedRow): Cells =>
  Object.fromEntries(tables[row.table].map((column) => [column.name, typedCell(column, row.cells[column.name] ?? '')]));

/** A row that is typed from a part of a page. */
export function useTyping({ caseId, item, marking, table }: Given): Typing {
  const say = useSay();
  const api = useApi();
  const forget = useForgetCase();
  const [cells, setCells] = useState<Cells>({});
  const [changing, setChanging] = useState<TypedRow | null>(null);
  const [refusal, setRefusal] = useState<unknown>(null);
  const { current } = marking;
  // a part that is being moved is no place for a new row yet
  const draft = marking.adjusting === null ? marking.draft : null;

  const add = async (written: Record<string, string>): Promise<void> => {
    const box = draft ?? current;
    const regionId = draft === null ? current?.regionId : await marking.keep(say('ev.row.region', { table: say(`table.${table}`) }));
    if (regionId === undefined || box === null) return;
    await api.call['transcript.add']({ caseId, evidence: item.item.sha256, regionId, table, cells: written });
    marking.propose(boxBelow(box));
  };
  const save = async (): Promise<boolean> => {
    const written = canonicalCells(table, cells);
    try {
      if (changing === null) await add(written);
      else await api.call['transcript.change']({ caseId, transcriptId: changing.transcriptId, cells: written });
      forget(caseId);
      setRefusal(null);
      setChanging(null);
      setCells({});
      return true;
    } catch (error) {
      setRefusal(error);
      return false;
    }
  };
  const { at } = failedOf(refusal ?? {});
  return {
    cells,
    type: (column, text) => setCells((now) => ({ ...now, [column]: text })),
    changing,
    change: (row) => {
      setChanging(row);
      setRefusal(null);
      setCells(row === null ? {} : typedCells(row));
    },
    refusal,
    problemAt: refusal !== null && tables[table].some((column) => column.name === at) ? at : '',
    placed: changing !== null || draft !== null || current !== null,
    save,
  };
}
