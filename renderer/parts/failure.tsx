import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { isRefusalCode } from '../../domain/model/refused.ts';
import type { RefusalArgs, RefusalCode } from '../../domain/model/refused.ts';
import { tables } from '../../domain/model/books.ts';
import { words } from '../../domain/model/words.ts';
import type { WordArg, Words } from '../../domain/model/words.ts';
import { useSay } from './words.tsx';

export type Failed = { readonly code: RefusalCode; readonly at: string; readonly args: RefusalArgs };

/** What a rejected call says; anything unknown is an internal failure of the window itself. */
export function failedOf(error: unknown): Failed {
  if (typeof error !== 'object' || error === null || !('code' in error)) return { code: 'internal', at: 'window', args: {} };
  const { code, at, args } = error as { code: unknown; at?: unknown; args?: unknown };
  if (typeof code !== 'string' || !isRefusalCode(code)) return { code: 'internal', at: '', args: {} };
  return { code, at: typeof at === 'string' ? at : '', args: (args ?? {}) as RefusalArgs };
}

const columnNames = new Set(Object.values(tables).flatMap((columns) => columns.map(({ name }) => name)));

/** A refusal about a cell names its column as the screen does. */
const placeOf = ({ code, at }: Failed): WordArg =>
  (code === 'value_invalid' || code === 'column_unknown') && columnNames.has(at) ? { words: words(`column.${at}`) } : at;

/** The sentence of a refusal: what, which, and what to do next. */
export const failureWords = (failed: Failed): Words => words(`refused.${failed.code}`, { at: placeOf(failed), ...failed.args });

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
