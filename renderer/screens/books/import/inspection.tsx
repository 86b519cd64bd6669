import type { ReactNode } from 'react';
import type { FileInspection } from '../../../../contract/rpc/books.ts';
import { useSpeech } from '../../../parts/words.tsx';
import { Button } from '../../../parts/button.tsx';
import { Checks } from './checks.tsx';
import { formatName, headLine, Remarks } from './file-facts.tsx';
import { Problems } from './problems.tsx';

type Part = FileInspection['parts'][number];

/** Opens the mapping of a part that has headers of its own. */
type OnMap = ((part: Part) => void) | undefined;

/** Formats that name their columns themselves: nobody maps them. */
const named = ['saft', 'asycuda', 'eaeu', 'ubl', 'esf', 'camt', 'mt940', 'client-bank'];

/** What a file of several parts is, where each part would go, and what it says of itself against what was counted. */
export function Inspection({ inspection, onMap }: { readonly inspection: FileInspection; readonly onMap?: OnMap }): ReactNode {
  const speech = useSpeech();
  const { say, count } = speech;
  const { parts, facts } = inspection;
  const line = headLine(facts, speech);
  return (
    <>
      <div>
        <p>
          <span className="strong">{inspection.format === null ? say('format.none') : formatName(inspection.format, speech)}</span>{' '}
          <span className="quiet">{say('import.size', { bytes: count(inspection.bytes) })}</span>
        </p>
        {line === '' ? null : <p className="wrap-anywhere">{line}</p>}
      </div>
      <Checks checks={inspection.checks} />
      <PartTable parts={parts} onMap={named.includes(inspection.format ?? '') ? undefined : onMap} />
      <Unread parts={parts.filter((part) => part.table === null)} />
      {parts.map((part, index) =>
        part.problemCount === 0 ? null : (
          <Problems
            title={say('import.problems')}
            key={`${part.scope} ${index}`}
            scope={parts.length > 1 ? part.scope : ''}
            problems={part.problems}
            more={part.problemCount - part.problems.length}
          />
        ),
      )}
      <Remarks facts={facts} />
    </>
  );
}

function PartTable({ parts, onMap }: { readonly parts: readonly Part[]; readonly onMap: OnMap }): ReactNode {
  const { say, count } = useSpeech();
  if (parts.length === 0) return <p className="amber">{say('import.parts.none')}</p>;
  return (
    <section className="facts">
      <h3>{say('import.parts')}</h3>
      <div className="part-table" tabIndex={0} role="region" aria-label={say('import.parts')}>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{say('import.part')}</th>
              <th scope="col">{say('import.part.goesTo')}</th>
              <th scope="col" className="number">
                {say('import.part.records')}
              </th>
              <th scope="col" className="number">
                {say('import.part.problems')}
              </th>
              {onMap === undefined ? null : <th scope="col">{say('import.mapping')}</th>}
            </tr>
          </thead>
          <tbody>
            {parts.map((part, index) => (
              <tr key={`${part.scope} ${index}`}>
                <td title={part.scope}>{part.scope === '' ? say('import.part.whole') : part.scope}</td>
                <td>{part.table === null ? <span className="amber">{say('import.part.nowhere')}</span> : say(`table.${part.table}`)}</td>
                <td className="number">{count(part.records)}</td>
                <td className={part.problemCount > 0 ? 'number amber' : 'number quiet'}>{count(part.problemCount)}</td>
                {onMap === undefined ? null : (
                  <td>
                    <Button small autoFocus={index === 0 && parts.every(({ table }) => table === null)} onPress={() => onMap(part)}>
                      {say('mapping.part.map')}
                    </Button>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

type UnreadPart = { readonly scope: string; readonly headers: readonly string[]; readonly records: number };

/** Parts that no table takes, said plainly: their records stay in the evidence and are not in the books. */
export function Unread({ parts }: { readonly parts: readonly UnreadPart[] }): ReactNode {
  const { say } = useSpeech();
  if (parts.length === 0) return null;
  const records = parts.reduce((sum, part) => sum + part.records, 0);
  return (
    <section className="facts">
      <p className="amber">{say('import.unread', { n: parts.length })}</p>
      <p className="quiet">{say('import.unread.records', { n: records })}</p>
      <ul className="problem-list" tabIndex={0} aria-label={say('import.unread', { n: parts.length })}>
        {parts.map((part, index) => (
          <li key={`${part.scope} ${index}`}>
            <span>{part.scope === '' ? say('import.part.whole') : part.scope}</span>
            <span className="quiet">{part.headers.join(' · ')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
