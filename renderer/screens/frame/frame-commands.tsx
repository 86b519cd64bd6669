import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { langs } from '../../../domain/model/words.ts';
import { useApi, useAsk } from '../../parts/api.tsx';
import { useCommands } from '../../parts/commands.tsx';
import type { Command } from '../../parts/commands.tsx';
import { KeysHelp } from '../../parts/keys-help.tsx';
import { Palette } from '../../parts/palette.tsx';
import type { TypedEntry } from '../../parts/palette.tsx';
import { useSay } from '../../parts/words.tsx';
import { shownTables } from '../case/sections.tsx';
import { chapterOf } from '../guide/chapter-of.ts';
import { useGuide } from '../guide/use-guide.tsx';
import { themes, useSettings } from '../settings.tsx';
import { nextTheme } from './theme-switch.tsx';

type FrameCommands = {
  readonly overlay: ReactNode;
  readonly openPalette: () => void;
  readonly openGuide: () => void;
  readonly lock: () => void;
};

/** The commands that hold everywhere, with the palette and the list of keys. */
export function useFrameCommands(): FrameCommands {
  const say = useSay();
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null);
  const { hidden, lock } = useLock();
  const router = useRouter();
  const openPalette = (): void => setOpen('palette');
  const close = (): void => setOpen(null);
  useCommands([
    { id: 'palette', title: say('palette.title'), group: 'move', keys: 'Ctrl+K', keyOnly: true, run: openPalette },
    { id: 'keys', title: say('keys.title'), group: 'do', keys: '?', run: () => setOpen('keys') },
    { id: 'back', title: say('nav.back'), group: 'move', keys: 'Alt+ArrowLeft', keyOnly: true, run: () => router.history.back() },
    { id: 'forward', title: say('nav.forward'), group: 'move', keys: 'Alt+ArrowRight', keyOnly: true, run: () => router.history.forward() },
    { id: 'lock', title: say('vault.lockNow'), group: 'do', keys: 'Ctrl+L', run: lock },
  ]);
  usePlaceCommands();
  useSettingCommands();
  const { guide, openGuide } = useGuide(() => chapterOf(router.history.location.pathname));
  const typed = useTypedEntries();
  const overlay = (
    <>
      {hidden ? <div className="curtain" /> : null}
      {open === 'palette' ? <Palette close={close} typed={typed} /> : null}
      {open === 'keys' ? <KeysHelp close={close} grid={document.querySelector('.grid-frame') !== null} /> : null}
      {guide}
    </>
  );
  return { overlay, openPalette, openGuide, lock };
}

/** Hides at once; the shell then asks for what is not yet written, while nothing is seen any more. */
function useLock(): { readonly hidden: boolean; readonly lock: () => void } {
  const api = useApi();
  const client = useQueryClient();
  const [hidden, setHidden] = useState(false);
  const lockNow = async (): Promise<void> => {
    flushSync(() => setHidden(true));
    await api.call['shell.lock']({}).catch(() => undefined);
    client.removeQueries({ predicate: ({ queryKey: [method] }) => method !== 'vault.status' && method !== 'settings.get' });
    await client.invalidateQueries({ queryKey: ['vault.status'] });
  };
  return { hidden, lock: () => void lockNow() };
}

function usePlaceCommands(): void {
  const say = useSay();
  const go = useNavigate();
  const { data } = useAsk('case.list', {});
  const toCase = (caseId: string): void => void go({ to: '/case/$caseId', params: { caseId } });
  useCommands([
    { id: 'go.cases', title: say('rail.cases'), group: 'go', keys: 'Alt+0', run: () => void go({ to: '/' }) },
    { id: 'go.vault', title: say('vault.page.title'), group: 'go', run: () => void go({ to: '/vault' }) },
    { id: 'go.codes', title: say('hs.title'), group: 'go', keys: 'Alt+H', run: () => void go({ to: '/codes', search: {} }) },
    ...(data?.cases ?? []).map(
      ({ caseId, caseNo, trader }): Command => ({
        id: `case.${caseId}`,
        title: say('palette.case', { caseNo, trader }),
        group: 'go',
        run: () => toCase(caseId),
      }),
    ),
  ]);
}

function useSettingCommands(): void {
  const say = useSay();
  const settings = useSettings();
  useCommands([
    ...langs.map(
      (lang): Command => ({
        id: `lang.${lang}`,
        title: say('palette.lang', { lang: say(`lang.${lang}`) }),
        group: 'do',
        run: () => settings.set({ lang }),
      }),
    ),
    ...themes.map(
      (theme): Command => ({
        id: `theme.${theme}`,
        title: say('palette.theme', { theme: say(`theme.${theme}`) }),
        group: 'do',
        run: () => settings.set({ theme }),
      }),
    ),
    {
      id: 'theme.next',
      title: say('theme.next'),
      group: 'move',
      keys: 'Alt+T',
      keyOnly: true,
      run: () => settings.set({ theme: nextTheme[settings.theme] }),
    },
  ]);
}

/** What was typed can also be looked for in the books of the open case. */
function useTypedEntries(): TypedEntry {
  const say = useSay();
  const go = useNavigate();
  const { caseId } = useParams({ strict: false });
  const { data } = useAsk('case.get', { caseId: caseId ?? '' }, { enabled: caseId !== undefined });
  return (text) => {
    if (caseId === undefined || text === '') return [];
    const everywhere = {
      id: 'find.everywhere',
      title: say('explore.everywhere.find', { text }),
      group: 'do' as const,
      run: () => void go({ to: '/case/$caseId/search', params: { caseId }, search: { find: text } }),
    };
    const inBooks = shownTables(data?.tables ?? []).map(({ table }) => ({
      id: `find.${table}`,
      title: say('palette.find', { text, table: say(`table.${table}`) }),
      group: 'do' as const,
      run: () => void go({ to: '/case/$caseId/books/$table', params: { caseId, table }, search: { find: text } }),
    }));
    return [everywhere, ...inBooks];
  };
}
