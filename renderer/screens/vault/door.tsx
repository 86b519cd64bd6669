import type { ReactNode } from 'react';
import { CircleQuestionMark } from 'lucide-react';
import { IconButton } from '../../parts/button.tsx';
import { useCommands } from '../../parts/commands.tsx';
import { LangChoice } from '../frame/lang-choice.tsx';
import { nextTheme, ThemeSwitch } from '../frame/theme-switch.tsx';
import { useSay } from '../../parts/words.tsx';
import { useGuide } from '../guide/use-guide.tsx';
import { useSettings } from '../settings.tsx';

/** The chapter of the guide on backups, locking and lost passphrases. */
export const safety = '10-safety.md';

type DoorProps = {
  readonly title: string;
  readonly lead?: string;
  /** the chapter of the guide that belongs here; how to start when absent */
  readonly chapter?: string;
  readonly children: ReactNode;
};

/** The page before the vault is open: one column, language and theme at the foot. */
export function Door(props: DoorProps): ReactNode {
  const say = useSay();
  const { theme, set } = useSettings();
  const changeTheme = (): void => set({ theme: nextTheme[theme] });
  useCommands([{ id: 'theme.next', title: say('theme.next'), group: 'move', keys: 'Alt+T', keyOnly: true, run: changeTheme }]);
  const { guide, openGuide } = useGuide(() => props.chapter ?? '01-start.md');
  return (
    <div className="door">
      <main className="door-sheet">
        <p className="door-mark">{say('app.name')}</p>
        <h1>{props.title}</h1>
        {props.lead === undefined ? null : <p className="quiet prose">{props.lead}</p>}
        {props.children}
      </main>
      <footer className="door-foot">
        <IconButton icon={<CircleQuestionMark className="icon" aria-hidden />} label={say('guide.title')} keys="F1" onPress={openGuide} />
        <ThemeSwitch />
        <LangChoice />
      </footer>
      {guide}
    </div>
  );
}
