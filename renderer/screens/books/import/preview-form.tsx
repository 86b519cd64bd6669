import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ImportPreview, Profile } from '../../../../contract/rpc/books.ts';
import type { TableName } from '../../../../domain/model/books.ts';
import { Button } from '../../../parts/button.tsx';
import { Choose, TextInput, Tick } from '../../../parts/field.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { Mapping } from './mapping.tsx';
import { Owner } from './owner.tsx';
import { Repairs } from './repairs.tsx';
import { Problems } from './problems.tsx';
import { SampleRows } from './sample-rows.tsx';
import { byFit, layoutOf, sameNames } from './source.ts';
import type { Source } from './source.ts';
import { Sums } from './sums.tsx';

type FormProps = {
  readonly caseId: string;
  readonly path: string;
  readonly preview: ImportPreview;
  readonly source: Source | null;
  readonly expected: TableName;
  readonly onSource: (source: Source | null) => void;
};

const encodings = ['utf-8', 'windows-1251', 'kz-1048', 'ibm866', 'koi8-r', 'utf-16le', 'utf-16be'] as const;
const delimiters = [
  [';', 'semicolon'],
  [',', 'comma'],
  ['\t', 'tab'],
  ['|', 'bar'],
] as const;

const decimals = [
  ['.', 'point'],
  [',', 'comma'],
] as const;
const dates = ['YYYY-MM-DD', 'DD.MM.YYYY', 'DD/MM/YYYY', 'MM/DD/YYYY', 'YYYYMMDD'] as const;

/** What the file is taken for, and what would come in; every choice is seen at once in the rows below. */
export function PreviewForm(props: FormProps): ReactNode {
  const { say } = useSpeech();
  const { preview } = props;
  const setProfile = (profile: Profile): void => {
    // columns of the table that was just left say nothing about the one that is coming
    if (props.source !== null && props.source.table !== profile.table && profile.table === preview.profile.table) return;
    props.onSource({ ...sourceOf(props), table: profile.table, profile, encoding: profile.encoding ?? preview.encoding.chosen });
  };
  return (
    <>
      <Verdict preview={preview} />
      {preview.format === 'csv' ? null : (
        <div className="bar-row">
          <span className="strong wrap-anywhere">{preview.scope === '' ? say('import.part.whole') : preview.scope}</span>
          <span className="spring" />
          <Button small onPress={() => props.onSource(null)}>
            {say('mapping.part.back')}
          </Button>
        </div>
      )}
      <Choices {...props} />
      <Mapping preview={preview} touched={props.source?.profile !== undefined} onProfile={setProfile} />
      <Repairs preview={preview} onProfile={setProfile} />
      <SampleRows preview={preview} />
      <div className="two-columns">
        <Sums table={preview.profile.table} sums={preview.checked.sums} />
        <Problems title={say('import.problems')} problems={preview.problems} more={0} />
      </div>
      <Owner caseId={props.caseId} preview={preview} onProfile={setProfile} />
    </>
  );
}

/** The part of the file that every change goes on from. */
const sourceOf = ({ path, preview }: FormProps): Pick<Source, 'path' | 'format' | 'scope'> =>
  preview.format === 'csv' ? { path } : { path, format: preview.format, scope: preview.scope };

function Verdict({ preview }: { readonly preview: ImportPreview }): ReactNode {
  const { say, count } = useSpeech();
  const { checked } = preview;
  return (
    <p>
      <span className="strong">{say(preview.known ? 'import.known' : 'import.unknown')}</span>{' '}
      {say(checked.whole ? 'import.checkedWhole' : 'import.checkedPart', { rows: checked.rows + checked.rejected })}{' '}
      {/* rows are judged by the columns that they need */}
      {preview.missing.length > 0 ? null : (
        <span className={checked.rejected > 0 ? 'amber' : 'quiet'}>{say('import.checkedRejected', { n: checked.rejected })} </span>
      )}
      <span className="quiet">{say('import.size', { bytes: count(preview.bytes) })}</span>{' '}
      {preview.known ? <span className="quiet">{say(`mapping.origin.${preview.origin}`, { name: preview.profile.name })}</span> : null}
    </p>
  );
}

