import { Check, CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSay } from '../../parts/words.tsx';
import type { Saving } from '../findings/draft-writer.ts';

/** Nothing is shown as saved that is not on disk. */
export function SavingMark(props: { readonly saving: Saving }): ReactNode {
  const say = useSay();
  return (
    <span className="meta saving" role="status">
      {props.saving === 'saved' ? <Check className="icon" aria-hidden /> : null}
      {props.saving === 'refused' ? <CircleAlert className="icon" aria-hidden /> : null}
      {say(`saving.${props.saving}`)}
    </span>
  );
}
