import type { WordArg } from '../model/words.ts';

type Item = { readonly what: string; readonly periodFrom: string | null; readonly periodTo: string | null };

/** What a letter says of a request. */
export type LetterRequest = {
  readonly number: string;
  readonly title: string;
  readonly addressee: string;
  readonly basis: string;
  readonly askedOn: string | null;
  readonly dueOn: string | null;
  readonly note: string;
  readonly items: readonly Item[];
};

/** The language of a letter: texts by key, days as people write them. */
export type LetterWriter = {
  readonly say: (key: string, args?: Readonly<Record<string, WordArg>>) => string;
  readonly day: (day: string) => string;
};

/** The request as plain text for a letter to whom it is addressed: its items in their order, and the day until when. */
export function requestLetter(request: LetterRequest, { say, day }: LetterWriter): string {
  const { number, title, addressee, basis, askedOn, dueOn, items, note } = request;
  const period = ({ periodFrom, periodTo }: Item): string => {
    if (periodFrom === null || periodTo === null) return '';
    return say('ev.letter.period', { from: day(periodFrom), to: day(periodTo) });
  };
  const lines = items.map((item, index) => say('ev.letter.item', { n: index + 1, what: item.what, period: period(item) }).trimEnd());
  const head = [
    addressee,
    '',
    number === '' && askedOn === null
      ? title
      : say('ev.letter.title', { title, number: number === '' ? '—' : number, day: askedOn === null ? '—' : day(askedOn) }),
    '',
    basis === '' ? say('ev.letter.ask') : say('ev.letter.askBy', { basis }),
  ];
  const foot = [...(dueOn === null ? [] : ['', say('ev.letter.due', { day: day(dueOn) })]), ...(note === '' ? [] : ['', note])];
  return [...head, '', ...lines, ...foot, ''].join('\n');
}
