import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { Button } from '../../parts/button.tsx';
import { TextInput } from '../../parts/field.tsx';
import { useSpeech } from '../../parts/words.tsx';
import type { Deciding } from './decide.ts';
import type { State } from './hit-order.ts';
import type { RunHit } from './hits.ts';

export const decisions: readonly (readonly [State, string])[] = [
  ['explained', 'E'],
  ['needsData', 'N'],
  ['outOfScope', 'O'],
];

type DecisionProps = {
  readonly caseId: string;
  readonly hit: RunHit;
  /** how many leads it is about */
  readonly n: number;
  readonly deciding: Deciding;
  readonly onRecord: () => void;
};

/** What a person makes of a lead, or of the marked ones. A decision needs its reason; it can be taken back. */
export function Decision({ caseId, hit, n, deciding, onRecord }: DecisionProps): ReactNode {
  const { say } = useSpeech();
  const { state, reason } = hit.disposition;
  const { asked } = deciding;
  return (
    <section className="facts">
      <h3>{n > 1 ? say('tests.marked', { n }) : say('tests.decision')}</h3>
      {state === 'lead' || n > 1 ? null : (
        <p>
          <span className="strong">{say(`disposition.${state}`)}</span> {reason}
        </p>
      )}
      {hit.findingId === null || n > 1 ? (
        <div className="bar-row">
          <Button kind="primary" keys="F" onPress={onRecord}>
            {n > 1 ? say('tests.marked.record', { n }) : say('findings.record')}
          </Button>
          {decisions.map(([decision, keys]) => (
            <Button key={decision} small keys={keys} pressed={decision === (asked ?? state)} onPress={() => deciding.ask(decision)}>
              {say(`disposition.${decision}`)}
            </Button>
          ))}
          {state === 'lead' ? null : (
            <Button small kind="bare" keys="R" onPress={() => deciding.put({ state: 'lead', reason: '' })}>
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
          key={asked}
          state={asked}
          cancel={() => deciding.ask(null)}
          done={(text) => deciding.put({ state: asked, reason: text })}
        />
      )}
    </section>
  );
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
    <form
      className="stack"
      onSubmit={submit}
      onKeyDown={(event) => (event.key === 'Escape' ? (event.stopPropagation(), props.cancel()) : undefined)}
    >
      <TextInput
        label={say('tests.reason')}
        hint={say(`tests.reason.${props.state}`)}
        autoFocus
        maxLength={2_000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="bar-row">
        <Button small onPress={props.cancel}>
          {say('dialog.cancel')}
        </Button>
        <Button small kind="primary" submit disabled={reason.trim() === ''}>
          {say('tests.reason.put', { state: say(`disposition.${props.state}`) })}
        </Button>
      </div>
    </form>
  );
}
