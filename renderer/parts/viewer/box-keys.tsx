import './viewer.css';
import { useEffect, useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useSpeech } from '../words.tsx';
import { boxAfterKey, shownShare } from './box.ts';
import type { Box } from './box.ts';

type BoxKeysProps = {
  readonly box: Box;
  /** takes the focus as soon as it is shown */
  readonly grab: boolean;
  readonly onBox: (box: Box) => void;
  /** Enter */
  readonly onKeep: () => void;
  /** Escape */
  readonly onDrop: () => void;
};

/** The box that is being marked, in numbers; the arrows move it while this has the focus. */
export function BoxKeys({ box, grab, onBox, onKeep, onDrop }: BoxKeysProps): ReactNode {
  const { say, decimal } = useSpeech();
  const pad = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (grab) pad.current?.focus();
  }, [grab]);
  const press = (event: KeyboardEvent): void => {
    const next = boxAfterKey(box, event);
    if (next !== null) onBox(next);
    else if (event.key === 'Enter') onKeep();
    else if (event.key === 'Escape') onDrop();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const share = (value: number): string => decimal(shownShare(value));
  const numbers = say('ev.region.numbers', {
    page: box.page,
    left: share(box.left),
    top: share(box.top),
    width: share(box.width),
    height: share(box.height),
  });
  return (
    <div
      ref={pad}
      className="box-keys"
      role="application"
      aria-label={say('ev.region.keys')}
      aria-describedby="box-keys-help"
      tabIndex={0}
      onKeyDown={press}
    >
      <span className="number" role="status">
        {numbers}
      </span>
      <span id="box-keys-help" className="meta">
        {say('ev.region.keys.help')}
      </span>
    </div>
  );
}
