import { useCallback, useMemo } from 'react';
import type { TableName } from '../../../../domain/model/books.ts';
import { useApi, useAsk, useForgetCase } from '../../../parts/api.tsx';
import type { RowTag } from '../../../parts/grid/model.ts';
import { useNotices } from '../../../parts/notices.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { markName, tagsOf } from './marks.ts';
import type { Mark } from './marks.ts';

const none: readonly never[] = [];

/** Marks, notes and corrected values of a table's rows. */
export function useTags(caseId: string, table: TableName): (name: string) => RowTag | undefined {
  const speech = useSpeech();
  const marks = useAsk('mark.list', { caseId, table }).data?.marks ?? none;
  const notes = useAsk('note.list', { caseId, target: null }).data?.notes ?? none;
  const overrides = useAsk('row.overrides', { caseId, row: null }).data?.overrides ?? none;
  const tags = useMemo(() => tagsOf({ marks, notes, overrides }, speech), [marks, notes, overrides, speech]);
  return useCallback((name: string) => tags.get(name), [tags]);
}

/** Rows by the label that they had: '' for none. */
function byLabel(rows: readonly string[], marks: readonly Mark[]): ReadonlyMap<string, readonly string[]> {
  const labels = new Map(marks.map(({ row, label }) => [row, label]));
  const grouped = new Map<string, string[]>();
  for (const row of rows) {
    const label = labels.get(row) ?? '';
    grouped.set(label, [...(grouped.get(label) ?? []), row]);
  }
  return grouped;
}

/** Puts a label on rows, '' takes it away; it can be undone. */
export function useSetMark(caseId: string, table: TableName): (rows: readonly string[], label: string) => Promise<void> {
  const api = useApi();
  const forget = useForgetCase();
  const speech = useSpeech();
  const { tell, attempt } = useNotices();
  const marks = useAsk('mark.list', { caseId, table }).data?.marks ?? none;
  const set = async (rows: readonly string[], label: string): Promise<void> => {
    await api.call['mark.set']({ caseId, rows: [...rows], label });
    forget(caseId);
  };
  return async (rows, label) => {
    const before = byLabel(rows, marks);
    await attempt(async () => {
      await set(rows, label);
      const undo = async (): Promise<void> => {
        for (const [old, names] of before) await set(names, old);
      };
      const key = label === '' ? 'explore.mark.taken' : 'explore.mark.done';
      tell(speech.say(key, { n: rows.length, name: markName(label, speech) }), {
        label: speech.say('undo'),
        run: () => void attempt(undo),
      });
    });
  };
}
