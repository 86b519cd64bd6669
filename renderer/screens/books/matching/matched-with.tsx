import './matching.css';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { TableName } from '../../../../domain/model/books.ts';
import { useAsk } from '../../../parts/api.tsx';
import { Button } from '../../../parts/button.tsx';
import { useSettled } from '../../../parts/latest.ts';
import { useSpeech } from '../../../parts/words.tsx';
import { useOpenRow } from '../open-row.ts';
import { canMatch } from './shapes.ts';
import type { MatchSet } from './shapes.ts';
import { StateIcon } from './state-icon.tsx';

/** A walk over rows asks for the matches of the row where it ends. */
const settleMs = 200;

type WithProps = { readonly caseId: string; readonly name: string; readonly table: TableName };

/** What a row is matched with, and what it was decided not to belong to. */
export function MatchedWith({ caseId, name, table }: WithProps): ReactNode {
  const { say } = useSpeech();
  const go = useNavigate();
  const row = useSettled(name, settleMs);
  const can = canMatch(table);
  const { data } = useAsk('match.of', { caseId, row }, { enabled: can });
  if (!can || row !== name || data === undefined) return null;
  return (
    <section className="facts matched-with" aria-label={say('matchScreen.with')}>
      <h3>{say('matchScreen.with')}</h3>
      {data.matches.length === 0 ? (
        <p className="quiet">
          {say('matchScreen.with.none')}{' '}
          <Button kind="link" onPress={() => void go({ to: '/case/$caseId/matching', params: { caseId } })}>
            {say('matchScreen.title')}
          </Button>
        </p>
      ) : (
        <ul>
          {data.matches.map((match) => (
            <MatchLine key={match.matchId} caseId={caseId} name={name} match={match} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** So many of the other rows are named; the rest stand in the match. */
const rowsAtMost = 6;

function MatchLine({ caseId, name, match }: { readonly caseId: string; readonly name: string; readonly match: MatchSet }): ReactNode {
  const { say, money } = useSpeech();
  const go = useNavigate();
  const open = useOpenRow(caseId);
  const linked = new Map(
    match.links.flatMap((link) =>
      link.left === name ? [[link.right, link] as const] : link.right === name ? [[link.left, link] as const] : [],
    ),
  );
  const others = match.rows.filter((row) => linked.has(row.name));
  const show = (): void =>
    void go({ to: '/case/$caseId/matching/$kind', params: { caseId, kind: match.kind }, search: { part: match.state } });
  return (
    <li>
      <span className="match-with-head">
        <StateIcon state={match.state} />
        <Button kind="link" onPress={show}>
          {say(`matchKind.${match.kind}`)}
        </Button>
        <span className="quiet">{say(`matchMethod.${match.method}`)}</span>
      </span>
      {others.slice(0, rowsAtMost).map((row) => {
        const link = linked.get(row.name);
        return (
          <span key={row.name} className="match-with-row">
            <Button kind="link" onPress={() => open(row.name)} label={say('row.open', { row: row.label })}>
              {row.label === '' ? say('matchScreen.noNumber') : row.label}
            </Button>
            <span className="number">{link === undefined || link.amount === null ? '' : money(link.amount, link.currency)}</span>
          </span>
        );
      })}
      {others.length > rowsAtMost ? <span className="quiet">{say('matchScreen.moreLines', { n: others.length - rowsAtMost })}</span> : null}
      {match.note === '' ? null : <span className="quiet wrap-anywhere">{match.note}</span>}
    </li>
  );
}
