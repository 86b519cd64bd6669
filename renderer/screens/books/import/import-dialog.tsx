import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { ImportPreview, ImportResult } from '../../../../contract/rpc/books.ts';
import { tableNames } from '../../../../domain/model/books.ts';
import type { TableName } from '../../../../domain/model/books.ts';
import { useApi, useForgetCase } from '../../../parts/api.tsx';
import { Button } from '../../../parts/button.tsx';
import { DialogBox } from '../../../parts/dialog.tsx';
import { failedOf, failureWords, Refusal } from '../../../parts/failure.tsx';
import { JobView } from '../../../parts/job-view.tsx';
import { useJob, useRunJob } from '../../../parts/jobs.tsx';
import { useNotices } from '../../../parts/notices.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { Reading } from '../../../parts/blank.tsx';
import { Certificate } from './certificate.tsx';
import { PreviewForm } from './preview-form.tsx';
import { fitsBetter, isReady, named } from './source.ts';
import type { Source } from './source.ts';

type DialogProps = { readonly caseId: string; readonly path: string; readonly expected: TableName; readonly close: () => void };

const nameOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

/** A file on its way into the books: looked at, imported, certified. */
export function ImportDialog(props: DialogProps): ReactNode {
  const { say } = useSpeech();
  const [source, setSource] = useState<Source | null>(null);
  const [result, setResult] = useState<{ readonly table: TableName; readonly certificate: ImportResult } | null>(null);
  const preview = usePreview(props, source);
  const title = say('import.working', { file: nameOf(props.path) });
  const job = useJob(title);
  const [refusal, setRefusal] = useState<unknown>(null);
  const commit = useCommit(props, title, setResult, setRefusal);
  const shown = preview.data;
  if (result !== null) return <Done {...props} {...result} />;
  const ready = shown !== undefined && isReady(shown) && !preview.isFetching;
  return (
    <DialogBox
      wide
      title={say('import.title', { file: nameOf(props.path) })}
      close={props.close}
      footer={
        <>
          <Button onPress={props.close}>{say(job === undefined ? 'dialog.cancel' : 'import.behind')}</Button>
          {shown === undefined || job !== undefined ? null : (
            <Button
              key={ready ? 'ready' : 'not'}
              kind="primary"
              disabled={!ready}
              autoFocus={ready}
              onPress={() => void commit(shown, source !== null)}
            >
              {say('import.commit', { table: say(`table.${shown.profile.table}`) })}
            </Button>
          )}
        </>
      }
    >
      {preview.error === null ? null : <Refusal error={preview.error} />}
      {refusal === null ? null : <Refusal error={refusal} />}
      {preview.isPending ? <Reading /> : null}
      {job === undefined ? null : <JobView job={job} />}
      {(shown === undefined && preview.error === null) || job !== undefined ? null : (
        <PreviewForm path={props.path} preview={shown} source={source} onSource={setSource} expected={props.expected} />
      )}
    </DialogBox>
  );
}

/** The first look tries the expected table, then the other one, and shows what fits better. */
function usePreview(props: DialogProps, source: Source | null) {
  const api = useApi();
  const { caseId, path, expected } = props;
  return useQuery({
    queryKey: ['import.preview', { caseId, source: source ?? { path, table: expected } }],
    queryFn: async (): Promise<ImportPreview> => {
      const look = (from: Source): Promise<ImportPreview> => api.call['import.preview']({ caseId, ...from });
      if (source !== null) return look(source);
      const first = named(await look({ path, table: expected }));
      if (first.known) return first;
      const other = tableNames.find((table) => table !== expected) ?? expected;
      const second = named(await look({ path, table: other }));
      return fitsBetter(first, second) ? first : second;
    },
    placeholderData: (last) => (source === null ? undefined : last),
    gcTime: 0,
    staleTime: 0,
  });
}

type SetResult = (result: { readonly table: TableName; readonly certificate: ImportResult }) => void;

function useCommit(props: DialogProps, title: string, setResult: SetResult, setRefusal: (error: unknown) => void) {
  const api = useApi();
  const run = useRunJob();
  const forget = useForgetCase();
  const { say, count } = useSpeech();
  const { tell } = useNotices();
  const waiting = useRef(true);
  useEffect(() => {
    waiting.current = true;
    return () => {
      waiting.current = false;
    };
  }, []);
  return async (preview: ImportPreview, changed: boolean): Promise<void> => {
    const { profile } = preview;
    setRefusal(null);
    try {
      if (changed && profile.name !== '') await api.call['profile.save'](profile);
      const certificate = await run(title, (options) =>
        api.call['import.commit'](
          { caseId: props.caseId, path: props.path, table: profile.table, profile, encoding: preview.encoding.chosen },
          options,
        ),
      );
      forget(props.caseId);
      // Who waited sees the certificate; who went on is told.
      if (!waiting.current) tell(say('import.done', { file: preview.fileName, rows: count(certificate.rows) }));
      setResult({ table: profile.table, certificate });
    } catch (error) {
      const failed = failedOf(error);
      if (failed.code === 'cancelled') tell(say('import.cancelled', { file: preview.fileName }));
      else if (!waiting.current) tell(say(failureWords(failed)));
      setRefusal(failed.code === 'cancelled' ? null : error);
    }
  };
}

type DoneProps = DialogProps & { readonly table: TableName; readonly certificate: ImportResult };

/** The certificate of the import; the next press shows the rows. */
function Done(props: DoneProps): ReactNode {
  const { say } = useSpeech();
  const go = useNavigate();
  const showRows = (): void => {
    props.close();
    void go({ to: '/case/$caseId/books/$table', params: { caseId: props.caseId, table: props.table } });
  };
  return (
    <DialogBox
      wide
      title={say('import.certificate.of', { file: nameOf(props.path) })}
      close={props.close}
      footer={
        <>
          <Button onPress={props.close}>{say('dialog.close')}</Button>
          <Button kind="primary" autoFocus onPress={showRows}>
            {say('import.showRows')}
          </Button>
        </>
      }
    >
      <Certificate table={props.table} certificate={props.certificate} />
    </DialogBox>
  );
}
