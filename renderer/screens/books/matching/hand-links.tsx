import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, IconButton } from '../../../parts/button.tsx';
import { Choose, TextInput } from '../../../parts/field.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { currencyOf, problemOf, sumsOf } from './hand.ts';
import type { Draft } from './hand.ts';
import { isZero } from './shapes.ts';
import type { OpenRow } from './shapes.ts';

type LinksProps = {
  readonly lefts: readonly OpenRow[];
  readonly rights: readonly OpenRow[];
  readonly drafts: readonly Draft[];
  readonly setDrafts: (drafts: readonly Draft[]) => void;
  readonly note: string;
  readonly setNote: (note: string) => void;
  readonly ready: boolean;
  readonly submit: () => void;
  readonly clear: () => void;
};

/** What belongs together of the marked rows: amounts, the sums of both sides and what remains between them. */
export function HandLinks(props: LinksProps): ReactNode {
  const { say } = useSpeech();
  const { lefts, rights, drafts, setDrafts } = props;
  if (lefts.length === 0 || rights.length === 0) {
    return (
      <section className="match-links" aria-label={say('matchScreen.hand')}>
        <p className="quiet prose">{say('matchScreen.hand.hint', { left: lefts.length, right: rights.length })}</p>
      </section>
    );
  }
  const next = Math.max(-1, ...drafts.map(({ id }) => id)) + 1;
  const add = (): void => setDrafts([...drafts, { id: next, left: lefts[0]?.name ?? '', right: rights[0]?.name ?? '', amount: '' }]);
  return (
    <section className="match-links" aria-label={say('matchScreen.hand')}>
      <Totals {...props} />
      <div className="match-drafts">
        {drafts.map((draft) => (
          <DraftLine key={draft.id} draft={draft} links={props} />
        ))}
      </div>
      <div className="bar-row match-hand-foot">
        <Button small onPress={add}>
          <Plus className="icon" aria-hidden />
          {say('matchScreen.hand.add')}
        </Button>
        <div className="match-note">
          <TextInput
            label={say('matchScreen.hand.note')}
            hideLabel
            slim
            maxLength={2_000}
            placeholder={say('matchScreen.hand.note')}
            value={props.note}
            onChange={(event) => props.setNote(event.target.value)}
          />
        </div>
        <Button small onPress={props.clear}>
          {say('matchScreen.unmark')}
        </Button>
        <Button kind="primary" small keys="Ctrl+Enter" disabled={!props.ready} onPress={props.submit}>
          {say('matchScreen.hand.link')}
        </Button>
      </div>
    </section>
  );
}

function Totals({ lefts, rights, drafts }: LinksProps): ReactNode {
  const { say, money } = useSpeech();
  const { left, right, linked, difference, currency } = sumsOf(lefts, rights, drafts);
  const shown = (value: string | null): string => (value === null ? '–' : money(value, currency));
  return (
    <p className="match-sums" role="status">
      <span>
        {say('matchScreen.hand.left', { n: lefts.length })} <b>{shown(left)}</b>
      </span>
      <span>
        {say('matchScreen.hand.right', { n: rights.length })} <b>{shown(right)}</b>
      </span>
      <span>
        {say('matchScreen.linked')} <b>{shown(linked)}</b>
      </span>
      {difference === null ? (
        <span className="amber">{say('matchScreen.hand.noDifference')}</span>
      ) : (
        <span className={isZero(difference) ? 'confirmed' : 'amber'}>
          {say('matchScreen.difference')} <b>{shown(difference)}</b>
        </span>
      )}
    </p>
  );
}

function DraftLine({ draft, links }: { readonly draft: Draft; readonly links: LinksProps }): ReactNode {
  const { say } = useSpeech();
  const { lefts, rights, drafts, setDrafts } = links;
  const rows = new Map([...lefts, ...rights].map((row) => [row.name, row]));
  const change = (part: Partial<Draft>): void => setDrafts(drafts.map((one) => (one.id === draft.id ? { ...one, ...part } : one)));
  const problem = problemOf(draft, drafts, rows);
  return (
    <div className="match-draft">
      <RowChoice label={say('matchScreen.hand.leftRow')} rows={lefts} value={draft.left} onChange={(left) => change({ left })} />
      <div className="match-amount">
        <TextInput
          label={say('matchScreen.amount')}
          hideLabel
          slim
          value={draft.amount}
          placeholder={say('matchScreen.hand.noAmount')}
          problem={problem === null ? undefined : say(`matchScreen.hand.bad.${problem}`)}
          onChange={(event) => change({ amount: event.target.value })}
        />
        <span className="quiet">{currencyOf(rows.get(draft.left), rows.get(draft.right))}</span>
      </div>
      <RowChoice label={say('matchScreen.hand.rightRow')} rows={rights} value={draft.right} onChange={(right) => change({ right })} />
      <IconButton
        icon={<X className="icon" aria-hidden />}
        label={say('matchScreen.hand.remove')}
        onPress={() => setDrafts(drafts.filter((one) => one.id !== draft.id))}
      />
    </div>
  );
}

type ChoiceProps = {
  readonly label: string;
  readonly rows: readonly OpenRow[];
  readonly value: string;
  readonly onChange: (name: string) => void;
};

/** Which of the marked rows; a single one is only said. */
function RowChoice({ label, rows, value, onChange }: ChoiceProps): ReactNode {
  const { say, money } = useSpeech();
  const named = (row: OpenRow): string => {
    const number = row.label === '' ? say('matchScreen.noNumber') : row.label;
    return row.open === null ? number : say('matchScreen.hand.row', { number, amount: money(row.open, row.currency) });
  };
  const [only] = rows;
  if (rows.length === 1 && only !== undefined) return <span className="match-only">{named(only)}</span>;
  return (
    <Choose
      label={label}
      hideLabel
      slim
      value={value}
      choices={rows.map((row) => ({ value: row.name, label: named(row) }))}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
