import './matching.css';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Button } from '../../../parts/button.tsx';
import { useCommands } from '../../../parts/commands.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { DecidedPart } from './decided-part.tsx';
import { HandPart } from './hand-part.tsx';
import { MissingBooks } from './missing-books.tsx';
import { ProposalsPart } from './proposals-part.tsx';
import { parts } from './shapes.ts';
import type { Kind, Part } from './shapes.ts';
import { useBooksStamp } from './use-books-stamp.ts';
import { useEmptySides } from './use-empty-sides.ts';
import { useMatchVersion } from './use-version.ts';

/** One kind of match: what is proposed, what was decided, what is linked by hand. */
export function MatchKindPage(): ReactNode {
  const { caseId, kind } = useParams({ from: '/case/$caseId/matching/$kind' });
  return <KindPage key={`${caseId} ${kind}`} caseId={caseId} kind={kind as Kind} />;
}

type KindProps = { readonly caseId: string; readonly kind: Kind };

function KindPage({ caseId, kind }: KindProps): ReactNode {
  const { part = 'proposals', side = 'left' } = useSearch({ from: '/case/$caseId/matching/$kind' });
  const { say } = useSpeech();
  const go = useNavigate();
  const version = useMatchVersion(caseId);
  const books = useBooksStamp(caseId);
  const missing = useEmptySides(caseId, kind);
  const overview = (): void => void go({ to: '/case/$caseId/matching', params: { caseId }, search: { at: kind } });
  useCommands([{ id: 'match.overview', title: say('matchScreen.toOverview'), group: 'go', keys: 'Alt+ArrowUp', run: overview }]);
  const bar = <PartWays caseId={caseId} kind={kind} here={part} />;
  return (
    <>
      <header className="work-head compact match-head">
        <div className="bar-row">
          <h1>{say(`matchKind.${kind}`)}</h1>
          <Button kind="link" onPress={overview}>
            {say('matchScreen.toOverview')}
          </Button>
        </div>
      </header>
      {missing === undefined ? null : missing.length > 0 ? (
        <MissingBooks caseId={caseId} tables={missing} />
      ) : part === 'proposals' ? (
        <ProposalsPart caseId={caseId} kind={kind} books={books} bar={bar} />
      ) : part === 'hand' ? (
        <HandPart caseId={caseId} kind={kind} version={version} bar={bar} side={side} />
      ) : (
        <DecidedPart key={part} caseId={caseId} kind={kind} state={part} version={version} bar={bar} />
      )}
    </>
  );
}

/** Ways to look at one kind. */
function PartWays({ caseId, kind, here }: KindProps & { readonly here: Part }): ReactNode {
  const { say } = useSpeech();
  const go = useNavigate();
  const show = (part: Part): void => void go({ to: '/case/$caseId/matching/$kind', params: { caseId, kind }, search: { part } });
  useCommands(
    parts
      .filter((part) => part !== here)
      .map((part) => ({
        id: `match.part.${part}`,
        title: say(`matchScreen.part.${part}.go`),
        group: 'do' as const,
        run: () => show(part),
      })),
  );
  return (
    <div className="ways" role="group" aria-label={say('matchScreen.parts')}>
      {parts.map((part) => (
        <button key={part} type="button" className="way" aria-pressed={part === here} onClick={() => show(part)}>
          {say(`matchScreen.part.${part}`)}
        </button>
      ))}
    </div>
  );
}
