import { formatCount, formatDay, formatDecimal, formatMoney, formatPercent } from './format.ts';
import { parseMessage } from './message.ts';
import type { Part } from './message.ts';
import type { Lang, WordArg, Words } from '../model/words.ts';
import { pluralForm } from './plural.ts';

/** Flat texts of one language: key -> ICU message. */
export type Messages = Readonly<Record<string, string>>;

export type Say = (words: Words) => string;

function sayArg(arg: WordArg | undefined, lang: Lang, say: Say): string {
  if (arg === undefined) return '';
  if (typeof arg === 'string') return arg;
  if (typeof arg === 'number') return formatCount(arg, lang);
  if ('money' in arg) return formatMoney(arg.money, arg.currency, lang);
  if ('decimal' in arg) return formatDecimal(arg.decimal, lang);
  if ('day' in arg) return formatDay(arg.day, lang);
  if ('percent' in arg) return formatPercent(arg.percent, lang);
  return say(arg.words);
}

/**
 * The speaker of one language. A key that has no text is shown as itself, so a gap is seen and not silent.
 * @returns words -> the sentence, numbers, money and days written as the language does
 */
export function speaker(messages: Messages, lang: Lang): Say {
  const parsed = new Map<string, readonly Part[]>();
  const partsOf = (key: string): readonly Part[] => {
    const known = parsed.get(key);
    if (known !== undefined) return known;
    const text = Object.hasOwn(messages, key) ? messages[key] : undefined;
    const parts: readonly Part[] = text === undefined ? [{ kind: 'text', text: key }] : parseMessage(text);
    parsed.set(key, parts);
    return parts;
  };
  const render = (parts: readonly Part[], words: Words, count: number): string =>
    parts.map((part) => renderPart(part, words, count)).join('');
  const renderPart = (part: Part, words: Words, count: number): string => {
    if (part.kind === 'text') return part.text;
    if (part.kind === 'count') return formatCount(count, lang);
    const arg = words.args[part.name];
    if (part.kind === 'arg') return sayArg(arg, lang, say);
    if (part.by === 'select') return render(part.options.get(String(arg)) ?? part.options.get('other') ?? [], words, count);
    const n = typeof arg === 'number' ? arg : Number(arg);
    const option = part.options.get(`=${n}`) ?? part.options.get(pluralForm(n, lang)) ?? part.options.get('other');
    return render(option ?? [], words, n);
  };
  const say: Say = (words) => render(partsOf(words.key), words, 0);
  return say;
}
