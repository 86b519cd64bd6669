import type { ReactNode } from 'react';
import type { ImportPreview, Profile, RepairOffer } from '../../../../contract/rpc/books.ts';
import { Tick } from '../../../parts/field.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { offerGroups, withRepairs } from './source.ts';

type RepairsProps = { readonly preview: ImportPreview; readonly onProfile: (profile: Profile) => void };

/** Departures from what the file says, each with what it would change; none is made unless it is ticked. */
export function Repairs({ preview, onProfile }: RepairsProps): ReactNode {
  const { say } = useSpeech();
  const groups = offerGroups(preview.repairs);
  if (groups.length === 0) return null;
  return (
    <section className="facts">
      <h3>{say('mapping.repairs')}</h3>
      <p className="quiet">{say('mapping.repairs.hint')}</p>
      <div className="repairs-list">
        {groups.map((group) => (
          <Offered
            key={group.map(({ repair, column }) => `${repair} ${column}`).join(' ')}
            group={group}
            onTick={(on) => onProfile(withRepairs(preview.profile, group, on))}
          />
        ))}
      </div>
    </section>
  );
}

type OfferedProps = { readonly group: readonly [RepairOffer, ...RepairOffer[]]; readonly onTick: (on: boolean) => void };

function Offered({ group, onTick }: OfferedProps): ReactNode {
  const { say, count } = useSpeech();
  const [first] = group;
  const n = group.reduce((sum, one) => sum + one.count, 0);
  const columns = group.map(({ column }) => say(`column.${column}`)).join(', ');
  const more = [
    first.unit === undefined ? '' : say('mapping.repair.unit', { units: count(first.unit) }),
    first.by === undefined ? '' : say('mapping.repair.by', { column: first.by }),
    say('mapping.repair.count', { n }),
  ].filter((text) => text !== '');
  return (
    <div>
      <Tick label={`${say(`mapping.repair.${first.repair}`)}: ${columns}`} checked={group.every((one) => one.stated)} onChange={onTick} />
      <div className="examples meta">
        <div>{more.join(' · ')}</div>
        {group.flatMap(({ column, examples }) =>
          examples.map(({ line, before, after }) => (
            <div key={`${column} ${line}`} className="wrap-anywhere">
              {say('mapping.repair.example', { line: count(line), before, after: after === '' ? say('mapping.example.empty') : after })}
              {group.length > 1 ? ` (${say(`column.${column}`)})` : ''}
            </div>
          )),
        )}
      </div>
    </div>
  );
}
