import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import fs from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';

/** What a prepared Electron brings along that no package may hold. */
const leftovers = ['.ok', 'version', 'resources/default_app.asar'];

/** The fuses of what is shipped. A testable build differs in the inspect fuse only. */
export const hardened = {
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
};

/** The program in a folder that electron-builder has filled. */
export function programIn(folder, platform, name) {
  if (platform === 'darwin') return path.join(folder, `${name}.app`);
  return path.join(folder, platform === 'win32' ? `${name}.exe` : name);
}

export async function setFuses(program, more = {}) {
  await flipFuses(program, { version: FuseVersion.V1, resetAdHocDarwinSignature: true, ...hardened, ...more });
}

/** Called by electron-builder when a folder is complete and not yet signed or packed. */
export async function afterPack(context) {
  const folder = context.appOutDir;
  for (const name of leftovers) fs.rmSync(path.join(folder, name), { force: true });
  const platform = context.electronPlatformName;
  const { appInfo, executableName } = context.packager;
  const program = programIn(folder, platform, platform === 'linux' ? executableName : appInfo.productFilename);
  const resources = platform === 'darwin' ? path.join(program, 'Contents', 'Resources') : path.join(folder, 'resources');
  // Copied here: electron-builder leaves packages out that lie deeper in the project.
  fs.cpSync(path.join(root, 'dist', 'backend'), path.join(resources, 'backend'), { recursive: true });
  await setFuses(program);
}

// electron-builder looks for a default export.
// oxlint-disable-next-line import/no-default-export
export default afterPack;
