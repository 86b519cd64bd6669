import { useNavigate } from '@tanstack/react-router';
import type { ErrorComponentProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Button } from '../parts/button.tsx';
import { Refusal } from '../parts/failure.tsx';
import { useSay } from '../parts/words.tsx';

/** A page that could not be drawn says so and leads on; what was saved is on disk. */
export function Broken(props: ErrorComponentProps): ReactNode {
  const say = useSay();
  const go = useNavigate();
  return (
    <main className="blank" id="work" tabIndex={-1}>
      <Refusal error={{ code: 'internal', at: props.error instanceof Error ? props.error.name : '', args: {} }}>
        <Button onPress={props.reset}>{say('vault.tryAgain')}</Button>
        <Button onPress={() => void go({ to: '/' })}>{say('rail.cases')}</Button>
      </Refusal>
    </main>
  );
}
