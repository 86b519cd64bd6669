import type { ReactNode } from 'react';
import type { ImportPreview } from '../../../../contract/rpc/books.ts';
import { useSpeech } from '../../../parts/words.tsx';

const shownRows = 6;

/** The first records as they are read with the choices above. */
export function SampleRows({ preview }: { readonly preview: ImportPreview }): ReactNode {
  const { say } = useSpeech();
  return (
    <div className="sample" tabIndex={0} role="region" aria-label={say('import.sample')}>
      <table>
        <thead>
          <tr>
            {preview.headers.map((header, index) => (
              <th key={`${header} ${index}`} scope="col" className={preview.unmapped.includes(header) ? 'quiet' : ''}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.sample.slice(0, shownRows).map((record, index) => (
            <tr key={`${index} ${record[0] ?? ''}`}>
              {preview.headers.map((header, column) => (
                <td key={`${header} ${column}`}>{record[column] ?? ''}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
