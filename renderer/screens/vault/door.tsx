import type { ReactNode } from 'react';
import { useCommands } from '../../parts/commands.tsx';
import { LangChoice } from '../frame/lang-choice.tsx';
import { nextTheme, ThemeSwitch } from '../frame/theme-switch.tsx';
import { useSay } from '../../parts/words.tsx';
import { useSettings } from '../settings.tsx';

/** The page before the vault is open: one column, language and theme at the foot. */
export function Door(props: { readonly title: string; readonly lead?: string; readonly children: ReactNode }): ReactNode {
  const say = useSay();
  const { theme, set } = useSettings();
  const changeTheme = (): void => set({ theme: nextTheme[theme] });
  useCommands([{ id: 'theme.next', title: say('theme.next'), group: 'move', keys: 'Alt+T', keyOnly: true, run: changeTheme }]);
  return (
    <div className="door">
      <main className="door-sheet">
        <p className="door-mark">{say('app.name')}</p>
        <h1>{props.title}</h1>
        {props.lead === undefined ? null : <p className="quiet prose">{props.lead}</p>}
        {props.children}
      </main>
      <footer className="door-foot">
        <ThemeSwitch />
        <LangChoice />
      </footer>
    </div>
  );
}