function Choices(props: FormProps): ReactNode {
  const { say } = useSpeech();
  const { preview, onSource } = props;
  const file = sourceOf(props);
  const { profile } = preview;
  const edited = props.source?.profile;
  // The order stays as it was first seen while a person tries one table after the other.
  const [firstTaken] = useState(profile.table);
  const offered = byFit(preview.headers, firstTaken);
  const setEncoding = (encoding: NonNullable<Profile['encoding']>): void =>
    onSource({ ...file, table: profile.table, encoding, ...(edited === undefined ? {} : { profile: { ...edited, encoding } }) });
  const setTable = (table: TableName): void => {
    const layout = layoutOf(profile, table);
    const encoding = props.source?.encoding;
    onSource({ ...file, table, ...(encoding === undefined ? {} : { encoding }), ...(layout === null ? {} : { profile: layout }) });
  };
  return (
    <div className="import-choices">
      <Choose
        label={say('import.table')}
        slim
        value={props.source?.table ?? profile.table}
        choices={offered.map((table) => ({ value: table, label: say(`table.${table}`) }))}
        onChange={(event) => setTable(event.target.value as TableName)}
      />
      {preview.format === 'csv' ? (
        <Choose
          label={say('import.encoding')}
          slim
          value={preview.encoding.chosen}
          hint={encodingHint(preview, say)}
          choices={encodings.map((value) => ({ value, label: encodingLabel(preview, value, say) }))}
          onChange={(event) => setEncoding(event.target.value as (typeof encodings)[number])}
        />
      ) : null}
      <Forms {...props} />
    </div>
  );
}

/** Delimiter, decimal mark, form of dates, and the name under which all of it is kept. */
function Forms(props: FormProps): ReactNode {
  const { say } = useSpeech();
  const { preview, onSource } = props;
  const { profile } = preview;
  const isCsv = preview.format === 'csv';
  const set = (change: Partial<Profile>): void =>
    onSource({ ...sourceOf(props), table: profile.table, encoding: preview.encoding.chosen, profile: { ...profile, ...change } });
  const setDelimiter = (delimiter: string): void => {
    const headers = preview.headers.flatMap((header) => header.split(delimiter)).map((header) => header.trim());
    set({ delimiter, columns: sameNames(headers, profile.table) });
  };
  return (
    <>
      {isCsv ? (
        <Choose
          label={say('import.delimiter')}
          slim
          value={profile.delimiter ?? ';'}
          choices={delimiters.map(([value, name]) => ({ value, label: say(`delimiter.${name}`) }))}
          onChange={(event) => setDelimiter(event.target.value)}
        />
      ) : null}
      <Choose
        label={say('import.decimal')}
        slim
        value={profile.decimal ?? '.'}
        choices={decimals.map(([value, name]) => ({ value, label: say(`decimal.${name}`) }))}
        onChange={(event) => set({ decimal: event.target.value as '.' | ',' })}
      />
      <Choose
        label={say('import.date')}
        slim
        value={profile.date ?? 'YYYY-MM-DD'}
        choices={dates.map((value) => ({ value, label: say(`date.${value}`) }))}
        onChange={(event) => set({ date: event.target.value as NonNullable<Profile['date']> })}
      />
      {isCsv ? <HeaderTick {...props} /> : null}
      <TextInput
        label={say('import.profile')}
        slim
        hint={say('import.profile.hint')}
        value={profile.name}
        onChange={(event) => set({ name: event.target.value })}
      />
    </>
  );
}

/** A file without a line of headers: its columns are called by their number, and nothing is mapped yet. */
function HeaderTick(props: FormProps): ReactNode {
  const { say } = useSpeech();
  const { preview, onSource } = props;
  const { header: _was, ...rest } = preview.profile;
  const bare: Profile = { ...rest, columns: {}, repairs: [] };
  return (
    <Tick
      label={say('mapping.header')}
      checked={preview.profile.header !== false}
      onChange={(on) => {
        const profile: Profile = on ? bare : { ...bare, header: false };
        onSource({ ...sourceOf(props), table: profile.table, encoding: preview.encoding.chosen, profile });
      }}
    />
  );
}

type Say = ReturnType<typeof useSpeech>['say'];

function encodingLabel(preview: ImportPreview, encoding: string, say: Say): string {
  const name = say(`encoding.${encoding}`);
  const guess = preview.encoding.guesses.find((g) => g.encoding === encoding);
  return guess === undefined || guess.certain ? name : say('encoding.guessed', { name });
}

/** KZ-1048 and windows-1251 differ in Kazakh letters only: nobody but a reader can tell. */
function encodingHint(preview: ImportPreview, say: Say): string {
  const guess = preview.encoding.guesses.find((g) => g.encoding === preview.encoding.chosen);
  return say(guess?.certain === true ? 'encoding.certain' : 'encoding.look');
}
