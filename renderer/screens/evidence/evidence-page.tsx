import './evidence.css';
import { Download } from 'lucide-react';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { useAsk } from '../../parts/api.tsx';
import { Reading } from '../../parts/blank.tsx';
import { Button, IconButton } from '../../parts/button.tsx';
import { useCommands } from '../../parts/commands.tsx';
import { useDetail } from '../../parts/detail.tsx';
import { Refusal } from '../../parts/failure.tsx';
import { useSay } from '../../parts/words.tsx';
import { ItemTabs } from './item-tabs.tsx';
import type { Tab } from './item-tabs.tsx';
import { ItemView } from './item-view.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { RegionDraft } from './region-draft.tsx';
import { SaveDialog } from './save-dialog.tsx';
import type { EvidenceItem } from './shapes.ts';
import { useAdding } from './use-adding.ts';
import { useDropHere } from './use-arrivals.ts';
import { useMarking } from './use-marking.ts';
import { useItemRemoval } from './use-removal.ts';

/** One item: its pages, what is marked on them, their text, and the rows typed from them. */
export function EvidencePage(): ReactNode {
  const { caseId, evidenceId } = useParams({ from: '/case/$caseId/evidence/$evidenceId' });
  const say = useSay();
  const go = useNavigate();
  const item = useAsk('evidence.get', { caseId, evidenceId }, { keep: true });
  if (item.error !== null) {
    return (
      <Refusal error={item.error}>
        <Button onPress={() => void go({ to: '/case/$caseId/evidence', params: { caseId } })}>{say('sections.evidence')}</Button>
      </Refusal>
    );
  }
  if (item.data === undefined) return <Reading />;
  return <ItemPage key={item.data.item.evidenceId} caseId={caseId} item={item.data} />;
}

type PageProps = { readonly caseId: string; readonly item: EvidenceItem };

function ItemPage({ caseId, item }: PageProps): ReactNode {
  const say = useSay();
  const { at, page } = useSearch({ from: '/case/$caseId/evidence/$evidenceId' });
  const marking = useMarking(caseId, item, { at, page });
  const [tab, setTab] = useState<Tab>(at === undefined ? (page === undefined ? 'about' : 'text') : 'regions');
  const adding = useAdding(caseId);
  const over = useDropHere({ element: document.body, adding });
  const { setSheetOpen } = useDetail();
  // A sheet that is left open would lie over the next page.
  useEffect(() => () => setSheetOpen(false), [setSheetOpen]);
  const show = (next: Tab): void => {
    setTab(next);
    setSheetOpen(true);
  };
  return (
    <>
      <PageHead caseId={caseId} item={item} marking={marking} />
      {marking.draft === null ? null : (
        <RegionDraft key={marking.draftKey} marking={marking} onKept={() => (tab === 'rows' ? undefined : setTab('regions'))} />
      )}
      <ItemView caseId={caseId} item={item} marking={marking} onRegion={() => show('regions')} />
      <ItemTabs caseId={caseId} item={item} marking={marking} tab={tab} setTab={show} />
      {over ? <div className="drop-veil">{say('ev.drop')}</div> : null}
    </>
  );
}

type HeadProps = PageProps & { readonly marking: ReturnType<typeof useMarking> };

/** The name of the item and what can be done with it. */
function PageHead({ caseId, item, marking }: HeadProps): ReactNode {
  const say = useSay();
  const [shown, setShown] = useState<'save' | 'link' | null>(null);
  const { item: header } = item;
  const removal = useItemRemoval(caseId);
  const markable = header.kind === 'image' || header.kind === 'pdf';
  const regionId = marking.current?.regionId ?? null;
  useCommands([
    ...(markable ? [{ id: 'ev.region', title: say('ev.region.mark'), group: 'do' as const, keys: 'R', run: marking.begin }] : []),
    { id: 'ev.link', title: say('ev.link.title'), group: 'do', keys: 'L', run: () => setShown('link') },
    { id: 'ev.save', title: say('ev.save'), group: 'do', keys: 'Ctrl+S', run: () => setShown('save') },
    header.removed
      ? { id: 'ev.restore', title: say('ev.restore'), group: 'do', run: () => removal.restore(header) }
      : { id: 'ev.remove', title: say('ev.remove'), group: 'do', run: () => removal.remove(header) },
  ]);
  return (
    <header className="work-head compact">
      <div className="bar-row">
        <h1 className="wrap-anywhere">{header.name}</h1>
        <span className="tag">{say(`evidenceKind.${header.kind}`)}</span>
        {header.class === undefined ? null : <ClassTag secrecy={header.class} />}
        {header.removed ? <span className="tag wrong">{say('ev.removed')}</span> : null}
        <span className="spring" />
        {markable ? (
          <Button small keys="R" pressed={marking.draft !== null} onPress={marking.begin}>
            {say('ev.region.mark')}
          </Button>
        ) : null}
        <Button small keys="L" onPress={() => setShown('link')}>
          {say('ev.link.add')}
        </Button>
        <IconButton
          icon={<Download className="icon" aria-hidden />}
          label={say('ev.save.short')}
          keys="Ctrl+S"
          onPress={() => setShown('save')}
        />
      </div>
      {shown === 'save' ? <SaveDialog caseId={caseId} item={header} close={() => setShown(null)} /> : null}
      {shown === 'link' ? <LinkDialog caseId={caseId} sha256={header.sha256} regionId={regionId} close={() => setShown(null)} /> : null}
    </header>
  );
}

function ClassTag({ secrecy }: { readonly secrecy: string }): ReactNode {
  const say = useSay();
  const open = secrecy === 'public' || secrecy === 'trader';
  return <span className={`tag${open ? '' : ' amber'}`}>{say(`ev.class.${secrecy}`)}</span>;
}
