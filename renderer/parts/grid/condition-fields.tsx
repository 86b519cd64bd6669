import type { ReactNode } from 'react';
import { Choose, TextArea, TextInput } from '../field.tsx';
import { useSay } from '../words.tsx';
import type { CellColumn } from './cells.ts';
import { opKey } from './condition.ts';
import type { Draft, DraftProblem } from './condition.ts';
import { opsOf, takes } from './filters.ts';
import type { FilterOp } from './filters.ts';

const problemKey: Readonly<Record<DraftProblem, string>> = {
  nothing: 'grid.filter.badNothing',
  day: 'grid.filter.badDay',
  number: 'grid.filter.badNumber',
  order: 'grid.filter.badOrder',
};

type FieldsProps = {
  readonly column: CellColumn;
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
  readonly problem: DraftProblem | null;
  readonly autoFocus?: boolean;
  /** values that there are, where they are few: they are chosen, not typed */
  readonly choices?: readonly { readonly value: string; readonly label: string }[] | undefined;
};

/** How a column is compared, and with what. */
export function ConditionFields(props: FieldsProps): ReactNode {
  const say = useSay();
  const { column, draft, onDraft } = props;
  return (
    <>
      <Choose
        label={say('grid.filter.how')}
        slim
        value={draft.op}
        choices={opsOf(column).map((op) => ({ value: op, label: say(opKey(op, column)) }))}
        onChange={(event) => onDraft({ ...draft, op: event.target.value as FilterOp })}
      />
      <Values {...props} />
    </>
  );
}

function Values(props: FieldsProps): ReactNode {
  const say = useSay();
  const { column, draft, onDraft, autoFocus = false, choices } = props;
  const [first, last] = draft.texts;
  const problem = props.problem === null ? undefined : say(problemKey[props.problem]);
  const hint = column.type === 'day' ? say('grid.filter.dayHint') : column.type === 'text' ? say('grid.filter.hint') : undefined;
  const setFirst = (text: string): void => onDraft({ ...draft, texts: [text, last] });
  switch (takes(draft.op)) {
    case 'none':
      return null;
    case 'list':
      return (
        <TextArea
          label={say('grid.filter.values')}
          rows={3}
          value={first}
          hint={say('grid.filter.listHint')}
          problem={problem}
          onChange={(event) => setFirst(event.target.value)}
        />
      );
    case 'two':
      return (
        <div className="condition-ends">
          <TextInput
            label={say('grid.filter.from')}
            slim
            autoFocus={autoFocus}
            value={first}
            hint={hint}
            problem={problem}
            onChange={(event) => setFirst(event.target.value)}
          />
          <TextInput
            label={say('grid.filter.to')}
            slim
            value={last}
            onChange={(event) => onDraft({ ...draft, texts: [first, event.target.value] })}
          />
        </div>
      );
    default:
      if (choices !== undefined && choices.length > 0) {
        const all = [{ value: '', label: say('grid.filter.choose') }, ...choices];
        return (
          <Choose
            label={say('grid.filter.value')}
            slim
            value={first}
            choices={all}
            problem={problem}
            onChange={(event) => setFirst(event.target.value)}
          />
        );
      }
      return (
        <TextInput
          label={say('grid.filter.value')}
          slim
          autoFocus={autoFocus}
          value={first}
          hint={hint}
          problem={problem}
          onChange={(event) => setFirst(event.target.value)}
        />
      );
  }
}
