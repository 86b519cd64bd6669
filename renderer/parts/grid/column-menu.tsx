import { useState } from 'react';
import type { FormEvent, ReactNode, RefObject } from 'react';
import { Dialog, Popover } from 'react-aria-components';
import { Button } from '../button.tsx';
import { ConditionFields } from './condition-fields.tsx';
import { draftOf, emptyDraft, readDraft } from './condition.ts';
import type { Draft, DraftProblem } from './condition.ts';
import type { Filter } from './filters.ts';
import { widthOfContents } from './fit.ts';
import { hidden, pinnedSet, resized, shown, stepped, widthOf } from './layout.ts';
import type { Layout } from './layout.ts';
import type { ColumnAct, GridColumn, GridSetup } from './model.ts';
import { sortSet } from './order.ts';
import { useSay } from '../words.tsx';

type MenuProps = {
  readonly column: GridColumn;
  readonly all: readonly GridColumn[];
  readonly anchor: RefObject<Element | null>;
  readonly setup: GridSetup;
  readonly onSetup: (setup: GridSetup) => void;
  /** what else can be done with the column where the grid stands */
  readonly acts: readonly ColumnAct[];
  readonly close: () => void;
};

/** Everything that a header can do, for the keyboard too: filter, sort, place, width. */
export function ColumnMenu(props: MenuProps): ReactNode {
  const { column } = props;
  return (
    <Popover
      className="popover"
      triggerRef={props.anchor}
      isOpen
      placement="bottom start"
      onOpenChange={(open) => (open ? undefined : props.close())}
    >
      <Dialog aria-label={column.title} className="stack">
        <h2>{column.title}</h2>
        <FilterForm {...props} />
        <ColumnActs {...props} />
      </Dialog>
    </Popover>
  );
}

function FilterForm(props: MenuProps): ReactNode {
  const say = useSay();
  const { column, setup } = props;
  const now = setup.filters.find((f) => f.column === column.name);
  const [draft, setDraft] = useState<Draft>(now === undefined ? emptyDraft(column) : draftOf(now, column, say));
  const [problem, setProblem] = useState<DraftProblem | null>(null);
  const done = (filters: readonly Filter[]): void => {
    props.onSetup({ ...setup, filters });
    props.close();
  };
  const apply = (event: FormEvent): void => {
    event.preventDefault();
    const read = readDraft(draft, column, say);
    if ('filter' in read)
      return done(now === undefined ? [...setup.filters, read.filter] : setup.filters.map((f) => (f === now ? read.filter : f)));
    // an emptied condition is none
    if (read.problem === 'nothing' && draft.texts.every((text) => text.trim() === '')) return done(setup.filters.filter((f) => f !== now));
    setProblem(read.problem);
  };
  return (
    <form className="stack" onSubmit={apply}>
      <ConditionFields
        column={column}
        draft={draft}
        problem={problem}
        autoFocus
        onDraft={(next) => {
          setDraft(next);
          setProblem(null);
        }}
      />
      <div className="bar-row">
        <Button small submit kind="primary">
          {say('grid.filter.apply')}
        </Button>
        {now === undefined ? null : (
          <Button small onPress={() => done(setup.filters.filter((f) => f !== now))}>
            {say('grid.filter.clear')}
          </Button>
        )}
      </div>
    </form>
  );
}

const widthStep = 32;

function ColumnActs(props: MenuProps): ReactNode {
  const say = useSay();
  const { column, all, setup } = props;
  const { layout } = setup;
  const pinned = layout.pinned.includes(column.name);
  const alone = shown(layout, all).length < 2;
  const done = (next: Partial<GridSetup>): void => {
    props.onSetup({ ...setup, ...next });
    props.close();
  };
  const laid = (next: Layout): void => done({ layout: next });
  const fit = (): void => {
    const head = props.anchor.current;
    laid(head === null ? layout : resized(layout, column.name, widthOfContents(head)));
  };
  return (
    <div className="column-acts">
      {props.acts.map((act) => (
        <Button
          key={act.title}
          small
          kind="bare"
          onPress={() => {
            props.close();
            act.run(column.name);
          }}
        >
          {act.title}
        </Button>
      ))}
      <Button small kind="bare" onPress={() => done({ sort: sortSet(column.name, false) })}>
        {say('grid.sortUp')}
      </Button>
      <Button small kind="bare" onPress={() => done({ sort: sortSet(column.name, true) })}>
        {say('grid.sortDown')}
      </Button>
      <Button small kind="bare" onPress={() => laid(stepped(layout, all, column.name, -1))}>
        {say('grid.left')}
      </Button>
      <Button small kind="bare" onPress={() => laid(stepped(layout, all, column.name, 1))}>
        {say('grid.right')}
      </Button>
      <Button small kind="bare" onPress={() => laid(resized(layout, column.name, widthOf(layout, column) + widthStep))}>
        {say('grid.wider')}
      </Button>
      <Button small kind="bare" onPress={() => laid(resized(layout, column.name, widthOf(layout, column) - widthStep))}>
        {say('grid.narrower')}
      </Button>
      <Button small kind="bare" onPress={fit}>
        {say('grid.fit')}
      </Button>
      <Button small kind="bare" onPress={() => laid(pinnedSet(layout, column.name, !pinned))}>
        {say(pinned ? 'grid.unpin' : 'grid.pin')}
      </Button>
      <Button small kind="bare" disabled={alone} onPress={() => laid(hidden(layout, column.name, true))}>
        {say('grid.hide')}
      </Button>
    </div>
  );
}
