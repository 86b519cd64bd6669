import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, IconButton } from '../../parts/button.tsx';
import { useSay } from '../../parts/words.tsx';
import { LineArea } from './line-area.tsx';
import { useRemoval } from './use-removal.ts';

type CriteriaProps = {
  readonly criteria: readonly string[];
  readonly onChange: (criteria: string[]) => void;
  readonly onLeave: () => void;
};

/** The provisions that were to be kept, one a line. */
export function Criteria(props: CriteriaProps): ReactNode {
  const say = useSay();
  const { criteria, onChange } = props;
  const remove = useRemoval(criteria, onChange);
  return (
    <section className="field" aria-label={say('findings.criteria')}>
      <span className="label">{say('findings.criteria')}</span>
      {criteria.map((text, index) => (
        // A line has no name of its own: its place is its name.
        <div key={`line ${index}`} className="line-entry">
          <LineArea
            label={say('findings.criterion', { n: index + 1 })}
            hideLabel
            autoFocus={text === '' && index === criteria.length - 1}
            maxLength={2_000}
            value={text}
            onText={(next) => onChange(criteria.with(index, next))}
            onLeave={props.onLeave}
            onEnter={() => (text === '' ? undefined : onChange([...criteria, '']))}
          />
          <IconButton
            icon={<X className="icon" aria-hidden />}
            label={say('findings.criterion.remove', { n: index + 1 })}
            // an empty line has nothing to be put back
            onPress={() => (text === '' ? onChange(criteria.toSpliced(index, 1)) : remove(index, 'findings.criterion.removed'))}
          />
        </div>
      ))}
      <div className="bar-row">
        <Button small onPress={() => onChange([...criteria, ''])}>
          {say('findings.criterion.add')}
        </Button>
        <span className="hint">{say('findings.criteria.hint')}</span>
      </div>
    </section>
  );
}
