import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { TableName } from '../../../../../domain/model/books.ts';
import { Button } from '../../../../parts/button.tsx';
import { useSpeech } from '../../../../parts/words.tsx';
import { LayoutDialog } from './layout-dialog.tsx';

type OfferProps = { readonly path: string; readonly expected: TableName };

const isPdf = (path: string): boolean => /\.pdf$/i.test(path);

/** For a PDF report: its tables were found by themselves, or not; either way a person may mark its layout. */
export function LayoutOffer({ path, expected }: OfferProps): ReactNode {
  const { say } = useSpeech();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  if (!isPdf(path)) return null;
  const saved = (): void => {
    setOpen(false);
    void client.invalidateQueries({ queryKey: ['import.look'] });
  };
  return (
    <div className="bar-row">
      <span className="quiet">{say('pdf.offer')}</span>
      <span className="spring" />
      <Button onPress={() => setOpen(true)}>{say('pdf.offer.open')}</Button>
      {open ? <LayoutDialog path={path} expected={expected} close={() => setOpen(false)} saved={saved} /> : null}
    </div>
  );
}
