import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../../parts/api.tsx';
import { Blank, Reading } from '../../../parts/blank.tsx';
import { Button } from '../../../parts/button.tsx';
import { useCommands } from '../../../parts/commands.tsx';
import { Detail } from '../../../parts/detail.tsx';
import { Refusal } from '../../../parts/failure.tsx';
import { useSettled } from '../../../parts/latest.ts';
import { useNotices } from '../../../parts/notices.tsx';
import { useRunJob } from '../../../parts/jobs.tsx';
import { Table } from '../../../parts/table.tsx';
import type { TableColumn } from '../../../parts/table.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import type { Speech } from '../../../parts/words.tsx';
import { RowDetail } from '../row-detail.tsx';
import { focusMatch, ListAndChosen } from './list-and-chosen.tsx';
import { PairView } from './pair-view.tsx';
import { linkedSum, sideShort, tableOf } from './shapes.ts';
import type { Decision, Kind, MatchSet, Side } from './shapes.ts';
import { StateIcon } from './state-icon.tsx';
import { atPlaces, placesOf, usePages, Wanted } from './use-pages.tsx';
import type { Pages } from './use-pages.tsx';
import { forgetProposals } from './use-proposals.ts';
import type { OfKind } from './use-proposals.ts';

type PartProps = OfKind & { readonly state: Decision; readonly version: number; readonly bar: ReactNode };

/** What was confirmed or refused, the newest first; each can be taken back. */
export function DecidedPart({ caseId, kind, state, version, bar }: PartProps): ReactNode {
  const { say } = useSpeech();
  const api = useApi();
  const pages = usePages<MatchSet>({
    key: ['match.list', { of: caseId, kind, state, version }],
    read: async (at, limit, signal) => {
      const page = await api.call['match.list']({ caseId, kind, state, at, limit }, { signal });
      return { total: page.total, items: page.matches };
    },
  });
  return (
    <>
      <div className="bar-row match-bar">{bar}</div>
      {pages.error !== null ? (
        <Refusal error={pages.error} />
      ) : pages.total === undefined ? (
        <Reading />
      ) : pages.total === 0 ? (
        <Blank title={say(`matchScreen.none.${state}`)} text={say(`matchScreen.none.${state}.text`)} />
      ) : (
        <Decided of={{ caseId, kind }} state={state} pages={pages} total={pages.total} />
      )}
    </>
  );
}

type ListProps = { readonly of: OfKind; readonly state: Decision; readonly pages: Pages<MatchSet>; readonly total: number };

function Decided({ of, state, pages, total }: ListProps): ReactNode {
  const speech = useSpeech();
  const { say } = speech;
  const [at, setAt] = useState(0);
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [picked, setPicked] = useState<string | undefined>(undefined);
  const place = Math.min(at, total - 1);
  const chosen = pages.get(place);
  const row = useSettled(chosen?.rows.some(({ name }) => name === picked) === true ? picked : chosen?.rows[0]?.name, 180);
  const takeBack = useTakeBack(of, state);
  const undo = (): void => {
    takeBack(marked.size > 1 ? [...marked].map(Number).sort((a, b) => a - b) : [place]);
    setMarked(new Set());
  };
  useCommands([{ id: 'match.undo', title: say('matchScreen.undo'), group: 'do', keys: 'U', run: undo }]);
  const list = (
    <>
      <Table
        label={say(`matchScreen.part.${state}`)}
        rows={useMemo(() => placesOf(total), [total])}
        rowKey={String}
        selected={String(place)}
        onSelect={setAt}
        onOpen={focusMatch.chosen}
        marked={marked}
        onMark={setMarked}
        minWidth={560}
        autoFocus
        columns={columnsOf(of.kind, pages, speech)}
      />
      <div className="grid-foot match-foot">
        {marked.size > 1 ? <b>{say('matchScreen.marked', { n: marked.size })}</b> : null}
        <Button small keys="U" onPress={undo}>
          {say('matchScreen.undo')}
        </Button>
      </div>
    </>
  );
  return (
    <>
      <ListAndChosen
        label={say('matchScreen.split')}
        name="match.split"
        list={list}
        below={chosen === undefined ? null : <SetView key={chosen.matchId} of={of} match={chosen} picked={row} onPick={setPicked} />}
      />
      <Detail>{row === undefined ? null : <RowDetail caseId={of.caseId} name={row} />}</Detail>
    </>
  );
}

