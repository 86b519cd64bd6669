import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import Tesseract from 'tesseract.js';
import { Refused } from '../../../domain/model/refused.ts';
import { within } from './layer-page.ts';
import { ocrLimits } from './limits.ts';
import type { FoundPage, ModelFile } from './messages.ts';

export type Recogniser = {
  /** @param picture in one of the forms that it reads @param dpi 0: not known @throws Refused file_damaged */
  readonly recognise: (picture: Buffer, page: number, dpi: number) => Promise<FoundPage>;
};

const longShortTerm = 1;

const isPacked = (file: string): boolean => file.endsWith('.gz');

/** A model as the recogniser takes it. @throws Refused ocr_model_invalid */
function modelBytes({ file, lang }: ModelFile): Buffer {
  const bytes = fs.readFileSync(file);
  if (!isPacked(file)) return bytes;
  try {
    return zlib.gunzipSync(bytes, { maxOutputLength: 256 * 1024 * 1024 });
  } catch {
    throw new Refused({ code: 'ocr_model_invalid', at: lang });
  }
}

type Word = FoundPage['words'][number];
type Table = { readonly words: readonly Word[]; readonly ratio: number };

const confidenceOf = (text: string | undefined): number => Math.min(100, Math.max(0, Math.round(Number(text) || 0)));

type Turn = (x: number, y: number) => readonly [x: number, y: number];

/** Places on the picture that was turned upright, as places on the picture that was given. */
function turnedBack(radians: number, width: number, height: number): Turn {
  if (radians === 0) return (x, y) => [x, y];
  const [sin, cos, cx, cy] = [Math.sin(-radians), Math.cos(-radians), width / 2, height / 2];
  return (x, y) => [cx + (x - cx) * cos - (y - cy) * sin, cy + (x - cx) * sin + (y - cy) * cos];
}

/** Words with their boxes out of the recogniser's table: level, page, block, paragraph, line, word, left, top, width, height, confidence, text. */
export function wordsOfTable(tsv: string, radians: number): Table {
  const rows = tsv.split('\n').map((row) => row.split('\t'));
  const sheet = rows.find(([level]) => level === '1') ?? [];
  const [width, height] = [Number(sheet[8]) || 1, Number(sheet[9]) || 1];
  const turn = turnedBack(radians, width, height);
  const words = rows.flatMap((row): Word[] => {
    const text = (row[11] ?? '').normalize('NFC').trim();
    if (row[0] !== '5' || text === '') return [];
    const [x, y, wide, high] = row.slice(6, 10).map(Number) as [number, number, number, number];
    const [cx, cy] = turn(x + wide / 2, y + high / 2);
    const [left, w] = within(cx - wide / 2, cx + wide / 2, width);
    const [top, h] = within(cy - high / 2, cy + high / 2, height);
    return [{ text, left, top, width: w, height: h, confidence: confidenceOf(row[10]) }];
  });
  return { words: words.slice(0, ocrLimits.words), ratio: width / height };
}

const mean = (words: readonly Word[]): number =>
  words.length === 0 ? 0 : Math.round((words.reduce((sum, word) => sum + word.confidence, 0) / words.length) * 10) / 10;

/** @returns text without blank lines, in composed letters */
const tidy = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{2,}/g, '\n')
    .trim()
    .slice(0, ocrLimits.text);

/**
 * The recogniser with these models, the first of them the main one. It runs in a thread of this process, which goes on hearing of its
 * progress; models are read from the disk, nothing is fetched and nothing is kept.
 * @throws Refused ocr_model_invalid
 */
export async function startRecogniser(models: readonly ModelFile[], progress: (hundredths: number) => void): Promise<Recogniser> {
  const [first, ...others] = models;
  if (first === undefined) throw new Refused({ code: 'ocr_model_missing' });
  const invalid = (): Refused => new Refused({ code: 'ocr_model_invalid', at: models.map((model) => model.lang).join('+') });
  // its list of what it has loaded is this very list: the other models are put beside the first one by hand, as it looks in one folder only
  const loaded = [first.lang];
  const options = {
    langPath: path.dirname(first.file),
    gzip: isPacked(first.file),
    cacheMethod: 'none',
    logger: (message: Tesseract.LoggerMessage) => {
      if (message.status === 'recognizing text') progress(Math.min(100, Math.max(0, Math.round(message.progress * 100))));
    },
    errorHandler: () => undefined,
  };
  const worker = await Tesseract.createWorker(loaded, longShortTerm, options).catch(() => {
    throw invalid();
  });
  for (const model of others) {
    await worker.FS('writeFile', [`./${model.lang}.traineddata`, modelBytes(model)]);
    loaded.push(model.lang);
  }
  if (others.length > 0)
    await worker.reinitialize(models.map((model) => model.lang).join('+'), longShortTerm).catch(() => {
      throw invalid();
    });
  const languages = models.map((model) => model.lang).join('+');
  return {
    recognise: async (picture, page, dpi) => {
      const settings = { rotateAuto: true, ...(dpi > 0 ? { user_defined_dpi: String(dpi) } : {}) };
      const { data } = await worker.recognize(picture, settings, { text: true, tsv: true });
      const { words, ratio } = wordsOfTable(data.tsv ?? '', data.rotateRadians ?? 0);
      return { page, text: tidy(data.text), words: [...words], by: 'ocr', languages, confidence: mean(words), ratio };
    },
  };
}
