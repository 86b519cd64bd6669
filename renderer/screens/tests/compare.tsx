import { useQuery } from '@tanstack/react-query';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Output } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';
import { useApi, useAsk } from '../../parts/api.tsx';
import { Button } from '../../parts/button.tsx';
import { Fact, Facts } from '../../parts/detail.tsx';
import { DialogBox } from '../../parts/dialog.tsx';
import { useSpeech } from '../../parts/words.tsx';
import { paramShown } from './params.tsx';
import type { Test } from './params.tsx';

type Run = Output<AssayCalls['runs.list']>['runs'][number];
type CompareProps = { readonly caseId: string; readonly test: Test; readonly run: Run };

/** The run of this test before this one, if there was one. */
function useRunBefore(caseId: string, run: Run): Run | undefined {
  const runs = useAsk('runs.list', { caseId }).data?.runs ?? [];
  return runs
    .filter((other) => other.test === run.test && other.runId !== run.runId && other.at <= run.at)
    .reduce<Run | undefined>((last, other) => (last === undefined || other.at > last.at ? other : last), undefined);
}

/** Whether the same came out as the time before; what changed is one press away. */
export function Compare({ caseId, test, run }: CompareProps): ReactNode {
  const { say, moment } = useSpeech();
  const [open, setOpen] = useState(false);
  const before = useRunBefore(caseId, run);
  if (before === undefined) return null;
  const at = moment(before.at);
  if (before.datasetHash === run.datasetHash && before.resultHash === run.resultHash) {
    return (
      <span className="same-run confirmed" title={say('tests.compare.same.hint')}>
        <CircleCheck className="icon" aria-hidden />
        {say('tests.compare.same', { at })}
      </span>
    );
  }
  return (
    <>
      <Button small kind="bare" onPress={() => setOpen(true)}>
        <TriangleAlert className="icon amber" aria-hidden />
        {say('tests.compare.changed', { at })}
      </Button>
      {open ? <Changes caseId={caseId} test={test} run={run} before={before} close={() => setOpen(false)} /> : null}
    </>
  );
}

const mostCompared = 500;

function useLeads(caseId: string, runId: string) {
  const api = useApi();
  return useQuery({
    queryKey: ['runs.keys', { runId }],
    queryFn: async () =>
      new Set((await api.call['runs.hits']({ caseId, runId, after: -1, limit: mostCompared })).hits.map((hit) => hit.key)),
  }).data;
}

type ChangesProps = CompareProps & { readonly before: Run; readonly close: () => void };

/** Parameters, data, version, leads: then and now. */
function Changes({ caseId, test, run, before, close }: ChangesProps): ReactNode {
  const speech = useSpeech();
  const { say, moment, count } = speech;
  const changed = test.params.filter((param) => before.params[param.name] !== run.params[param.name]);
  const fromTo = (from: string, to: string): string => say('tests.compare.fromTo', { from, to });
  const shown = (param: Test['params'][number], of: Run): string =>
    paramShown(test.id, param, of.params[param.name] ?? param.value, speech);
  return (
    <DialogBox
      title={say('tests.compare.title', { at: moment(before.at) })}
      close={close}
      footer={
        <Button kind="primary" onPress={close} autoFocus>
          {say('dialog.close')}
        </Button>
      }
    >
      <Facts>
        {changed.map((param) => (
          <Fact key={param.name} name={say(`test.${test.id}.param.${param.name}`)}>
            {fromTo(shown(param, before), shown(param, run))}
          </Fact>
        ))}
        {before.version === run.version ? null : <Fact name={say('tests.compare.version')}>{fromTo(before.version, run.version)}</Fact>}
        <Fact name={say('tests.compare.data')}>
          {say(before.datasetHash === run.datasetHash ? 'tests.compare.data.same' : 'tests.compare.data.other')}
        </Fact>
        <Fact name={say('tests.population')}>{fromTo(count(before.populationN), count(run.populationN))}</Fact>
        <Fact name={say('tests.leads')} strong>
          {fromTo(count(before.hitsN), count(run.hitsN))}
        </Fact>
      </Facts>
      <LeadsComeAndGone caseId={caseId} now={run.runId} then={before.runId} />
    </DialogBox>
  );
}

function LeadsComeAndGone(props: { readonly caseId: string; readonly now: string; readonly then: string }): ReactNode {
  const { say } = useSpeech();
  const [now, then] = [useLeads(props.caseId, props.now), useLeads(props.caseId, props.then)];
  if (now === undefined || then === undefined) return null;
  const missing = (from: ReadonlySet<string>, of: ReadonlySet<string>): number => [...from].filter((key) => !of.has(key)).length;
  const [come, gone] = [missing(now, then), missing(then, now)];
  return (
    <p>
      {come > 0 ? say('tests.compare.new', { n: come }) : null} {gone > 0 ? say('tests.compare.gone', { n: gone }) : null}
      {come + gone === 0 ? say('tests.compare.none') : null}
    </p>
  );
}
