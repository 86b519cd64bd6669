import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { columnOf } from '../../../../domain/model/books.ts';
import type { TableName } from '../../../../domain/model/books.ts';
import { Button, IconButton } from '../../../parts/button.tsx';
import type { CellColumn } from '../../../parts/grid/cells.ts';
import { opKey, shownValue } from '../../../parts/grid/condition.ts';
import { isPart, takes } from '../../../parts/grid/filters.ts';
import type { Filter } from '../../../parts/grid/filters.ts';
import { useSpeech } from '../../../parts/words.tsx';
import type { Speech } from '../../../parts/words.tsx';
import { markName } from './marks.ts';
import { markColumn, pseudoColumns } from './pseudo-columns.ts';

/** Of a long list the first values, and how many more there are. */
const namedAtMost = 3;

export const filterColumn = (table: TableName, name: string): CellColumn =>
  columnOf(table, name) ?? pseudoColumns.find((column) => column.name === name) ?? { name, type: 'text' };

function valueShown(value: string, column: CellColumn, speech: Speech): string {
  if (value === '') return speech.say('explore.emptyValue');
  return column.name === markColumn.name ? markName(value, speech) : shownValue(value, column, speech);
}

/** What a filter compares with, in words. */
export function filterValues(filter: Filter, column: CellColumn, speech: Speech): string {
  // a part of a text is no code in words
  const shown = (value: string): string => (isPart(filter.op) && value !== '' ? value : valueShown(value, column, speech));
  const values = filter.values ?? [];
  switch (takes(filter.op)) {
    case 'none':
      return '';
    case 'two':
      return speech.say('explore.ends', { from: shown(values[0] ?? ''), to: shown(values[1] ?? '') });
    case 'list': {
      const named = values.slice(0, namedAtMost).map(shown).join(', ');
      return values.length <= namedAtMost ? named : speech.say('explore.andMore', { named, n: values.length - namedAtMost });
    }
    default:
      return shown(filter.value);
  }
}

type ChipsProps = {
  readonly table: TableName;
  readonly filters: readonly Filter[];
  readonly onFilters: (filters: readonly Filter[]) => void;
  /** opens the list of conditions */
  readonly onEdit: () => void;
};

/** What the rows are narrowed by: each condition in words, each can go. */
export function FilterChips({ table, filters, onFilters, onEdit }: ChipsProps): ReactNode {
  const speech = useSpeech();
  const { say } = speech;
  if (filters.length === 0) return null;
  return (
    <div className="bar-row filter-chips">
      {filters.map((filter, i) => {
        const column = filterColumn(table, filter.column);
        const values = filterValues(filter, column, speech);
        return (
          <span key={`${filter.column} ${filter.op} ${i}`} className="chip">
            <span>
              {say('grid.filter.chip', { column: say(`column.${filter.column}`), op: say(opKey(filter.op, column)) })} <b>{values}</b>
            </span>
            <IconButton
              icon={<X className="icon small" aria-hidden />}
              label={say('grid.filter.clear')}
              onPress={() => onFilters(filters.filter((f) => f !== filter))}
            />
          </span>
        );
      })}
      <Button small kind="bare" onPress={onEdit}>
        {say('explore.filters.edit')}
      </Button>
      <Button small kind="bare" onPress={() => onFilters([])}>
        {say('books.showAll')}
      </Button>
    </div>
  );
}
