import { useState } from 'react';
import type { ReactNode } from 'react';
import { useAsk } from '../../parts/api.tsx';
import { Button } from '../../parts/button.tsx';
import { Radios } from '../../parts/field.tsx';
import { useSpeech } from '../../parts/words.tsx';

type Answers = Readonly<Record<string, boolean>>;

export type Policy = {
  /** what the rule pack asks; empty while it is read and where it asks nothing */
  readonly questions: readonly { readonly id: string; readonly text: string; readonly verified: boolean }[];
  readonly answers: Answers;
  readonly answer: (id: string, yes: boolean) => void;
  readonly answerAll: () => void;
  /** every question has its answer */
  readonly complete: boolean;
  /** for `meta.policy`; nothing where nothing is asked */
  readonly meta: { readonly policy?: Record<string, boolean> };
  /** the next photo is asked about anew */
  readonly clear: () => void;
};

/** What the rule pack asks before a photograph is kept. */
export function usePolicy(caseId: string): Policy {
  const { lang } = useSpeech();
  const asked = useAsk('evidence.policy', { caseId });
  const [answers, setAnswers] = useState<Answers>({});
  const questions = (asked.data?.questions ?? []).map(({ id, text, verified }) => ({ id, text: text[lang], verified }));
  return {
    questions,
    answers,
    answer: (id, yes) => setAnswers((now) => ({ ...now, [id]: yes })),
    answerAll: () => setAnswers(Object.fromEntries(questions.map(({ id }) => [id, true]))),
    complete: asked.data !== undefined && questions.every(({ id }) => answers[id] !== undefined),
    meta: questions.length === 0 ? {} : { policy: { ...answers } },
    clear: () => setAnswers({}),
  };
}

type QuestionsProps = {
  readonly policy: Policy;
  /** they are what comes next: the focus goes there */
  readonly first?: boolean;
};

/** The questions of the rule pack, each answered yes or no; a no is kept as well as a yes. */
export function PolicyQuestions({ policy, first = false }: QuestionsProps): ReactNode {
  const { say } = useSpeech();
  const { questions, answers } = policy;
  if (questions.length === 0) return null;
  return (
    <section className="stack policy">
      <div className="bar-row">
        <h3>{say('ev.policy')}</h3>
        <span className="spring" />
        <Button small autoFocus={first} onPress={policy.answerAll}>
          {say('ev.policy.all')}
        </Button>
      </div>
      {questions.map(({ id, text }) => (
        <Radios
          key={id}
          legend={text}
          value={answers[id] === undefined ? '' : answers[id] ? 'yes' : 'no'}
          onChange={(value) => policy.answer(id, value === 'yes')}
          choices={[
            { value: 'yes', label: say('ev.policy.yes') },
            { value: 'no', label: say('ev.policy.no') },
          ]}
        />
      ))}
      {questions.some(({ verified }) => !verified) ? <p className="meta">{say('ev.policy.unverified')}</p> : null}
    </section>
  );
}
