import { session } from 'electron';
import type { Session } from 'electron';
import { blankPage, origin, serveApp } from './scheme.ts';

/** One session in memory: nothing that a page does is written to the profile folder. */
export function openSession(folder: string): Session {
  const ours = session.fromPartition('assay', { cache: false });
  ours.setSpellCheckerEnabled(false);
  ours.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  ours.setPermissionCheckHandler(() => false);
  ours.setDevicePermissionHandler(() => false);
  ours.webRequest.onBeforeRequest((details, decide) => decide({ cancel: !isOurs(details.url) }));
  ours.on('will-download', (event) => event.preventDefault());
  serveApp(ours, folder);
  return ours;
}

/** The app's own files, and bytes that a page made itself. */
export const isOurs = (url: string): boolean =>
  url === blankPage || [`${origin}/`, `blob:${origin}/`, 'data:'].some((start) => url.startsWith(start));
