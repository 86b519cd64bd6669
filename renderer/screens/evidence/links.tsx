import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, IconButton } from '../../parts/button.tsx';
import { useSay } from '../../parts/words.tsx';
import type { EvidenceItem, EvidenceLink } from './shapes.ts';
import { TargetName } from './target-name.tsx';
import { useRemoveLink } from './use-remove-link.ts';

type LinksProps = {
  readonly caseId: string;
  readonly item: EvidenceItem;
  /** opens the choice of what the item is tied to */
  readonly onAdd: () => void;
};

/** What the item supports: findings, rows of the books, requested items. */
export function Links({ caseId, item, onAdd }: LinksProps): ReactNode {
  const say = useSay();
  const remove = useRemoveLink(caseId);
  const regionOf = (link: EvidenceLink): string | null => {
    const region = item.regions.find((one) => one.regionId === link.regionId);
    return region === undefined ? null : say('ev.region.of', { title: region.title, page: region.page });
  };
  return (
    <section className="facts">
      <div className="bar-row">
        <h3>{say('ev.links')}</h3>
        <span className="spring" />
        <Button small keys="L" onPress={onAdd}>
          {say('ev.link.add')}
        </Button>
      </div>
      {item.links.length === 0 ? <p className="quiet">{say('ev.links.none')}</p> : null}
      <ul className="linked">
        {item.links.map((link) => (
          <li key={link.linkId}>
            <span className="two-lines">
              <TargetName caseId={caseId} target={link.target} />
              {regionOf(link) === null ? null : <span className="meta">{regionOf(link)}</span>}
            </span>
            <IconButton icon={<X className="icon" aria-hidden />} label={say('ev.link.remove')} onPress={() => remove(link)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
