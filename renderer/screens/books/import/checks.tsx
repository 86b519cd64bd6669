import type { ReactNode } from 'react';
import type { FileCheck } from '../../../../contract/rpc/books.ts';
import { useSpeech } from '../../../parts/words.tsx';
import type { Speech } from '../../../parts/words.tsx';

/** Whole numbers that are longer are numbers of accounts and documents. */
const amountText = /^-?(?:0|[1-9]\d{0,17})\.\d+$|^-?(?:0|[1-9]\d{0,8})$/;

/** A declared or counted value as the language writes it: amounts, days; everything else as it stands. */
export function checkValue(text: string, { amount, day }: Pick<Speech, 'amount' | 'day'>): string {
  if (text === '') return '–';
  if (amountText.test(text)) return amount(text);
  return text.replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, (found) => day(found));
}

/** What the file says of itself against what was counted: what differs first, what agrees folded into one line. */
export function Checks({ checks }: { readonly checks: readonly FileCheck[] }): ReactNode {
  const { say } = useSpeech();
  if (checks.length === 0) return <p className="quiet">{say('import.checks.none')}</p>;
  const failing = checks.filter((check) => !check.agrees);
  const agreeing = checks.filter((check) => check.agrees);
  return (
    <section className="facts">
      <h3>{say('import.checks')}</h3>
      {failing.length === 0 ? null : (
        <>
          <p className="amber">{say('import.checks.failing', { n: failing.length })}</p>
          <CheckTable label={say('import.checks.failing', { n: failing.length })} checks={failing} />
        </>
      )}
      {agreeing.length === 0 ? null : (
        <details className="agreeing">
          <summary>{say('import.checks.agreeing', { n: agreeing.length })}</summary>
          <CheckTable label={say('import.checks.agreeing', { n: agreeing.length })} checks={agreeing} />
        </details>
      )}
    </section>
  );
}

function CheckTable(props: { readonly label: string; readonly checks: readonly FileCheck[] }): ReactNode {
  const speech = useSpeech();
  const { say, has } = speech;
  return (
    <div className="part-table" tabIndex={0} role="region" aria-label={props.label}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{say('import.check.what')}</th>
            <th scope="col">{say('import.check.at')}</th>
            <th scope="col" className="number">
              {say('import.check.declared')}
            </th>
            <th scope="col" className="number">
              {say('import.check.counted')}
            </th>
          </tr>
        </thead>
        <tbody>
          {props.checks.map((check, index) => (
            <tr key={`${check.key} ${index}`}>
              <td>{has(`check.${check.key}`) ? say(`check.${check.key}`) : check.key}</td>
              <td>{check.at === '' ? say('import.part.whole') : check.at}</td>
              <td className="number">{checkValue(check.declared, speech)}</td>
              <td className={check.agrees ? 'number' : 'number strong'}>{checkValue(check.counted, speech)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
