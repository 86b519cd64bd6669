import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useLayoutEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { Lang } from '../../domain/model/words.ts';
import { langs } from '../../domain/model/words.ts';
import { useApi } from '../parts/api.tsx';
import { useLatest } from '../parts/latest.ts';
import { useMedia } from '../parts/media.ts';
import { SpeechProvider } from '../parts/words.tsx';
import { I18nProvider } from 'react-aria-components';

export type Theme = 'system' | 'light' | 'dark';
export type Settings = { readonly lang: Lang; readonly theme: Theme; readonly idleMinutes: number };
/** What this laptop was set to before; a language of null: nobody has chosen one here. */
export type Look = { readonly lang: Lang | null; readonly theme: Theme };

type SettingsPlace = Settings & { readonly set: (change: Partial<Settings>) => void };

const SettingsContext = createContext<SettingsPlace | null>(null);
const key = ['settings.get', {}];
export const themes: readonly Theme[] = ['system', 'light', 'dark'];

/** The language of the machine, until the person has chosen one. */
const machineLang = (): Lang => langs.find((lang) => navigator.language.toLowerCase().startsWith(lang)) ?? 'en';

/** @param search the query of the page's address, which the shell fills in */
export function lookOf(search: string): Look {
  const given = new URLSearchParams(search);
  return {
    lang: langs.find((lang) => lang === given.get('lang')) ?? null,
    theme: themes.find((theme) => theme === given.get('theme')) ?? 'system',
  };
}

export function useSettings(): SettingsPlace {
  const settings = useContext(SettingsContext);
  if (settings === null) throw new Error('settings outside SettingsProvider');
  return settings;
}

/**
 * Language and theme of everything below it. They belong to this laptop and hold before a vault is open; the vault keeps a copy for a
 * laptop where nobody has chosen yet.
 */
export function SettingsProvider(props: { readonly start: Look; readonly children: ReactNode }): ReactNode {
  const [look, setLook] = useState(props.start);
  const idle = useVaultSettings(look, setLook);
  const api = useApi();
  const place = useMemo<SettingsPlace>(
    () => ({
      lang: look.lang ?? machineLang(),
      theme: look.theme,
      idleMinutes: idle.minutes,
      set: ({ idleMinutes, ...change }) => {
        if (Object.keys(change).length > 0) {
          setLook((now) => ({ ...now, ...change }));
          api.call['shell.setLook'](change).catch(() => undefined);
          // A vault that is closed takes language and theme over when it is opened.
          api.call['settings.set'](change).catch(() => undefined);
        }
        if (idleMinutes !== undefined) idle.set(idleMinutes);
      },
    }),
    [api, look, idle],
  );
  useShownLook(place);
  return (
    <SettingsContext value={place}>
      <I18nProvider locale={place.lang}>
        <SpeechProvider lang={place.lang}>{props.children}</SpeechProvider>
      </I18nProvider>
    </SettingsContext>
  );
}

type Idle = { readonly minutes: number; readonly set: (minutes: number) => void };

/** The vault's settings, as soon as it is open; its language and theme are taken over where nobody has chosen, and given otherwise. */
function useVaultSettings(look: Look, setLook: (look: Look) => void): Idle {
  const api = useApi();
  const client = useQueryClient();
  const latest = useLatest(look);
  const read = async (): Promise<Settings> => {
    const settings = await api.call['settings.get']({});
    const { lang, theme } = latest.current;
    if (lang === null) {
      setLook({ lang: settings.lang, theme: settings.theme });
      api.call['shell.setLook']({ lang: settings.lang, theme: settings.theme }).catch(() => undefined);
    } else if (lang !== settings.lang || theme !== settings.theme) await api.call['settings.set']({ lang, theme });
    return settings;
  };
  const { data } = useQuery({ queryKey: key, queryFn: read, staleTime: Number.POSITIVE_INFINITY });
  const minutes = data?.idleMinutes ?? 0;
  return useMemo(
    () => ({
      minutes,
      set: (idleMinutes) => {
        client.setQueryData<Settings>(key, (now) => (now === undefined ? now : { ...now, idleMinutes }));
        api.call['settings.set']({ idleMinutes }).catch(() => client.invalidateQueries({ queryKey: key }));
      },
    }),
    [api, client, minutes],
  );
}

/** Before the first paint, so that nothing flashes in the other theme. */
function useShownLook({ lang, theme }: Pick<Settings, 'lang' | 'theme'>): void {
  const dark = useMedia('(prefers-color-scheme: dark)');
  useLayoutEffect(() => {
    document.documentElement.lang = lang;
  }, [lang]);
  useLayoutEffect(() => {
    const isDark = theme === 'dark' || (theme === 'system' && dark);
    document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
  }, [theme, dark]);
}
