import { Outlet, useLocation, useNavigate, useParams, useRouter } from '@tanstack/react-router';
import { ListTree, PanelRight, X } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import type { AssayEvent } from '../../../contract/events/index.ts';
import { useAsk, useEvents, useForgetCase } from '../../parts/api.tsx';
import { Blank } from '../../parts/blank.tsx';
import { Button, IconButton } from '../../parts/button.tsx';
import { useCommands } from '../../parts/commands.tsx';
import { useDetail } from '../../parts/detail.tsx';
import { Refusal } from '../../parts/failure.tsx';
import { narrowQuery, sheetQuery, useMedia } from '../../parts/media.ts';
import { Separator } from '../../parts/panes.tsx';
import { useRemembered } from '../../parts/remembered.tsx';
import { useSay } from '../../parts/words.tsx';
import { ImportPlace } from '../books/import/import-place.tsx';
import { Sections, useSectionCommands } from './sections.tsx';
import { useRowFinder } from './use-row-finder.ts';

type Widths = { readonly list: number; readonly detail: number; readonly shown: boolean };

const startWidths: Widths = { list: 224, detail: 332, shown: true };

/** A case: its sections, the work, and what is selected there. */
export function CaseScreen(): ReactNode {
  const say = useSay();
  const { caseId } = useParams({ from: '/case/$caseId' });
  const overview = useAsk('case.get', { caseId });
  const go = useNavigate();
  useCaseEvents(caseId);
  if (overview.error !== null) {
    return (
      <main className="work-page" id="work" tabIndex={-1}>
        <Blank title={say('case.unopenable')} text="">
          <Refusal error={overview.error}>
            <Button onPress={() => void go({ to: '/' })}>{say('rail.cases')}</Button>
          </Refusal>
        </Blank>
      </main>
    );
  }
  return (
    <ImportPlace caseId={caseId}>
      <CasePanes caseId={caseId} />
    </ImportPlace>
  );
}

function useCaseEvents(caseId: string): void {
  const forget = useForgetCase();
  const hear = useCallback(
    (event: AssayEvent) => {
      if (event.kind === 'case.changed' && event.caseId === caseId) forget(caseId, event.entities);
    },
    [caseId, forget],
  );
  useEvents(hear);
}

function CasePanes(props: { readonly caseId: string }): ReactNode {
  const say = useSay();
  const [widths, setWidths] = useRemembered('panes', startWidths);
  const narrow = useMedia(narrowQuery);
  const sheet = useMedia(sheetQuery);
  const { pathname } = useLocation();
  // The sheet of sections closes when one of them is gone to.
  const [openedAt, setOpenedAt] = useState<string | null>(null);
  const listOpen = openedAt === pathname;
  const detail = useDetail();
  const shown = sheet ? detail.sheetOpen : widths.shown;
  const toggle = (): void => (sheet ? detail.setSheetOpen(!detail.sheetOpen) : setWidths({ ...widths, shown: !widths.shown }));
  useCaseKeys(toggle);
  useRowFinder(props.caseId);
  useSectionCommands(props.caseId);
  useKeptFocus();
  return (
    <div className="panes">
      {narrow ? (
        <div className="narrow-bar">
          <Button small onPress={() => setOpenedAt(listOpen ? null : pathname)}>
            <ListTree className="icon" aria-hidden />
            {say('case.sections')}
          </Button>
        </div>
      ) : null}
      {narrow && !listOpen ? null : (
        <div className={`pane list-pane${narrow ? ' sheet-left' : ''}`} style={narrow ? {} : { width: widths.list }}>
          <Sections caseId={props.caseId} />
        </div>
      )}
      {narrow ? null : (
        <Separator
          label={say('panes.list')}
          side="left"
          width={widths.list}
          min={168}
          max={400}
          onChange={(list) => setWidths({ ...widths, list })}
        />
      )}
      <main className="pane work-pane" id="work" tabIndex={-1}>
        <Outlet />
      </main>
      <Details sheet={sheet} shown={shown} toggle={toggle} widths={widths} setWidths={setWidths} />
    </div>
  );
}

type DetailsProps = {
  readonly sheet: boolean;
  readonly shown: boolean;
  readonly toggle: () => void;
  readonly widths: Widths;
  readonly setWidths: (widths: Widths) => void;
};

/** The detail pane with its separator, or the button that opens it as a sheet. */
function Details({ sheet, shown, toggle, widths, setWidths }: DetailsProps): ReactNode {
  const say = useSay();
  const { filled } = useDetail();
  return (
    <>
      {shown && !sheet && filled > 0 ? (
        <Separator
          label={say('panes.detail')}
          side="right"
          width={widths.detail}
          min={240}
          max={560}
          onChange={(width) => setWidths({ ...widths, detail: width })}
        />
      ) : null}
      <DetailPane sheet={sheet} shown={shown} width={widths.detail} />
      {sheet && !shown && filled > 0 ? (
        <div className="detail-tab">
          <IconButton icon={<PanelRight className="icon" aria-hidden />} label={say('panes.detail.show')} keys="F4" onPress={toggle} />
        </div>
      ) : null}
    </>
  );
}

