import { useRef } from 'react';
import type { ReactNode } from 'react';
import { tableNames, tables } from '../../../domain/model/books.ts';
import type { TableName } from '../../../domain/model/books.ts';
import { useAsk } from '../../parts/api.tsx';
import { Button } from '../../parts/button.tsx';
import { Refusal, failedOf, failureWords } from '../../parts/failure.tsx';
import { Choose, TextInput } from '../../parts/field.tsx';
import { useRemembered } from '../../parts/remembered.tsx';
import { useSpeech } from '../../parts/words.tsx';
import type { EvidenceItem } from './shapes.ts';
import { TypedList } from './typed-list.tsx';
import { otherColumns, shownColumns } from './typed-cells.ts';
import type { Marking } from './use-marking.ts';
import { useTyping } from './use-typing.ts';
import type { Typing } from './use-typing.ts';

type RowsProps = { readonly caseId: string; readonly item: EvidenceItem; readonly marking: Marking };

/** Rows typed from a scan: each tied to its part of the page, checked by a second person, then taken into the books. */
export function TypedRows({ caseId, item, marking }: RowsProps): ReactNode {
  const { say } = useSpeech();
  const [remembered, setTable] = useRemembered<TableName>('typed.table', 'declarations');
  const table = Object.hasOwn(tables, remembered) ? remembered : 'declarations';
  const typing = useTyping({ caseId, item, marking, table });
  const rows = useAsk('transcript.list', { caseId, evidence: item.item.sha256 }).data?.rows ?? [];
  return (
    <section className="stack">
      <Choose
        label={say('import.table')}
        value={table}
        onChange={(event) => setTable(event.target.value as TableName)}
        choices={tableNames
          .filter((name) => name !== 'register')
          .map((name) => ({
            value: name,
            label: say(`table.${name}`),
            disabled: typing.changing !== null && name !== typing.changing.table,
          }))}
      />
      {typing.placed ? (
        <RowForm key={`${table} ${typing.changing?.transcriptId ?? ''}`} table={table} typing={typing} />
      ) : (
        <div className="say-so">
          <div>
            {say('ev.row.place')}
            <div className="actions">
              <Button small kind="primary" keys="R" onPress={marking.begin}>
                {say('ev.region.mark')}
              </Button>
            </div>
          </div>
        </div>
      )}
      <TypedList caseId={caseId} item={item} marking={marking} rows={rows} typing={typing} setTable={setTable} />
    </section>
  );
}

/** The fields of one row. Enter writes it and opens the next. */
function RowForm({ table, typing }: { readonly table: TableName; readonly typing: Typing }): ReactNode {
  const { say } = useSpeech();
  const form = useRef<HTMLFormElement>(null);
  const [more, setMore] = useRemembered<readonly string[]>(`typed.fields.${table}`, []);
  const save = async (): Promise<void> => {
    if (await typing.save()) form.current?.querySelector('input')?.focus();
  };
  const others = otherColumns(table, more);
  return (
    <form
      ref={form}
      className="stack row-form"
      aria-label={say('ev.row.form')}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {typing.refusal !== null && typing.problemAt === '' ? <Refusal error={typing.refusal} /> : null}
      {shownColumns(table, more).map((column, index) => (
        <TextInput
          key={column.name}
          slim
          autoFocus={index === 0}
          label={say(column.required === true ? 'ev.row.needed' : 'ev.row.field', { name: say(`column.${column.name}`) })}
          maxLength={2_000}
          mono={column.type === 'code'}
          problem={typing.problemAt === column.name ? say(failureWords(failedOf(typing.refusal))) : undefined}
          value={typing.cells[column.name] ?? ''}
          onChange={(event) => typing.type(column.name, event.target.value)}
        />
      ))}
      {others.length === 0 ? null : (
        <Choose
          slim
          label={say('ev.row.more')}
          value=""
          onChange={(event) => setMore([...more, event.target.value])}
          choices={[
            { value: '', label: say('ev.row.more.choose'), disabled: true },
            ...others.map(({ name }) => ({ value: name, label: say(`column.${name}`) })),
          ]}
        />
      )}
      <div className="bar-row">
        {typing.changing === null ? null : (
          <Button small onPress={() => typing.change(null)}>
            {say('dialog.cancel')}
          </Button>
        )}
        <Button small kind="primary" submit keys="Enter">
          {say(typing.changing === null ? 'ev.row.save' : 'ev.row.change')}
        </Button>
      </div>
    </form>
  );
}
