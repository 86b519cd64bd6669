import { Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { Choose } from '../../parts/field.tsx';
import { useSpeech } from '../../parts/words.tsx';
import { countsOf, states } from './hit-order.ts';
import type { HitView, State } from './hit-order.ts';
import type { RunHit } from './hits.ts';
import { sortedAtMost } from './hits.ts';

type BarProps = {
  readonly hits: readonly RunHit[];
  readonly all: number;
  readonly marked: number;
  readonly view: HitView;
  readonly onView: (view: HitView) => void;
  readonly children: ReactNode;
};

/** Which leads are shown, and how many are marked. */
export function HitBar({ hits, all, marked, view, onView, children }: BarProps): ReactNode {
  const { say } = useSpeech();
  const counts = countsOf(hits);
  return (
    <div className="hit-bar">
      <Choose
        label={say('tests.filter')}
        hideLabel
        slim
        value={view.state ?? ''}
        choices={[
          { value: '', label: say('tests.filter.all', { n: all }) },
          ...states
            .filter((state) => (counts.get(state) ?? 0) > 0 || state === view.state)
            .map((state) => ({
              value: state,
              label: say('tests.filter.state', { state: say(`disposition.${state}`), n: counts.get(state) ?? 0 }),
            })),
        ]}
        onChange={(event) => onView({ ...view, state: event.target.value === '' ? null : (event.target.value as State) })}
      />
      <span className="search-box">
        <Search className="icon" aria-hidden />
        <input
          id="find-lead"
          className="input slim"
          aria-label={say('tests.find')}
          placeholder={say('tests.find.short')}
          spellCheck={false}
          value={view.text}
          onChange={(event) => onView({ ...view, text: event.target.value })}
        />
      </span>
      <span className="meta" role="status">
        {marked > 0
          ? say('tests.marked', { n: marked })
          : all > sortedAtMost
            ? say('tests.first', { n: sortedAtMost })
            : say('tests.marked.hint')}
      </span>
      {children}
    </div>
  );
}
