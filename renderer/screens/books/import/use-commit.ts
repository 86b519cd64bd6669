import { useEffect, useRef, useState } from 'react';
import type { ImportResult, ImportSource } from '../../../../contract/rpc/books.ts';
import type { Input } from '../../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../../contract/rpc/index.ts';
import { useApi, useForgetCase } from '../../../parts/api.tsx';
import { failedOf, failureWords } from '../../../parts/failure.tsx';
import { useJob, useRunJob } from '../../../parts/jobs.tsx';
import type { Job } from '../../../parts/jobs.tsx';
import { useNotices } from '../../../parts/notices.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { nameOf } from './source.ts';
import type { Look } from './use-look.ts';

/** Rows that did not come in are said in the same breath. */
const doneKey = ({ rejectedCount }: ImportResult): string => (rejectedCount === 0 ? 'import.done' : 'import.doneSome');

type Asked = { readonly caseId: string; readonly path: string };

/** What is imported is what was shown: the table and mapping of a CSV, the format of every other file. */
function inputOf({ caseId, path }: Asked, look: Look, from: ImportSource): Input<AssayCalls['import.commit']> {
  if (look.kind === 'csv') {
    const { profile, encoding, format, origin } = look.preview;
    const common = { caseId, path, profile, origin, format, obtainedFrom: from };
    // other parts of a workbook go where their own headers say
    return format === 'csv' ? { ...common, table: profile.table, encoding: encoding.chosen } : { ...common, table: null };
  }
  const { format } = look.inspection;
  return { caseId, path, table: null, obtainedFrom: from, ...(format === null ? {} : { format }) };
}

/** What leads on from a notice: the certificate of what came in, another look at what did not. */
type After = {
  readonly certify: (importId: string) => void;
  readonly lookAgain: () => void;
  /** the file is on its way into the books, or no more */
  readonly onWay: (path: string, on: boolean) => void;
};

type Commit = {
  readonly start: (look: Look, changed: boolean, from: ImportSource) => Promise<void>;
  /** the job of this dialog's own import */
  readonly job: Job | undefined;
  readonly result: ImportResult | null;
  /** why it failed; null when it did not */
  readonly refusal: unknown;
};

/** Imports a file as a job that survives its dialog: who waited sees the certificate, who went on is told. */
export function useCommit(asked: Asked, after: After): Commit {
  const api = useApi();
  const run = useRunJob();
  const forget = useForgetCase();
  const { say, count } = useSpeech();
  const { tell } = useNotices();
  const [result, setResult] = useState<ImportResult | null>(null);
  const [refusal, setRefusal] = useState<unknown>(null);
  const [running, setRunning] = useState(false);
  const title = say('import.working', { file: nameOf(asked.path) });
  const job = useJob(title);
  const waiting = useRef(true);
  useEffect(() => {
    waiting.current = true;
    return () => {
      waiting.current = false;
    };
  }, []);
  const start: Commit['start'] = async (look, changed, from) => {
    const file = look.kind === 'csv' ? look.preview.fileName : look.inspection.fileName;
    setRefusal(null);
    setRunning(true);
    after.onWay(asked.path, true);
    try {
      if (look.kind === 'csv' && changed && look.preview.profile.name !== '') await api.call['profile.save'](look.preview.profile);
      const imported = await run(title, (options) => api.call['import.commit'](inputOf(asked, look, from), options));
      forget(asked.caseId);
      const certificate = { label: say('import.certified'), run: () => after.certify(imported.importId) };
      if (!waiting.current) tell(say(doneKey(imported), { file, rows: count(imported.rows), n: imported.rejectedCount }), certificate);
      setResult(imported);
    } catch (error) {
      const failed = failedOf(error);
      if (failed.code === 'cancelled') tell(say('import.cancelled', { file }));
      else if (!waiting.current) tell(say(failureWords(failed)), { label: say('import.again'), run: after.lookAgain });
      setRefusal(failed.code === 'cancelled' ? null : error);
    } finally {
      setRunning(false);
      after.onWay(asked.path, false);
    }
  };
  return { start, job: running ? job : undefined, result, refusal };
}
