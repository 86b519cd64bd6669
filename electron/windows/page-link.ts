import { ipcMain } from 'electron';
import type { IpcMainEvent } from 'electron';
import { toBackend } from '../../contract/rpc/wire.ts';
import type { ToBackend } from '../../contract/rpc/wire.ts';
import type { Caller, Switchboard } from '../backend-host/switchboard.ts';
import { isFromPage } from '../security/guards.ts';
import { answerShellCall, isShellCall } from './shell-calls.ts';
import type { ShellContext } from './shell-calls.ts';

/** Connects the window's page with the switchboard. Messages of anybody else are not heard. */
export function linkPage(context: ShellContext, switchboard: Switchboard): void {
  const { window, picked, copied } = context;
  const contents = window.webContents;
  const caller: Caller = {
    post: (message) => {
      if (!contents.isDestroyed()) contents.send('assay', message);
    },
  };
  switchboard.addListener(caller);

  const onMessage = (event: IpcMainEvent, message: unknown): void => {
    if (!isFromPage(event, contents)) return;
    const known = toBackend.safeParse(message);
    if (known.success) void take(known.data);
  };
  const onDropped = (event: IpcMainEvent, file: unknown): void => {
    if (isFromPage(event, contents) && typeof file === 'string') picked.add(file);
  };
  const onCopied = (event: IpcMainEvent): void => {
    if (isFromPage(event, contents)) copied.noticed();
  };
  const take = async (message: ToBackend): Promise<void> => {
    if (message.kind !== 'request') return switchboard.fromCaller(caller, message);
    if (isShellCall(message.method)) return caller.post(await answerShellCall(context, message));
    const field = picked.refusedField(message.method, message.input);
    if (field === null) return switchboard.fromCaller(caller, message);
    caller.post({ kind: 'failed', id: message.id, failure: { code: 'input_invalid', at: message.method, args: { field } } });
  };

  ipcMain.on('assay', onMessage);
  ipcMain.on('assay:dropped', onDropped);
  ipcMain.on('assay:copied', onCopied);
  // A page that is loaded again has forgotten its calls.
  contents.on('did-start-navigation', (details) => {
    if (!details.isMainFrame || details.isSameDocument) return;
    switchboard.drop(caller);
    switchboard.addListener(caller);
  });
  contents.once('destroyed', () => {
    switchboard.drop(caller);
    ipcMain.off('assay', onMessage);
    ipcMain.off('assay:dropped', onDropped);
    ipcMain.off('assay:copied', onCopied);
  });
}
