import fs from 'node:fs';
import path from 'node:path';
import { speaker } from '../../domain/words/index.ts';
import type { Messages, Say } from '../../domain/words/index.ts';
import { assetsDir } from './assets.ts';
import type { Lang } from '../../domain/model/words.ts';

const speakers = new Map<Lang, Say>();

/** All texts of a language: the files of `assets/locales/<lang>/` merged. A key stands in one file only. */
export function loadMessages(lang: Lang): Messages {
  const dir = path.join(assetsDir(), 'locales', lang);
  const merged: Record<string, string> = {};
  for (const file of fs.readdirSync(dir).sort()) {
    if (file.endsWith('.json')) Object.assign(merged, JSON.parse(fs.readFileSync(path.join(dir, file), 'utf8')));
  }
  return merged;
}

/** The speaker of that language, read once per process. */
export function sayIn(lang: Lang): Say {
  const known = speakers.get(lang);
  if (known !== undefined) return known;
  const made = speaker(loadMessages(lang), lang);
  speakers.set(lang, made);
  return made;
}
