import { useApi } from '../../parts/api.tsx';
import { useFinder } from '../../parts/commands.tsx';
import type { Command } from '../../parts/commands.tsx';
import { useSpeech } from '../../parts/words.tsx';
import { foundRows } from '../books/explore/found-rows.ts';
import { useOpenRow } from '../books/open-row.ts';
import { findDeclarations } from './find-rows.ts';

const perBook = 5;
const rowName = /^[0-9a-f]{64}:[a-z_]+:\S+$/;

/** The palette finds rows of this case by number, by words in any of its books, and by their whole name. */
export function useRowFinder(caseId: string): void {
  const speech = useSpeech();
  const { say } = speech;
  const api = useApi();
  const open = useOpenRow(caseId);
  const commandOf = (name: string, title: string): Command => ({ id: `row.${name}`, title, group: 'rows', run: () => open(name) });
  useFinder(async (typed, signal) => {
    if (rowName.test(typed)) return [commandOf(typed, typed)];
    const [declarations, others] = await Promise.all([
      findDeclarations(api, { caseId, typed, limit: perBook }, { signal }),
      typed === '' ? null : api.call['rows.everywhere']({ caseId, search: typed, limit: perBook }, { signal }),
    ]);
    const lines = declarations.map(({ name, number, part, text }) => {
      const row = say('row.short', { declaration: number, item: part });
      return commandOf(name, text === '' ? row : say('palette.row', { row, text }));
    });
    const found = others === null ? [] : foundRows(others, typed, speech).filter((row) => row.table !== 'declarations');
    const inOthers = found.map(({ name, table, title, text }) => {
      const row = table === 'ledger' ? title : say('row.title.other', { table: say(`table.${table}`), name: title });
      return commandOf(name, text === '' ? row : say('palette.row', { row, text }));
    });
    return [...lines, ...inOthers];
  });
}
