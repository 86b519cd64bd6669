import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useApi } from '../../../parts/api.tsx';
import { useCommands } from '../../../parts/commands.tsx';
import { Detail } from '../../../parts/detail.tsx';
import { useSettled } from '../../../parts/latest.ts';
import { useNotices } from '../../../parts/notices.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { RowDetail } from '../row-detail.tsx';
import { HandLinks } from './hand-links.tsx';
import { dealt, linksOf, problemOf } from './hand.ts';
import type { Draft } from './hand.ts';
import { sides } from './shapes.ts';
import type { OpenRow, Side } from './shapes.ts';
import { UnmatchedList } from './unmatched-list.tsx';
import { forgetProposals } from './use-proposals.ts';
import type { OfKind } from './use-proposals.ts';

type Chosen = Readonly<Record<Side, ReadonlyMap<string, OpenRow>>>;

const nothing: Chosen = { left: new Map(), right: new Map() };

/** A match names at most so many links; more rows than these are no work for hands. */
const rowsAtMost = 60;

type HandProps = OfKind & { readonly version: number; readonly bar: ReactNode; readonly side: Side };

/** Records without a match, on both sides; what is marked on either is linked, with amounts and a note. */
export function HandPart({ caseId, kind, version, bar, side }: HandProps): ReactNode {
  const { say } = useSpeech();
  const [chosen, setChosen] = useState(nothing);
  const [drafts, setDrafts] = useState<readonly Draft[]>([]);
  const [note, setNote] = useState('');
  const [looked, look] = useState<string | undefined>(undefined);
  const row = useSettled(looked, 180);
  const link = useLinking({ caseId, kind });
  const rows = new Map([...chosen.left, ...chosen.right]);
  const mark = (at: Side, marked: ReadonlyMap<string, OpenRow>): void => {
    const next = { ...chosen, [at]: new Map([...marked].slice(0, rowsAtMost)) };
    setChosen(next);
    setDrafts(dealt([...next.left.values()], [...next.right.values()]));
  };
  const clear = (): void => {
    setChosen(nothing);
    setDrafts([]);
    setNote('');
  };
  const ready = drafts.length > 0 && drafts.every((draft) => problemOf(draft, drafts, rows) === null);
  const submit = (): void => {
    if (!ready) return;
    void link({ drafts, rows, note }).then((done) => {
      if (done) clear();
    });
  };
  useCommands([{ id: 'match.link', title: say('matchScreen.hand.link'), group: 'do', keys: 'Ctrl+Enter', run: submit }]);
  return (
    <>
      <div className="bar-row match-bar">{bar}</div>
      <div className="match-hand">
        {sides.map((at) => (
          <UnmatchedList
            key={at}
            caseId={caseId}
            kind={kind}
            side={at}
            version={version}
            autoFocus={at === side}
            marked={chosen[at]}
            onMark={(marked) => mark(at, marked)}
            onLook={look}
          />
        ))}
      </div>
      <HandLinks
        lefts={[...chosen.left.values()]}
        rights={[...chosen.right.values()]}
        drafts={drafts}
        setDrafts={setDrafts}
        note={note}
        setNote={setNote}
        ready={ready}
        submit={submit}
        clear={clear}
      />
      <Detail>{row === undefined ? null : <RowDetail caseId={caseId} name={row} />}</Detail>
    </>
  );
}

type Linking = { readonly drafts: readonly Draft[]; readonly rows: ReadonlyMap<string, OpenRow>; readonly note: string };

/** Records the links; they can be taken back at once. */
function useLinking({ caseId, kind }: OfKind): (of: Linking) => Promise<boolean> {
  const api = useApi();
  const client = useQueryClient();
  const { say } = useSpeech();
  const { tell, attempt } = useNotices();
  return async ({ drafts, rows, note }) => {
    const done = await attempt(() => api.call['match.link']({ caseId, kind, links: linksOf(drafts, rows), note: note.trim() }));
    if (done === undefined) return false;
    forgetProposals(client, caseId);
    const undo = (): void => void attempt(() => api.call['match.undo']({ caseId, matchId: done.matchId }));
    tell(say('matchScreen.hand.done', { n: drafts.length }), { label: say('undo'), run: undo });
    return true;
  };
}
