import './matching.css';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { History } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useApi } from '../../../parts/api.tsx';
import { Blank, Reading } from '../../../parts/blank.tsx';
import { Button } from '../../../parts/button.tsx';
import { useCommands } from '../../../parts/commands.tsx';
import { Detail, Fact, Facts } from '../../../parts/detail.tsx';
import { Refusal } from '../../../parts/failure.tsx';
import { useRunJob } from '../../../parts/jobs.tsx';
import { useNotices } from '../../../parts/notices.tsx';
import { useRemembered } from '../../../parts/remembered.tsx';
import { Table } from '../../../parts/table.tsx';
import type { TableColumn } from '../../../parts/table.tsx';
import { useSpeech } from '../../../parts/words.tsx';
import type { Speech } from '../../../parts/words.tsx';
import { articleKey, decidedOnes } from './article-keys.ts';
import { FindBox } from './find-box.tsx';
import { useImport } from '../import/import-place.tsx';
import type { Article, Decision, State } from './shapes.ts';
import { StateIcon } from './state-icon.tsx';

const linksAtMost = 500;

function useArticles(caseId: string, find: string) {
  const api = useApi();
  const run = useRunJob();
  const { say } = useSpeech();
  return useQuery<readonly Article[]>({
    queryKey: ['article.suggest', { of: caseId, find }],
    queryFn: ({ signal }) =>
      run(say('matchScreen.articles.job'), async (options) => {
        const both = options.signal === undefined ? signal : AbortSignal.any([signal, options.signal as AbortSignal]);
        return (await api.call['article.suggest']({ caseId, find, limit: linksAtMost }, { ...options, signal: both })).links;
      }),
    retry: false,
    placeholderData: (last) => last,
  });
}

/** Which product of the trader's list is which declared article: by code, by words, by what was decided in other cases. */
export function Articles(): ReactNode {
  const { caseId } = useParams({ from: '/case/$caseId/matching/articles' });
  const { say } = useSpeech();
  const go = useNavigate();
  const { pick } = useImport();
  const [find, setFind] = useRemembered(`match.articles.${caseId}`, '');
  const { data, error } = useArticles(caseId, find);
  return (
    <>
      <header className="work-head compact match-head match-list-articles">
        <div className="bar-row">
          <h1>{say('matchScreen.articles')}</h1>
          <Button kind="link" onPress={() => void go({ to: '/case/$caseId/matching', params: { caseId } })}>
            {say('matchScreen.toOverview')}
          </Button>
          {data === undefined ? null : <span className="quiet">{say('matchScreen.articles.n', { n: data.length })}</span>}
          <FindBox label={say('matchScreen.find')} keys="Ctrl+F" list=".match-walk" text={find} onText={setFind} />
        </div>
      </header>
      {error !== null ? (
        <Refusal error={error} />
      ) : data === undefined ? (
        <Reading />
      ) : data.length === 0 ? (
        <Blank
          title={say(find === '' ? 'matchScreen.articles.none' : 'matchScreen.noneFound')}
          text={say('matchScreen.articles.none.text')}
        >
          {find === '' ? (
            <Button kind="primary" onPress={pick} keys="Ctrl+I" autoFocus>
              {say('import.do')}
            </Button>
          ) : (
            <Button kind="primary" onPress={() => setFind('')}>
              {say('matchScreen.showAll')}
            </Button>
          )}
        </Blank>
      ) : (
        <ArticleList caseId={caseId} links={data} />
      )}
    </>
  );
}

/** Writes decisions about links and takes them back; what was decided at once can be taken back at once. */
function useArticleDecisions(caseId: string) {
  const api = useApi();
  const client = useQueryClient();
  const { say } = useSpeech();
  const { tell, attempt } = useNotices();
  const named = (links: readonly Article[]) => links.map(({ product, article, hs }) => ({ product, article, hs }));
  const show = (links: readonly Article[], state: State): void =>
    void client.setQueriesData<readonly Article[]>({ predicate: ({ queryKey: [name] }) => name === 'article.suggest' }, (all) =>
      all === undefined ? all : decidedOnes(all, links, state),
    );
  const undo = (links: readonly Article[]): void =>
    void attempt(async () => {
      const decided = links.filter(({ state }) => state !== 'proposed');
      if (decided.length === 0) return;
      const { undone } = await api.call['article.undo']({ caseId, links: named(decided) });
      show(decided, 'proposed');
      if (undone > 1) tell(say('matchScreen.articles.undone', { n: undone }));
    });
  const record = (links: readonly Article[], state: Decision): void =>
    void attempt(async () => {
      if (links.length === 0) return;
      await api.call['article.decide']({ caseId, links: named(links), state });
      show(links, state);
      if (links.length === 1) return;
      const takeBack = (): void => undo(links.map((one) => ({ ...one, state })));
      tell(say(`matchScreen.articles.done.${state}`, { n: links.length }), { label: say('undo'), run: takeBack });
    });
  return { record, undo };
}

