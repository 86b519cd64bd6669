import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '../../parts/button.tsx';
import { TextInput } from '../../parts/field.tsx';
import { BoxKeys } from '../../parts/viewer/box-keys.tsx';
import { useSay } from '../../parts/words.tsx';
import type { Marking } from './use-marking.ts';

type DraftProps = { readonly marking: Marking; readonly onKept: () => void };

/** The part that is being marked: its place in numbers, its title. Enter keeps it, Esc gives it up. */
export function RegionDraft({ marking, onKept }: DraftProps): ReactNode {
  const say = useSay();
  const [title, setTitle] = useState('');
  const { draft, setDraft } = marking;
  const keep = async (): Promise<void> => {
    if ((await marking.keep(title.trim())) !== undefined) onKept();
  };
  if (draft === null) return null;
  return (
    <form
      className="region-draft"
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        setDraft(null);
      }}
    >
      <BoxKeys grab={!marking.proposed} box={draft} onBox={setDraft} onKeep={() => void keep()} onDrop={() => setDraft(null)} />
      {marking.adjusting === null ? (
        <TextInput
          slim
          hideLabel
          label={say('ev.region.title')}
          placeholder={say('ev.region.title')}
          maxLength={300}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
      ) : null}
      <Button small onPress={() => setDraft(null)}>
        {say('dialog.cancel')}
      </Button>
      <Button small submit kind="primary">
        {say(marking.adjusting === null ? 'ev.region.keep' : 'ev.region.keepPlace')}
      </Button>
    </form>
  );
}
