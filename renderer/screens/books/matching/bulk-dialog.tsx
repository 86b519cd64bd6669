import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { Button } from '../../../parts/button.tsx';
import { DialogBox } from '../../../parts/dialog.tsx';
import { TextInput } from '../../../parts/field.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import type { Decision, Method } from './shapes.ts';
import type { Many } from './use-deciding.ts';

/** What is about to be decided at once, before somebody says yes. */
export type Bulk = {
  readonly state: Decision;
  readonly n: number;
  /** all of a method: its least score can still be set */
  readonly method: Method | null;
  readonly places: readonly number[] | null;
};

type BulkProps = { readonly bulk: Bulk; readonly least: number; readonly close: () => void; readonly onDecide: (many: Many) => void };

/** Names the number and what follows from it. */
export function BulkDialog({ bulk, least, close, onDecide }: BulkProps): ReactNode {
  const { say } = useSpeech();
  const { state, n, method, places } = bulk;
  const [score, setScore] = useState(String(Math.round(least * 100)));
  const scored = method === 'scored' && places === null;
  const value = /^\s*(100|\d{1,2})\s*%?\s*$/.exec(score)?.[1];
  const wrong = scored && value === undefined;
  const decide = (): void => {
    if (wrong) return;
    close();
    if (places !== null) onDecide({ places });
    else if (method !== null) onDecide({ method, minScore: scored ? Number(value) / 100 : 0 });
  };
  return (
    <DialogBox
      title={say(`matchScreen.bulk.${state}`, { n })}
      close={close}
      footer={
        <>
          <Button onPress={close}>{say('dialog.cancel')}</Button>
          <Button kind="primary" autoFocus onPress={decide}>
            {say(`matchScreen.bulk.${state}.do`)}
          </Button>
        </>
      }
    >
      <form
        className="stack"
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          decide();
        }}
      >
        <p className="prose">{say(`matchScreen.bulk.${state}.text`, { n })}</p>
        {scored ? (
          <TextInput
            label={say('matchScreen.bulk.score')}
            hint={say('matchScreen.bulk.score.hint')}
            problem={wrong ? say('matchScreen.params.score.bad') : undefined}
            slim
            value={score}
            onChange={(event) => setScore(event.target.value)}
          />
        ) : null}
      </form>
    </DialogBox>
  );
}
