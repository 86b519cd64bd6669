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

/** What is wrong with what was typed; of two days the first one is later, not greater. */
const problemWords = (problem: DraftProblem, column: CellColumn): string =>
  problem === 'order' && column.type === 'day' ? 'grid.filter.badDayOrder' : problemKey[problem];

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
  const { column, draft, onDraft } = props;
  const [first, last] = draft.texts;
  const problem = props.problem === null ? undefined : say(problemWords(props.problem, column));
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
          <OneValue {...props} label={say('grid.filter.from')} />
          <TextInput
            label={say('grid.filter.to')}
            slim
            value={last}
            onChange={(event) => onDraft({ ...draft, texts: [first, event.target.value] })}
          />
        </div>
      );
    case 'one':
      return <OneValue {...props} label={say('grid.filter.value')} />;
    default:
      return null;
  }
}

/** The value, or the first of two: typed, or chosen where there are few. */
function OneValue(props: FieldsProps & { readonly label: string }): ReactNode {
  const say = useSay();
  const { column, draft, onDraft, label, choices = [], autoFocus = false } = props;
  const [first, last] = draft.texts;
  const shared = {
    label,
    slim: true,
    value: first,
    problem: props.problem === null ? undefined : say(problemWords(props.problem, column)),
    onChange: (event: { readonly target: { readonly value: string } }) => onDraft({ ...draft, texts: [event.target.value, last] }),
  };
  if (choices.length > 0) return <Choose {...shared} choices={[{ value: '', label: say('grid.filter.choose') }, ...choices]} />;
  const hint = column.type === 'day' ? say('grid.filter.dayHint') : column.type === 'text' ? say('grid.filter.hint') : undefined;
  return <TextInput {...shared} autoFocus={autoFocus} hint={hint} />;
}
