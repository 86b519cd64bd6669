import './findings.css';
import { Check, CircleAlert } from 'lucide-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useApi, useAsk, useForgetCase } from '../../parts/api.tsx';
import { Reading } from '../../parts/blank.tsx';
import { Button } from '../../parts/button.tsx';
import { Detail, useDetail } from '../../parts/detail.tsx';
import { failedOf, Refusal } from '../../parts/failure.tsx';
import { TextArea } from '../../parts/field.tsx';
import { useNotices } from '../../parts/notices.tsx';
import { useSay, useSpeech } from '../../parts/words.tsx';
import { EvidenceOf } from '../evidence/evidence-of.tsx';
import { findingTarget } from '../evidence/shapes.ts';
import { Corrections } from './corrections.tsx';
import { Criteria } from './criteria.tsx';
import { EffectFacts } from './effect.tsx';
import type { Finding } from './finding.ts';
import { FindingLines } from './finding-lines.tsx';
import { LeadOnly } from './lead-only.tsx';
import { LineArea } from './line-area.tsx';
import { useSaved } from './use-saved.ts';
import type { Saving } from './use-saved.ts';

/** One finding in its five parts; what is typed is on disk a moment later. */
export function FindingScreen(): ReactNode {
  const { caseId, findingId } = useParams({ from: '/case/$caseId/findings/$findingId' });
  const say = useSay();
  const go = useNavigate();
  const list = useAsk('finding.list', { caseId });
  const finding = list.data?.findings.find((f) => f.findingId === findingId);
  if (list.error !== null) return <Refusal error={list.error} />;
  if (list.data === undefined) return <Reading />;
  if (finding === undefined) {
    return (
      <Refusal error={{ code: 'finding_missing', at: '…', args: {} }}>
        <Button onPress={() => void go({ to: '/case/$caseId/findings', params: { caseId } })}>{say('sections.findings')}</Button>
      </Refusal>
    );
  }
  return <FindingEditor key={findingId} caseId={caseId} finding={finding} />;
}

export type EditorProps = { readonly caseId: string; readonly finding: Finding };

function FindingEditor({ caseId, finding }: EditorProps): ReactNode {
  const say = useSay();
  const saved = useSaved(caseId, finding);
  const detail = useDetail();
  const [opened, setOpened] = useState<string | null>(null);
  const open = (tax: string): void => {
    setOpened(tax);
    detail.setSheetOpen(true);
  };
  return (
    <>
      <header className="work-head">
        <div className="bar-row">
          <h1>{say('findings.one')}</h1>
          <FindingTags finding={finding} />
          <span className="spring" />
          <SavingMark saving={saved.saving} />
          <Withdraw caseId={caseId} finding={finding} />
        </div>
        {saved.refusal === null || failedOf(saved.refusal).code === 'correction_invalid' ? null : <Refusal error={saved.refusal} />}
        {finding.status === 'withdrawn' ? <p className="amber">{say('findings.withdrawn.note')}</p> : null}
      </header>
      <Parts caseId={caseId} finding={finding} saved={saved} onOpen={open} />
      <Detail>
        <FindingLines caseId={caseId} finding={finding} opened={opened} />
      </Detail>
    </>
  );
}

/** State, and whether it rests on a lead alone. */
function FindingTags({ finding }: { readonly finding: Finding }): ReactNode {
  const { say, has } = useSpeech();
  const key = `finding.status.${finding.status}`;
  return <span className={`tag${finding.status === 'withdrawn' ? ' wrong' : ''}`}>{has(key) ? say(key) : finding.status}</span>;
}

type Saved = ReturnType<typeof useSaved>;

/** Condition, criteria, cause, effect, response. */
function Parts({
  caseId,
  finding,
  saved,
  onOpen,
}: EditorProps & { readonly saved: Saved; readonly onOpen: (tax: string) => void }): ReactNode {
  const say = useSay();
  const { draft, set } = saved;
  const currency = useAsk('case.get', { caseId }).data?.header.currency ?? '';
  return (
    <div className="editor">
      <LeadOnly caseId={caseId} finding={finding} full />
      <LineArea
        label={say('findings.title')}
        maxLength={300}
        value={draft.title}
        onText={(title) => set({ title })}
        onLeave={saved.flush}
      />
      <Part
        label={say('findings.condition')}
        hint={say('findings.condition.hint')}
        value={draft.condition}
        onText={(condition) => set({ condition })}
        onLeave={saved.flush}
      />
      <Criteria criteria={draft.criteria} onChange={(criteria) => set({ criteria })} onLeave={saved.flush} />
      <Part
        label={say('findings.cause')}
        hint={say('findings.cause.hint')}
        value={draft.cause}
        onText={(cause) => set({ cause })}
        onLeave={saved.flush}
      />
      <Corrections
        caseId={caseId}
        corrections={draft.corrections}
        onChange={(corrections) => set({ corrections })}
        onLeave={saved.flush}
        refusal={saved.refusal}
      />
      <EffectFacts finding={finding} currency={currency} onOpen={onOpen} />
      <EvidenceOf caseId={caseId} target={findingTarget(finding.findingId)} main />
      <Part
        label={say('findings.response')}
        hint={say('findings.response.hint')}
        value={draft.response}
        onText={(response) => set({ response })}
        onLeave={saved.flush}
      />
    </div>
  );
}

type PartProps = {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly onLeave: () => void;
};

function Part(props: PartProps): ReactNode {
  return (
    <TextArea
      label={props.label}
      hint={props.hint}
      maxLength={20_000}
      value={props.value}
      onChange={(event) => props.onText(event.target.value)}
      onBlur={props.onLeave}
    />
  );
}

/** Nothing is shown as saved that is not on disk. */
function SavingMark(props: { readonly saving: Saving }): ReactNode {
  const say = useSay();
  return (
    <span className="meta saving" role="status">
      {props.saving === 'saved' ? <Check className="icon" aria-hidden /> : null}
      {props.saving === 'refused' ? <CircleAlert className="icon" aria-hidden /> : null}
      {say(`saving.${props.saving}`)}
    </span>
  );
}

function Withdraw({ caseId, finding }: EditorProps): ReactNode {
  const say = useSay();
  const api = useApi();
  const client = useQueryClient();
  const go = useNavigate();
  const forget = useForgetCase();
  const { attempt, tell } = useNotices();
  const { findingId } = finding;
  const withdrawn = finding.status === 'withdrawn';
  const restore = (): void =>
    void attempt(async () => {
      await api.call['finding.restore']({ caseId, findingId });
      await client.invalidateQueries({ queryKey: ['finding.list'] });
      forget(caseId);
      await go({ to: '/case/$caseId/findings/$findingId', params: { caseId, findingId } });
    });
  const withdraw = (): void =>
    void attempt(async () => {
      await api.call['finding.withdraw']({ caseId, findingId });
      await go({ to: '/case/$caseId/findings', params: { caseId } });
      forget(caseId);
      tell(say('findings.withdrawn'), { label: say('undo'), run: restore });
    });
  return withdrawn ? (
    <Button onPress={restore}>{say('findings.restore')}</Button>
  ) : (
    <Button onPress={withdraw}>{say('findings.withdraw')}</Button>
  );
}
