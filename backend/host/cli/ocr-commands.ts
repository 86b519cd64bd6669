import path from 'node:path';
import { langs, words } from '../../../domain/model/words.ts';
import { caseIdOf, inCase } from './case-commands.ts';
import { boolean, flag, string, text } from './command.ts';
import type { Command, Values } from './command.ts';
import { usageMistake } from './usage.ts';

const usualLanguages = ['rus', 'kaz', 'eng'];
const mostFound = 50;

const listed = (given: string): string[] =>
  given
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** `--lang en|ru|kk` says in which language the command answers, as everywhere; other names are languages of the page, as `--read` gives them. */
function languagesIn(values: Values): string[] {
  const said = text(values, 'lang');
  const given = text(values, 'read') === '' && !langs.some((lang) => lang === said) ? said : text(values, 'read');
  const languages = listed(given);
  if (given !== '' && (languages.length === 0 || languages.length > 4)) throw usageMistake('value', `--read ${given}`);
  return given === '' ? usualLanguages : languages;
}

const recognise: Command = {
  path: 'evidence ocr',
  usage: 'evidence ocr --vault DIR --case ID [--read rus,kaz,eng] [--again] EVIDENCE',
  options: { ...inCase, lang: string, read: string, again: boolean },
  required: ['vault', 'case'],
  positionals: [1, 1],
  vault: 'open',
  run: async (given) => {
    const { values, say } = given;
    const languages = languagesIn(values);
    const asked = { caseId: await caseIdOf(given), evidenceId: given.positionals[0] ?? '', languages, again: flag(values, 'again') };
    const done = await given.call('ocr.run', asked);
    const args = { pages: done.pages, recognised: done.recognised, words: done.words, confidence: Math.round(done.confidence) };
    return { json: done, lines: [say(words('cli.ocr.done', args))] };
  },
};

function pageIn(values: Values): number | null {
  const given = text(values, 'page');
  return given === '' ? null : Number(given);
}

const showText: Command = {
  path: 'evidence text',
  usage: 'evidence text --vault DIR --case ID [--page N] EVIDENCE',
  options: { ...inCase, page: { type: 'string', form: 'count' } },
  required: ['vault', 'case'],
  positionals: [1, 1],
  vault: 'open',
  reading: true,
  run: async (given) => {
    const wanted = pageIn(given.values);
    const { pages } = await given.call('ocr.pages', { caseId: await caseIdOf(given), evidenceId: given.positionals[0] ?? '' });
    const shown = pages.filter((page) => wanted === null || page.page === wanted);
    const lines = shown.flatMap((page) => [given.say(words('cli.ocr.page', { page: page.page, by: page.by })), page.text, '']);
    return { json: { pages: shown }, lines };
  },
};

const search: Command = {
  path: 'evidence search',
  usage: 'evidence search --vault DIR --case ID WORDS…',
  options: inCase,
  required: ['vault', 'case'],
  positionals: [1, 20],
  vault: 'open',
  reading: true,
  run: async (given) => {
    const asked = { caseId: await caseIdOf(given), find: given.positionals.join(' '), limit: mostFound };
    const { found } = await given.call('ocr.search', asked);
    return { json: { found }, lines: found.map((one) => `${one.evidenceId}\t${one.name}\t${one.page}\t${one.excerpt}`) };
  },
};

const models: Command = {
  path: 'ocr models',
  usage: 'ocr models [--vault DIR]',
  options: { vault: string },
  required: [],
  positionals: [0, 0],
  vault: 'none',
  reading: true,
  run: async ({ call, say }) => {
    const known = await call('ocr.models', {});
    const lines = known.models.map((one) => `${one.lang}\t${one.name}${one.signed ? '' : `\t${say(words('ocr.unknownModel'))}`}`);
    return { json: known, lines };
  },
};

const addModel: Command = {
  path: 'ocr add-model',
  usage: 'ocr add-model --vault DIR FILE',
  options: { vault: string },
  required: ['vault'],
  positionals: [1, 1],
  vault: 'open',
  run: async ({ call, positionals, say }) => {
    const added = await call('ocr.addModel', { path: path.resolve(positionals[0] ?? '') });
    const said = say(words('cli.ocr.added', { lang: added.lang }));
    return { json: added, lines: [said, ...(added.signed ? [] : [say(words('ocr.unknownModel'))])] };
  },
};

export const ocrCommands: readonly Command[] = [recognise, showText, search, models, addModel];
