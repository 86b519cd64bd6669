import { useState } from 'react';
import type { ReactNode } from 'react';
import { useAsk } from '../../parts/api.tsx';
import { Button } from '../../parts/button.tsx';
import { useCommands } from '../../parts/commands.tsx';
import { Detail } from '../../parts/detail.tsx';
import { useSpeech } from '../../parts/words.tsx';
import { About, Origins } from './about.tsx';
import { Custody } from './custody.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { Links } from './links.tsx';
import { SaveDialog } from './save-dialog.tsx';
import type { EvidenceHeader } from './shapes.ts';
import { Thumbnail } from './thumbnail.tsx';
import { useItemRemoval } from './use-removal.ts';

type DetailProps = { readonly caseId: string; readonly header: EvidenceHeader; readonly open: () => void };

/** The chosen item of the list: its picture, what is known of it, what it supports, what happened to it. */
export function ItemDetail({ caseId, header, open }: DetailProps): ReactNode {
  const { say } = useSpeech();
  const item = useAsk('evidence.get', { caseId, evidenceId: header.evidenceId }, { keep: true }).data;
  const [shown, setShown] = useState<'save' | 'link' | null>(null);
  const removal = useItemRemoval(caseId);
  useCommands([
    { id: 'ev.save', title: say('ev.save'), group: 'do', keys: 'Ctrl+S', run: () => setShown('save') },
    { id: 'ev.link', title: say('ev.link.title'), group: 'do', keys: 'L', run: () => setShown('link') },
    header.removed
      ? { id: 'ev.restore', title: say('ev.restore'), group: 'do', run: () => removal.restore(header) }
      : { id: 'ev.remove', title: say('ev.remove'), group: 'do', keys: 'Delete', run: () => removal.remove(header) },
  ]);
  return (
    <Detail>
      <h2 className="wrap-anywhere">{header.name}</h2>
      {header.kind === 'image' ? <Thumbnail large wanted={{ caseId, ...header }} kind="image" /> : null}
      <div className="bar-row">
        <Button small kind="primary" onPress={open}>
          {say('ev.open')}
        </Button>
        <Button small keys="Ctrl+S" onPress={() => setShown('save')}>
          {say('ev.save.short')}
        </Button>
        <Button small onPress={() => (header.removed ? removal.restore(header) : removal.remove(header))}>
          {say(header.removed ? 'ev.restore' : 'ev.remove.short')}
        </Button>
      </div>
      {header.removed ? <p className="amber">{say('ev.removed.note')}</p> : null}
      {item === undefined ? null : <Links caseId={caseId} item={item} onAdd={() => setShown('link')} />}
      <About caseId={caseId} item={header} />
      {item === undefined ? null : <Custody caseId={caseId} item={item} />}
      <Origins item={header} />
      {shown === 'save' ? <SaveDialog caseId={caseId} item={header} close={() => setShown(null)} /> : null}
      {shown === 'link' ? <LinkDialog caseId={caseId} sha256={header.sha256} regionId={null} close={() => setShown(null)} /> : null}
    </Detail>
  );
}
