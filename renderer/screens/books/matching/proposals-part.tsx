import { useState } from 'react';
import type { ReactNode } from 'react';
import { useApi } from '../../../parts/api.tsx';
import { Blank, Reading } from '../../../parts/blank.tsx';
import { Button } from '../../../parts/button.tsx';
import { failedOf, Refusal } from '../../../parts/failure.tsx';
import { JobView } from '../../../parts/job-view.tsx';
import { useRemembered } from '../../../parts/remembered.tsx';
import type { Change } from '../../../parts/remembered.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { FindBox } from './find-box.tsx';
import { listRows } from './list-rows.ts';
import { Params } from './params.tsx';
import { startView, Walk } from './proposal-walk.tsx';
import type { View } from './proposal-walk.tsx';
import { methods } from './shapes.ts';
import type { Method, Proposal } from './shapes.ts';
import type { Made } from './use-deciding.ts';
import { usePages } from './use-pages.tsx';
import { proposalsKey, readProposals, useCounts, useSuggested } from './use-proposals.ts';
import type { Counts, OfKind, Sought } from './use-proposals.ts';

/** Proposals of a kind: made with progress, then walked, looked into, confirmed and refused. */
export function ProposalsPart(of: OfKind & { readonly books: string | undefined; readonly bar: ReactNode }): ReactNode {
  const { say } = useSpeech();
  const { query, params, setParams, job } = useSuggested(of);
  const [view, setView, ready] = useRemembered<View>(`match.view.${of.caseId}.${of.kind}`, startView);
  const [decidedHere] = useState<Made>(() => new Map());
  const again = (): void => void query.refetch();
  const made = query.data === undefined || query.isFetching ? null : query.dataUpdatedAt;
  const counts = useCounts(of, { made: made ?? 0, find: view.find, enabled: made !== null });
  const cancelled = query.error !== null && failedOf(query.error).code === 'cancelled';
  return (
    <>
      <div className="bar-row match-bar">
        {of.bar}
        <MethodWays counts={counts.data} view={view} setView={setView} />
        <div className="bar-tools">
          <FindBox
            label={say('matchScreen.find')}
            keys="Ctrl+F"
            list=".match-list"
            text={view.find}
            onText={(find) => setView((last) => ({ ...last, find, at: '' }))}
          />
          <Params params={params} onChange={setParams} />
        </div>
      </div>
      {query.isFetching ? (
        job === undefined ? null : (
          <div className="blank">
            <JobView job={job} />
          </div>
        )
      ) : cancelled ? (
        <Blank title={say('matchScreen.cancelled')} text={say('matchScreen.cancelled.text')}>
          <Button kind="primary" autoFocus onPress={again}>
            {say('matchScreen.propose')}
          </Button>
        </Blank>
      ) : query.error !== null || counts.error !== null ? (
        <Refusal error={query.error ?? counts.error}>
          <Button onPress={again}>{say('matchScreen.propose')}</Button>
        </Refusal>
      ) : made === null || counts.data === undefined || !ready ? (
        <Reading />
      ) : (
        <Proposals
          key={`${made} ${view.find} ${view.method ?? ''}`}
          of={of}
          made={made}
          counts={counts.data}
          view={view}
          setView={setView}
          decidedHere={decidedHere}
        />
      )}
    </>
  );
}

type WaysProps = { readonly counts: Counts | undefined; readonly view: View; readonly setView: (change: Change<View>) => void };

function MethodWays({ counts, view, setView }: WaysProps): ReactNode {
  const { say, count } = useSpeech();
  const all = counts === undefined ? undefined : counts.exact + counts.rule + counts.scored;
  const ways: readonly (readonly [Method | null, string, number | undefined])[] = [
    [null, say('matchScreen.allMethods'), all],
    ...methods.map((method) => [method, say(`matchMethod.${method}`), counts?.[method]] as const),
  ];
  return (
    <div className="ways" role="group" aria-label={say('matchScreen.methods')}>
      {ways.map(([method, name, n]) => (
        <button
          key={method ?? 'all'}
          type="button"
          className="way"
          aria-pressed={view.method === method}
          onClick={() => setView((last) => ({ ...last, method, at: '' }))}
        >
          {name} {n === undefined ? null : <b>{count(n)}</b>}
        </button>
      ))}
    </div>
  );
}

type ListedProps = {
  readonly of: OfKind;
  readonly made: number;
  readonly counts: Counts;
  readonly view: View;
  readonly setView: (change: Change<View>) => void;
  readonly decidedHere: Made;
};

function Proposals({ of, made, counts, view, setView, decidedHere }: ListedProps): ReactNode {
  const { say } = useSpeech();
  const api = useApi();
  const sought: Sought = { method: view.method, find: view.find };
  const pages = usePages<Proposal>({
    key: proposalsKey(of, made, sought),
    keep: true,
    read: (at, limit, signal) => readProposals(api, of, { ...sought, at, limit }, signal),
  });
  const total = listRows(counts, view.method).reduce((n, row) => (row.kind === 'group' ? n + row.n : n), 0);
  if (pages.error !== null) return <Refusal error={pages.error} />;
  if (total === 0) {
    return view.find === '' && view.method === null ? (
      <Blank title={say('matchScreen.none')} text={say('matchScreen.none.text')} />
    ) : (
      <Blank title={say('matchScreen.noneFound')} text={say('matchScreen.noneFound.text')}>
        <Button kind="primary" onPress={() => setView(startView)}>
          {say('matchScreen.showAll')}
        </Button>
      </Blank>
    );
  }
  return (
    <Walk decidedHere={decidedHere} of={{ ...of, ...sought }} counts={counts} pages={pages} total={total} view={view} setView={setView} />
  );
}