function ArticleList({ caseId, links }: { readonly caseId: string; readonly links: readonly Article[] }): ReactNode {
  const speech = useSpeech();
  const { say } = speech;
  const [at, setAt] = useState<string | undefined>(undefined);
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const chosen = links.find((one) => articleKey(one) === at) ?? links[0];
  const { record, undo } = useArticleDecisions(caseId);
  const taken = (): readonly Article[] => {
    const many = links.filter((one) => marked.has(articleKey(one)));
    setMarked(new Set());
    return many.length > 1 ? many : chosen === undefined ? [] : [chosen];
  };
  const decide = (state: Decision): void => record(taken(), state);
  const takeBack = (): void => undo(taken());
  useCommands([
    { id: 'match.confirm', title: say('matchScreen.confirm'), group: 'do', keys: 'C', run: () => decide('confirmed') },
    { id: 'match.refuse', title: say('matchScreen.refuse'), group: 'do', keys: 'X', run: () => decide('refused') },
    { id: 'match.undo', title: say('matchScreen.undo'), group: 'do', keys: 'U', run: takeBack },
  ]);
  return (
    <div className="match-walk alone">
      <div className="match-list">
        <Table
          label={say('matchScreen.articles')}
          rows={links}
          rowKey={articleKey}
          selected={chosen === undefined ? undefined : articleKey(chosen)}
          onSelect={(one) => setAt(articleKey(one))}
          marked={marked}
          onMark={setMarked}
          autoFocus
          minWidth={600}
          columns={columnsOf(speech)}
        />
        <div className="grid-foot match-foot">
          {marked.size > 1 ? <b>{say('matchScreen.marked', { n: marked.size })}</b> : <span>{say('matchScreen.articles.hint')}</span>}
          <span className="spring" />
          <Button small keys="C" onPress={() => decide('confirmed')}>
            {say('matchScreen.confirm')}
          </Button>
          <Button small keys="X" onPress={() => decide('refused')}>
            {say('matchScreen.refuse')}
          </Button>
          <Button small keys="U" onPress={takeBack}>
            {say('matchScreen.undo')}
          </Button>
        </div>
      </div>
      <Detail>{chosen === undefined ? null : <ArticleDetail link={chosen} />}</Detail>
    </div>
  );
}

const columnsOf = ({ say, percent }: Speech): readonly TableColumn<Article>[] => [
  { id: 'state', title: '', width: '48px', cell: (one) => <StateIcon state={one.state} /> },
  {
    id: 'product',
    title: say('matchScreen.product'),
    width: 'minmax(180px, 2fr)',
    cell: (one) => one.product,
    hint: (one) => one.product,
  },
  {
    id: 'article',
    title: say('matchScreen.article'),
    width: 'minmax(96px, 1fr)',
    cell: (one) => one.article,
    hint: (one) => one.article,
  },
  { id: 'hs', title: say('column.hs_code'), width: '108px', mono: true, cell: (one) => one.hs },
  {
    id: 'score',
    title: say('matchScreen.likeness'),
    width: '88px',
    number: true,
    cell: (one) => percent(String(Math.round(one.score * 100))),
  },
  {
    id: 'remembered',
    title: say('matchScreen.remembered'),
    width: 'minmax(88px, 116px)',
    cell: (one) => (one.remembered ? <Remembered /> : null),
  },
];

function Remembered(): ReactNode {
  const { say } = useSpeech();
  return (
    <span className="match-remembered" title={say('matchWhy.remembered')}>
      <History className="icon" aria-hidden />
      {say('matchScreen.remembered.yes')}
    </span>
  );
}

function ArticleDetail({ link }: { readonly link: Article }): ReactNode {
  const { say, percent } = useSpeech();
  return (
    <>
      <h2 className="wrap-anywhere">{link.product}</h2>
      <Facts>
        <Fact name={say('matchScreen.article')}>{link.article}</Fact>
        <Fact name={say('column.hs_code')}>
          <span className="mono">{link.hs}</span>
        </Fact>
        <Fact name={say('matchScreen.likeness')}>{percent(String(Math.round(link.score * 100)))}</Fact>
        <Fact name={say('matchScreen.state')}>{say(`matchState.${link.state}`)}</Fact>
      </Facts>
      <section className="facts match-why">
        <h3>{say('matchScreen.why')}</h3>
        <ul>
          {link.why.map((why, i) => (
            <li key={`${why.key} ${i}`}>{say(why)}</li>
          ))}
        </ul>
      </section>
    </>
  );
}
