import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';
import { z } from 'zod';
import { Refused } from '../../../domain/model/refused.ts';
import { writeWhole } from '../../files/write-whole.ts';
import { assetsDir } from '../../words/assets.ts';

export type Model = {
  /** three letters, as Tesseract names languages: `rus` */
  readonly lang: string;
  readonly name: string;
  readonly file: string;
  /** on the list of models that ships with Assay */
  readonly signed: boolean;
  /** of the unpacked traineddata */
  readonly sha256: string;
};

const languageName = /^([a-z]{3}(?:_[a-z0-9]{1,20}){0,3})\.traineddata(?:\.gz)?$/i;
const mostBytes = 256 * 1024 * 1024;

const listSchema = z.array(z.object({ lang: z.string(), name: z.string(), sha256: z.string() }));
let list: z.infer<typeof listSchema> | undefined;
const knownModels = (): z.infer<typeof listSchema> =>
  (list ??= listSchema.parse(JSON.parse(fs.readFileSync(path.join(assetsDir(), 'ocr', 'models.json'), 'utf8'))));

/** The folder of the vault where models lie that the user added; they are no secret. */
export const vaultModels = (vaultDir: string): string => path.join(vaultDir, 'models');

/** Where set-up keeps what it has unpacked; the same folder as in scripts/paths.mjs. */
export function setUpModels(): string {
  const { XDG_CACHE_HOME: cache, LOCALAPPDATA: local } = process.env as Record<string, string | undefined>;
  if (cache !== undefined && cache !== '') return path.join(cache, 'assay', 'models');
  if (process.platform === 'win32') return path.join(local ?? os.tmpdir(), 'assay', 'cache', 'models');
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Caches', 'assay', 'models');
  return path.join(os.homedir(), '.cache', 'assay', 'models');
}

/** Models of the packages that came along; `best_int` holds the part for lines only, a quarter of the whole. */
function packagedModels(): readonly string[] {
  const require = createRequire(import.meta.url);
  return ['eng', 'kaz'].flatMap((lang) => {
    try {
      const folder = path.dirname(require.resolve(`@tesseract.js-data/${lang}/package.json`));
      return [path.join(folder, '4.0.0_best_int', `${lang}.traineddata.gz`)];
    } catch {
      return [];
    }
  });
}

const inFolder = (folder: string): readonly string[] => {
  try {
    return fs.readdirSync(folder).map((name) => path.join(folder, name));
  } catch {
    return [];
  }
};

/** Debian's packages put them there. */
const systemFolders = ['/usr/share/tesseract-ocr/5/tessdata', '/usr/share/tesseract-ocr/4.00/tessdata'];

type Hashed = { readonly stamp: string; readonly sha256: string };
const hashes = new Map<string, Hashed>();

function unpacked(bytes: Buffer, at: string): Buffer {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return zlib.gunzipSync(bytes, { maxOutputLength: mostBytes });
  } catch {
    throw new Refused({ code: 'ocr_model_invalid', at });
  }
}

const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Files of ten megabytes are not hashed anew at each question. */
function hashOfFile(file: string): string {
  const { size, mtimeMs } = fs.statSync(file);
  const stamp = `${size} ${mtimeMs}`;
  const known = hashes.get(file);
  if (known?.stamp === stamp) return known.sha256;
  const sha256 = hashOf(unpacked(fs.readFileSync(file), path.basename(file)));
  hashes.set(file, { stamp, sha256 });
  return sha256;
}

function modelIn(file: string): Model | null {
  const lang = languageName.exec(path.basename(file))?.[1];
  if (lang === undefined || lang === 'osd' || !fs.existsSync(file)) return null;
  try {
    const sha256 = hashOfFile(file);
    const known = knownModels().find((one) => one.sha256 === sha256 && one.lang === lang);
    return { lang, name: known?.name ?? path.basename(file), file, signed: known !== undefined, sha256 };
  } catch {
    return null;
  }
}

/** Models at hand, one per language: the user's own before those of set-up, of the packages and of the system. */
export function modelsAtHand(vaultDir: string): readonly Model[] {
  const places = [inFolder(vaultModels(vaultDir)), inFolder(setUpModels()), packagedModels(), ...systemFolders.map(inFolder)];
  const found = new Map<string, Model>();
  for (const file of places.flat()) {
    const model = modelIn(file);
    if (model !== null && !found.has(model.lang)) found.set(model.lang, model);
  }
  return [...found.values()].toSorted((a, b) => (a.lang < b.lang ? -1 : 1));
}

/** A traineddata file begins with the count of its parts and a table of their places, some of which stand inside the file. */
function isTraineddata(bytes: Buffer): boolean {
  if (bytes.length < 4 + 8 * 18) return false;
  const parts = bytes.readInt32LE(0);
  if (parts < 18 || parts > 64 || bytes.length < 4 + parts * 8) return false;
  const places = Array.from({ length: parts }, (_, i) => bytes.readBigInt64LE(4 + i * 8));
  return places.some((at) => at > 0n) && places.every((at) => at === -1n || (at > 0n && at < BigInt(bytes.length)));
}

/**
 * Takes a model into the vault's folder. One that is not on the list is taken too and said to be unknown.
 * @throws Refused ocr_model_invalid, file_unreadable, disk_full
 */
export function addModel(vaultDir: string, file: string): Model {
  const name = path.basename(file);
  const lang = languageName.exec(name)?.[1];
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (stat?.isFile() !== true) throw new Refused({ code: 'file_unreadable', at: name });
  if (lang === undefined || stat.size > mostBytes) throw new Refused({ code: 'ocr_model_invalid', at: name });
  const bytes = unpacked(fs.readFileSync(file), name);
  if (!isTraineddata(bytes)) throw new Refused({ code: 'ocr_model_invalid', at: name });
  const folder = vaultModels(vaultDir);
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeWhole(path.join(folder, `${lang}.traineddata`), bytes);
  const model = modelIn(path.join(folder, `${lang}.traineddata`));
  if (model === null) throw new Refused({ code: 'ocr_model_invalid', at: name });
  return model;
}

/** Kazakh letters hold the Russian ones: where the Russian model is missing, the Kazakh one reads it. */
const standIn: Readonly<Record<string, string>> = { rus: 'kaz' };

/** The models for these languages, in their order, each once. @throws Refused ocr_model_missing */
export function chosenModels(languages: readonly string[], models: readonly Model[]): readonly Model[] {
  const chosen = languages.map((lang) => {
    const model = models.find((one) => one.lang === lang) ?? models.find((one) => one.lang === standIn[lang]);
    if (model === undefined) throw new Refused({ code: 'ocr_model_missing', at: lang });
    return model;
  });
  return [...new Set(chosen)];
}
