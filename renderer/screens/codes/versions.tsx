import { useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ReferenceListTold } from '../../../contract/rpc/reference.ts';
import { useApi } from '../../parts/api.tsx';
import { IconButton } from '../../parts/button.tsx';
import { useNotices } from '../../parts/notices.tsx';
import { useSpeech } from '../../parts/words.tsx';

/** Everything that is shown of the vault's lists is asked again. */
export const useForgetLists = (): (() => Promise<void>) => {
  const client = useQueryClient();
  return () => client.invalidateQueries({ predicate: ({ queryKey: [method] }) => String(method).startsWith('hs.') });
};

/** The versions that are searched, each with its day and size. */
export function Versions(props: { readonly lists: readonly ReferenceListTold[] }): ReactNode {
  const { say, day, count } = useSpeech();
  const api = useApi();
  const { attempt } = useNotices();
  const forget = useForgetLists();
  const remove = (no: number): void =>
    void attempt(async () => {
      await api.call['hs.remove']({ no });
      await forget();
    });
  if (props.lists.length === 0) return null;
  return (
    <div className="bar-row meta">
      {props.lists.map((list) => {
        const args = { name: list.name, from: list.validFrom === null ? '' : day(list.validFrom) };
        const name = say(list.validFrom === null ? 'hs.version.undated' : 'hs.version', args);
        return (
          <span key={list.no} title={list.sha256}>
            {name} · {count(list.entries)}{' '}
            <IconButton
              icon={<Trash2 className="icon" aria-hidden />}
              label={`${say('hs.remove')}: ${name}`}
              onPress={() => remove(list.no)}
            />
          </span>
        );
      })}
    </div>
  );
}
