import { Combine, SplitSquareHorizontal } from 'lucide-react';
import type { ReactNode } from 'react';
import { tables } from '../../../../../domain/model/books.ts';
import type { TableName } from '../../../../../domain/model/books.ts';
import { IconButton } from '../../../../parts/button.tsx';
import { Choose, TextInput } from '../../../../parts/field.tsx';
import { useSpeech } from '../../../../parts/words.tsx';
import { isNamedTwice, joinColumn, partColumn } from './draft.ts';
import type { Draft, Mapping } from './draft.ts';

type FormProps = {
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
  readonly table: TableName;
  readonly mapping: Mapping;
  readonly onMapping: (mapping: Mapping) => void;
};

/** The columns from left to right: their names, where they go, and how they are parted or joined. */
export function ColumnsForm(props: FormProps): ReactNode {
  const { say } = useSpeech();
  return (
    <div className="pdf-columns" role="group" aria-label={say('pdf.columns')}>
      {props.draft.names.map((_, column) => (
        <ColumnLine key={column} {...props} column={column} />
      ))}
    </div>
  );
}

function ColumnLine(props: FormProps & { readonly column: number }): ReactNode {
  const { say } = useSpeech();
  const { draft, onDraft, column, table, mapping, onMapping } = props;
  const name = draft.names[column] ?? '';
  const rename = (text: string): void => onDraft({ ...draft, names: draft.names.with(column, text) });
  const choices = [
    { value: '', label: say('import.mapping.none') },
    ...tables[table].map((one) => ({ value: one.name, label: say(`column.${one.name}`) })),
  ];
  return (
    <div className="pdf-column">
      <TextInput
        label={say('pdf.column.name', { n: column + 1 })}
        slim
        value={name}
        maxLength={200}
        problem={isNamedTwice(draft, column) ? say('pdf.column.twice') : undefined}
        onChange={(event) => rename(event.target.value)}
      />
      <Choose
        label={say('pdf.column.goesTo', { n: column + 1 })}
        slim
        value={mapping[name.trim()] ?? ''}
        choices={choices}
        onChange={(event) => onMapping({ ...mapping, [name.trim()]: event.target.value })}
      />
      <IconButton
        icon={<SplitSquareHorizontal className="icon" aria-hidden />}
        label={say('pdf.column.part', { n: column + 1 })}
        onPress={() => onDraft(partColumn(draft, column))}
      />
      <IconButton
        icon={<Combine className="icon" aria-hidden />}
        label={say('pdf.column.join', { n: column + 1 })}
        disabled={column === draft.names.length - 1}
        onPress={() => onDraft(joinColumn(draft, column))}
      />
    </div>
  );
}
