import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { cacheDir } from './paths.mjs';
import { say } from './run.mjs';

const debianPackage = 'tesseract-ocr-rus';
const file = 'rus.traineddata';

/** Debian's own place, where the package is installed for all. */
const installed = ['/usr/share/tesseract-ocr/5/tessdata', '/usr/share/tesseract-ocr/4.00/tessdata'];

/** Where the backend looks for models that set-up has unpacked. */
export const modelsDir = () => path.join(cacheDir(), 'models');

const below = (folder) =>
  fs.readdirSync(folder, { withFileTypes: true, recursive: true }).map((entry) => path.join(entry.parentPath, entry.name));

/** Runs a program that may not be there or not answer. @returns true when it did what it was asked */
const did = (command, args, cwd) => spawnSync(command, args, { cwd, stdio: 'ignore', timeout: 60_000 }).status === 0;

function unpacked(folder) {
  if (!did('apt-get', ['-qq', 'download', debianPackage], folder)) return null;
  const archive = fs.readdirSync(folder).find((name) => name.endsWith('.deb'));
  if (archive === undefined || !did('dpkg-deb', ['-x', archive, 'content'], folder)) return null;
  return below(path.join(folder, 'content')).find((name) => path.basename(name) === file) ?? null;
}

/**
 * Sees that the Russian recognition model is there: npm has none, Debian's package has one, and unpacking it needs no root. Never fails:
 * without it the Kazakh model reads Russian letters, and a person may add a model of their own.
 */
export function provideRussianModel() {
  const target = path.join(modelsDir(), file);
  if (fs.existsSync(target) || installed.some((folder) => fs.existsSync(path.join(folder, file)))) return;
  let folder = null;
  try {
    if (process.platform === 'linux') {
      folder = fs.mkdtempSync(path.join(os.tmpdir(), 'assay-model-'));
      const found = unpacked(folder);
      if (found !== null) {
        fs.mkdirSync(modelsDir(), { recursive: true });
        fs.copyFileSync(found, `${target}.part`);
        fs.renameSync(`${target}.part`, target);
        return say(`Russian recognition model: unpacked from Debian's ${debianPackage}`);
      }
    }
  } catch {
    // said below
  } finally {
    if (folder !== null) fs.rmSync(folder, { recursive: true, force: true });
  }
  say(`No Russian recognition model (Debian's ${debianPackage}): the Kazakh one reads Russian; \`assay ocr add-model FILE\` adds another.`);
}
