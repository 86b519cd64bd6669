import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useApi, useForgetCase } from '../../parts/api.tsx';
import { Button } from '../../parts/button.tsx';
import { DialogBox } from '../../parts/dialog.tsx';
import { Radios } from '../../parts/field.tsx';
import { useRunJob } from '../../parts/jobs.tsx';
import { useNotices } from '../../parts/notices.tsx';
import { useSay } from '../../parts/words.tsx';
import type { EvidenceHeader } from './shapes.ts';

type SaveProps = { readonly caseId: string; readonly item: EvidenceHeader; readonly close: () => void };

/** What may be shown to the trader is no secret; the rest is said before a copy leaves. */
const isRestricted = (item: EvidenceHeader): boolean => item.class !== undefined && item.class !== 'public' && item.class !== 'trader';

/** A copy that leaves the vault: of which class it is, with the data that the camera wrote into it or without. */
export function SaveDialog({ caseId, item, close }: SaveProps): ReactNode {
  const say = useSay();
  const api = useApi();
  const forget = useForgetCase();
  const run = useRunJob();
  const { attempt, tell } = useNotices();
  const [original, setOriginal] = useState(false);
  const save = (): void =>
    void attempt(async () => {
      const { path } = await api.call['shell.pickSave']({ kind: 'file', suggested: item.name });
      if (path === null) return;
      close();
      const { evidenceId } = item;
      const saved = await run(say('ev.save.working', { name: item.name }), (options) =>
        api.call['evidence.save']({ caseId, evidenceId, to: path, original }, options),
      );
      forget(caseId);
      tell(say('ev.saved', { path, metadata: saved.metadata, hash: saved.sha256.slice(0, 16) }));
    });
  return (
    <DialogBox
      title={say('ev.save')}
      close={close}
      footer={
        <Button kind="primary" autoFocus onPress={save}>
          {say('ev.save.choose')}
        </Button>
      }
    >
      <p className={`say-so ${isRestricted(item) ? 'wrong' : ''}`}>
        <CircleAlert className="icon" aria-hidden />
        {isRestricted(item)
          ? say('ev.save.restricted', { class: say(`ev.class.${item.class ?? ''}`) })
          : say('ev.save.class', { class: item.class === undefined ? say('ev.unsaid') : say(`ev.class.${item.class}`) })}
      </p>
      {item.kind === 'image' ? (
        <Radios
          legend={say('ev.save.how')}
          value={original ? 'original' : 'plain'}
          onChange={(value) => setOriginal(value === 'original')}
          choices={[
            { value: 'plain', label: say('ev.save.plain') },
            { value: 'original', label: say('ev.save.original') },
          ]}
        />
      ) : null}
      <p className="quiet prose">{say('ev.save.recorded')}</p>
    </DialogBox>
  );
}
