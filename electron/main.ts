import { app } from 'electron';
import path from 'node:path';
import { forbiddenSwitch, readArguments } from './arguments.ts';
import { startAssay } from './assay.ts';
import { debuggerIsOpen, driverIsReady } from './driven.ts';
import { noCoreDumps, requireSandbox, setMenu } from './platform.ts';
import { guardContents } from './security/guards.ts';
import { registerScheme } from './security/scheme.ts';
import { profileFolder } from './profile.ts';

// The story of a start. Everything before 'ready' stands here, in order; the rest is in assay.ts.
const given = readArguments(process.argv.slice(1));

if (app.isPackaged && !debuggerIsOpen() && forbiddenSwitch(process.argv.slice(1)) !== null) {
  process.stderr.write('Assay does not start with this switch.\n');
  app.exit(64);
} else {
  const sandboxed = requireSandbox();
  noCoreDumps(process.pid);
  registerScheme();
  // A page that was left must not wait in memory for a way back.
  app.commandLine.appendSwitch('disable-back-forward-cache');
  guardContents();
  setMenu();
  app.setPath('userData', profileFolder(app.getPath('userData'), given.vaultDir));
  const vaultDir = given.vaultDir ?? path.join(app.getPath('userData'), 'vault');

  if (app.requestSingleInstanceLock()) {
    app.on('window-all-closed', () => app.quit());
    // Not awaited here: 'ready' itself waits until this module has been run to its end.
    const driven = driverIsReady();
    void app
      .whenReady()
      .then(() => driven)
      .then(() => startAssay({ ...given, vaultDir, sandboxed }));
  } else {
    // Another window has this vault open; it comes to the front.
    app.exit(0);
  }
}
