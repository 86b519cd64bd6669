import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { Blank, Reading } from '../../parts/blank.tsx';
import { Refusal } from '../../parts/failure.tsx';
import { useSpeech } from '../../parts/words.tsx';
import { useFirstBytes } from './bytes.ts';
import type { EvidenceHeader } from './shapes.ts';

/** This much of a text is shown; the rest is in the file. */
const shownBytes = 128 * 1024;

/** Text in UTF-8, or in the encoding that Russian and Kazakh programs of Windows write. @returns null where it is no text */
export function readText(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder('windows-1251').decode(bytes);
  }
}

/** The beginning of a text file as it stands there, and the books that were read from it. */
export function TextView({ caseId, header }: { readonly caseId: string; readonly header: EvidenceHeader }): ReactNode {
  const { say, count } = useSpeech();
  const head = useFirstBytes({ caseId, evidenceId: header.evidenceId }, header.sha256, shownBytes);
  const text = useMemo(() => (head.data === undefined ? undefined : readText(head.data)), [head.data]);
  if (head.error !== null) return <Refusal error={head.error} />;
  if (text === undefined) return <Reading />;
  return (
    <div className="text-view">
      {header.tables.length === 0 ? null : (
        <p>
          {say('ev.view.books')}{' '}
          {header.tables.map((table) => (
            <Link key={table} className="text-link" to="/case/$caseId/books/$table" params={{ caseId, table }}>
              {say(`table.${table}`)}
            </Link>
          ))}
        </p>
      )}
      {text === null ? (
        <Blank title={say('ev.view.noText')} text={say('ev.view.other.text')} />
      ) : (
        <pre className="raw-record" tabIndex={0} aria-label={header.name}>
          {text}
        </pre>
      )}
      {header.bytes > shownBytes ? (
        <p className="meta">{say('ev.view.cut', { shown: count(shownBytes), all: count(header.bytes) })}</p>
      ) : null}
    </div>
  );
}
