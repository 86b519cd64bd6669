import { X } from 'lucide-react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { ReactNode } from 'react';
import { IconButton } from './button.tsx';
import { useSay } from './words.tsx';

type DialogProps = {
  readonly title: string;
  readonly close: () => void;
  readonly children: ReactNode;
  readonly footer?: ReactNode;
  readonly wide?: boolean;
  /** false while leaving would lose work in progress */
  readonly closable?: boolean;
};

/** A window in the window: focus stays inside, Esc closes, focus goes back to where it was. */
export function DialogBox(props: DialogProps): ReactNode {
  const say = useSay();
  const closable = props.closable ?? true;
  return (
    <ModalOverlay
      className="veil"
      isOpen
      isDismissable={false}
      isKeyboardDismissDisabled={!closable}
      onOpenChange={(open) => {
        if (!open) props.close();
      }}
    >
      <Modal className={`dialog-box${props.wide === true ? ' wide' : ''}`}>
        <AriaDialog className="dialog">
          <header>
            <Heading slot="title" level={2}>
              {props.title}
            </Heading>
            <IconButton
              icon={<X className="icon" aria-hidden />}
              label={say('dialog.close')}
              keys="Escape"
              onPress={props.close}
              disabled={!closable}
            />
          </header>
          <div className="dialog-body">{props.children}</div>
          {props.footer === undefined ? null : <footer>{props.footer}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** The buttons at the end of a form in a dialog, as in its footer: what leaves stands first, what confirms last. */
export function DialogEnd(props: { readonly children: ReactNode }): ReactNode {
  return <div className="dialog-end">{props.children}</div>;
}
