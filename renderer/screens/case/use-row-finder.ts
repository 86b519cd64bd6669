import { useApi } from '../../parts/api.tsx';
import { useFinder } from '../../parts/commands.tsx';
import type { Command } from '../../parts/commands.tsx';
import { useSay } from '../../parts/words.tsx';
import { useOpenRow } from '../books/open-row.ts';
import { findRows } from './find-rows.ts';

const perBook = 5;
const rowName = /^[0-9a-f]{64}:(declarations|ledger):\S+$/;

/** The palette finds rows of this case by number, by words, and by their whole name. */
export function useRowFinder(caseId: string): void {
  const say = useSay();
  const api = useApi();
  const open = useOpenRow(caseId);
  const commandOf = (name: string, title: string): Command => ({ id: `row.${name}`, title, group: 'rows', run: () => open(name) });
  useFinder(async (typed, signal) => {
    if (rowName.test(typed)) return [commandOf(typed, typed)];
    const rows = await findRows(api, { caseId, typed, limit: perBook }, { signal });
    return rows.map(({ name, table, number, part, text }) => {
      const row =
        table === 'declarations'
          ? say('row.short', { declaration: number, item: part })
          : say('row.title.ledger', { document: number, account: part });
      return commandOf(name, text === '' ? row : say('palette.row', { row, text }));
    });
  });
}
