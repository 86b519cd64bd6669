import { useEffect, useRef } from 'react';
import type { ImportResult, ImportSource } from '../../../../contract/rpc/books.ts';
import type { Input } from '../../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../../contract/rpc/index.ts';
import { useApi, useForgetCase } from '../../../parts/api.tsx';
import { failedOf, failureWords } from '../../../parts/failure.tsx';
import { useRunJob } from '../../../parts/jobs.tsx';
import { useNotices } from '../../../parts/notices.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import type { Look } from './use-look.ts';

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

/**
 * Imports a file as a job that survives its dialog: who waited sees the certificate, who went on is told.
 * @param title of the job @param setRefusal takes why it failed, null when it did not
 */
export function useCommit(
  asked: Asked,
  title: string,
  setResult: (result: ImportResult) => void,
  setRefusal: (error: unknown) => void,
): (look: Look, changed: boolean, from: ImportSource) => Promise<void> {
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
  return async (look, changed, from) => {
    const file = look.kind === 'csv' ? look.preview.fileName : look.inspection.fileName;
    setRefusal(null);
    try {
      if (look.kind === 'csv' && changed && look.preview.profile.name !== '') await api.call['profile.save'](look.preview.profile);
      const result = await run(title, (options) => api.call['import.commit'](inputOf(asked, look, from), options));
      forget(asked.caseId);
      if (!waiting.current) tell(say('import.done', { file, rows: count(result.rows) }));
      setResult(result);
    } catch (error) {
      const failed = failedOf(error);
      if (failed.code === 'cancelled') tell(say('import.cancelled', { file }));
      else if (!waiting.current) tell(say(failureWords(failed)));
      setRefusal(failed.code === 'cancelled' ? null : error);
    }
  };
}
