import type { ReactNode } from 'react';
import type { FileInspection } from '../../../../contract/rpc/books.ts';
import { useSpeech } from '../../../parts/words.tsx';
import type { Speech } from '../../../parts/words.tsx';

type Told = FileInspection['facts'];

/** What a reader of the file wants to know first; it stands in one line. */
const headNames = ['company', 'tax_id', 'period_from', 'period_to', 'software', 'version', 'standard', 'created', 'currency'];

/** @returns a format as people call it */
export function formatName(format: string, { say, has }: Pick<Speech, 'say' | 'has'>): string {
  return has(`format.${format}`) ? say(`format.${format}`) : format.toUpperCase();
}

/** Whose books, of which period, by which program: what the file says of itself, each thing once. */
export function headLine(facts: Told, { say, day }: Pick<Speech, 'say' | 'day'>): string {
  const first = (name: string): string => facts.find((fact) => fact.name === name)?.value ?? '';
  const days = (name: string): readonly string[] => facts.filter((fact) => fact.name === name).map((fact) => fact.value);
  // A file of several statements has a period each: the line names what they span.
  const [from] = days('period_from').toSorted();
  const to = days('period_to').toSorted().at(-1);
  const period = from === undefined || to === undefined ? '' : say('case.period.value', { from: day(from), to: day(to) });
  const software = [first('software'), first('version')].filter((text) => text !== '').join(' ');
  const created = first('created');
  const parts = [
    first('company'),
    first('tax_id'),
    period,
    software === '' ? '' : say('fact.software', { software }),
    first('standard'),
    created === '' ? '' : say('fact.created', { day: day(created.slice(0, 10)) }),
    first('currency'),
  ];
  return parts.filter((text) => text !== '').join(' · ');
}

/** A fact of one part begins with the part's name; a part that is the whole file has none. */
export const withoutEmptyPart = (value: string): string => value.replace(/^: /, '');

/** What else is worth knowing before the file is believed: hidden sheets, formulas without values, records marked as deleted. */
export function Remarks({ facts }: { readonly facts: Told }): ReactNode {
  const { say, has } = useSpeech();
  const remarks = facts.filter((fact) => !headNames.includes(fact.name));
  if (remarks.length === 0) return null;
  return (
    <section className="facts">
      <h3>{say('import.remarks')}</h3>
      <ul className="problem-list" tabIndex={0} aria-label={say('import.remarks')}>
        {remarks.map((fact, index) => (
          <li key={`${fact.name} ${index}`}>
            <span className="quiet">{has(`fact.${fact.name}`) ? say(`fact.${fact.name}`) : fact.name}</span>
            <span className="wrap-anywhere">{withoutEmptyPart(fact.value)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
