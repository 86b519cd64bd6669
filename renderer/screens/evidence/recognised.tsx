import { useState } from 'react';
import type { ReactNode } from 'react';
import { useApi, useAsk, useForgetCase } from '../../parts/api.tsx';
import { Button } from '../../parts/button.tsx';
import { Tick } from '../../parts/field.tsx';
import { JobView } from '../../parts/job-view.tsx';
import { useJob, useRunJob } from '../../parts/jobs.tsx';
import { useNotices } from '../../parts/notices.tsx';
import { useRemembered } from '../../parts/remembered.tsx';
import { useSpeech } from '../../parts/words.tsx';
import type { EvidenceHeader, RecognisedPage } from './shapes.ts';
import type { Marking } from './use-marking.ts';

type RecognisedProps = { readonly caseId: string; readonly header: EvidenceHeader; readonly marking: Marking };

/** The text of the pages: recognised on this laptop, in the languages that were chosen. */
export function Recognised({ caseId, header, marking }: RecognisedProps): ReactNode {
  const { say } = useSpeech();
  const pages = useAsk('ocr.pages', { caseId, evidenceId: header.evidenceId }, { keep: true }).data?.pages ?? [];
  return (
    <section className="stack">
      <Recognise caseId={caseId} header={header} again={pages.length > 0} />
      {pages.length === 0 ? <p className="quiet">{say('ev.text.none')}</p> : null}
      {pages.map((page) => (
        <PageText key={page.page} page={page} look={() => marking.look({ page: page.page, top: 0 })} />
      ))}
    </section>
  );
}

function PageText({ page, look }: { readonly page: RecognisedPage; readonly look: () => void }): ReactNode {
  const { say, percent } = useSpeech();
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(page.text);
    setCopied(true);
  };
  const poor = page.by === 'ocr' && page.confidence < 70;
  return (
    <section className="facts">
      <div className="bar-row">
        <Button kind="link" onPress={look}>
          {say('ev.region.page', { page: page.page })}
        </Button>
        <span className={`meta${poor ? ' amber' : ''}`}>
          {page.by === 'layer'
            ? say('ev.text.layer')
            : say('ev.text.ocr', { languages: page.languages, confidence: percent(String(Math.round(page.confidence))) })}
        </span>
        <span className="spring" />
        <Button small onPress={() => void copy()}>
          {say(copied ? 'ev.text.copied' : 'ev.text.copy')}
        </Button>
      </div>
      <pre className="raw-record" tabIndex={0} aria-label={say('ev.text.of', { page: page.page })}>
        {page.text}
      </pre>
    </section>
  );
}

const order = ['rus', 'kaz', 'eng'];
const most = 4;

type RecogniseProps = { readonly caseId: string; readonly header: EvidenceHeader; readonly again: boolean };

/** Starts the recognition; it can be left alone, watched and cancelled. */
function Recognise({ caseId, header, again }: RecogniseProps): ReactNode {
  const { say, has } = useSpeech();
  const api = useApi();
  const forget = useForgetCase();
  const run = useRunJob();
  const { attempt, tell } = useNotices();
  const title = say('ev.text.working', { name: header.name });
  const job = useJob(title);
  const models = useAsk('ocr.models', {}).data?.models ?? [];
  const [wanted, setWanted] = useRemembered<readonly string[]>('ocr.languages', order);
  const langs = [...new Set(models.map((model) => model.lang))].sort((a, b) => place(a) - place(b));
  const chosen = langs.filter((lang) => wanted.includes(lang)).slice(0, most);
  const nameOf = (lang: string): string => (has(`ev.lang.${lang}`) ? say(`ev.lang.${lang}`) : lang);
  const start = (): void =>
    void attempt(async () => {
      const { evidenceId } = header;
      const done = await run(title, (options) => api.call['ocr.run']({ caseId, evidenceId, languages: [...chosen], again }, options));
      forget(caseId);
      tell(say('ev.text.done', { pages: done.pages, words: done.words }));
    });
  return (
    <>
      <fieldset className="choices">
        <legend className="label">{say('ev.text.languages')}</legend>
        {langs.map((lang) => (
          <Tick
            key={lang}
            label={nameOf(lang)}
            checked={chosen.includes(lang)}
            onChange={(on) => setWanted(on ? [...chosen, lang] : chosen.filter((one) => one !== lang))}
          />
        ))}
      </fieldset>
      {models.some((model) => !model.signed && chosen.includes(model.lang)) ? <p className="amber">{say('ev.text.unsigned')}</p> : null}
      {job === undefined ? (
        <div className="bar-row">
          <Button small kind={again ? 'plain' : 'primary'} disabled={chosen.length === 0} onPress={start}>
            {say(again ? 'ev.text.again' : 'ev.text.do')}
          </Button>
          <AddModel />
        </div>
      ) : (
        <JobView job={job} />
      )}
    </>
  );
}

const place = (lang: string): number => (order.includes(lang) ? order.indexOf(lang) : order.length);

/** A model of another language, from a file. */
function AddModel(): ReactNode {
  const { say } = useSpeech();
  const api = useApi();
  const models = useAsk('ocr.models', {});
  const { attempt, tell } = useNotices();
  const add = (): void =>
    void attempt(async () => {
      const { path } = await api.call['shell.pickOpen']({ kind: 'model' });
      if (path === null) return;
      const { lang, signed } = await api.call['ocr.addModel']({ path });
      await models.refetch();
      tell(say(signed ? 'ev.text.model.added' : 'ev.text.model.unsigned', { lang }));
    });
  return (
    <Button small kind="link" onPress={add}>
      {say('ev.text.model.add')}
    </Button>
  );
}
