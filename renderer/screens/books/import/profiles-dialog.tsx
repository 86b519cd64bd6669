import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Profile } from '../../../../contract/rpc/books.ts';
import { useApi, useAsk } from '../../../parts/api.tsx';
import { Reading } from '../../../parts/blank.tsx';
import { Button } from '../../../parts/button.tsx';
import { DialogBox } from '../../../parts/dialog.tsx';
import { TextInput } from '../../../parts/field.tsx';
import { useNotices } from '../../../parts/notices.tsx';
import { useSpeech } from '../../../parts/words.tsx';

type DialogProps = { readonly close: () => void; readonly use: (profile: Profile) => void };

/** The mappings of this vault: used, renamed, removed, kept as files and taken from them. */
export function ProfilesDialog({ close, use }: DialogProps): ReactNode {
  const { say } = useSpeech();
  const api = useApi();
  const { attempt } = useNotices();
  const client = useQueryClient();
  const kept = useAsk('profile.list', {});
  const again = (): Promise<void> => client.invalidateQueries({ queryKey: ['profile.list'] });
  const read = (): Promise<unknown> =>
    attempt(async () => {
      const { path } = await api.call['shell.pickOpen']({ kind: 'table' });
      if (path === null) return;
      await api.call['profile.save']((await api.call['profile.read']({ path })).profile);
      await again();
    });
  const profiles = kept.data?.profiles ?? [];
  return (
    <DialogBox
      wide
      title={say('mapping.profiles')}
      close={close}
      footer={
        <>
          <Button onPress={() => void read()}>{say('mapping.profile.read')}</Button>
          <Button onPress={close}>{say('dialog.close')}</Button>
        </>
      }
    >
      {kept.isPending ? <Reading /> : null}
      {kept.data !== undefined && profiles.length === 0 ? <p className="quiet">{say('mapping.profiles.none')}</p> : null}
      <ul className="stack">
        {profiles.map((profile, i) => (
          <Kept key={profile.name} profile={profile} hash={kept.data?.hashes[i] ?? ''} use={use} changed={again} />
        ))}
      </ul>
    </DialogBox>
  );
}

type KeptProps = Pick<DialogProps, 'use'> & { readonly profile: Profile; readonly hash: string; readonly changed: () => Promise<void> };

function Kept({ profile, hash, use, changed }: KeptProps): ReactNode {
  const { say } = useSpeech();
  const [title, setTitle] = useState<string | null>(null);
  const { name } = profile;
  const { rename, remove, write } = useDeeds(profile, changed);
  const owner = [profile.taxid ?? say('mapping.profile.anybody'), profile.software ?? ''].filter((text) => text !== '').join(' · ');
  return (
    <li>
      <div className="bar-row">
        <span className="strong wrap-anywhere">{name}</span>
        <span className="quiet">{say(`table.${profile.table}`)}</span>
        <span className="quiet wrap-anywhere">{owner}</span>
        <span className="spring" />
        <Button small onPress={() => use(profile)}>
          {say('mapping.profile.use')}
        </Button>
        <Button small onPress={() => setTitle(name)}>
          {say('mapping.profile.rename')}
        </Button>
        <Button small onPress={() => void write()}>
          {say('mapping.profile.write')}
        </Button>
        <Button small onPress={() => void remove()}>
          {say('mapping.profile.remove')}
        </Button>
      </div>
      {title === null ? null : (
        <form
          className="bar-row"
          onSubmit={(event) => {
            event.preventDefault();
            void rename(title).then(() => setTitle(null));
          }}
        >
          <TextInput
            label={say('mapping.profile.name')}
            slim
            autoFocus
            maxLength={200}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
          />
          <Button small submit>
            {say('mapping.profile.rename')}
          </Button>
        </form>
      )}
      <p className="mono meta wrap-anywhere">{say('mapping.profile.hash', { hash })}</p>
    </li>
  );
}

/** What can be done with a kept mapping; a refusal is told. */
function useDeeds(profile: Profile, changed: () => Promise<void>) {
  const { say } = useSpeech();
  const api = useApi();
  const { attempt, tell } = useNotices();
  const { name } = profile;
  const rename = (title: string): Promise<unknown> =>
    attempt(async () => {
      if (title.trim() !== '') await api.call['profile.rename']({ name, title: title.trim() });
      await changed();
    });
  const putBack = (): Promise<unknown> => attempt(async () => api.call['profile.save'](profile).then(changed));
  const remove = (): Promise<unknown> =>
    attempt(async () => {
      await api.call['profile.remove']({ name });
      await changed();
      tell(say('mapping.profile.removed', { name }), { label: say('mapping.profile.undo'), run: () => void putBack() });
    });
  const write = (): Promise<unknown> =>
    attempt(async () => {
      const { path } = await api.call['shell.pickSave']({ kind: 'file', suggested: `${name}.json` });
      if (path !== null) await api.call['profile.write']({ name, path });
    });
  return { rename, remove, write };
}
