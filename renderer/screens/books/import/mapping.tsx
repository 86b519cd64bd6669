import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ImportPreview, Profile } from '../../../../contract/rpc/books.ts';
import { tables } from '../../../../domain/model/books.ts';
import { Button } from '../../../parts/button.tsx';
import { Choose } from '../../../parts/field.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import { headerOf, mapped } from './source.ts';

type MappingProps = { readonly preview: ImportPreview; readonly onProfile: (profile: Profile) => void };

/** Which header gives which column. A known file hides it; what is missing opens it. */
export function Mapping({ preview, onProfile }: MappingProps): ReactNode {
  const { say } = useSpeech();
  const [asked, setAsked] = useState(false);
  const open = asked || preview.missing.length > 0 || !preview.known;
  return (
    <section className="facts">
      <div className="bar-row">
        <h3>{say('import.mapping')}</h3>
        <span className={preview.missing.length > 0 ? 'wrong' : 'meta'}>
          {preview.missing.length > 0
            ? say('import.missing', { columns: preview.missing.map((name) => say(`column.${name}`)).join(', ') })
            : say('import.unmapped', { n: preview.unmapped.length })}
        </span>
        <span className="spring" />
        {open ? null : (
          <Button small onPress={() => setAsked(true)}>
            {say('import.mapping.open')}
          </Button>
        )}
      </div>
      {open ? <MappingTable preview={preview} onProfile={onProfile} /> : null}
    </section>
  );
}

function MappingTable({ preview, onProfile }: MappingProps): ReactNode {
  const { say } = useSpeech();
  const { profile, missing } = preview;
  const none = { value: '', label: say('import.mapping.none') };
  return (
    <div className="mapping">
      {tables[profile.table].map((column) => {
        const { header, other } = headerOf(profile, column.name);
        const own = other === null ? [] : [{ value: header, label: say(`import.mapping.${other}`, { text: header }) }];
        return (
          <Choose
            key={column.name}
            label={say(column.required === true ? 'import.mapping.required' : 'import.mapping.column', {
              name: say(`column.${column.name}`),
            })}
            slim
            problem={missing.includes(column.name) ? say('import.mapping.missing') : undefined}
            value={header}
            choices={[none, ...own, ...preview.headers.map((h) => ({ value: h, label: h }))]}
            onChange={(event) => onProfile(mapped(profile, column.name, event.target.value))}
          />
        );
      })}
    </div>
  );
}