type SetProps = {
  readonly of: OfKind;
  readonly match: MatchSet;
  readonly picked: string | undefined;
  readonly onPick: (row: string) => void;
};

/** A decision: when, how it was found, what was noted, and its rows. */
function SetView({ of, match, picked, onPick }: SetProps): ReactNode {
  const { say, moment } = useSpeech();
  return (
    <section className="match-view" aria-label={say('matchScreen.proposal')}>
      <header className="bar-row">
        <StateIcon state={match.state} />
        <h2>{say(`matchRule.${match.rule}`)}</h2>
        <span className="tag">{say(`matchMethod.${match.method}`)}</span>
        <span className="quiet">{moment(match.at)}</span>
      </header>
      <div className="match-view-body">
        {match.note === '' ? null : <p className="prose wrap-anywhere">{match.note}</p>}
        <PairView
          caseId={of.caseId}
          kind={of.kind}
          rows={match.rows}
          links={match.links}
          picked={picked}
          onPick={onPick}
          onLeave={focusMatch.list}
        />
      </div>
    </section>
  );
}

/** Takes decisions at places of the list back; their records are open again, and proposals are made anew. */
function useTakeBack({ caseId, kind }: OfKind, state: Decision): (places: readonly number[]) => void {
  const api = useApi();
  const client = useQueryClient();
  const run = useRunJob();
  const { tell, attempt } = useNotices();
  const { say } = useSpeech();
  return (places) =>
    void attempt(async () => {
      const { undone } = await run(say('matchScreen.undoing', { n: places.length }), async (options) => {
        const read = async (at: number, limit: number): Promise<readonly MatchSet[]> =>
          (await api.call['match.list']({ caseId, kind, state, at, limit }, {})).matches;
        const matchIds = (await atPlaces(places, read)).map(({ matchId }) => matchId);
        return matchIds.length === 0 ? { undone: 0 } : api.call['match.undoAll']({ caseId, matchIds }, options);
      });
      forgetProposals(client, caseId);
      tell(say('matchScreen.undone', { n: undone }));
    });
}

function columnsOf(kind: Kind, pages: Pages<MatchSet>, speech: Speech): readonly TableColumn<number>[] {
  const { say, money, moment } = speech;
  const cell =
    (shown: (one: MatchSet) => ReactNode) =>
    (place: number): ReactNode => {
      const one = pages.get(place);
      return one === undefined ? null : shown(one);
    };
  const side = (which: Side) => (one: MatchSet) => {
    const { label, more } = sideShort(one.rows, tableOf(kind, which));
    return more === 0 ? label : say('matchScreen.andMore', { label, n: more });
  };
  return [
    {
      id: 'left',
      title: say(`table.${tableOf(kind, 'left')}`),
      width: 'minmax(140px, 1.2fr)',
      cell: (place) => (pages.get(place) === undefined ? <Wanted place={place} want={pages.want} /> : cell(side('left'))(place)),
    },
    { id: 'right', title: say(`table.${tableOf(kind, 'right')}`), width: 'minmax(110px, 1fr)', cell: cell(side('right')) },
    {
      id: 'amount',
      title: say('matchScreen.linked'),
      width: '126px',
      number: true,
      cell: cell((one) => {
        const sum = linkedSum(one.links);
        return sum === null ? '' : money(sum.amount, sum.currency);
      }),
    },
    { id: 'rule', title: say('matchScreen.rule'), width: 'minmax(120px, 1fr)', cell: cell((one) => say(`matchRule.${one.rule}`)) },
    { id: 'at', title: say('matchScreen.when'), width: '132px', cell: cell((one) => moment(one.at)) },
  ];
}
