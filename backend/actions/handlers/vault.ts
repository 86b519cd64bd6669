import type { vaultCalls } from '../../../contract/rpc/vault.ts';
import { makeDemo } from '../make-demo.ts';
import { changeSettings, saveViewState, settings, viewState } from '../settings.ts';
import * as vault from '../vault.ts';
import type { Part } from './part.ts';
import type { Session } from '../session.ts';

export const vaultHandlers = (session: Session): Part<typeof vaultCalls> => ({
  'vault.status': () => vault.status(session),
  'vault.create': (_, input) => vault.create(session, input),
  'vault.unlock': (_, input) => vault.unlock(session, input),
  'vault.lock': () => vault.lock(session),
  'vault.changePassphrase': (_, input) => vault.change(session, input),
  'vault.rotate': (_, input, context) => vault.rotate(session, input, context),
  'vault.backup': (_, input, context) => vault.backup(session, input, context),
  'vault.restore': (_, input, context) => vault.restore(session, input, context),
  'settings.get': () => settings(session),
  'settings.set': (_, input) => changeSettings(session, input),
  'view.get': (_, { key }) => viewState(session, key),
  'view.set': (_, input) => saveViewState(session, input),
  'demo.create': (_, __, context) => makeDemo(session, context),
});
