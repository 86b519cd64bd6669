import { useState } from 'react';
import type { ReactNode } from 'react';
import { useApi, useForgetCase } from '../../parts/api.tsx';
import { Button } from '../../parts/button.tsx';
import { TextArea, TextInput } from '../../parts/field.tsx';
import { shownShare } from '../../parts/viewer/box.ts';
import { useSpeech } from '../../parts/words.tsx';
import { useSavedText } from './use-saved-text.ts';
import { LinkDialog } from './link-dialog.tsx';
import { useRemoveLink } from './use-remove-link.ts';
import { SavingMark } from './saving-mark.tsx';
import type { EvidenceItem, Region } from './shapes.ts';
import { TargetName } from './target-name.tsx';
import type { Marking } from './use-marking.ts';

type RegionsProps = { readonly caseId: string; readonly item: EvidenceItem; readonly marking: Marking };

/** The marked parts in the order of the pages; pressing one leads there. */
export function Regions({ caseId, item, marking }: RegionsProps): ReactNode {
  const { say } = useSpeech();
  const regions = item.regions.toSorted((a, b) => a.page - b.page || a.top - b.top || a.left - b.left);
  return (
    <section className="facts">
      <div className="bar-row">
        <h3>{say('ev.regions')}</h3>
        <span className="spring" />
        <Button small onPress={marking.begin} pressed={marking.draft !== null}>
          {say('ev.region.mark')}
        </Button>
      </div>
      {regions.length === 0 ? <p className="quiet">{say('ev.regions.none')}</p> : null}
      <ul className="region-list">
        {regions.map((region) => {
          const chosen = region.regionId === marking.current?.regionId;
          return (
            <li key={region.regionId} className={chosen ? 'chosen' : ''}>
              <button type="button" className="region-link" aria-pressed={chosen} onClick={() => marking.choose(region)}>
                <span>{region.title === '' ? say('ev.region.untitled') : region.title}</span>
                <span className="meta">{say('ev.region.page', { page: region.page })}</span>
              </button>
              {chosen ? <RegionForm key={region.regionId} caseId={caseId} item={item} region={region} marking={marking} /> : null}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

type FormProps = RegionsProps & { readonly region: Region };

/** Title, text and place of the chosen part, and what it supports. */
function RegionForm({ caseId, item, region, marking }: FormProps): ReactNode {
  const { say, decimal } = useSpeech();
  const api = useApi();
  const forget = useForgetCase();
  const [linking, setLinking] = useState(false);
  const { regionId } = region;
  const form = useSavedText(`region.${regionId}`, { title: region.title, text: region.text }, async (set) => {
    await api.call['region.change']({ caseId, regionId, ...set });
    forget(caseId);
  });
  const share = (value: number): string => decimal(shownShare(value));
  return (
    <div className="stack region-form">
      <TextInput
        label={say('ev.region.title')}
        maxLength={300}
        value={form.text.title}
        onChange={(event) => form.set({ title: event.target.value })}
        onBlur={form.flush}
      />
      <TextArea
        label={say('ev.region.text')}
        rows={2}
        maxLength={20_000}
        value={form.text.text}
        onChange={(event) => form.set({ text: event.target.value })}
        onBlur={form.flush}
      />
      <p className="meta">
        {say('ev.region.numbers', {
          page: region.page,
          left: share(region.left),
          top: share(region.top),
          width: share(region.width),
          height: share(region.height),
        })}
      </p>
      <RegionLinks caseId={caseId} item={item} regionId={regionId} />
      <div className="bar-row">
        <Button small onPress={() => setLinking(true)}>
          {say('ev.link.add')}
        </Button>
        <Button small onPress={() => marking.adjust(region)}>
          {say('ev.region.adjust')}
        </Button>
        <Button small onPress={() => marking.remove(region)}>
          {say('ev.region.remove')}
        </Button>
        <span className="spring" />
        <SavingMark saving={form.saving} />
      </div>
      {linking ? <LinkDialog caseId={caseId} sha256={item.item.sha256} regionId={regionId} close={() => setLinking(false)} /> : null}
    </div>
  );
}

type RegionLinksProps = Pick<RegionsProps, 'caseId' | 'item'> & { readonly regionId: string };

/** What this part of the page supports. */
function RegionLinks({ caseId, item, regionId }: RegionLinksProps): ReactNode {
  const { say } = useSpeech();
  const remove = useRemoveLink(caseId);
  return item.links
    .filter((link) => link.regionId === regionId)
    .map((link) => (
      <span key={link.linkId} className="bar-row">
        <TargetName caseId={caseId} target={link.target} />
        <Button small onPress={() => remove(link)}>
          {say('ev.link.remove')}
        </Button>
      </span>
    ));
}
