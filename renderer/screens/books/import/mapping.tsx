import './mapping.css';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { ImportPreview, Profile } from '../../../../contract/rpc/books.ts';
import { tables } from '../../../../domain/model/books.ts';
import { Button } from '../../../parts/button.tsx';
import { Choose } from '../../../parts/field.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import type { Speech } from '../../../parts/words.tsx';
import { goesTo, headerOf, lackingAmounts, sentTo } from './source.ts';

type MappingProps = {
  readonly preview: ImportPreview;
  /** a person has changed something already */
  readonly touched: boolean;
  readonly onProfile: (profile: Profile) => void;
};

/** Which column of the file goes where, and why. A known file hides it; what is missing opens it. */
export function Mapping(props: MappingProps): ReactNode {
  const { say } = useSpeech();
  const { preview } = props;
  const [asked, setAsked] = useState(false);
  const lacking = preview.missing.length > 0 || lackingAmounts(preview.profile).length > 0;
  const open = asked || lacking || !preview.known || props.touched;
  return (
    <section className="facts">
      <div className="bar-row">
        <h3>{say('import.mapping')}</h3>
        <State preview={preview} />
        <span className="spring" />
        {open ? null : (
          <Button small onPress={() => setAsked(true)}>
            {say('import.mapping.open')}
          </Button>
        )}
      </div>
      {open ? <FileColumns {...props} /> : null}
    </section>
  );
}

/** What is still missing; a book of amounts that gets none is said, for such files exist and their rows prove nothing. */
function State({ preview }: { readonly preview: ImportPreview }): ReactNode {
  const { say } = useSpeech();
  if (preview.missing.length > 0) {
    return (
      <span className="wrong" role="status">
        {say('mapping.missing', { columns: preview.missing.map((name) => say(`column.${name}`)).join(', ') })}
      </span>
    );
  }
  const lacking = lackingAmounts(preview.profile);
  if (lacking.length > 0) {
    return (
      <span className="amber" role="status">
        {say('mapping.noAmount', { columns: lacking.map((name) => say(`column.${name}`)).join(', ') })}
      </span>
    );
  }
  return (
    <span className="meta" role="status">
      {say('mapping.complete')} {say('import.unmapped', { n: preview.unmapped.length })}
    </span>
  );
}

/** More columns than a person would go through; the rest is named in the sample below. */
const mostShown = 120;

/** What a person looks at first: a column without a place where one is missing, else the least sure suggestion. @returns its index */
export function firstToConfirm(preview: ImportPreview): number {
  const { headers, profile, missing, suggestions } = preview;
  if (missing.length > 0) return headers.findIndex((header) => goesTo(profile, header) === '');
  const places = (['low', 'medium', 'high'] as const).map((sure) =>
    headers.findIndex((header) =>
      suggestions.some((one) => one.sure === sure && one.header === header && one.column === goesTo(profile, header)),
    ),
  );
  return places.find((at) => at >= 0) ?? 0;
}

function FileColumns(props: MappingProps): ReactNode {
  const { say } = useSpeech();
  const { preview } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const [first] = useState(() => firstToConfirm(preview));
  // only when the columns come up: never taken from a person who is at work elsewhere
  useEffect(() => body.current?.querySelectorAll('select')[Math.max(0, first)]?.focus(), [first]);
  return (
    <>
      <div className="file-columns" tabIndex={0} role="region" aria-label={say('mapping.columns')}>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{say('mapping.of')}</th>
              <th scope="col">{say('mapping.samples')}</th>
              <th scope="col">{say('mapping.to')}</th>
              <th scope="col">{say('mapping.why')}</th>
            </tr>
          </thead>
          <tbody ref={body}>
            {preview.headers.slice(0, mostShown).map((header, index) => (
              <FileColumn key={header} {...props} header={header} index={index} />
            ))}
          </tbody>
        </table>
      </div>
      <Standing preview={preview} />
    </>
  );
}

const samplesOf = (preview: ImportPreview, index: number): string =>
  [...new Set(preview.sample.map((cells) => (cells[index] ?? '').trim()).filter((text) => text !== ''))].slice(0, 3).join(' · ');

function FileColumn(props: MappingProps & { readonly header: string; readonly index: number }): ReactNode {
  const speech = useSpeech();
  const { say } = speech;
  const { preview, header, index } = props;
  const { profile } = preview;
  const column = goesTo(profile, header);
  const choices = tables[profile.table].map(({ name, required }) => {
    const other = headerOf(profile, name).header;
    const title = say(required === true ? 'mapping.required' : 'import.mapping.column', { name: say(`column.${name}`) });
    return { value: name, label: other === '' || other === header ? title : say('mapping.taken', { name: title, header: other }) };
  });
  return (
    <tr>
      <th scope="row" className="wrap-anywhere">
        {header}
      </th>
      <td className="samples" title={samplesOf(preview, index)}>
        {samplesOf(preview, index)}
      </td>
      <td>
        <Choose
          label={say('mapping.toOf', { header })}
          hideLabel
          slim
          value={column}
          choices={[{ value: '', label: say('mapping.nowhere') }, ...choices]}
          onChange={(event) => props.onProfile(sentTo(profile, header, event.target.value))}
        />
      </td>
      <td className="why">{column === '' ? null : <Why preview={preview} header={header} column={column} speech={speech} />}</td>
    </tr>
  );
}

type WhyProps = { readonly preview: ImportPreview; readonly header: string; readonly column: string; readonly speech: Speech };

/** Why a column goes where it goes, and how sure that is: in words, never by colour alone. */
function Why({ preview, header, column, speech }: WhyProps): ReactNode {
  const { say } = speech;
  const { origin, profile } = preview;
  const found = preview.suggestions.find((one) => one.header === header && one.column === column);
  if (origin === 'trader' || origin === 'software' || origin === 'saved' || origin === 'shipped') {
    return <span className="quiet">{say('mapping.why.profile', { name: profile.name })}</span>;
  }
  if (found === undefined) return <span className="quiet">{say('mapping.why.person')}</span>;
  const kind = found.kind === null ? '' : say(`mapping.kind.${found.kind}`);
  return (
    <>
      <span className={found.sure === 'low' ? 'amber' : 'quiet'}>{say(`mapping.sure.${found.sure}`)}</span>
      {', '}
      <span className="quiet">{say(`mapping.why.${found.why}`, { kind })}</span>
    </>
  );
}

/** Columns that no single column of the file fills: fixed values, joined headers, the record's number. */
function Standing({ preview }: { readonly preview: ImportPreview }): ReactNode {
  const { say } = useSpeech();
  const { profile } = preview;
  const standing = Object.keys(profile.columns).flatMap((name) => {
    const { header, other } = headerOf(profile, name);
    return other === null ? [] : [{ name, text: say(`import.mapping.${other}`, { text: header }) }];
  });
  if (standing.length === 0) return null;
  return (
    <ul className="problem-list" tabIndex={0} aria-label={say('mapping.more')}>
      {standing.map(({ name, text }) => (
        <li key={name}>
          <span>{say(`column.${name}`)}</span>
          <span className="quiet wrap-anywhere">{text}</span>
        </li>
      ))}
    </ul>
  );
}
