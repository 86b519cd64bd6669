import type { ReactNode } from 'react';
import { useAllCommands } from './commands.tsx';
import { DialogBox } from './dialog.tsx';
import { keyLabel } from './keys.ts';
import { useSay } from './words.tsx';

const gridKeys = ['arrows', 'ends', 'pages', 'corners', 'range', 'copy', 'open', 'menu', 'move', 'mark', 'note'] as const;

/** The keys of this screen. */
export function KeysHelp(props: { readonly close: () => void; readonly grid: boolean }): ReactNode {
  const say = useSay();
  const commands = useAllCommands().filter((command) => command.keys !== undefined);
  return (
    <DialogBox title={say('keys.title')} close={props.close} wide>
      <div className="keys-list">
        {commands.map((command) => (
          <div key={command.id}>
            <span>{command.title}</span>
            <kbd>{keyLabel(command.keys ?? '')}</kbd>
          </div>
        ))}
      </div>
      {props.grid ? (
        <>
          <h3>{say('keys.grid')}</h3>
          <div className="keys-list">
            {gridKeys.map((name) => (
              <div key={name}>
                <span>{say(`keys.grid.${name}`)}</span>
                <kbd>{say(`keys.grid.${name}.keys`)}</kbd>
              </div>
            ))}
          </div>
        </>
      ) : null}
    </DialogBox>
  );
}
