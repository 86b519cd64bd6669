import { useState } from 'react';
import type { ReactNode } from 'react';
import { tables } from '../../../domain/model/books.ts';
import { useAsk } from '../../parts/api.tsx';
import { Button } from '../../parts/button.tsx';
import { Facts } from '../../parts/detail.tsx';
import { Refusal } from '../../parts/failure.tsx';
import { useSpeech } from '../../parts/words.tsx';
import type { Speech } from '../../parts/words.tsx';
import { useMoney } from '../money.ts';
import { EvidenceOf } from '../evidence/evidence-of.tsx';
import { rowTarget } from '../evidence/shapes.ts';
import { MatchedWith } from './matching/matched-with.tsx';
import { OverrideLine, SetValueButton, useOverrides } from './overrides/overridden.tsx';
import type { Override } from './overrides/overridden.tsx';
import type { RowData } from './row-data.ts';
import { cellShown, rowTitle } from './row-words.ts';
import { OpenOriginal } from './open-original.tsx';
import { RawRecord } from './raw-record.tsx';

export type { RowData } from './row-data.ts';

type RowProps = {
  readonly caseId: string;
  readonly name: string;
  /** columns in question, marked in the source line and shown first */
  readonly marked?: readonly string[];
  /** what people wrote about the row: stands before its fields */
  readonly children?: ReactNode;
};

/** All of one row: its fields by name, the file and line, and the record as the trader wrote it. */
export function RowDetail(props: RowProps): ReactNode {
  const row = useAsk('rows.get', { caseId: props.caseId, name: props.name }, { keep: true });
  if (row.error !== null) return <Refusal error={row.error} />;
  if (row.data === undefined) return null;
  return (
    <>
      <RowShown {...props} row={row.data} />
      <MatchedWith caseId={props.caseId} name={props.name} table={row.data.table} />
      <EvidenceOf caseId={props.caseId} target={rowTarget(props.name)} />
    </>
  );
}

function RowShown({ row, caseId, marked = [], children }: RowProps & { readonly row: RowData }): ReactNode {
  const { say } = useSpeech();
  const [held, setHeld] = useState<string | null>(null);
  const [all, setAll] = useState(false);
  const overrides = useOverrides(caseId, row.name);
  const present = (name: string): boolean => (row.cells[name] ?? null) !== null || overrides.has(name) || marked.includes(name);
  const filled = tables[row.table].filter((column) => all || present(column.name));
  const empty = tables[row.table].length - tables[row.table].filter((c) => (row.cells[c.name] ?? null) !== null).length;
  return (
    <>
      <h2 className="wrap-anywhere">{rowTitle(row, say)}</h2>
      {typeof row.cells['description'] === 'string' ? <p className="quiet">{row.cells['description']}</p> : null}
      <SourceOf row={row} marked={held === null ? marked : [held]} />
      <div>
        <OpenOriginal caseId={caseId} source={row.source} />
      </div>
      {children}
      <Facts title={say('row.fields')}>
        {filled.map((column) => (
          <FieldLine
            key={column.name}
            caseId={caseId}
            row={row}
            column={column}
            marked={marked.includes(column.name)}
            editable={held === column.name || (held === null && marked.length === 1 && marked[0] === column.name)}
            override={overrides.get(column.name)}
            onHold={(on) => setHeld(on ? column.name : null)}
          />
        ))}
      </Facts>
      {empty > 0 && !all ? (
        <div>
          <Button kind="link" onPress={() => setAll(true)}>
            {say('row.empty', { n: empty })}
          </Button>
        </div>
      ) : null}
    </>
  );
}

type FieldProps = {
  readonly caseId: string;
  readonly row: RowData;
  readonly column: (typeof tables)[RowData['table']][number];
  readonly marked: boolean;
  readonly onHold: (on: boolean) => void;
  /** the field where the person is: another value can be set there */
  readonly editable: boolean;
  readonly override: Override | undefined;
};

/** A field; pointing at it marks where it stands in the source line. A value that was set says what was imported. */
function FieldLine(props: FieldProps): ReactNode {
  const speech = useSpeech();
  const money = useMoney(props.caseId);
  const { column, row, override, caseId } = props;
  const text = cellShown(row, column, money, speech);
  return (
    <div
      className={`fact field${props.marked ? ' marked' : ''}${override === undefined ? '' : ' changed'}`}
      onPointerEnter={() => props.onHold(true)}
      onPointerLeave={() => props.onHold(false)}
    >
      <dt>{speech.say(`column.${column.name}`)}</dt>
      <dd className="wrap-anywhere">
        {override !== undefined && text === '' ? speech.say('changes.cell.empty') : text}
        {props.editable ? <SetValueButton caseId={caseId} name={row.name} column={column.name} /> : null}
      </dd>
      {override === undefined ? null : <OverrideLine caseId={caseId} row={row} column={column} override={override} />}
    </div>
  );
}

/** A record that is only counted has a line of its own; others are named by sheet and row or by their path. */
const isOrdinal = (place: string): boolean => /^\d*$/.test(place);

/** A row of a workbook is named by its sheet and row: `Лист1!17`. */
const inSheet = /^(.+)!(\d+)$/;

function placeShown({ source }: RowData, { say, count }: Speech): string {
  const { fileName: file, place, line } = source;
  if (isOrdinal(place)) return say('row.source', { file, line: count(line) });
  const [, sheet, row] = inSheet.exec(place) ?? [];
  return sheet === undefined || row === undefined
    ? say('row.source.place', { file, place })
    : say('row.source.sheet', { file, sheet, row: count(Number(row)) });
}

/** Where a row comes from: file, line or place, and the record as it stands there where it has a text of its own. */
export function SourceOf(props: { readonly row: RowData; readonly marked: readonly string[] }): ReactNode {
  const speech = useSpeech();
  const { say } = speech;
  const { source } = props.row;
  return (
    <section className="facts">
      <h3 className="wrap-anywhere">{placeShown(props.row, speech)}</h3>
      {source.raw === '' ? null : <RawRecord raw={source.raw} spans={source.spans} marked={props.marked} />}
      <p className="mono meta wrap-anywhere" title={source.evidence}>
        {say('row.evidence', { hash: source.evidence.slice(0, 16) })}
      </p>
    </section>
  );
}
