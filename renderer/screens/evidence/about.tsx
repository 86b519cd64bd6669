import { useState } from 'react';
import type { ReactNode } from 'react';
import { correctedTime } from '../../../domain/evidence/clock.ts';
import { Code, Fact, Facts } from '../../parts/detail.tsx';
import { Refusal } from '../../parts/failure.tsx';
import { Choose, TextArea, TextInput } from '../../parts/field.tsx';
import { useSpeech } from '../../parts/words.tsx';
import { asTime } from './clock.ts';
import { SavingMark } from './saving-mark.tsx';
import { classes, sources } from './shapes.ts';
import type { EvidenceHeader, Meta, Secrecy } from './shapes.ts';
import { useMeta } from './use-meta.ts';
import type { SavedText } from './use-saved-text.ts';

type AboutProps = { readonly caseId: string; readonly item: EvidenceHeader };

/** What is known of an item beside its bytes. Give it a key of the item. */
export function About({ caseId, item }: AboutProps): ReactNode {
  const { say } = useSpeech();
  const form = useMeta(caseId, item);
  const { text: meta, set, flush } = form;
  return (
    <section className="stack">
      <div className="bar-row">
        <h3>{say('ev.about')}</h3>
        <span className="spring" />
        <SavingMark saving={form.saving} />
      </div>
      {form.refusal === null ? null : <Refusal error={form.refusal} />}
      <TextArea
        label={say('ev.description')}
        rows={2}
        maxLength={4_000}
        value={meta.description ?? ''}
        onChange={(event) => set({ description: event.target.value })}
        onBlur={flush}
      />
      <Tags tags={meta.tags ?? []} onTags={(tags) => set({ tags })} onLeave={flush} />
      <div className="two-columns">
        <Choose
          label={say('ev.obtainedFrom')}
          value={meta.obtainedFrom ?? ''}
          onChange={(event) => set({ obtainedFrom: event.target.value as NonNullable<Meta['obtainedFrom']> })}
          choices={[
            ...(meta.obtainedFrom === undefined ? [{ value: '', label: say('ev.unsaid'), disabled: true }] : []),
            ...sources.map((value) => ({ value, label: say(`ev.from.${value}`) })),
          ]}
        />
        <Choose
          label={say('ev.class')}
          value={meta.class ?? ''}
          onChange={(event) => set({ class: event.target.value as Secrecy })}
          choices={[
            ...(meta.class === undefined ? [{ value: '', label: say('ev.unsaid'), disabled: true }] : []),
            ...classes.map((value) => ({ value, label: say(`ev.class.${value}`) })),
          ]}
        />
      </div>
      <More meta={meta} set={set} flush={flush} />
    </section>
  );
}

type TagsProps = { readonly tags: readonly string[]; readonly onTags: (tags: string[]) => void; readonly onLeave: () => void };

/** Tags are typed as words between commas; what is being typed stays as it is. */
function Tags({ tags, onTags, onLeave }: TagsProps): ReactNode {
  const { say } = useSpeech();
  const [typed, setTyped] = useState(tags.join(', '));
  const type = (next: string): void => {
    setTyped(next);
    const read = next
      .split(',')
      .map((tag) => tag.trim().slice(0, 60))
      .filter((tag) => tag !== '');
    onTags([...new Set(read)].slice(0, 50));
  };
  return (
    <TextInput
      label={say('ev.tags')}
      hint={say('ev.tags.hint')}
      value={typed}
      onChange={(event) => type(event.target.value)}
      onBlur={onLeave}
    />
  );
}

type Form = Pick<SavedText<Meta>, 'set' | 'flush'> & { readonly meta: Meta };

const lines = ['requestNo', 'legalBasis', 'medium', 'mediumSerial', 'device', 'program', 'programVersion'] as const;
const longest: Readonly<Record<(typeof lines)[number], number>> = {
  requestNo: 100,
  legalBasis: 500,
  medium: 200,
  mediumSerial: 100,
  device: 200,
  program: 200,
  programVersion: 100,
};

/** Where it comes from, and when it was made. */
function More({ meta, set, flush }: Form): ReactNode {
  const { say } = useSpeech();
  return (
    <>
      {lines.map((name) => (
        <TextInput
          key={name}
          label={say(`ev.${name}`)}
          maxLength={longest[name]}
          value={meta[name] ?? ''}
          onChange={(event) => set({ [name]: event.target.value })}
          onBlur={flush}
        />
      ))}
      <div className="two-columns">
        <TextInput
          label={say('ev.takenAt')}
          hint={say('ev.takenAt.hint')}
          maxLength={40}
          mono
          value={meta.takenAt ?? ''}
          onChange={(event) => set({ takenAt: event.target.value })}
          onBlur={flush}
        />
        <TextInput
          label={say('ev.clockOffset')}
          hint={say('ev.clockOffset.hint')}
          maxLength={12}
          mono
          value={meta.clockOffset ?? ''}
          onChange={(event) => set({ clockOffset: event.target.value })}
          onBlur={flush}
        />
      </div>
      <Corrected meta={meta} />
    </>
  );
}

/** The time of this laptop beside the one that the device wrote. */
function Corrected({ meta }: { readonly meta: Meta }): ReactNode {
  const { say } = useSpeech();
  const { takenAt = '', clockOffset = '' } = meta;
  const corrected = correctedTime(takenAt, clockOffset);
  if (corrected === null || Number(clockOffset) === 0) return null;
  return (
    <p className="meta">
      {say('ev.corrected', {
        at: corrected.replace('T', ' '),
        side: Number(clockOffset) > 0 ? 'ahead' : 'behind',
        time: asTime(clockOffset),
      })}
    </p>
  );
}

/** What cannot be changed: the bytes, and how they came here. */
export function Origins({ item }: { readonly item: EvidenceHeader }): ReactNode {
  const { say, count, moment } = useSpeech();
  return (
    <>
      <Facts title={say('ev.bytesOf')}>
        <Fact name={say('ev.kind')}>{say(`evidenceKind.${item.kind}`)}</Fact>
        <Fact name={say('ev.size')}>{say('ev.bytes', { n: count(item.bytes) })}</Fact>
        <Fact name={say('ev.origin')}>{say(`ev.origin.${item.origin}`)}</Fact>
        <Fact name={say('ev.addedAt')}>{moment(item.addedAt)}</Fact>
        <Fact name={say('ev.addedBy')}>{item.addedBy}</Fact>
      </Facts>
      <Answers item={item} />
      <Code title={say('ev.sha256')}>{item.sha256}</Code>
    </>
  );
}

/** What was answered to the rule pack's questions when the photo was kept. */
function Answers({ item }: { readonly item: EvidenceHeader }): ReactNode {
  const { say } = useSpeech();
  const answers = Object.entries(item.policy ?? {});
  if (answers.length === 0) return null;
  return (
    <Facts title={say('ev.policy.answered')}>
      {answers.map(([id, yes]) => (
        <Fact key={id} name={<span className="mono">{id}</span>}>
          {say(yes ? 'ev.policy.yes' : 'ev.policy.no')}
        </Fact>
      ))}
    </Facts>
  );
}
