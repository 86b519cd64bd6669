import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useAsk } from '../../../parts/api.tsx';
import { Button } from '../../../parts/button.tsx';
import { Refusal } from '../../../parts/failure.tsx';
import { JobView } from '../../../parts/job-view.tsx';
import { useJob } from '../../../parts/jobs.tsx';
import { useRemembered } from '../../../parts/remembered.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { DifferenceSums } from './difference-sums.tsx';
import { DifferentRows } from './different-rows.tsx';
import { ReplaceDialog } from './replace-dialog.tsx';
import { useComparison } from './use-comparison.ts';
import type { Difference, Files, Kind, Pair } from './use-comparison.ts';
import '../overrides/overrides.css';

const kinds: readonly Kind[] = ['changed', 'added', 'vanished'];

/** A newer export of a book held against an older one: how many records are the same, and every one that is not. */
export function Differences(): ReactNode {
  const pair = useParams({ from: '/case/$caseId/compare/$older/$newer' });
  const { say } = useSpeech();
  const imports = useAsk('case.get', { caseId: pair.caseId }).data?.imports ?? [];
  const fileOf = (id: string): string => imports.find((one) => one.importId === id)?.fileName ?? '';
  const files = { older: fileOf(pair.older), newer: fileOf(pair.newer) };
  const title = say('changes.compare.job', files);
  const compared = useComparison(pair, title);
  const job = useJob(title);
  const difference = compared.data?.difference;
  return (
    <>
      <Head pair={pair} files={files} difference={difference} />
      {compared.error === null ? null : <Refusal error={compared.error} />}
      {job === undefined ? null : <JobView job={job} />}
      {difference === undefined ? null : <Compared pair={pair} difference={difference} />}
    </>
  );
}

type HeadProps = { readonly pair: Pair; readonly files: Files; readonly difference: Difference | undefined };

function Head({ pair, files, difference }: HeadProps): ReactNode {
  const { say } = useSpeech();
  const go = useNavigate();
  const [replacing, setReplacing] = useState(false);
  const back = (): void => {
    if (difference !== undefined)
      void go({ to: '/case/$caseId/books/$table/imports', params: { caseId: pair.caseId, table: difference.table } });
  };
  return (
    <header className="work-head compact">
      <div className="bar-row">
        <h1 className="wrap-anywhere">{say('changes.compare.title', files)}</h1>
        <span className="spring" />
        <Button small disabled={difference === undefined} onPress={back}>
          {say('changes.compare.back')}
        </Button>
        <Button small kind="primary" disabled={difference === undefined} onPress={() => setReplacing(true)}>
          {say('changes.replace')}
        </Button>
      </div>
      {replacing && difference !== undefined ? (
        <ReplaceDialog pair={pair} files={files} table={difference.table} close={() => setReplacing(false)} />
      ) : null}
    </header>
  );
}

/** The kind that has rows, the most telling first. */
const firstKind = (difference: Difference): Kind => kinds.find((kind) => difference[kind] > 0) ?? 'changed';

function Compared({ pair, difference }: { readonly pair: Pair; readonly difference: Difference }): ReactNode {
  const { say, count } = useSpeech();
  const [chosen, setChosen] = useRemembered<Kind | null>(`compare.${pair.older}.${pair.newer}`, null);
  const kind = chosen ?? firstKind(difference);
  return (
    <div className="page compare-page">
      <div className="stack">
        <p className="meta">
          {say('changes.compare.key', { columns: difference.key.map((column) => say(`column.${column}`)).join(', ') })}
          {difference.repeatedKeys === 0 ? null : ` ${say('changes.compare.repeated', { n: difference.repeatedKeys })}`}
        </p>
        <DifferenceSums caseId={pair.caseId} difference={difference} />
      </div>
      <div className="bar-row">
        <div className="ways" role="group" aria-label={say('changes.compare.kind')}>
          {kinds.map((one) => (
            <button key={one} type="button" className="way" aria-pressed={one === kind} onClick={() => setChosen(one)}>
              {say(`changes.compare.${one}`)} {count(difference[one])}
            </button>
          ))}
        </div>
        <span className="meta">
          {say('changes.compare.same')} <b>{count(difference.same)}</b>
        </span>
      </div>
      <DifferentRows key={kind} pair={pair} difference={difference} kind={kind} />
    </div>
  );
}
