import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useMemo, useRef } from 'react';
import type { ReactNode } from 'react';
import type { Lang } from '../../domain/model/words.ts';
import { langs } from '../../domain/model/words.ts';
import { useApi } from '../parts/api.tsx';
import { useMedia } from '../parts/media.ts';
import { SpeechProvider } from '../parts/words.tsx';
import { I18nProvider } from 'react-aria-components';

export type Theme = 'system' | 'light' | 'dark';
export type Settings = { readonly lang: Lang; readonly theme: Theme; readonly idleMinutes: number };

type SettingsPlace = Settings & { readonly set: (change: Partial<Settings>) => void };

const SettingsContext = createContext<SettingsPlace | null>(null);
const key = ['settings.get', {}];

/** The language of the machine, until the person has chosen one. */
const machineLang = (): Lang => langs.find((lang) => navigator.language.toLowerCase().startsWith(lang)) ?? 'en';

export function useSettings(): SettingsPlace {
  const settings = useContext(SettingsContext);
  if (settings === null) throw new Error('settings outside SettingsProvider');
  return settings;
}

/** Language and theme of everything below; what React Aria says by itself follows as far as it knows the language. */
export function SettingsProvider(props: { readonly children: ReactNode }): ReactNode {
  const api = useApi();
  const client = useQueryClient();
  // What was chosen while the vault was closed is written as soon as it is open.
  const unwritten = useRef<Partial<Settings>>({});
  const read = async (): Promise<Settings> => {
    const settings = await api.call['settings.get']({});
    const chosen = unwritten.current;
    unwritten.current = {};
    if (Object.keys(chosen).length > 0) await api.call['settings.set'](chosen);
    return { ...settings, ...chosen };
  };
  const { data } = useQuery({ queryKey: key, queryFn: read, staleTime: Number.POSITIVE_INFINITY });
  const settings = useMemo<Settings>(() => data ?? { lang: machineLang(), theme: 'system', idleMinutes: 0 }, [data]);
  const dark = useMedia('(prefers-color-scheme: dark)');
  const place = useMemo<SettingsPlace>(
    () => ({
      ...settings,
      set: (change) => {
        client.setQueryData(key, { ...settings, ...change });
        api.call['settings.set'](change).catch(() => {
          unwritten.current = { ...unwritten.current, ...change };
        });
      },
    }),
    [api, client, settings],
  );
  useEffect(() => {
    document.documentElement.lang = settings.lang;
  }, [settings.lang]);
  useEffect(() => {
    const isDark = settings.theme === 'dark' || (settings.theme === 'system' && dark);
    document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
  }, [settings.theme, dark]);
  useEffect(() => {
    api.call['shell.setTheme']({ theme: settings.theme }).catch(() => undefined);
  }, [api, settings.theme]);
  return (
    <SettingsContext value={place}>
      <I18nProvider locale={settings.lang}>
        <SpeechProvider lang={settings.lang}>{props.children}</SpeechProvider>
      </I18nProvider>
    </SettingsContext>
  );
}
