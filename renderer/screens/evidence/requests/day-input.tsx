import { useState } from 'react';
import type { ReactNode } from 'react';
import { readDay } from '../../../parts/day.ts';
import { TextInput } from '../../../parts/field.tsx';
import { useSay } from '../../../parts/words.tsx';
import { typedDay } from '../clock.ts';

type DayProps = {
  readonly label: string;
  /** `YYYY-MM-DD`, or null for none */
  readonly value: string | null;
  readonly onDay: (day: string | null) => void;
  readonly onLeave: () => void;
};

/** A day that may be left open. What is no day stays in the field and is not written. */
export function DayInput({ label, value, onDay, onLeave }: DayProps): ReactNode {
  const say = useSay();
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? (value === null ? '' : typedDay(value));
  const bad = shown.trim() !== '' && readDay(shown) === null;
  const type = (text: string): void => {
    setTyped(text);
    const day = readDay(text);
    if (day !== null || text.trim() === '') onDay(day);
  };
  const leave = (): void => {
    if (!bad) setTyped(null);
    onLeave();
  };
  return (
    <TextInput
      label={label}
      placeholder={say('day.form')}
      problem={bad && typed !== null && typed.length >= 8 ? say('case.day.missing') : undefined}
      value={shown}
      onChange={(event) => type(event.target.value)}
      onBlur={leave}
    />
  );
}
