import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { isRefusalCode } from '../../domain/model/refused.ts';
import type { RefusalArgs, RefusalCode } from '../../domain/model/refused.ts';
import type { Words } from '../../domain/model/words.ts';
import { useSay } from './words.tsx';

export type Failed = { readonly code: RefusalCode; readonly at: string; readonly args: RefusalArgs };

/** What a rejected call says; anything unknown is an internal failure. */
export function failedOf(error: unknown): Failed {
  if (typeof error !== 'object' || error === null || !('code' in error)) return { code: 'internal', at: '', args: {} };
  const { code, at, args } = error as { code: unknown; at?: unknown; args?: unknown };
  if (typeof code !== 'string' || !isRefusalCode(code)) return { code: 'internal', at: '', args: {} };
  return { code, at: typeof at === 'string' ? at : '', args: (args ?? {}) as RefusalArgs };
}

/** The sentence of a refusal: what, which, and what to do next. */
export const failureWords = (failed: Failed): Words => ({ key: `refused.${failed.code}`, args: { at: failed.at, ...failed.args } });

/** A refusal where it happened, with the step that leads on. */
export function Refusal(props: { readonly error: unknown; readonly children?: ReactNode }): ReactNode {
  const say = useSay();
  return (
    <div className="say-so wrong" role="alert">
      <CircleAlert className="icon" aria-hidden />
      <div>
        {say(failureWords(failedOf(props.error)))}
        {props.children === undefined ? null : <div className="actions">{props.children}</div>}
      </div>
    </div>
  );
}
