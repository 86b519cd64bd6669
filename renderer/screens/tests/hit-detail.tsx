import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import type { Output } from '../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../contract/rpc/index.ts';
import { useApi, useForgetCase } from '../../parts/api.tsx';
import { Button } from '../../parts/button.tsx';
import { Detail, Fact, Facts } from '../../parts/detail.tsx';
import { TextInput } from '../../parts/field.tsx';
import { useNotices } from '../../parts/notices.tsx';
import { useSpeech } from '../../parts/words.tsx';
import { useOpenRow } from '../books/open-row.ts';
import { SourceOf } from '../books/row-detail.tsx';
import { rowTitle } from '../books/row-words.ts';
import { useRows } from '../books/use-rows.ts';
import type { RunHit } from './hits.ts';
import { isNumber, measureName, measureShown, shownMeasures } from './measures.ts';

type Test = Output<AssayCalls['tests.list']>['tests'][number];
type HitProps = {
  readonly caseId: string;
  readonly runId: string;
  readonly test: Test;
  readonly hit: RunHit;
  readonly onRecord: () => void;
};

/** Why this is a lead, down to the lines of the trader's files; and what a person makes of it. */
export function HitDetail(props: HitProps): ReactNode {
  const speech = useSpeech();
  const { say } = speech;
  const { hit } = props;
  return (
    <Detail>
      <HitTitle {...props} />
      <section className="facts">
        <h3>{say('tests.why')}</h3>
        <p className="prose">{say(hit.explanation)}</p>
      </section>
      <Facts title={say('tests.measures')}>
        {shownMeasures(hit).map(([name, value]) => (
          <Fact key={name} name={measureName(name, speech)}>
            <span className={isNumber(value) ? 'number' : 'wrap-anywhere'}>{measureShown(name, value, speech)}</span>
          </Fact>
        ))}
      </Facts>
      <Decision key={hit.key} {...props} />
      <Sources {...props} />
    </Detail>
  );
}

function HitTitle({ caseId, hit }: HitProps): ReactNode {
  const { say } = useSpeech();
  const row = useRows(caseId, hit.keys.slice(0, 1))[0];
  if (row === undefined) return null;
  const { description } = row.cells;
  return (
    <div>
      <h2 className="wrap-anywhere">{rowTitle(row, say)}</h2>
      {typeof description === 'string' ? <p className="quiet">{description}</p> : null}
    </div>
  );
}

const shownSources = 5;

function Sources({ caseId, hit, test }: HitProps): ReactNode {
  const { say } = useSpeech();
  const [all, setAll] = useState(false);
  const names = all ? hit.keys.slice(0, 100) : hit.keys.slice(0, shownSources);
  const rows = useRows(caseId, names);
  const open = useOpenRow(caseId);
  const marked = test.needs.flatMap((need) => need.columns);
  return (
    <>
      {rows.map((row, index) =>
        row === undefined ? null : (
          <div key={row.name} className="source-row">
            <SourceOf row={row} marked={marked} />
            <Button kind="link" onPress={() => open(names[index] ?? row.name)}>
              {say('row.open', { row: rowTitle(row, say) })}
            </Button>
          </div>
        ),
      )}
      {hit.keys.length > names.length ? (
        <div>
          <Button kind="link" onPress={() => setAll(true)}>
            {say('tests.moreRows', { n: hit.keys.length - names.length })}
          </Button>
        </div>
      ) : null}
    </>
  );
}

type State = RunHit['disposition']['state'];
const decisions: readonly State[] = ['explained', 'needsData', 'outOfScope'];

/** A decision needs its reason; it can be taken back. */
function Decision(props: HitProps): ReactNode {
  const { say } = useSpeech();
  const { hit, caseId } = props;
  const [asked, setAsked] = useState<State | null>(null);
  const dispose = useDispose(props);
  const { state, reason } = hit.disposition;
  return (
    <section className="facts">
      <h3>{say('tests.decision')}</h3>
      {state === 'lead' ? null : (
        <p>
          <span className="strong">{say(`disposition.${state}`)}</span> {reason}
        </p>
      )}
      {hit.findingId === null ? (
        <div className="bar-row">
          <Button kind="primary" keys="F" onPress={props.onRecord}>
            {say('findings.record')}
          </Button>
          {decisions.map((decision) => (
            <Button key={decision} small pressed={decision === (asked ?? state)} onPress={() => setAsked(decision)}>
              {say(`disposition.${decision}`)}
            </Button>
          ))}
          {state === 'lead' ? null : (
            <Button small kind="bare" onPress={() => void dispose({ state: 'lead', reason: '' })}>
              {say('tests.reopen')}
            </Button>
          )}
        </div>
      ) : (
        <Link to="/case/$caseId/findings/$findingId" params={{ caseId, findingId: hit.findingId }}>
          {say('findings.openIt')}
        </Link>
      )}
      {asked === null ? null : (
        <ReasonForm
          state={asked}
          cancel={() => setAsked(null)}
          done={(text) => {
            setAsked(null);
            void dispose({ state: asked, reason: text });
          }}
        />
      )}
    </section>
  );
}

function useDispose({ caseId, runId, hit }: HitProps): (disposition: RunHit['disposition']) => Promise<void> {
  const { say } = useSpeech();
  const api = useApi();
  const forget = useForgetCase();
  const { attempt, tell } = useNotices();
  const put = async (disposition: RunHit['disposition']): Promise<boolean | undefined> =>
    attempt(async () => {
      await api.call['hit.dispose']({ caseId, runId, key: hit.key, disposition });
      forget(caseId);
      return true;
    });
  const before = hit.disposition;
  return async (disposition) => {
    if ((await put(disposition)) !== true) return;
    tell(say('tests.disposed', { state: say(`disposition.${disposition.state}`) }), { label: say('undo'), run: () => void put(before) });
  };
}

type ReasonProps = { readonly state: State; readonly cancel: () => void; readonly done: (reason: string) => void };

function ReasonForm(props: ReasonProps): ReactNode {
  const { say } = useSpeech();
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reason.trim() !== '') props.done(reason.trim());
  };
  return (
    <form className="stack" onSubmit={submit}>
      <TextInput
        label={say('tests.reason')}
        hint={say(`tests.reason.${props.state}`)}
        autoFocus
        maxLength={2_000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="bar-row">
        <Button small kind="primary" submit disabled={reason.trim() === ''}>
          {say('tests.reason.put', { state: say(`disposition.${props.state}`) })}
        </Button>
        <Button small onPress={props.cancel}>
          {say('dialog.cancel')}
        </Button>
      </div>
    </form>
  );
}
