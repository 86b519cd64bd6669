import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { TableName } from '../../../../domain/model/books.ts';
import type { Filter } from '../../../parts/grid/filters.ts';
import { useRemember, useRemembered } from '../../../parts/remembered.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { useCommands } from '../../../parts/commands.tsx';
import { viewKey } from '../book-view.ts';
import { groupsKey } from './group-key.ts';
import { startSetup } from './grouping.ts';

export type BookPart = 'rows' | 'groups' | 'coverage' | 'imports';

const parts: readonly BookPart[] = ['rows', 'groups', 'coverage', 'imports'];

const to: Record<BookPart, string> = {
  rows: '/case/$caseId/books/$table',
  groups: '/case/$caseId/books/$table/groups',
  coverage: '/case/$caseId/coverage',
  imports: '/case/$caseId/books/$table/imports',
};

type PartsProps = {
  readonly caseId: string;
  readonly table: TableName;
  readonly here: BookPart;
  /** what the rows are narrowed by here: it goes along to the other part */
  readonly filters?: readonly Filter[];
  readonly search?: string;
};

/** Ways to look at one book: its rows, groups of them, the files that they came from. */
export function BookParts({ caseId, table, here, filters, search }: PartsProps): ReactNode {
  const { say } = useSpeech();
  const go = useNavigate();
  const remember = useRemember();
  const [groups] = useRemembered(groupsKey(caseId, table), startSetup(table));
  const press = (part: BookPart): void => {
    const narrowing = filters === undefined || search === undefined ? null : { filters, search };
    if (part === here) return;
    if (narrowing !== null && part === 'groups') remember(groupsKey(caseId, table), { ...groups, ...narrowing });
    if (narrowing !== null && part === 'rows')
      remember(viewKey(caseId, table), { sort: [], place: { row: 0, col: 0, top: 0 }, ...narrowing });
    const place = part === 'coverage' ? { at: `${table}~` } : {};
    void go({ to: to[part] as '/case/$caseId/books/$table', params: { caseId, table }, search: place });
  };
  useCommands(
    parts
      .filter((part) => part !== here)
      .map((part) => ({ id: `books.part.${part}`, title: say(`explore.part.${part}.go`), group: 'do' as const, run: () => press(part) })),
  );
  return (
    <div className="ways" role="group" aria-label={say('explore.part')}>
      {parts.map((part) => (
        <button key={part} type="button" className="way" aria-pressed={part === here} onClick={() => press(part)}>
          {say(`explore.part.${part}`)}
        </button>
      ))}
    </div>
  );
}
