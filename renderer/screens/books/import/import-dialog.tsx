import './mapping.css';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { importSource } from '../../../../contract/rpc/books.ts';
import type { ImportSource } from '../../../../contract/rpc/books.ts';
import type { Progress } from '../../../../contract/rpc/call.ts';
import type { TableName } from '../../../../domain/model/books.ts';
import { useAsk } from '../../../parts/api.tsx';
import { Reading } from '../../../parts/blank.tsx';
import { Button } from '../../../parts/button.tsx';
import { DialogBox } from '../../../parts/dialog.tsx';
import { Refusal } from '../../../parts/failure.tsx';
import { Choose } from '../../../parts/field.tsx';
import { JobView, ProgressBar, shareOf, useLate } from '../../../parts/job-view.tsx';
import { useStable } from '../../../parts/latest.ts';
import { useSpeech } from '../../../parts/words.tsx';
import { CertificateDialog } from './certificate-dialog.tsx';
import { FixedOffer } from './fixed-dialog.tsx';
import { Inspection } from './inspection.tsx';
import { isKeepable, isProse, KeepAsEvidence, Unreadable } from './keep-evidence.tsx';
import { LayoutOffer } from './pdf-template/layout-offer.tsx';
import { PreviewForm } from './preview-form.tsx';
import { isReady, nameOf } from './source.ts';
import type { Source } from './source.ts';
import { useCommit } from './use-commit.ts';
import { useLook } from './use-look.ts';
import type { Look } from './use-look.ts';

type DialogProps = {
  readonly caseId: string;
  readonly path: string;
  readonly expected: TableName;
  /** files that are looked at after this one */
  readonly waiting: number;
  readonly after: Parameters<typeof useCommit>[1];
  readonly close: () => void;
  /** closes this one and takes none of those that wait */
  readonly closeAll: () => void;
};

/** A file on its way into the books: looked at, imported, certified. */
export function ImportDialog(props: DialogProps): ReactNode {
  const { say } = useSpeech();
  const [source, setSource] = useState<Source | null>(null);
  const [said, setSaid] = useState<ImportSource | null>(null);
  const { look, progress } = useLook(props, source);
  const { start, job, result, refusal } = useCommit(props, props.after);
  if (result !== null) return <CertificateDialog caseId={props.caseId} importId={result.importId} result={result} close={props.close} />;
  const shown = look.data;
  const keep = { caseId: props.caseId, path: props.path, close: props.close };
  const from = said ?? usualSource(shown);
  return (
    <DialogBox
      wide
      title={say('import.title', { file: nameOf(props.path) })}
      close={props.close}
      footer={
        <>
          <Waiting {...props} />
          {job === undefined ? <Button onPress={props.close}>{say('dialog.cancel')}</Button> : null}
          {isKeepable(look.error) ? <KeepAsEvidence {...keep} first /> : null}
          {job === undefined && isProse(shown) ? <KeepAsEvidence {...keep} /> : null}
          {job === undefined ? null : (
            <Button autoFocus onPress={props.close}>
              {say('import.behind')}
            </Button>
          )}
          {shown === undefined || job !== undefined ? null : (
            <CommitButton
              key={shown.kind}
              look={shown}
              settled={!look.isFetching}
              commit={() => void start(shown, source !== null, from)}
            />
          )}
        </>
      }
    >
      {look.error === null ? null : <Unreadable path={props.path} error={look.error} />}
      {refusal === null ? null : <Refusal error={refusal} />}
      {look.isPending ? <Looking progress={progress} /> : null}
      {job !== undefined || look.isPending ? null : <LayoutOffer path={props.path} expected={props.expected} />}
      {job === undefined ? null : <JobView job={job} />}
      {shown === undefined || job !== undefined ? null : (
        <>
          <FromChoice from={from} onFrom={setSaid} />
          <There caseId={props.caseId} path={props.path} certify={props.after.certify} />
          {isCut(shown) ? <FixedOffer path={props.path} table={props.expected} onSource={setSource} /> : null}
          <Looked
            caseId={props.caseId}
            path={props.path}
            look={underWay(shown, source, look.isFetching)}
            source={source}
            onSource={setSource}
            expected={props.expected}
          />
        </>
      )}
    </DialogBox>
  );
}

/** A text that says itself where its columns are needs no marks; one that was cut by marks may be cut anew. */
const isCut = (look: Look): boolean =>
  ['csv', 'fixed', 'printed', null].includes(look.kind === 'csv' ? look.preview.format : look.inspection.format);

