import { session } from 'electron';
import type { Session } from 'electron';
import type { CopiedText } from './clipboard.ts';
import { filmAllowed, watchPresses } from './camera.ts';
import { blankPage, origin, serveApp } from './scheme.ts';

/** One session in memory: nothing that a page does is written to the profile folder. */
export function openSession(folder: string, copied: CopiedText): Session {
  const ours = session.fromPartition('assay', { cache: false });
  ours.setSpellCheckerEnabled(false);
  watchPresses();
  ours.setPermissionRequestHandler((contents, permission, decide, details) =>
    decide(permission === 'media' ? filmAllowed(contents, details) : allowed(permission, copied)),
  );
  ours.setPermissionCheckHandler((contents, permission, _origin, details) =>
    permission === 'media' ? filmAllowed(contents, details) : allowed(permission, copied),
  );
  ours.setDevicePermissionHandler(() => false);
  ours.webRequest.onBeforeRequest((details, decide) => decide({ cancel: !isOurs(details.url) }));
  ours.on('will-download', (event) => event.preventDefault());
  serveApp(ours, folder);
  return ours;
}

/** Writing plain text to the clipboard after a person's key or click; nothing else beside the camera. */
function allowed(permission: string, copied: CopiedText): boolean {
  if (permission !== 'clipboard-sanitized-write') return false;
  copied.noticed();
  return true;
}

/** The app's own files, and bytes that a page made itself. */
export const isOurs = (url: string): boolean =>
  url === blankPage || [`${origin}/`, `blob:${origin}/`, 'data:'].some((start) => url.startsWith(start));
