import type { ReactNode } from 'react';
import type { Decimal } from '../../../domain/model/scalars.ts';
import { useAsk } from '../../parts/api.tsx';
import { Blank } from '../../parts/blank.tsx';
import { Refusal } from '../../parts/failure.tsx';
import { useSpeech } from '../../parts/words.tsx';

const shown = 10;

type Line = { readonly code: string; readonly text: string; readonly fit: number; readonly matched: readonly string[] };

/** What a goods description is most like, with the words that agree; and what this can and cannot tell. */
export function Advice(props: { readonly text: string }): ReactNode {
  const { say } = useSpeech();
  const text = props.text.trim();
  const asked = useAsk('hs.advise', { text, limit: shown }, { enabled: text !== '', keep: true });
  if (asked.error !== null) return <Refusal error={asked.error} />;
  if (text === '') return <Blank title={say('hs.advise')} text={say('hs.advice.limits')} />;
  if (asked.data === undefined) return null;
  const { nomenclature, earlier, unknown } = asked.data;
  return (
    <div className="page-part">
      <p className="quiet prose">{say('hs.advice.limits')}</p>
      {unknown.length === 0 ? null : <p className="meta">{say('hs.unknown', { words: unknown.join(', ') })}</p>}
      <Lines
        title={say('hs.advice.entries')}
        none={say('hs.nothing')}
        lines={nomenclature.map((one) => ({ ...one, text: one.description }))}
      />
      <Lines title={say('hs.advice.earlier')} none={say('hs.advice.earlier.none')} lines={earlier} />
    </div>
  );
}

const percentOf = (fit: number): Decimal => String(Math.round(fit * 100)) as Decimal;

function Lines(props: { readonly title: string; readonly none: string; readonly lines: readonly Line[] }): ReactNode {
  const { say, percent } = useSpeech();
  return (
    <section>
      <h2>{props.title}</h2>
      {props.lines.length === 0 ? (
        <p className="quiet">{props.none}</p>
      ) : (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{say('hs.code')}</th>
              <th scope="col" className="number">
                {say('hs.fit')}
              </th>
              <th scope="col">{say('hs.matched')}</th>
              <th scope="col">{say('hs.description')}</th>
            </tr>
          </thead>
          <tbody>
            {props.lines.map((one) => (
              <tr key={`${one.code} ${one.text}`}>
                <td className="mono">{one.code}</td>
                <td className="number">{percent(percentOf(one.fit))}</td>
                <td>{one.matched.join(', ')}</td>
                <td>{one.text}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
