import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '../../../parts/button.tsx';
import { useCommands } from '../../../parts/commands.tsx';
import { Detail } from '../../../parts/detail.tsx';
import { useSettled } from '../../../parts/latest.ts';
import type { Change } from '../../../parts/remembered.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { RowDetail } from '../row-detail.tsx';
import { BulkDialog } from './bulk-dialog.tsx';
import type { Bulk } from './bulk-dialog.tsx';
import { focusMatch, ListAndChosen } from './list-and-chosen.tsx';
import { listRows, markedPlaces, nextOpen } from './list-rows.ts';
import type { ListRow } from './list-rows.ts';
import { ProposalList } from './proposal-list.tsx';
import { ProposalView } from './proposal-view.tsx';
import type { Decision, Method, Proposal } from './shapes.ts';
import { useDeciding } from './use-deciding.ts';
import type { Made } from './use-deciding.ts';
import type { Pages } from './use-pages.tsx';
import { useParamsOf } from './use-proposals.ts';
import type { Counts, OfKind, Sought } from './use-proposals.ts';

/** Where a person is in the proposals of a kind: what they are narrowed by, and the place or heading that is chosen. */
export type View = { readonly method: Method | null; readonly find: string; readonly at: string };

export const startView: View = { method: null, find: '', at: '' };

type WalkProps = {
  readonly of: OfKind & Sought;
  readonly counts: Counts;
  readonly pages: Pages<Proposal>;
  readonly decidedHere: Made;
  readonly total: number;
  readonly view: View;
  readonly setView: (change: Change<View>) => void;
};

/** What is decided by a key or a button: the marked ones after a question, else the chosen one, and on to the next open one. */
function useDecisions({ of, counts, pages, decidedHere, total, view, setView }: WalkProps) {
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [bulk, setBulk] = useState<Bulk | null>(null);
  const deciding = useDeciding(of, decidedHere);
  const at = view.at === '' ? '0' : view.at;
  const place = /^\d+$/.test(at) ? Number(at) : null;
  const chosen = place === null ? undefined : pages.get(place);
  const isOpen = (next: number): boolean | undefined => {
    const one = pages.get(next);
    return one === undefined ? undefined : one.state === 'proposed';
  };
  const decide = (state: Decision): void => {
    const places = markedPlaces(marked);
    if (places.length > 1) setBulk({ state, n: places.length, method: null, places });
    else if (chosen?.state === 'proposed' && place !== null) {
      void deciding.one(chosen.key, state);
      setView((last) => ({ ...last, at: String(nextOpen(place, total, isOpen)) }));
    }
  };
  const group = (method: Method): void =>
    setBulk({ state: 'confirmed', n: counts[method], method, places: of.find === '' ? null : groupPlaces(counts, of.method, method) });
  const undo = (): void => {
    if (chosen !== undefined) void deciding.undo([chosen.key]);
  };
  return { marked, setMarked, bulk, setBulk, deciding, at, chosen, decide, group, undo };
}

/** The list, and below it the proposal that is chosen there. */
export function Walk(props: WalkProps): ReactNode {
  const { of, counts, pages, setView } = props;
  const { say } = useSpeech();
  const [picked, setPicked] = useState<string | undefined>(undefined);
  const { marked, setMarked, bulk, setBulk, deciding, at, chosen, decide, group, undo } = useDecisions(props);
  const [params] = useParamsOf(of);
  const row = useSettled(chosen?.rows.some(({ name }) => name === picked) === true ? picked : chosen?.rows[0]?.name, 180);
  useDecisionKeys({ decide, undo });
  const list = (
    <>
      <ProposalList
        kind={of.kind}
        counts={counts}
        method={of.method}
        pages={pages}
        selected={at}
        onSelect={(one) => setView((last) => ({ ...last, at: one.kind === 'group' ? one.method : String(one.place) }))}
        onOpen={(one: ListRow) => (one.kind === 'group' ? group(one.method) : focusMatch.chosen())}
        marked={marked}
        onMark={setMarked}
        onConfirmGroup={group}
      />
      <MarkedFoot n={markedPlaces(marked).length} decide={decide} clear={() => setMarked(new Set())} />
    </>
  );
  const below =
    chosen === undefined ? null : (
      <ProposalView
        key={chosen.key}
        caseId={of.caseId}
        proposal={chosen}
        picked={row}
        onPick={setPicked}
        onLeave={focusMatch.list}
        onConfirm={() => decide('confirmed')}
        onRefuse={() => decide('refused')}
        onUndo={deciding.canUndo(chosen.key) ? undo : undefined}
      />
    );
  return (
    <>
      <ListAndChosen label={say('matchScreen.split')} name="match.split" list={list} below={below} />
      {bulk === null ? null : (
        <BulkDialog
          bulk={bulk}
          least={params.minScore}
          close={() => setBulk(null)}
          onDecide={(many) => {
            setMarked(new Set());
            void deciding.all(many, bulk.state);
          }}
        />
      )}
      <Detail>{row === undefined ? null : <RowDetail caseId={of.caseId} name={row} />}</Detail>
    </>
  );
}

/** The places of a method in a list. */
function groupPlaces(counts: Counts, only: Method | null, method: Method): readonly number[] {
  const group = listRows(counts, only).find((row) => row.kind === 'group' && row.method === method);
  return group?.kind === 'group' ? Array.from({ length: group.n }, (_, i) => group.from + i) : [];
}

function useDecisionKeys(acts: { readonly decide: (state: Decision) => void; readonly undo: () => void }): void {
  const { say } = useSpeech();
  useCommands([
    { id: 'match.confirm', title: say('matchScreen.confirm'), group: 'do', keys: 'C', run: () => acts.decide('confirmed') },
    { id: 'match.refuse', title: say('matchScreen.refuse'), group: 'do', keys: 'X', run: () => acts.decide('refused') },
    { id: 'match.undo', title: say('matchScreen.undo'), group: 'do', keys: 'U', run: acts.undo },
  ]);
}

type FootProps = { readonly n: number; readonly decide: (state: Decision) => void; readonly clear: () => void };

/** What can be done with the marked ones; how to mark while there are none. */
function MarkedFoot({ n, decide, clear }: FootProps): ReactNode {
  const { say } = useSpeech();
  return (
    <div className="grid-foot match-foot">
      {n === 0 ? (
        <span>{say('matchScreen.marked.hint')}</span>
      ) : (
        <>
          <b>{say('matchScreen.marked', { n })}</b>
          <Button small keys="C" onPress={() => decide('confirmed')}>
            {say('matchScreen.confirm')}
          </Button>
          <Button small keys="X" onPress={() => decide('refused')}>
            {say('matchScreen.refuse')}
          </Button>
          <Button small kind="bare" keys="Escape" onPress={clear}>
            {say('matchScreen.unmark')}
          </Button>
        </>
      )}
    </div>
  );
}
