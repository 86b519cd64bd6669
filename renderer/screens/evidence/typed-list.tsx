import { useState } from 'react';
import type { ReactNode } from 'react';
import { tables } from '../../../domain/model/books.ts';
import type { TableName } from '../../../domain/model/books.ts';
import { useApi, useForgetCase } from '../../parts/api.tsx';
import { Button } from '../../parts/button.tsx';
import { useRunJob } from '../../parts/jobs.tsx';
import { useNotices } from '../../parts/notices.tsx';
import { useSpeech } from '../../parts/words.tsx';
import { useImport } from '../books/import/import-place.tsx';
import { CheckDialog } from './check-dialog.tsx';
import type { EvidenceItem, TypedRow } from './shapes.ts';
import type { Marking } from './use-marking.ts';
import type { Typing } from './use-typing.ts';

type ListProps = {
  readonly caseId: string;
  readonly item: EvidenceItem;
  readonly marking: Marking;
  readonly rows: readonly TypedRow[];
  readonly typing: Typing;
  readonly setTable: (table: TableName) => void;
};

const shownCells = 4;

/** A typed row in a few words: what its first filled cells say. */
export const rowSummary = (row: TypedRow): string =>
  tables[row.table]
    .map((column) => row.cells[column.name] ?? '')
    .filter((text) => text !== '')
    .slice(0, shownCells)
    .join(' · ');

/** The rows typed from this item, by the books that they belong to. */
export function TypedList(props: ListProps): ReactNode {
  const { say } = useSpeech();
  const { rows } = props;
  const [checking, setChecking] = useState<TypedRow | null>(null);
  const books = [...new Set(rows.map((row) => row.table))];
  return (
    <>
      {rows.length === 0 ? <p className="quiet">{say('ev.row.none')}</p> : null}
      {books.map((table) => (
        <section key={table} className="facts">
          <h3>{say(`table.${table}`)}</h3>
          <ul className="region-list">
            {rows
              .filter((row) => row.table === table)
              .map((row) => (
                <TypedLine key={row.transcriptId} {...props} row={row} check={() => setChecking(row)} />
              ))}
          </ul>
          <TakeIn caseId={props.caseId} item={props.item} table={table} rows={rows.filter((row) => row.table === table)} />
        </section>
      ))}
      {checking === null ? null : (
        <CheckDialog
          caseId={props.caseId}
          row={checking}
          change={() => {
            props.setTable(checking.table);
            props.typing.change(checking);
            setChecking(null);
          }}
          close={() => setChecking(null)}
        />
      )}
    </>
  );
}

type LineProps = ListProps & { readonly row: TypedRow; readonly check: () => void };

function TypedLine({ caseId, item, marking, row, typing, setTable, check }: LineProps): ReactNode {
  const { say } = useSpeech();
  const remove = useRemoveRow(caseId);
  const region = item.regions.find((one) => one.regionId === row.regionId) ?? null;
  const state = row.importId !== null ? 'inBooks' : row.checkedBy !== null ? 'checked' : 'unchecked';
  return (
    <li className={region !== null && region.regionId === marking.current?.regionId ? 'chosen' : ''}>
      <button type="button" className="region-link" onClick={() => marking.choose(region)}>
        <span className="wrap-anywhere">{rowSummary(row)}</span>
        <span className={`meta ${state === 'unchecked' ? 'amber' : 'confirmed'}`}>
          {say(`ev.row.${state}`, { by: row.typedBy, checkedBy: row.checkedBy ?? '' })}
        </span>
      </button>
      {row.importId === null ? (
        <div className="bar-row">
          {row.checkedBy === null ? (
            <Button small onPress={check}>
              {say('ev.row.check')}
            </Button>
          ) : null}
          <Button
            small
            onPress={() => {
              setTable(row.table);
              typing.change(row);
            }}
          >
            {say('ev.row.edit')}
          </Button>
          <Button small onPress={() => remove(row)}>
            {say('ev.row.remove')}
          </Button>
        </div>
      ) : null}
    </li>
  );
}

function useRemoveRow(caseId: string): (row: TypedRow) => void {
  const { say } = useSpeech();
  const api = useApi();
  const forget = useForgetCase();
  const { attempt, tell } = useNotices();
  return ({ transcriptId }) =>
    void attempt(async () => {
      await api.call['transcript.remove']({ caseId, transcriptId });
      forget(caseId);
      const back = (): void =>
        void attempt(async () => {
          const { unchecked } = await api.call['transcript.restore']({ caseId, transcriptId });
          forget(caseId);
          if (unchecked > 0) tell(say('ev.region.uncheckedNow', { n: unchecked }));
        });
      tell(say('ev.row.removed'), { label: say('undo'), run: back });
    });
}

type TakeProps = {
  readonly caseId: string;
  readonly item: EvidenceItem;
  readonly table: TableName;
  readonly rows: readonly TypedRow[];
};

/** Takes the checked rows of one kind into the books; the certificate says who typed and who checked them. */
function TakeIn({ caseId, item, table, rows }: TakeProps): ReactNode {
  const { say } = useSpeech();
  const api = useApi();
  const forget = useForgetCase();
  const run = useRunJob();
  const { attempt } = useNotices();
  const { certify } = useImport();
  const left = rows.filter((row) => row.importId === null);
  const unchecked = left.filter((row) => row.checkedBy === null).length;
  if (left.length === 0) return null;
  const commit = (): void =>
    void attempt(async () => {
      const title = say('ev.row.taking', { name: item.item.name });
      const done = await run(title, (options) => api.call['transcript.commit']({ caseId, evidence: item.item.sha256, table }, options));
      forget(caseId);
      certify(done.importId);
    });
  return (
    <div className="bar-row">
      <Button small kind={unchecked === 0 ? 'primary' : 'plain'} disabled={unchecked > 0} onPress={commit}>
        {say('ev.row.take', { n: left.length })}
      </Button>
      {unchecked === 0 ? null : <span className="amber">{say('ev.row.toCheck', { n: unchecked })}</span>}
    </div>
  );
}