/** More files were dropped with this one: they are looked at one after the other, or none of them. */
function Waiting(props: Pick<DialogProps, 'waiting' | 'closeAll'>): ReactNode {
  const { say } = useSpeech();
  if (props.waiting === 0) return null;
  return (
    <>
      <span className="quiet waiting">{say('import.waiting', { n: props.waiting })}</span>
      <Button onPress={props.closeAll}>{say('import.waiting.none')}</Button>
    </>
  );
}

/** A list of the customs register comes from the register, everything else from whoever is audited, until somebody says otherwise. */
function usualSource(look: Look | undefined): ImportSource {
  const tables = look?.kind === 'csv' ? [look.preview.profile.table] : (look?.inspection.parts ?? []).map((part) => part.table);
  return tables.length > 0 && tables.every((table) => table === 'register') ? 'register' : 'trader';
}

/** Whom the file was obtained from: it stands on the certificate and on the evidence. */
function FromChoice(props: { readonly from: ImportSource; readonly onFrom: (from: ImportSource) => void }): ReactNode {
  const { say } = useSpeech();
  return (
    <div className="form from-choice">
      <Choose
        label={say('import.from')}
        slim
        value={props.from}
        choices={importSource.options.map((value) => ({ value, label: say(`import.from.${value}`) }))}
        onChange={(event) => props.onFrom(importSource.parse(event.target.value))}
      />
    </div>
  );
}

/** The same bytes stand in the case already: said before anything else. */
function There(props: { readonly caseId: string; readonly path: string; readonly certify: (importId: string) => void }): ReactNode {
  const { say, moment } = useSpeech();
  const { caseId, path, certify } = props;
  const [first] = useAsk('import.there', { caseId, path }).data?.imports ?? [];
  if (first === undefined) return null;
  return (
    <div className="bar-row">
      <p className="amber" role="status">
        {say('mapping.there', { file: first.fileName, when: moment(first.at) })}
      </p>
      <span className="spring" />
      <Button small onPress={() => certify(first.importId)}>
        {say('import.certified')}
      </Button>
    </div>
  );
}

/** While a change is looked at, the mapping is shown as it was changed: the next change goes on from there, and none is lost. */
function underWay(look: Look, source: Source | null, fetching: boolean): Look {
  const changed = fetching ? source?.profile : undefined;
  if (changed === undefined || look.kind !== 'csv' || changed.table !== look.preview.profile.table) return look;
  return { kind: 'csv', preview: { ...look.preview, profile: changed } };
}

type LookedProps = Omit<Parameters<typeof PreviewForm>[0], 'preview'> & { readonly look: Look };

function Looked({ look, ...form }: LookedProps): ReactNode {
  if (look.kind === 'csv') return <PreviewForm {...form} preview={look.preview} />;
  const { inspection } = look;
  const map = ({ scope, table }: (typeof inspection.parts)[number]): void =>
    form.onSource({ path: form.path, table: table ?? form.expected, format: inspection.format ?? 'csv', scope });
  return <Inspection inspection={inspection} onMap={inspection.format === null ? undefined : map} />;
}

/** A file that is read whole to be looked at says how far it is. */
function Looking({ progress }: { readonly progress: Progress | null }): ReactNode {
  const { say, count } = useSpeech();
  const late = useLate();
  if (progress === null || !late) return <Reading />;
  const far = say('job.read', { done: count(progress.done), total: count(progress.total) });
  return (
    <div className="work-story">
      <span>{far}</span>
      <ProgressBar label={far} percent={shareOf(progress)} />
    </div>
  );
}

type CommitProps = { readonly look: Look; readonly settled: boolean; readonly commit: () => void };

/**
 * Imports what is shown. It opens with the focus where nothing is left to be confirmed, and never takes it from a person at work; pressed
 * while a change is still being looked at, it waits for what that change shows.
 */
function CommitButton({ look, settled, commit }: CommitProps): ReactNode {
  const { say } = useSpeech();
  const pressed = useRef(false);
  const fits = look.kind === 'csv' ? isReady(look.preview) : look.inspection.parts.some((part) => part.table !== null);
  const known = look.kind === 'csv' ? look.preview.known : true;
  const go = useStable(commit);
  useEffect(() => {
    if (!settled || !pressed.current) return;
    pressed.current = false;
    if (fits) go();
  }, [settled, fits, go]);
  return (
    <Button kind="primary" disabled={!fits} autoFocus={fits && known} onPress={() => (settled ? commit() : (pressed.current = true))}>
      {look.kind === 'csv' ? say('import.commit', { table: say(`table.${look.preview.profile.table}`) }) : say('import.do')}
    </Button>
  );
}
