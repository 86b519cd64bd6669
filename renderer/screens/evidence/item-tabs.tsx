import { Tab as AriaTab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Detail } from '../../parts/detail.tsx';
import { useSay } from '../../parts/words.tsx';
import { About, Origins } from './about.tsx';
import { Custody } from './custody.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { Links } from './links.tsx';
import { Recognised } from './recognised.tsx';
import { Regions } from './regions.tsx';
import type { EvidenceItem } from './shapes.ts';
import { TypedRows } from './typed-rows.tsx';
import type { Marking } from './use-marking.ts';

const tabs = ['about', 'regions', 'text', 'rows'] as const;
export type Tab = (typeof tabs)[number];

type TabsProps = {
  readonly caseId: string;
  readonly item: EvidenceItem;
  readonly marking: Marking;
  readonly tab: Tab;
  readonly setTab: (tab: Tab) => void;
};

/** Beside the pages: what the item is, its marked parts, its text, the rows typed from it. */
export function ItemTabs(props: TabsProps): ReactNode {
  const say = useSay();
  const { caseId, item, marking, tab, setTab } = props;
  const paged = item.item.kind === 'image' || item.item.kind === 'pdf';
  const shown = paged ? tabs : tabs.slice(0, 1);
  return (
    <Detail>
      <Tabs className="tabs" selectedKey={paged ? tab : 'about'} onSelectionChange={(key) => setTab(key as Tab)}>
        <TabList className="tab-list" aria-label={say('ev.tabs')}>
          {shown.map((name) => (
            <AriaTab key={name} id={name} className="tab">
              {say(`ev.tab.${name}`)}
            </AriaTab>
          ))}
        </TabList>
        <TabPanel id="about" className="tab-panel">
          <AboutPanel caseId={caseId} item={item} />
        </TabPanel>
        <TabPanel id="regions" className="tab-panel">
          <Regions caseId={caseId} item={item} marking={marking} />
        </TabPanel>
        <TabPanel id="text" className="tab-panel">
          <Recognised caseId={caseId} header={item.item} marking={marking} />
        </TabPanel>
        <TabPanel id="rows" className="tab-panel">
          <TypedRows caseId={caseId} item={item} marking={marking} />
        </TabPanel>
      </Tabs>
    </Detail>
  );
}

function AboutPanel({ caseId, item }: { readonly caseId: string; readonly item: EvidenceItem }): ReactNode {
  const [linking, setLinking] = useState(false);
  return (
    <>
      <Links caseId={caseId} item={item} onAdd={() => setLinking(true)} />
      <About caseId={caseId} item={item.item} />
      <Custody caseId={caseId} item={item} />
      <Origins item={item.item} />
      {linking ? <LinkDialog caseId={caseId} sha256={item.item.sha256} regionId={null} close={() => setLinking(false)} /> : null}
    </>
  );
}