type DetailPaneProps = { readonly sheet: boolean; readonly shown: boolean; readonly width: number };

/** The right-hand pane; in a narrow window a sheet that takes the focus and gives it back. */
function DetailPane(props: DetailPaneProps): ReactNode {
  const say = useSay();
  const pane = useRef<HTMLElement>(null);
  const before = useRef<Element | null>(null);
  const { setSheetOpen, setHost, filled } = useDetail();
  const open = props.sheet && props.shown && filled > 0;
  useEffect(() => {
    if (!open) return undefined;
    before.current = document.activeElement;
    pane.current?.focus();
    return () => {
      if (before.current instanceof HTMLElement && before.current.isConnected) before.current.focus();
    };
  }, [open]);
  const press = (event: KeyboardEvent): void => {
    if (!props.sheet || event.key !== 'Escape') return;
    event.stopPropagation();
    setSheetOpen(false);
  };
  const visible = props.shown && filled > 0;
  return (
    <aside
      ref={pane}
      id="detail"
      className={`pane detail-pane${props.sheet ? ' sheet-right' : ''}`}
      aria-label={say('panes.detail')}
      tabIndex={-1}
      hidden={!visible}
      style={props.sheet ? {} : { width: props.width }}
      onKeyDown={press}
    >
      {props.sheet ? (
        <div className="sheet-close">
          <IconButton
            icon={<X className="icon" aria-hidden />}
            label={say('dialog.close')}
            keys="Escape"
            onPress={() => setSheetOpen(false)}
          />
        </div>
      ) : null}
      <div ref={setHost} className="detail-body" />
    </aside>
  );
}

function useCaseKeys(toggle: () => void): void {
  const say = useSay();
  const router = useRouter();
  const go = useNavigate();
  const { caseId } = useParams({ from: '/case/$caseId' });
  const { pathname } = useLocation();
  const out = (): void => {
    const parts = pathname.split('/').filter((part) => part !== '');
    if (document.activeElement instanceof HTMLInputElement || document.activeElement instanceof HTMLTextAreaElement) {
      document.getElementById('work')?.focus();
    } else if (parts.length > 4 && parts[2] === 'books') router.history.push(`/${parts.slice(0, 4).join('/')}`);
    else if (parts.length >= 4 && parts[2] !== 'books') router.history.push(`/${parts.slice(0, 3).join('/')}`);
    else if (parts.length > 2) void go({ to: '/case/$caseId', params: { caseId } });
    else void go({ to: '/', search: { at: caseId } });
  };
  useCommands([
    { id: 'detail.toggle', title: say('panes.detail.toggle'), group: 'do', keys: 'F4', run: toggle },
    { id: 'panes.next', title: say('panes.next'), group: 'move', keys: 'F6', keyOnly: true, run: () => focusNextPane() },
    {
      id: 'books.everywhere',
      title: say('explore.everywhere'),
      group: 'go',
      keys: 'Ctrl+Shift+F',
      run: () => void go({ to: '/case/$caseId/search', params: { caseId } }),
    },
    { id: 'out', title: say('nav.out'), group: 'move', keys: 'Escape', keyOnly: true, run: out },
  ]);
}

const paneStops = ['.list-pane a[aria-current], .list-pane a', '#work [role="grid"], #work', '#detail'];

/** F6 walks through the panes that are shown. */
function focusNextPane(): void {
  const stops = paneStops
    .map((selector) => document.querySelector<HTMLElement>(selector))
    .filter((element) => element !== null && element.offsetParent !== null);
  const active = document.activeElement;
  const at = stops.findIndex((stop) => stop?.closest('.pane')?.contains(active) === true);
  stops[(at + 1) % stops.length]?.focus();
}

const lostFor = 1_200;

const isLost = (): boolean => {
  const active = document.activeElement;
  return active === null || active === document.body || active.tagName === 'H1';
};

/** The heart of the page: its grid, its first action, else its heading. */
function focusHeart(): boolean {
  const heart = document.querySelector<HTMLElement>('#work [role="grid"], #work .button.primary');
  if (heart !== null) heart.focus({ preventScroll: true });
  else if (document.activeElement?.tagName !== 'H1') {
    const heading = document.querySelector<HTMLElement>('#work h1');
    heading?.setAttribute('tabindex', '-1');
    heading?.focus({ preventScroll: true });
  }
  return heart !== null;
}

/** After a change of page the focus is in the work, never lost on the page's body; a page that is still being read is waited for. */
function useKeptFocus(): void {
  const { pathname } = useLocation();
  useEffect(() => {
    const until = performance.now() + lostFor;
    let frame = 0;
    const look = (): void => {
      if (isLost() && focusHeart()) return;
      if (isLost() && performance.now() < until) frame = requestAnimationFrame(look);
    };
    frame = requestAnimationFrame(look);
    return () => cancelAnimationFrame(frame);
  }, [pathname]);
}
