import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { tables } from '../../../../domain/model/books.ts';
import type { Column, TableName } from '../../../../domain/model/books.ts';
import { Button, IconButton } from '../../../parts/button.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { aggregatesAtMost, figuresOf, groupingOf, groupsAtMost, regrouped, waysOf } from './grouping.ts';
import type { Aggregate, By, GroupSetup, Grouping, Of } from './grouping.ts';

type ControlProps = { readonly table: TableName; readonly setup: GroupSetup; readonly onSetup: (setup: GroupSetup) => void };

/** By what the rows are gathered, and which figures are made of each group. */
export function GroupControls(props: ControlProps): ReactNode {
  return (
    <div className="group-controls">
      <Groupings {...props} />
      <Aggregates {...props} />
    </div>
  );
}

function Select(props: {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly onValue: (value: string) => void;
}): ReactNode {
  return (
    <select className="input slim" aria-label={props.label} value={props.value} onChange={(event) => props.onValue(event.target.value)}>
      {props.choices.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}

const lengths = [2, 3, 4, 6, 8, 10];

function Groupings({ table, setup, onSetup }: ControlProps): ReactNode {
  const { say } = useSpeech();
  const used = setup.groups.map((one) => one.column);
  const free = tables[table].filter((column) => !used.includes(column.name));
  const set = (groups: readonly Grouping[]): void => onSetup({ ...setup, groups });
  return (
    <div className="bar-row" role="group" aria-label={say('explore.groups.by')}>
      <span className="controls-name">{say('explore.groups.by')}</span>
      {setup.groups.map((grouping, i) => (
        <GroupingChoice
          key={grouping.column}
          grouping={grouping}
          choices={tables[table].filter((column) => column.name === grouping.column || !used.includes(column.name))}
          onGrouping={(next) => set(setup.groups.with(i, next))}
          {...(setup.groups.length > 1 ? { onRemove: () => set(setup.groups.toSpliced(i, 1)) } : {})}
        />
      ))}
      {setup.groups.length >= groupsAtMost || free[0] === undefined ? null : (
        <IconButton
          icon={<Plus className="icon" aria-hidden />}
          label={say('explore.groups.add')}
          onPress={() => set(free[0] === undefined ? setup.groups : [...setup.groups, groupingOf(free[0])])}
        />
      )}
    </div>
  );
}

type GroupingProps = {
  readonly grouping: Grouping;
  readonly choices: readonly Column[];
  readonly onGrouping: (grouping: Grouping) => void;
  readonly onRemove?: () => void;
};

function GroupingChoice({ grouping, choices, onGrouping, onRemove }: GroupingProps): ReactNode {
  const { say } = useSpeech();
  const column = choices.find((one) => one.name === grouping.column);
  const ways = column === undefined ? [] : waysOf(column);
  return (
    <span className="control">
      <Select
        label={say('explore.column')}
        value={grouping.column}
        choices={choices.map(({ name }) => ({ value: name, label: say(`column.${name}`) }))}
        onValue={(name) => {
          const next = choices.find((one) => one.name === name);
          if (next !== undefined) onGrouping(groupingOf(next));
        }}
      />
      {ways.length > 1 ? (
        <Select
          label={say('explore.groups.way')}
          value={grouping.by}
          choices={ways.map((way) => ({ value: way, label: say(`explore.by.${way}`) }))}
          onValue={(way) => onGrouping(regrouped(grouping, way as By))}
        />
      ) : null}
      {grouping.by === 'prefix' ? (
        <Select
          label={say('explore.groups.length')}
          value={String(grouping.length ?? 4)}
          choices={lengths.map((n) => ({ value: String(n), label: say('explore.groups.characters', { n }) }))}
          onValue={(length) => onGrouping({ ...grouping, length: Number(length) })}
        />
      ) : null}
      {onRemove === undefined ? null : (
        <IconButton icon={<X className="icon small" aria-hidden />} label={say('explore.groups.remove')} onPress={onRemove} />
      )}
    </span>
  );
}

function Aggregates({ table, setup, onSetup }: ControlProps): ReactNode {
  const { say } = useSpeech();
  const columns = tables[table];
  const set = (aggregates: readonly Aggregate[]): void => onSetup({ ...setup, aggregates, order: { by: 'count', descending: true } });
  const add = (): void => {
    const next = columns.find((column) => figuresOf(column)[0] === 'sum' && !setup.aggregates.some((one) => one.column === column.name));
    const column = next ?? columns[0];
    if (column !== undefined) set([...setup.aggregates, { of: figuresOf(column)[0] ?? 'distinct', column: column.name }]);
  };
  return (
    <div className="bar-row" role="group" aria-label={say('explore.groups.figures')}>
      <span className="controls-name">{say('explore.groups.figures')}</span>
      {setup.aggregates.map((aggregate, i) => {
        const column = columns.find((one) => one.name === aggregate.column);
        return (
          <span key={`${aggregate.of} ${aggregate.column} ${i}`} className="control">
            <Select
              label={say('explore.groups.figure')}
              value={aggregate.of}
              choices={(column === undefined ? [] : figuresOf(column)).map((of) => ({ value: of, label: say(`explore.figure.${of}`) }))}
              onValue={(of) => set(setup.aggregates.with(i, { ...aggregate, of: of as Of }))}
            />
            <Select
              label={say('explore.column')}
              value={aggregate.column}
              choices={columns.map(({ name }) => ({ value: name, label: say(`column.${name}`) }))}
              onValue={(name) => {
                const next = columns.find((one) => one.name === name);
                if (next === undefined) return;
                const of = figuresOf(next).includes(aggregate.of) ? aggregate.of : (figuresOf(next)[0] ?? 'distinct');
                set(setup.aggregates.with(i, { of, column: name }));
              }}
            />
            <IconButton
              icon={<X className="icon small" aria-hidden />}
              label={say('explore.groups.figure.remove')}
              onPress={() => set(setup.aggregates.toSpliced(i, 1))}
            />
          </span>
        );
      })}
      {setup.aggregates.length >= aggregatesAtMost ? null : (
        <Button small kind="bare" onPress={add}>
          <Plus className="icon" aria-hidden />
          {say('explore.groups.figure.add')}
        </Button>
      )}
    </div>
  );
}
