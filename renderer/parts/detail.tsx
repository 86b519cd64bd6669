import { createContext, useContext, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';

type DetailPlace = {
  readonly host: HTMLElement | null;
  readonly setHost: (host: HTMLElement | null) => void;
  /** how many screens have something to show there */
  readonly filled: number;
  readonly fill: (by: 1 | -1) => void;
  /** the sheet of a narrow window */
  readonly sheetOpen: boolean;
  readonly setSheetOpen: (open: boolean) => void;
};

const DetailContext = createContext<DetailPlace | null>(null);

export function DetailProvider(props: { readonly children: ReactNode }): ReactNode {
  const [host, setHost] = useState<HTMLElement | null>(null);
  const [filled, setFilled] = useState(0);
  const [sheetOpen, setSheetOpen] = useState(false);
  const place = useMemo(
    () => ({ host, setHost, filled, fill: (by: 1 | -1) => setFilled((n) => n + by), sheetOpen, setSheetOpen }),
    [host, filled, sheetOpen],
  );
  return <DetailContext value={place}>{props.children}</DetailContext>;
}

export function useDetail(): DetailPlace {
  const place = useContext(DetailContext);
  if (place === null) throw new Error('detail outside DetailProvider');
  return place;
}

/** What the right-hand pane says about the selection of this screen. */
export function Detail(props: { readonly children: ReactNode }): ReactNode {
  const { host, fill } = useDetail();
  useEffect(() => {
    fill(1);
    return () => fill(-1);
  }, [fill]);
  return host === null ? null : createPortal(props.children, host);
}

/** One figure of the detail pane: what it is, and its value. */
export function Fact(props: { readonly name: ReactNode; readonly children: ReactNode; readonly strong?: boolean }): ReactNode {
  return (
    <div className={`fact${props.strong === true ? ' total' : ''}`}>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

/** A hash or another code that is too long to stand beside its name. */
export function Code(props: { readonly title: string; readonly children: string }): ReactNode {
  return (
    <section className="facts">
      <h3>{props.title}</h3>
      <p className="mono meta wrap-anywhere">{props.children}</p>
    </section>
  );
}

export function Facts(props: { readonly title?: string; readonly children: ReactNode }): ReactNode {
  return (
    <section className="facts">
      {props.title === undefined ? null : <h3>{props.title}</h3>}
      <dl>{props.children}</dl>
    </section>
  );
}
