import { app, dialog } from 'electron';
import type { BrowserWindow, FileFilter } from 'electron';
import path from 'node:path';
import type { z } from 'zod';
import { Refused, toFailure } from '../../contract/rpc/errors.ts';
import { shellCalls } from '../../contract/rpc/shell.ts';
import type { ShellCalls } from '../../contract/rpc/shell.ts';
import type { FromBackend, ToBackend } from '../../contract/rpc/wire.ts';
import { diskSafety, personAtMachine, setTheme } from '../platform.ts';
import type { CopiedText } from '../security/clipboard.ts';
import type { PickedPaths } from '../security/paths.ts';
import type { ShellWord } from '../words.ts';
import type { LastWords } from './last-words.ts';
import type { LookPlace } from './look.ts';

export type ShellContext = {
  readonly window: BrowserWindow;
  readonly picked: PickedPaths;
  readonly copied: CopiedText;
  readonly sandboxed: boolean;
  readonly script: string;
  readonly word: (key: ShellWord) => string;
  readonly vaultDir: string;
  readonly look: LookPlace;
  readonly lastWords: LastWords;
  readonly lock: () => void;
};

type ShellHandlers = {
  readonly [M in keyof ShellCalls]: (
    context: ShellContext,
    input: z.output<ShellCalls[M]['input']>,
  ) => z.input<ShellCalls[M]['output']> | Promise<z.input<ShellCalls[M]['output']>>;
};

const handlers: ShellHandlers = {
  'shell.info': ({ sandboxed, script }) => ({
    app: app.getVersion(),
    electron: process.versions.electron,
    platform: process.platform,
    packaged: app.isPackaged,
    sandboxed,
    script,
  }),
  'shell.pickOpen': async ({ window, picked, word }, { kind }) => {
    const answer = await dialog.showOpenDialog(window, {
      filters: filtersFor(kind, word),
      properties: [kind === 'folder' ? 'openDirectory' : 'openFile', 'dontAddToRecent'],
    });
    return chosen(answer.canceled ? undefined : answer.filePaths[0], picked);
  },
  'shell.pickFiles': async ({ window, picked }) => {
    const answer = await dialog.showOpenDialog(window, { properties: ['openFile', 'multiSelections', 'dontAddToRecent'] });
    const paths = answer.canceled ? [] : answer.filePaths.filter((file) => file !== '');
    paths.forEach(picked.add);
    return { paths };
  },
  'shell.pickSave': async ({ window, picked, word }, { kind, suggested }) => {
    const answer = await dialog.showSaveDialog(window, {
      defaultPath: path.basename(suggested),
      filters: filtersFor(kind, word),
      properties: ['createDirectory', 'showOverwriteConfirmation', 'dontAddToRecent'],
    });
    return chosen(answer.canceled ? undefined : answer.filePath, picked);
  },
  'shell.setTitle': ({ window }, { title }) => {
    window.setTitle(title);
    return {};
  },
  'shell.setLook': ({ look }, { lang, theme }) => {
    look.set({ ...(lang === undefined ? {} : { lang }), ...(theme === undefined ? {} : { theme }) });
    setTheme(look.now().theme);
    return {};
  },
  'shell.machine': ({ vaultDir }) => ({ person: personAtMachine(), ...diskSafety(vaultDir) }),
  'shell.lock': ({ lock }) => {
    lock();
    return {};
  },
  'shell.copied': ({ copied }) => {
    copied.noticed();
    return {};
  },
  'shell.written': ({ lastWords }) => {
    lastWords.said();
    return {};
  },
};

type Kind = z.output<ShellCalls['shell.pickOpen' | 'shell.pickSave']['input']>['kind'];

/** How the names of files end that the books are read from. */
const tableFiles = ['csv', 'tsv', 'txt', 'xlsx', 'xlsm', 'xls', 'ods', 'xml', 'html', 'htm', 'dbf', 'mxl', 'sta', '940', 'pdf'];

/** What the native dialog offers; a folder has no filter. */
function filtersFor(kind: Kind, word: ShellContext['word']): FileFilter[] {
  switch (kind) {
    case 'table':
      return [
        { name: word('shell.files.table'), extensions: tableFiles },
        { name: '*', extensions: ['*'] },
      ];
    case 'pdf':
      return [{ name: word('shell.files.pdf'), extensions: ['pdf'] }];
    case 'certificate':
      return [{ name: word('shell.files.certificate'), extensions: ['pem', 'crt', 'cer'] }];
    case 'ndjson':
      return [{ name: word('shell.files.log'), extensions: ['ndjson'] }];
    case 'model':
      return [{ name: word('shell.files.model'), extensions: ['traineddata', 'gz'] }];
    case 'file':
    case 'folder':
      return [];
    default:
      return kind satisfies never;
  }
}

function chosen(file: string | undefined, picked: PickedPaths): { path: string | null } {
  if (file === undefined || file === '') return { path: null };
  picked.add(file);
  return { path: file };
}

export const isShellCall = (method: string): boolean => method.startsWith('shell.');

type Request = Extract<ToBackend, { kind: 'request' }>;

/** Answers a call that the window's shell is for. Never rejects. */
export async function answerShellCall(context: ShellContext, { id, method, input }: Request): Promise<FromBackend> {
  try {
    if (!Object.hasOwn(shellCalls, method)) throw new Refused({ code: 'call_unknown', at: method });
    const name = method as keyof ShellCalls;
    const checked = shellCalls[name].input.safeParse(input);
    if (!checked.success) throw new Refused({ code: 'input_invalid', at: method });
    const handler = handlers[name] as (context: ShellContext, input: unknown) => unknown;
    return { kind: 'answer', id, output: await handler(context, checked.data) };
  } catch (error) {
    return { kind: 'failed', id, failure: toFailure(error) };
  }
}
