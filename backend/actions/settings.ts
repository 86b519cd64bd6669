import { readSettings, saveSetting, saveView, viewValue } from '../../db/repositories/settings.ts';
import type { Output } from '../../contract/rpc/call.ts';
import type { AssayCalls } from '../../contract/rpc/index.ts';
import { langs } from '../../domain/model/words.ts';
import type { Session } from './session.ts';

type Settings = Output<AssayCalls['settings.get']>;
type Change = { readonly [K in keyof Settings]?: Settings[K] | undefined };

export const themes = ['system', 'light', 'dark'] as const;

export function settings(session: Session): Settings {
  const saved = session.vault().assay.read(readSettings);
  const minutes = Number(saved.get('idleMinutes') ?? '15');
  return {
    lang: langs.find((lang) => lang === saved.get('lang')) ?? 'en',
    theme: themes.find((theme) => theme === saved.get('theme')) ?? 'system',
    idleMinutes: Number.isInteger(minutes) && minutes > 0 ? minutes : 15,
  };
}

export function changeSettings(session: Session, change: Change): Record<string, never> {
  session.vault().assay.write((db) => {
    for (const [key, value] of Object.entries(change)) if (value !== undefined) saveSetting(db, key, String(value));
  });
  return {};
}

export const viewState = (session: Session, key: string): { value: string | null } => ({
  value: session.vault().assay.read((db) => viewValue(db, key)),
});

export function saveViewState(session: Session, state: { key: string; value: string }): Record<string, never> {
  session.vault().assay.write((db) => saveView(db, state.key, state.value));
  return {};
}
