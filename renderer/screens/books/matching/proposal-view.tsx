import type { ReactNode } from 'react';
import { Button } from '../../../parts/button.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { PairView } from './pair-view.tsx';
import { isZero } from './shapes.ts';
import type { Proposal } from './shapes.ts';
import { StateIcon } from './state-icon.tsx';

type ViewProps = {
  readonly caseId: string;
  readonly proposal: Proposal;
  readonly picked: string | undefined;
  readonly onPick: (row: string) => void;
  readonly onLeave: () => void;
  readonly onConfirm: () => void;
  readonly onRefuse: () => void;
  /** absent where nothing can be taken back here */
  readonly onUndo: (() => void) | undefined;
};

/** One proposal: which rows, which amounts, what remains between them, and every reason with its figures. */
export function ProposalView(props: ViewProps): ReactNode {
  const { say } = useSpeech();
  const { proposal } = props;
  return (
    <section className="match-view" aria-label={say('matchScreen.proposal')}>
      <header className="bar-row">
        <StateIcon state={proposal.state} />
        <h2>{say(`matchRule.${proposal.rule}`)}</h2>
        <Standing proposal={proposal} />
        <span className="spring" />
        {proposal.state === 'proposed' ? (
          <>
            <Button small keys="C" onPress={props.onConfirm}>
              {say('matchScreen.confirm')}
            </Button>
            <Button small keys="X" onPress={props.onRefuse}>
              {say('matchScreen.refuse')}
            </Button>
          </>
        ) : props.onUndo === undefined ? null : (
          <Button small keys="U" onPress={props.onUndo}>
            {say('matchScreen.undo')}
          </Button>
        )}
      </header>
      <div className="match-view-body">
        <PairView
          caseId={props.caseId}
          kind={proposal.kind}
          rows={proposal.rows}
          links={proposal.links}
          picked={props.picked}
          onPick={props.onPick}
          onLeave={props.onLeave}
        />
        <div className="match-why">
          <h3>{say('matchScreen.why')}</h3>
          <ul>
            {proposal.why.map((why, i) => (
              <li key={`${why.key} ${i}`}>{say(why)}</li>
            ))}
          </ul>
        </div>
      </div>
    </section>
  );
}

/** The method with its score, and the difference in money. */
function Standing({ proposal }: { readonly proposal: Proposal }): ReactNode {
  const { say, percent, money } = useSpeech();
  const { method, score, difference, links } = proposal;
  const currency = links[0]?.currency ?? '';
  return (
    <>
      <span className="tag">
        {method === 'scored' ? say('matchScreen.score', { score: percent(String(Math.round(score * 100))) }) : say(`matchMethod.${method}`)}
      </span>
      {difference === null ? null : isZero(difference) ? (
        <span className="quiet">{say('matchScreen.noDifference')}</span>
      ) : (
        <span className="amber">{say('matchScreen.differs', { amount: money(difference, currency) })}</span>
      )}
    </>
  );
}
