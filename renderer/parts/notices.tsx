import { X } from 'lucide-react';
import { createContext, useCallback, useContext, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { Button, IconButton } from './button.tsx';
import { failedOf, failureWords } from './failure.tsx';
import { useSay } from './words.tsx';

type Act = { readonly label: string; readonly run: () => void };
type Notice = { readonly id: number; readonly text: string; readonly act?: Act };

type Notices = {
  /** @param act what undoes it or leads on */
  readonly tell: (text: string, act?: Act) => void;
  /** runs the work; a refusal is told and gives undefined */
  readonly attempt: <T>(work: () => Promise<T>) => Promise<T | undefined>;
  /** takes every notice away: a locked window says nothing about its cases */
  readonly clear: () => void;
};

const NoticeContext = createContext<Notices | null>(null);

export function useNotices(): Notices {
  const notices = useContext(NoticeContext);
  if (notices === null) throw new Error('notices outside NoticeProvider');
  return notices;
}

/** An offer to undo stays longer than a word. */
const lifeMs = { word: 5_000, act: 10_000 } as const;

export function NoticeProvider(props: { readonly children: ReactNode }): ReactNode {
  const say = useSay();
  const [shown, setShown] = useState<readonly Notice[]>([]);
  const next = useRef(0);
  const close = useCallback((id: number) => setShown((all) => all.filter((n) => n.id !== id)), []);
  const tell = useCallback<Notices['tell']>(
    (text, act) => {
      next.current += 1;
      const id = next.current;
      setShown((all) => [...all.slice(-2), act === undefined ? { id, text } : { id, text, act }]);
      setTimeout(() => close(id), act === undefined ? lifeMs.word : lifeMs.act);
    },
    [close],
  );
  const attempt = useCallback<Notices['attempt']>(
    async (work) => {
      try {
        return await work();
      } catch (error) {
        const failed = failedOf(error);
        if (failed.code !== 'cancelled') tell(say(failureWords(failed)));
        return undefined;
      }
    },
    [say, tell],
  );
  const clear = useCallback(() => setShown([]), []);
  const notices = useMemo(() => ({ tell, attempt, clear }), [tell, attempt, clear]);
  return (
    <NoticeContext value={notices}>
      {props.children}
      <div className="notices" role="status" aria-live="polite">
        {shown.map((notice) => (
          <NoticeLine key={notice.id} notice={notice} close={() => close(notice.id)} />
        ))}
      </div>
    </NoticeContext>
  );
}

function NoticeLine(props: { readonly notice: Notice; readonly close: () => void }): ReactNode {
  const say = useSay();
  const { act, text } = props.notice;
  return (
    <div className="notice">
      <span className="text">{text}</span>
      {act === undefined ? null : (
        <Button
          small
          onPress={() => {
            act.run();
            props.close();
          }}
        >
          {act.label}
        </Button>
      )}
      <IconButton icon={<X className="icon" aria-hidden />} label={say('notice.close')} onPress={props.close} />
    </div>
  );
}
