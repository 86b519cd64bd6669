import './pdf-template.css';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Output } from '../../../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../../../contract/rpc/index.ts';
import type { TableName } from '../../../../../domain/model/books.ts';
import { tableNames } from '../../../../../domain/model/books.ts';
import { useApi, useAsk } from '../../../../parts/api.tsx';
import { Reading } from '../../../../parts/blank.tsx';
import { Button } from '../../../../parts/button.tsx';
import { DialogBox } from '../../../../parts/dialog.tsx';
import { Refusal } from '../../../../parts/failure.tsx';
import { Choose, TextInput } from '../../../../parts/field.tsx';
import { useSpeech } from '../../../../parts/words.tsx';
import { ColumnsForm } from './columns-form.tsx';
import { draftOf, mappingOf, profileOf, templateOf } from './draft.ts';
import type { Draft, Mapping } from './draft.ts';
import { PageSheet } from './page-sheet.tsx';
import { TriedRows } from './tried-rows.tsx';
import { useSettled } from './use-settled.ts';

type Layout = Output<AssayCalls['pdf.layout']>;
type DialogProps = { readonly path: string; readonly expected: TableName; readonly close: () => void; readonly saved: () => void };

const nameOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;
const shownPages = 2;

/** The layout of a PDF report, marked once: the next file of the same layout is read by itself. */
export function LayoutDialog(props: DialogProps): ReactNode {
  const { say } = useSpeech();
  const layout = useAsk('pdf.layout', { path: props.path, from: 1, count: shownPages });
  if (layout.data !== undefined) return <Marking {...props} layout={layout.data} />;
  return (
    <DialogBox
      wide
      title={say('pdf.title', { file: nameOf(props.path) })}
      close={props.close}
      footer={<Button onPress={props.close}>{say('dialog.cancel')}</Button>}
    >
      {layout.error === null ? <Reading /> : <Refusal error={layout.error} />}
    </DialogBox>
  );
}

type MarkingProps = DialogProps & { readonly layout: Layout };

/** What a person has marked so far, what comes of it, and keeping it. */
function useMarking({ path, expected, saved, layout }: MarkingProps) {
  const api = useApi();
  const [draft, setDraft] = useState<Draft>(() => draftOf(layout.proposal));
  const [chosen, setChosen] = useState<TableName | null>(null);
  const [said, setSaid] = useState<Mapping>({});
  const [name, setName] = useState(nameOf(path).replace(/\.[^.]+$/, ''));
  const [refusal, setRefusal] = useState<unknown>(null);
  const settled = useSettled(draft);
  const tried = useAsk('pdf.template.try', { path, template: templateOf(settled), table: chosen }, { keep: true });
  const suggested = tried.data?.profile ?? null;
  const table = chosen ?? suggested?.table ?? expected;
  const mapping = mappingOf(suggested, said);
  const isCurrent = tried.data !== undefined && !tried.isPlaceholderData && settled === draft;
  const canKeep = isCurrent && tried.data.records > 0 && name.trim() !== '';
  const keep = async (): Promise<void> => {
    if (tried.data === undefined) return;
    try {
      await api.call['profile.save'](profileOf(tried.data.template, { name: name.trim(), table, mapping }));
      saved();
    } catch (error) {
      setRefusal(error);
    }
  };
  return { draft, setDraft, setChosen, setSaid, name, setName, refusal, tried, table, mapping, canKeep, keep };
}

function Marking(props: MarkingProps): ReactNode {
  const { say } = useSpeech();
  const { path, close, layout } = props;
  const marking = useMarking(props);
  const [shown, setShown] = useState(0);
  const { draft, setDraft, tried } = marking;
  const page = layout.shown[shown] ?? layout.shown[0];
  return (
    <DialogBox
      wide
      title={say('pdf.title', { file: nameOf(path) })}
      close={close}
      footer={
        <>
          <Button onPress={close}>{say('dialog.cancel')}</Button>
          <Button kind="primary" disabled={!marking.canKeep} onPress={() => void marking.keep()}>
            {say('pdf.save')}
          </Button>
        </>
      }
    >
      {marking.refusal === null ? null : <Refusal error={marking.refusal} />}
      <p className="quiet">{say('pdf.help')}</p>
      <div className="pdf-marking">
        <div className="stack">
          {page === undefined ? null : (
            <div className="pdf-desk">
              <PageSheet page={page} draft={draft} onDraft={setDraft} />
            </div>
          )}
          {tried.error === null ? null : <Refusal error={tried.error} />}
          {tried.data === undefined ? null : <TriedRows tried={tried.data} />}
        </div>
        <div className="stack">
          <PageChoice layout={layout} shown={shown} onShown={setShown} />
          <TableChoice table={marking.table} onTable={marking.setChosen} />
          <ColumnsForm draft={draft} onDraft={setDraft} table={marking.table} mapping={marking.mapping} onMapping={marking.setSaid} />
          <Ends draft={draft} onDraft={setDraft} />
          <TextInput
            label={say('import.profile')}
            slim
            value={marking.name}
            maxLength={200}
            onChange={(event) => marking.setName(event.target.value)}
          />
        </div>
      </div>
    </DialogBox>
  );
}

type PageChoiceProps = { readonly layout: Layout; readonly shown: number; readonly onShown: (shown: number) => void };

/** Columns are the same on every page: another one is looked at where the first shows little. */
function PageChoice({ layout, shown, onShown }: PageChoiceProps): ReactNode {
  const { say } = useSpeech();
  if (layout.shown.length < 2) return null;
  return (
    <Choose
      label={say('pdf.shown')}
      slim
      value={String(shown)}
      choices={layout.shown.map((one, i) => ({ value: String(i), label: say('pdf.page', { page: one.page }) }))}
      onChange={(event) => onShown(Number(event.target.value))}
    />
  );
}

function TableChoice(props: { readonly table: TableName; readonly onTable: (table: TableName) => void }): ReactNode {
  const { say } = useSpeech();
  return (
    <Choose
      label={say('import.table')}
      slim
      value={props.table}
      choices={tableNames.map((value) => ({ value, label: say(`table.${value}`) }))}
      onChange={(event) => props.onTable(event.target.value as TableName)}
    />
  );
}

type EndsProps = { readonly draft: Draft; readonly onDraft: (draft: Draft) => void };

/** Where the table begins and ends, and what makes a row. */
function Ends({ draft, onDraft }: EndsProps): ReactNode {
  const { say } = useSpeech();
  const rows = draft.names.map((name, i) => ({ value: String(i), label: name.trim() === '' ? String(i + 1) : name }));
  return (
    <>
      <TextInput
        label={say('pdf.startAfter')}
        slim
        hint={say('pdf.startAfter.hint')}
        value={draft.startAfter}
        maxLength={300}
        onChange={(event) => onDraft({ ...draft, startAfter: event.target.value })}
      />
      <TextInput
        label={say('pdf.endBefore')}
        slim
        value={draft.endBefore}
        maxLength={300}
        onChange={(event) => onDraft({ ...draft, endBefore: event.target.value })}
      />
      <Choose
        label={say('pdf.rowColumn')}
        slim
        value={draft.rowColumn === null ? '' : String(draft.rowColumn)}
        choices={[{ value: '', label: say('pdf.rowColumn.none') }, ...rows]}
        onChange={(event) => onDraft({ ...draft, rowColumn: event.target.value === '' ? null : Number(event.target.value) })}
      />
    </>
  );
}
