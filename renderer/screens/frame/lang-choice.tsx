import type { ReactNode } from 'react';
import { langs } from '../../../domain/model/words.ts';
import { Button } from '../../parts/button.tsx';
import { useSay } from '../../parts/words.tsx';
import { useSettings } from '../settings.tsx';

/** EN RU KK: the whole screen follows at once. */
export function LangChoice(): ReactNode {
  const say = useSay();
  const { lang, set } = useSettings();
  return (
    <div className="lang-choice" role="group" aria-label={say('lang.title')}>
      {langs.map((code) => (
        <Button
          key={code}
          kind="bare"
          small
          pressed={code === lang}
          label={`${code.toUpperCase()} ${say(`lang.${code}`)}`}
          onPress={() => set({ lang: code })}
        >
          {code.toUpperCase()}
        </Button>
      ))}
    </div>
  );
}
