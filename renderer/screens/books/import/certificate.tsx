import type { ReactNode, Ref } from 'react';
import type { ImportCertificate, ImportResult } from '../../../../contract/rpc/books.ts';
import { tables } from '../../../../domain/model/books.ts';
import { Code, Fact, Facts } from '../../../parts/detail.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { Checks } from './checks.tsx';
import { formatName, headLine, Remarks } from './file-facts.tsx';
import { Unread } from './inspection.tsx';
import { Problems } from './problems.tsx';
import { Sums } from './sums.tsx';

type CertificateProps = {
  readonly certificate: ImportCertificate;
  /** parts that came into no table; known while the file is being imported */
  readonly unread: ImportResult['unread'];
  readonly box?: Ref<HTMLDivElement>;
};

/** What came in, what did not and why, and what the file says of itself against what was counted. */
export function Certificate({ certificate, unread, box }: CertificateProps): ReactNode {
  const speech = useSpeech();
  const { say, count, moment } = speech;
  const { parts } = certificate;
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const rejected = parts.reduce((sum, part) => sum + part.rejectedCount, 0);
  const line = headLine(certificate.facts, speech);
  return (
    <div className="stack certificate" ref={box}>
      {line === '' ? null : <p className="wrap-anywhere">{line}</p>}
      <div className="two-columns">
        <Facts title={say('import.certificate')}>
          <Fact name={say('import.rows')} strong>
            {count(rows)}
          </Fact>
          <Fact name={say('import.rejected')}>
            <span className={rejected > 0 ? 'amber' : ''}>{count(rejected)}</span>
          </Fact>
          <Fact name={say('import.at')}>{moment(certificate.importedAt)}</Fact>
        </Facts>
        <Facts title={say('import.file')}>
          <Fact name={say('import.format')}>{formatName(certificate.format, speech)}</Fact>
          <Fact name={say('import.from')}>
            {certificate.obtainedFrom === null ? say('import.from.none') : say(`import.from.${certificate.obtainedFrom}`)}
          </Fact>
          <Fact name={say('import.bytes')}>{count(certificate.evidence.bytes)}</Fact>
          {certificate.encoding === '' ? null : <Fact name={say('import.encoding')}>{certificate.encoding}</Fact>}
          <Fact name={say('import.importer')}>{certificate.importer}</Fact>
        </Facts>
      </div>
      <Code title={say('import.sha256')}>{certificate.evidence.sha256}</Code>
      <Unread parts={unread} />
      {certificate.checks.length === 0 && certificate.format === 'csv' ? null : <Checks checks={certificate.checks} />}
      {parts.map((part) => (
        <CertifiedPart key={part.importId} part={part} format={certificate.format} />
      ))}
      <Remarks facts={certificate.facts} />
    </div>
  );
}

/** Sums in the order of the table's columns. */
function inOrder({ table, sums }: Pick<PartProps['part'], 'table' | 'sums'>): Readonly<Record<string, string>> {
  const named = tables[table].flatMap(({ name }) => (sums[name] === undefined ? [] : [[name, sums[name]] as const]));
  return Object.fromEntries(named);
}

type PartProps = { readonly part: ImportCertificate['parts'][number]; readonly format: string };

function CertifiedPart({ part, format }: PartProps): ReactNode {
  const { say, count } = useSpeech();
  const table = say(`table.${part.table}`);
  return (
    <section className="page-part">
      <h3 className="wrap-anywhere">{part.scope === '' ? table : say('import.part.into', { scope: part.scope, table })}</h3>
      <div className="two-columns">
        <Facts>
          <Fact name={say('import.rows')}>{count(part.rows)}</Fact>
          <Fact name={say('import.rejected')}>
            <span className={part.rejectedCount > 0 ? 'amber' : ''}>{count(part.rejectedCount)}</span>
          </Fact>
          {Object.entries(part.repaired).map(([name, n]) => (
            <Fact key={name} name={say('import.repaired', { repair: say(`repair.${name.split(':')[0] ?? name}`) })}>
              {count(n)}
            </Fact>
          ))}
          {part.profile === '' || part.profile === format ? null : (
            <Fact name={say('import.certificate.mapping')}>{part.profile === 'standard' ? say('mapping.standard') : part.profile}</Fact>
          )}
        </Facts>
        <Sums table={part.table} sums={inOrder(part)} />
      </div>
      <Problems title={say('import.problems.out')} problems={part.rejected} more={part.rejectedCount - part.rejected.length} />
      <p className="mono meta wrap-anywhere">{say('import.rowDigest', { hash: part.rowDigest })}</p>
    </section>
  );
}
