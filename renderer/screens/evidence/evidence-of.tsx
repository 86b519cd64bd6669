import './evidence.css';
import { Camera, Paperclip, X } from 'lucide-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useApi, useAsk } from '../../parts/api.tsx';
import { Button, IconButton } from '../../parts/button.tsx';
import { useCommands } from '../../parts/commands.tsx';
import { useNotices } from '../../parts/notices.tsx';
import { useSpeech } from '../../parts/words.tsx';
import { CameraDialog } from './camera-dialog.tsx';
import { useRemoveLink } from './use-remove-link.ts';
import { PickDialog } from './pick-dialog.tsx';
import type { LinkOf } from './shapes.ts';
import { Thumbnail } from './thumbnail.tsx';
import { useAdding } from './use-adding.ts';
import type { Adding } from './use-adding.ts';
import { useDropHere, usePaste } from './use-arrivals.ts';

type OfProps = {
  readonly caseId: string;
  /** `finding:<id>`, `row:<name>`, `requestItem:<id>` */
  readonly target: string;
  /** the whole screen is about this target: pasted pictures and keys are for it */
  readonly main?: boolean;
  /** something was tied to it here, or was untied again */
  readonly onTied?: (tied: boolean) => void;
};

/** The evidence of one thing: what there is, and every way to add more. Files can be dropped on it. */
export function EvidenceOf({ caseId, target, main = false, onTied }: OfProps): ReactNode {
  const { say } = useSpeech();
  const links = useAsk('link.of', { caseId, target }, { keep: true }).data?.links ?? [];
  const adding = useAdding(caseId, onTied);
  const [place, setPlace] = useState<HTMLElement | null>(null);
  const [open, setOpen] = useState<'camera' | 'pick' | null>(null);
  const files = useAddFiles(adding, target);
  const over = useDropHere({ element: place, adding, target });
  useCommands(
    main
      ? [
          { id: 'ev.of.files', title: say('ev.of.files'), group: 'do', keys: 'Ctrl+O', run: files },
          { id: 'ev.of.photo', title: say('ev.of.photo'), group: 'do', keys: 'Ctrl+Shift+P', run: () => setOpen('camera') },
          { id: 'ev.of.pick', title: say('ev.of.pick'), group: 'do', keys: 'Ctrl+E', run: () => setOpen('pick') },
        ]
      : [],
  );
  return (
    <section ref={setPlace} className={`evidence-of${over ? ' over' : ''}`} aria-label={say('ev.of')}>
      <h3>{say('ev.of')}</h3>
      {main ? <Pasting adding={adding} target={target} /> : null}
      <ul className="evidence-cards">
        {links.map((link) => (
          <Card key={link.linkId} caseId={caseId} link={link} />
        ))}
      </ul>
      {links.length === 0 ? <p className="quiet">{say(main ? 'ev.of.noneMain' : 'ev.of.none')}</p> : null}
      <div className="bar-row">
        <Button small {...(main ? { keys: 'Ctrl+O' } : {})} onPress={files}>
          <Paperclip className="icon" aria-hidden />
          {say('ev.of.files')}
        </Button>
        <Button small onPress={() => setOpen('camera')}>
          <Camera className="icon" aria-hidden />
          {say('ev.of.photo')}
        </Button>
        <Button small onPress={() => setOpen('pick')}>
          {say('ev.of.pick')}
        </Button>
      </div>
      {open === 'camera' ? <CameraDialog caseId={caseId} adding={adding} target={target} close={() => setOpen(null)} /> : null}
      {open === 'pick' ? <PickDialog caseId={caseId} target={target} onTied={onTied} close={() => setOpen(null)} /> : null}
    </section>
  );
}

function Pasting({ adding, target }: { readonly adding: ReturnType<typeof useAdding>; readonly target: string }): ReactNode {
  usePaste(adding, target);
  return null;
}

function useAddFiles(adding: Adding, target: string): () => void {
  const api = useApi();
  const { attempt } = useNotices();
  return () =>
    void attempt(async () => {
      const { paths } = await api.call['shell.pickFiles']({});
      if (paths.length > 0) await adding.files(paths, { origin: 'file', target });
    });
}

/** One item: pressing it leads to its page and marked part. */
function Card({ caseId, link }: { readonly caseId: string; readonly link: LinkOf }): ReactNode {
  const { say } = useSpeech();
  const go = useNavigate();
  const remove = useRemoveLink(caseId);
  const { evidenceId, evidence, region, name } = link;
  const open = (): void =>
    void go({
      to: '/case/$caseId/evidence/$evidenceId',
      params: { caseId, evidenceId },
      search: region === null ? {} : { at: region.regionId },
    });
  const place = region === null ? null : say('ev.region.of', { title: region.title, page: region.page });
  return (
    <li className="evidence-card">
      <Thumbnail wanted={{ caseId, evidenceId, sha256: evidence, bytes: 0 }} kind={link.kind} />
      <span className="two-lines">
        <Button kind="link" onPress={open}>
          {name}
        </Button>
        {place === null ? null : <span className="meta">{place}</span>}
        {link.removed ? <span className="tag wrong">{say('ev.removed')}</span> : null}
      </span>
      <IconButton icon={<X className="icon" aria-hidden />} label={say('ev.link.removeNamed', { name })} onPress={() => remove(link)} />
    </li>
  );
}
