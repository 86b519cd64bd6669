import { Monitor, Moon, Sun } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../../parts/button.tsx';
import { useSay } from '../../parts/words.tsx';
import { useSettings } from '../settings.tsx';
import type { Theme } from '../settings.tsx';

export const nextTheme: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };
const icons = { system: Monitor, light: Sun, dark: Moon };

/** As the machine, light, dark: one press to the next. */
export function ThemeSwitch(): ReactNode {
  const say = useSay();
  const { theme, set } = useSettings();
  const Icon = icons[theme];
  return (
    <IconButton
      icon={<Icon className="icon" aria-hidden />}
      label={say('theme.switch', { theme: say(`theme.${theme}`) })}
      keys="Alt+T"
      onPress={() => set({ theme: nextTheme[theme] })}
    />
  );
}
