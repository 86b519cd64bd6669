import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ImportPreview, Profile } from '../../../../contract/rpc/books.ts';
import { useAsk } from '../../../parts/api.tsx';
import { Button } from '../../../parts/button.tsx';
import { TextInput, Tick } from '../../../parts/field.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { ProfilesDialog } from './profiles-dialog.tsx';

type OwnerProps = { readonly caseId: string; readonly preview: ImportPreview; readonly onProfile: (profile: Profile) => void };

/** Whose files, and of which program, the mapping is kept for; and the mappings that are kept. */
export function Owner({ caseId, preview, onProfile }: OwnerProps): ReactNode {
  const { say } = useSpeech();
  const [shown, setShown] = useState(false);
  const taxid = useAsk('case.get', { caseId }).data?.header.taxid ?? '';
  const { profile } = preview;
  const { taxid: _trader, software: _program, ...rest } = profile;
  const [program, setProgram] = useState(profile.software ?? preview.software);
  const keep = (own: boolean, software: string): void =>
    onProfile({ ...rest, ...(own ? { taxid } : {}), ...(software.trim() === '' ? {} : { software: software.trim() }) });
  return (
    <section className="facts">
      <div className="import-choices">
        {taxid === '' ? null : (
          <Tick
            label={say('mapping.forTrader', { taxid })}
            checked={profile.taxid === taxid}
            onChange={(on) => keep(on, profile.software ?? '')}
          />
        )}
        <TextInput
          label={say('mapping.software')}
          slim
          hint={say('mapping.software.hint')}
          maxLength={200}
          value={program}
          onChange={(event) => setProgram(event.target.value)}
          onBlur={() => program.trim() !== (profile.software ?? '') && keep(profile.taxid === taxid && taxid !== '', program)}
        />
        <Button small onPress={() => setShown(true)}>
          {say('mapping.profiles')}
        </Button>
      </div>
      {shown ? (
        <ProfilesDialog
          close={() => setShown(false)}
          use={(chosen) => {
            setShown(false);
            onProfile(chosen);
          }}
        />
      ) : null}
    </section>
  );
}
