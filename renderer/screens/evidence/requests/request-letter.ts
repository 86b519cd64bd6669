import type { Speech } from '../../../parts/words.tsx';
import type { DataRequest, RequestItem } from './request-shapes.ts';

type Writer = Pick<Speech, 'say' | 'day'>;

/** The request as plain text for a letter, in the language of the screen. */
export function requestLetter(request: DataRequest, { say, day }: Writer): string {
  const { number, title, addressee, basis, askedOn, dueOn, items, note } = request;
  const period = ({ periodFrom, periodTo }: RequestItem): string => {
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
