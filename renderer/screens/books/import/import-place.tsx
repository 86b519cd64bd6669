import { useLocation, useNavigate } from '@tanstack/react-router';
import { createContext, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { TableName } from '../../../../domain/model/books.ts';
import { useApi, useAsk } from '../../../parts/api.tsx';
import { useCommands } from '../../../parts/commands.tsx';
import type { Command } from '../../../parts/commands.tsx';
import { useFileDrop } from '../../../parts/file-drop.ts';
import { useStable } from '../../../parts/latest.ts';
import { useNotices } from '../../../parts/notices.tsx';
import { useSay } from '../../../parts/words.tsx';
import { CertificateDialog } from './certificate-dialog.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { nameOf, withoutMemos } from './source.ts';

type ImportContextValue = {
  /** lets a person choose a file */
  readonly pick: () => void;
  /** the table that a file is taken for first */
  readonly expect: (table: TableName) => void;
  /** a PDF that was dropped, to be verified */
  readonly pdf: string | null;
  readonly takePdf: (path: string | null) => void;
  /** shows the certificate of an imported file, named by any of its parts */
  readonly certify: (importId: string) => void;
};

const ImportContext = createContext<ImportContextValue | null>(null);

export function useImport(): ImportContextValue {
  const place = useContext(ImportContext);
  if (place === null) throw new Error('import outside ImportPlace');
  return place;
}

/** A file dropped anywhere on the case is looked at; several are looked at one after the other. */
export function ImportPlace(props: { readonly caseId: string; readonly children: ReactNode }): ReactNode {
  const say = useSay();
  const api = useApi();
  const go = useNavigate();
  const { attempt } = useNotices();
  const [pdf, takePdf] = useState<string | null>(null);
  const [certified, certify] = useState<string | null>(null);
  const [expected, expect] = useState<TableName>('declarations');
  const overBooks = useLocation().pathname.includes('/books');
  const { queue, look, onWay, leave, leaveAll } = useQueue();
  // over the books a PDF is a report to be read; anywhere else it is a document to be verified
  const take = (paths: readonly string[]): void => {
    const isPdf = (path: string): boolean => !overBooks && path.toLowerCase().endsWith('.pdf');
    const report = paths.find(isPdf);
    if (report !== undefined) {
      takePdf(report);
      void go({ to: '/case/$caseId/documents', params: { caseId: props.caseId } });
    }
    look(paths.filter((path) => !isPdf(path)));
  };
  const pick = useStable((): void => {
    void attempt(async () => {
      const { path } = await api.call['shell.pickOpen']({ kind: 'table' });
      if (path !== null) look([path]);
    });
  });
  const over = useFileDrop({ on: window, take: (files) => take(files.map((file) => api.pathOf(file))) });
  useCommands([{ id: 'import', title: say('import.do'), group: 'do', keys: 'Ctrl+I', run: pick }]);
  useCertificateCommands(props.caseId, certify);
  const place = useMemo<ImportContextValue>(() => ({ pick, expect, pdf, takePdf, certify }), [pick, pdf]);
  const [path] = queue;
  const certifyLater = useCertifyLater(props.caseId, certify);
  return (
    <ImportContext value={place}>
      {props.children}
      {over ? <div className="drop-veil">{say('import.drop')}</div> : null}
      {path === undefined ? null : (
        <ImportDialog
          key={path}
          caseId={props.caseId}
          path={path}
          expected={expected}
          waiting={queue.length - 1}
          after={{ certify: certifyLater, lookAgain: () => look([path]), onWay }}
          close={() => leave(path)}
          closeAll={leaveAll}
        />
      )}
      {certified === null ? null : <CertificateDialog caseId={props.caseId} importId={certified} close={() => certify(null)} />}
    </ImportContext>
  );
}

type Queue = {
  /** the first is looked at now */
  readonly queue: readonly string[];
  readonly look: (paths: readonly string[]) => void;
  /** a file is on its way into the books, or no more */
  readonly onWay: (path: string, on: boolean) => void;
  readonly leave: (path: string) => void;
  readonly leaveAll: () => void;
};

/** Files that are to be looked at, each once, and none while it is being imported. */
function useQueue(): Queue {
  const say = useSay();
  const { tell } = useNotices();
  const [queue, setQueue] = useState<readonly string[]>([]);
  const under = useRef(new Set<string>());
  const look = (paths: readonly string[]): void => {
    const given = withoutMemos(paths.filter((path) => path !== ''));
    const busy = given.find((path) => under.current.has(path));
    if (busy !== undefined) tell(say('import.onWay', { file: nameOf(busy) }));
    setQueue((waiting) => [...new Set([...waiting, ...given.filter((path) => !under.current.has(path))])]);
  };
  return {
    queue,
    look,
    onWay: (path, on) => void (on ? under.current.add(path) : under.current.delete(path)),
    // closing twice takes no other file out of the queue
    leave: (path) => setQueue((waiting) => (waiting[0] === path ? waiting.slice(1) : waiting)),
    leaveAll: () => setQueue([]),
  };
}

/** A certificate that is asked for after the case was left is found among the files of the case. */
function useCertifyLater(caseId: string, certify: (importId: string) => void): (importId: string) => void {
  const go = useNavigate();
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  return (importId) => {
    if (here.current) certify(importId);
    else void go({ to: '/case/$caseId', params: { caseId } });
  };
}

/** The palette knows the certificate of every imported file, each file once. */
function useCertificateCommands(caseId: string, certify: (importId: string) => void): void {
  const say = useSay();
  const imports = useAsk('case.get', { caseId }).data?.imports ?? [];
  const files = new Map(imports.map((one) => [`${one.evidence} ${one.at}`, one]));
  useCommands(
    [...files.values()].map(
      (one): Command => ({
        id: `certificate.${one.importId}`,
        title: say('import.certificate.of', { file: one.fileName }),
        group: 'go',
        run: () => certify(one.importId),
      }),
    ),
  );
}
