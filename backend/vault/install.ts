import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isUuid, type InstallId } from '../../domain/model/ids.ts';
import { makeFolder, replaceFile } from '../evidence/durable.ts';
import { newId } from './new-id.ts';

/** The folder for configuration of this user on this machine; `ASSAY_CONFIG_DIR` stands above the system's place. */
export function configFolder(env: NodeJS.ProcessEnv = process.env): string {
  const given = env['ASSAY_CONFIG_DIR'];
  if (given !== undefined && given !== '') return given;
  if (process.platform === 'win32') return path.join(env['APPDATA'] ?? path.join(os.homedir(), 'AppData', 'Roaming'), 'Assay');
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Application Support', 'Assay');
  const xdg = env['XDG_CONFIG_HOME'];
  return path.join(xdg === undefined || xdg === '' ? path.join(os.homedir(), '.config') : xdg, 'Assay');
}

/** The id of this installation, made once, shared by app and command line, outside every vault: a copied vault has another install. */
export function installId(folder: string = configFolder()): InstallId {
  const file = path.join(folder, 'install-id');
  const found = readId(file);
  if (found !== null) return found;
  makeFolder(folder);
  const id = newId();
  try {
    fs.writeFileSync(file, `${id}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    const other = readId(file);
    if (other !== null) return other;
    replaceFile(file, `${id}\n`);
  }
  return id as InstallId;
}

function readId(file: string): InstallId | null {
  if (!fs.existsSync(file)) return null;
  const text = fs.readFileSync(file, 'utf8').trim();
  return isUuid(text) ? (text as InstallId) : null;
}
