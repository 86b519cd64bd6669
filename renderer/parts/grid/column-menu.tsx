import { useState } from 'react';
import type { FormEvent, ReactNode, RefObject } from 'react';
import { Dialog, Popover } from 'react-aria-components';
import { Button } from '../button.tsx';
import { Choose, TextInput } from '../field.tsx';
import { canonicalValue, opsOf, writtenValue } from './filters.ts';
import type { FilterOp } from './filters.ts';
import { hidden, pinnedSet, resized, shown, stepped, widthOf } from './layout.ts';
import type { Layout } from './layout.ts';
import type { GridColumn, GridSetup } from './model.ts';
import { sortSet } from './order.ts';
import { useSay } from '../words.tsx';

type MenuProps = {
  readonly column: GridColumn;
  readonly all: readonly GridColumn[];
  readonly anchor: RefObject<Element | null>;
  readonly setup: GridSetup;
  readonly onSetup: (setup: GridSetup) => void;
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
  const ops = opsOf(column);
  const [op, setOp] = useState<FilterOp>(now?.op ?? ops[0] ?? '=');
  const [value, setValue] = useState(now === undefined ? '' : writtenValue(now.value, column));
  const [unreadable, setUnreadable] = useState(false);
  const others = setup.filters.filter((f) => f.column !== column.name);
  const hint = column.type === 'day' ? 'grid.filter.dayHint' : op === 'contains' ? 'grid.filter.hint' : null;
  const apply = (event: FormEvent): void => {
    event.preventDefault();
    const read = canonicalValue(value, column);
    if (read === null && value.trim() !== '') return setUnreadable(true);
    props.onSetup({ ...setup, filters: read === null ? others : [...others, { column: column.name, op, value: read }] });
    props.close();
  };
  return (
    <form className="stack" onSubmit={apply}>
      <Choose
        label={say('grid.filter.how')}
        slim
        value={op}
        choices={ops.map((o) => ({ value: o, label: say(`grid.op.${o}`) }))}
        onChange={(event) => setOp(event.target.value as FilterOp)}
      />
      <TextInput
        label={say('grid.filter.value')}
        slim
        autoFocus
        value={value}
        hint={hint === null ? undefined : say(hint)}
        problem={unreadable ? say(column.type === 'day' ? 'grid.filter.badDay' : 'grid.filter.badNumber') : undefined}
        onChange={(event) => setValue(event.target.value)}
      />
      <div className="bar-row">
        <Button small submit kind="primary">
          {say('grid.filter.apply')}
        </Button>
        {now === undefined ? null : (
          <Button
            small
            onPress={() => {
              props.onSetup({ ...setup, filters: others });
              props.close();
            }}
          >
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
  return (
    <div className="column-acts">
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
      <Button small kind="bare" onPress={() => laid(pinnedSet(layout, column.name, !pinned))}>
        {say(pinned ? 'grid.unpin' : 'grid.pin')}
      </Button>
      <Button small kind="bare" disabled={alone} onPress={() => laid(hidden(layout, column.name, true))}>
        {say('grid.hide')}
      </Button>
    </div>
  );
}
