import { createContext, useContext, useMemo } from 'react';
import type { ReactNode } from 'react';
import type { Lang, WordArg, Words } from '../../domain/model/words.ts';
import { formatCount, formatDay, formatDecimal, formatMoney, formatPercent, speaker } from '../../domain/words/index.ts';
import type { Messages } from '../../domain/words/index.ts';

const files = import.meta.glob<Messages>('../../assets/locales/*/*.json', { eager: true, import: 'default' });

/** All texts of one language, from every area's file. */
function messagesOf(lang: Lang): Messages {
  const folder = `/locales/${lang}/`;
  return Object.assign({}, ...Object.entries(files).flatMap(([path, texts]) => (path.includes(folder) ? [texts] : []))) as Messages;
}

export type Speak = (what: string | Words, args?: Readonly<Record<string, WordArg>>) => string;

export type Speech = {
  readonly lang: Lang;
  /** the text of a key with its arguments, or of words */
  readonly say: Speak;
  /** true when the language has a text at this key */
  readonly has: (key: string) => boolean;
  readonly amount: (value: string) => string;
  readonly money: (value: string, currency: string) => string;
  readonly decimal: (value: string) => string;
  readonly count: (value: number) => string;
  readonly percent: (value: string) => string;
  readonly day: (value: string) => string;
  /** an RFC 3339 instant as day, hours and minutes of this machine's clock */
  readonly moment: (at: string) => string;
};

const two = (n: number): string => String(n).padStart(2, '0');

function momentIn(lang: Lang, at: string): string {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return at;
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${formatDay(day, lang)} ${two(time.getHours())}:${two(time.getMinutes())}`;
}

function speechOf(lang: Lang): Speech {
  const messages = messagesOf(lang);
  const sayWords = speaker(messages, lang);
  return {
    lang,
    say: (what, args = {}) => sayWords(typeof what === 'string' ? { key: what, args } : what),
    has: (key) => Object.hasOwn(messages, key),
    amount: (value) => formatDecimal(value, lang),
    money: (value, currency) => formatMoney(value, currency, lang),
    decimal: (value) => formatDecimal(value, lang),
    count: (value) => formatCount(value, lang),
    percent: (value) => formatPercent(value, lang),
    day: (value) => formatDay(value, lang),
    moment: (at) => momentIn(lang, at),
  };
}

const SpeechContext = createContext<Speech | null>(null);

/** Gives everything below it one language. */
export function SpeechProvider(props: { readonly lang: Lang; readonly children: ReactNode }): ReactNode {
  const speech = useMemo(() => speechOf(props.lang), [props.lang]);
  return <SpeechContext value={speech}>{props.children}</SpeechContext>;
}

/** The language of the screen with its formatters. */
export function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (speech === null) throw new Error('useSpeech outside SpeechProvider');
  return speech;
}

/** `say(key, args)` in the language of the screen. */
export const useSay = (): Speak => useSpeech().say;
