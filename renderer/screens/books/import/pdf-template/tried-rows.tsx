import type { ReactNode } from 'react';
import type { Output } from '../../../../../contract/rpc/call.ts';
import type { AssayCalls } from '../../../../../contract/rpc/index.ts';
import { useSpeech } from '../../../../parts/words.tsx';

const shownRows = 12;

/** The first rows as the marked layout cuts them, each with its page and line. */
export function TriedRows({ tried }: { readonly tried: Output<AssayCalls['pdf.template.try']> }): ReactNode {
  const { say } = useSpeech();
  return (
    <section className="facts">
      <h3 aria-live="polite">{say('pdf.rows', { n: tried.records })}</h3>
      <div className="sample" tabIndex={0} role="region" aria-label={say('import.sample')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('pdf.place')}</th>
              {tried.headers.map((header, i) => (
                <th key={`${header} ${i}`} scope="col">
                  {header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {tried.rows.slice(0, shownRows).map((row, i) => (
              <tr key={tried.places[i] ?? i}>
                <td className="quiet">{tried.places[i]}</td>
                {row.map((cell, column) => (
                  <td key={column}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
