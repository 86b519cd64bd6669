import { ChevronLeft, ChevronRight, Lock } from 'lucide-react';
import { useParams, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useApi, useAsk } from '../../parts/api.tsx';
import { Button, IconButton } from '../../parts/button.tsx';
import { useSay, useSpeech } from '../../parts/words.tsx';

/** The case that is open: number, trader, kind and state; the palette and the lock. */
export function TitleBar(props: { readonly openPalette: () => void; readonly lock: () => void }): ReactNode {
  const say = useSay();
  const router = useRouter();
  const { caseId } = useParams({ strict: false });
  return (
    <header className="title-bar">
      <IconButton
        icon={<ChevronLeft className="icon" aria-hidden />}
        label={say('nav.back')}
        keys="Alt+ArrowLeft"
        onPress={() => router.history.back()}
      />
      <IconButton
        icon={<ChevronRight className="icon" aria-hidden />}
        label={say('nav.forward')}
        keys="Alt+ArrowRight"
        onPress={() => router.history.forward()}
      />
      {caseId === undefined ? <span className="strong">{say('app.name')}</span> : <CaseName caseId={caseId} />}
      <span className="spring" />
      <Button kind="bare" small keys="Ctrl+K" onPress={props.openPalette}>
        {say('palette.open')}
      </Button>
      <Button small keys="Ctrl+L" onPress={props.lock}>
        <Lock className="icon" aria-hidden />
        {say('vault.lock')}
      </Button>
    </header>
  );
}

function CaseName(props: { readonly caseId: string }): ReactNode {
  const { say, has } = useSpeech();
  const api = useApi();
  const { data } = useAsk('case.get', { caseId: props.caseId });
  const caseNo = data?.header.caseNo;
  useEffect(() => {
    if (caseNo === undefined) return undefined;
    void api.call['shell.setTitle']({ title: say('app.titled', { name: caseNo }) }).catch(() => undefined);
    return () => void api.call['shell.setTitle']({ title: say('app.name') }).catch(() => undefined);
  }, [api, caseNo, say]);
  if (data === undefined) return null;
  const { header } = data;
  const stateKey = `case.state.${header.state}`;
  return (
    <div className="case-name">
      <span className="strong">{header.caseNo}</span>
      <span className="case-trader" title={header.trader}>
        {header.trader}
      </span>
      <span className="tag">{say(`case.kind.${header.kind}`)}</span>
      <span className="tag">{has(stateKey) ? say(stateKey) : header.state}</span>
    </div>
  );
}
