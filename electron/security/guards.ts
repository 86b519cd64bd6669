import { app } from 'electron';
import type { IpcMainEvent, WebContents } from 'electron';
import { origin, pdfFrame } from './scheme.ts';

/** Every page that ever comes to be stays on the app's own address, opens no window and embeds nothing but the frame for PDFs. */
export function guardContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => refuseForeign(event));
    contents.on('will-frame-navigate', (event) => refuseForeign(event));
    contents.on('will-redirect', (event) => refuseForeign(event));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

type Navigation = { readonly url: string; readonly isMainFrame: boolean; preventDefault(): void };

function refuseForeign(event: Navigation): void {
  const allowed = event.isMainFrame ? isAppPage(event.url) : event.url === pdfFrame;
  if (!allowed) event.preventDefault();
}

const isAppPage = (url: string): boolean => url.startsWith(`${origin}/`);

/** True for a message from the top frame of that window, while it shows the app's own page. */
export function isFromPage(event: IpcMainEvent, contents: WebContents): boolean {
  const frame = event.senderFrame;
  return event.sender === contents && frame !== null && frame.parent === null && frame === contents.mainFrame && isAppPage(frame.url);
}
