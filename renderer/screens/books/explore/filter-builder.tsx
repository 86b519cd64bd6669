import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { tables } from '../../../../domain/model/books.ts';
import type { TableName } from '../../../../domain/model/books.ts';
import { useAsk } from '../../../parts/api.tsx';
import { Button, IconButton } from '../../../parts/button.tsx';
import { DialogBox } from '../../../parts/dialog.tsx';
import { Choose } from '../../../parts/field.tsx';
import { ConditionFields } from '../../../parts/grid/condition-fields.tsx';
import { draftOf, emptyDraft, readDraft } from '../../../parts/grid/condition.ts';
import type { Draft, DraftProblem } from '../../../parts/grid/condition.ts';
import type { Filter } from '../../../parts/grid/filters.ts';
import { useSpeech } from '../../../parts/words.tsx';
import { filterColumn } from './filter-chips.tsx';
import { markName, usualMarks } from './marks.ts';
import { markColumn, pseudoColumns } from './pseudo-columns.ts';

type Line = { readonly id: number; readonly draft: Draft; readonly problem: DraftProblem | null };

type BuilderProps = {
  readonly caseId: string;
  readonly table: TableName;
  readonly filters: readonly Filter[];
  readonly onFilters: (filters: readonly Filter[]) => void;
  readonly close: () => void;
};

const mostConditions = 20;

/** The conditions that rows must meet, all of them. */
export function FilterBuilder({ caseId, table, filters, onFilters, close }: BuilderProps): ReactNode {
  const { say } = useSpeech();
  const first = tables[table][0];
  const [lines, setLines] = useState<readonly Line[]>(() => {
    const drafts = filters.map((filter) => draftOf(filter, filterColumn(table, filter.column), say));
    const begun = drafts.length > 0 || first === undefined ? drafts : [emptyDraft(first)];
    return begun.map((draft, id) => ({ id, draft, problem: null }));
  });
  const set = (line: Line): void => setLines((now) => now.map((one) => (one.id === line.id ? line : one)));
  const add = (): void =>
    setLines((now) =>
      first === undefined ? now : [...now, { id: Math.max(-1, ...now.map((l) => l.id)) + 1, draft: emptyDraft(first), problem: null }],
    );
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const read = lines.map((line) => ({ line, read: readDraft(line.draft, filterColumn(table, line.draft.column), say) }));
    const problems = read.map(({ line, read: one }) => ({ ...line, problem: 'filter' in one ? null : one.problem }));
    setLines(problems);
    if (problems.some((line) => line.problem !== null)) return;
    onFilters(read.flatMap(({ read: one }) => ('filter' in one ? [one.filter] : [])));
    close();
  };
  return (
    <DialogBox title={say('explore.filters')} close={close} wide>
      <form className="stack" onSubmit={submit}>
        <p className="quiet">{say('explore.filters.all')}</p>
        <ul className="conditions">
          {lines.map((line, i) => (
            <ConditionLine
              key={line.id}
              caseId={caseId}
              table={table}
              line={line}
              autoFocus={i === lines.length - 1}
              onLine={set}
              onRemove={() => setLines((now) => now.filter((one) => one.id !== line.id))}
            />
          ))}
        </ul>
        <div className="bar-row">
          <Button small onPress={add} disabled={lines.length >= mostConditions}>
            <Plus className="icon" aria-hidden />
            {say('explore.filters.add')}
          </Button>
          <span className="spring" />
          <Button onPress={close}>{say('dialog.cancel')}</Button>
          <Button kind="primary" submit>
            {say('explore.filters.show')}
          </Button>
        </div>
      </form>
    </DialogBox>
  );
}

type LineProps = {
  readonly caseId: string;
  readonly table: TableName;
  readonly line: Line;
  readonly autoFocus: boolean;
  readonly onLine: (line: Line) => void;
  readonly onRemove: () => void;
};

function ConditionLine({ caseId, table, line, autoFocus, onLine, onRemove }: LineProps): ReactNode {
  const { say } = useSpeech();
  const column = filterColumn(table, line.draft.column);
  const labels = useMarkChoices(caseId);
  // the value waits for what is typed first; whoever walks through the columns stays there
  const [walking, setWalking] = useState(false);
  const setColumn = (name: string): void => {
    setWalking(true);
    onLine({ ...line, draft: emptyDraft(filterColumn(table, name)), problem: null });
  };
  return (
    <li className="condition">
      <Choose
        label={say('explore.column')}
        slim
        value={column.name}
        choices={[...tables[table], ...pseudoColumns].map(({ name }) => ({ value: name, label: say(`column.${name}`) }))}
        onChange={(event) => setColumn(event.target.value)}
      />
      <ConditionFields
        key={column.name}
        column={column}
        draft={line.draft}
        problem={line.problem}
        autoFocus={autoFocus && !walking}
        choices={column.name === markColumn.name && ['=', '!='].includes(line.draft.op) ? labels : undefined}
        onDraft={(draft) => onLine({ ...line, draft, problem: null })}
      />
      <IconButton icon={<Trash2 className="icon" aria-hidden />} label={say('explore.filters.remove')} onPress={onRemove} />
    </li>
  );
}

function useMarkChoices(caseId: string): readonly { readonly value: string; readonly label: string }[] {
  const speech = useSpeech();
  const used = useAsk('mark.list', { caseId, table: null }).data?.labels ?? [];
  const labels = [...new Set([...usualMarks, ...used.map(({ label }) => label)])];
  return labels.map((value) => ({ value, label: markName(value, speech) }));
}
